import type { RateLimit } from '../../../src/sandbox/kit/rate-limiter.ts';

interface PlanLimits {
  readonly total: number;
  readonly ticketCreate?: number;
  readonly ticketUpdate?: number;
  readonly ticketsList?: number;
  readonly contactsList?: number;
}

const limits = (total: number, writes: number, lists: number): PlanLimits => ({
  total,
  ticketCreate: writes,
  ticketUpdate: writes,
  ticketsList: lists,
  contactsList: lists,
});

/** Requests per minute of each plan, in all and for some endpoints (section 2). */
export const planLimits = {
  trial: { total: 50 },
  growth: limits(200, 80, 20),
  pro: limits(400, 160, 100),
  enterprise: limits(700, 280, 200),
  'purchased-1000': limits(1000, 400, 300),
  'purchased-2000': limits(2000, 800, 400),
} as const satisfies Readonly<Record<string, PlanLimits>>;

/** The plans whose rate limits are published. */
export type FreshdeskPlan = keyof typeof planLimits;

const endpoints: Readonly<Record<string, Exclude<keyof PlanLimits, 'total'>>> = {
  'POST /api/v2/tickets': 'ticketCreate',
  'PUT /api/v2/tickets/{ticket_id}': 'ticketUpdate',
  'GET /api/v2/tickets': 'ticketsList',
  'GET /api/v2/contacts': 'contactsList',
};

/** The endpoint's own budget, beside the account's; it counts requests and not credits. */
export function endpointLimitOf(
  route: string,
  plan: FreshdeskPlan,
): (RateLimit & { readonly bucket: string }) | null {
  const bucket = endpoints[route];
  if (bucket === undefined) return null;
  const planned: PlanLimits = planLimits[plan];
  const limit = planned[bucket];
  return limit === undefined ? null : { bucket, limit, windowMs: 60_000 };
}

/** What a call costs: an include is one credit on a ticket and two on the list (section 2). */
export function costOf(route: string | null, query: URLSearchParams): number {
  const includes = (query.get('include') ?? '').split(',').filter((name) => name !== '').length;
  if (route === 'GET /api/v2/tickets') return 1 + 2 * includes;
  return route === 'GET /api/v2/tickets/{ticket_id}' ? 1 + includes : 1;
}
