import type { RateLimit } from '../../../src/sandbox/kit/rate-limiter.ts';

/** Requests per minute of each plan (section 4, first table). */
export const planLimits = {
  team: 200,
  growth: 400,
  professional: 400,
  enterprise: 700,
  'enterprise-plus': 2500,
  essential: 10,
  'high-volume': 2500,
} as const;

/** The plans whose rate limits are published. */
export type ZendeskPlan = keyof typeof planLimits;

const minute = 60_000;

/** What an endpoint's own budget is counted on (section 4, second table). */
export interface EndpointLimit extends RateLimit {
  readonly bucket: string;
  /** Which parameters make the bucket: a limit per ticket, user or organization. */
  readonly per?: readonly string[];
  readonly when?: (query: URLSearchParams) => boolean;
}

const beyondPage = (page: number) => (query: URLSearchParams) => Number(query.get('page')) > page;
const perMinute = (bucket: string, limit: number): EndpointLimit => ({
  bucket,
  limit,
  windowMs: minute,
});

const incremental = perMinute('incremental-exports', 10);
const ticketUpdate: readonly EndpointLimit[] = [
  { bucket: 'per-ticket-updates', limit: 30, windowMs: 10 * minute, per: ['actor', 'ticket_id'] },
  perMinute('tickets-update', 100),
];
const userUpdate: readonly EndpointLimit[] = [
  { bucket: 'per-user-updates', limit: 5, windowMs: minute, per: ['user_id'] },
  { bucket: 'users-update', limit: 1, windowMs: 1000 },
];
const sideConversation: EndpointLimit = {
  bucket: 'side-conversations-write',
  limit: 300,
  windowMs: 10 * minute,
};

/** Endpoint budgets by route (section 4, second table). */
const endpointLimits: Readonly<Record<string, readonly EndpointLimit[]>> = {
  'PUT /api/v2/tickets/{ticket_id}': ticketUpdate,
  'GET /api/v2/tickets': [{ ...perMinute('tickets-index', 50), when: beyondPage(500) }],
  'DELETE /api/v2/tickets/{ticket_id}': [perMinute('tickets-destroy', 400)],
  'GET /api/v2/deleted_tickets': [
    perMinute('deleted-tickets-index', 10),
    { ...perMinute('deleted-tickets-index-deep', 5), when: beyondPage(100) },
  ],
  'DELETE /api/v2/deleted_tickets/{ticket_id}': [perMinute('deleted-tickets-destroy', 1000)],
  'DELETE /api/v2/deleted_tickets/destroy_many': [perMinute('deleted-tickets-destroy-many', 300)],
  'GET /api/v2/tickets/{ticket_id}/audits': [perMinute('ticket-audits-index', 500)],
  'GET /api/v2/search': [perMinute('search-index', 2500)],
  'GET /api/v2/search/export': [perMinute('search-export', 100)],
  'PUT /api/v2/users/{user_id}': userUpdate,
  'POST /api/v2/users/create_or_update': [{ bucket: 'users-update', limit: 1, windowMs: 1000 }],
  'PUT /api/v2/organizations/{organization_id}': [
    { bucket: 'per-organization-updates', limit: 5, windowMs: minute, per: ['organization_id'] },
  ],
  'DELETE /api/v2/deleted_users/{user_id}': [
    { bucket: 'deleted-users-destroy', limit: 700, windowMs: 10 * minute },
  ],
  'GET /api/v2/ticket_fields': [perMinute('ticket-fields-index', 300)],
  'PUT /api/v2/ticket_fields/{ticket_field_id}': [perMinute('ticket-fields-update', 75)],
  'POST /api/v2/ticket_fields/{ticket_field_id}/options': [perMinute('ticket-field-options', 100)],
  'GET /api/v2/tags': [perMinute('tags-index', 2000)],
  'POST /api/v2/tickets/{ticket_id}/side_conversations': [sideConversation],
  'POST /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}/reply': [
    sideConversation,
  ],
  'GET /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}/events': [
    { bucket: 'side-conversation-events', limit: 600, windowMs: 10 * minute },
  ],
  'GET /attachments/token/{token}': [perMinute('attachment-content', 2500)],
  'GET /api/v2/views/{view_id}/execute': [
    { bucket: 'view-execute', limit: 5, windowMs: minute, per: ['actor', 'view_id'] },
  ],
  'POST /api/v2/tickets': [perMinute('ticket-request-create-by-user-and-ip', 300)],
};

/** The endpoint budgets that a call counts on; every incremental export shares one. */
export function endpointLimitsOf(route: string): readonly EndpointLimit[] {
  if (route.startsWith('GET /api/v2/incremental/')) return [incremental];
  return endpointLimits[route] ?? [];
}
