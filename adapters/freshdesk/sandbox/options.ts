import type { SandboxClock } from '../../../src/sandbox/kit/clock.ts';
import type { WebhookSend } from '../../../src/sandbox/kit/webhook-queue.ts';
import type { FreshdeskPlan } from './rate-limits.ts';

/** What a plan or an add-on switches on (section 24). */
export interface FreshdeskFeatures {
  /** `internal_agent_id` and `internal_group_id`. @default false */
  readonly sharedOwnership: boolean;
  /** `parent_id`. @default true */
  readonly parentChild: boolean;
  /** `related_ticket_ids`. @default true */
  readonly linkedTickets: boolean;
  /** `form_id` on tickets. @default false */
  readonly ticketForms: boolean;
  /** `sentiment_score` and `initial_sentiment_score`. @default false */
  readonly sentiment: boolean;
  /** Due dates are null for a moment after each write. @default false */
  readonly newSlaEngine: boolean;
  /** `structured_description`. @default false */
  readonly structuredChat: boolean;
  /** `company_id` on tickets and contacts with several companies. @default true */
  readonly multipleCompanies: boolean;
  /** Time entries. @default true */
  readonly timeTracking: boolean;
}

/** Which messages to customers the admin has switched on (section 23). */
export interface FreshdeskNotifications {
  readonly newTicket: boolean;
  readonly publicNote: boolean;
  readonly resolved: boolean;
  readonly closed: boolean;
}

/** What no source confirms (section 27): each is one guess and its opposite. */
export interface FreshdeskUnconfirmed {
  /** Whether a 409 for an e-mail address names its holder. @default true */
  readonly conflictNamesUser: boolean;
  /** What a finished job says. @default 'COMPLETED' */
  readonly finishedJobStatus: string;
  /** What `GET /tickets/{id}` answers for the trash. @default 'shown' */
  readonly trashedTicket: 'shown' | 'missing';
  /** What `GET /contacts/{id}` answers for a deleted contact. @default 'shown' */
  readonly deletedContact: 'shown' | 'missing';
  /** What `GET /tickets/{id}` answers for the archive. @default 'missing' */
  readonly archivedTicket: 'missing' | 'redirected';
  /** Whether filters by requester or company lift the 30-day window. @default false */
  readonly filtersLiftWindow: boolean;
  /** What happens to custom fields that an update does not name. @default 'kept' */
  readonly unnamedCustomFields: 'kept' | 'cleared';
  /** Whether null empties an id on update; on create it is refused for certain. @default false */
  readonly nullClearsOnUpdate: boolean;
  /** Whether a contact may be the `user_id` of a note. @default true */
  readonly contactNotes: boolean;
  /** Whether a public note counts as the first response. @default false */
  readonly publicNoteResponds: boolean;
  /** Whether editing or deleting a note moves the ticket's `updated_at`. @default false */
  readonly noteEditsTouchTicket: boolean;
  /** Whether values in advanced webhook bodies are escaped for JSON. @default false */
  readonly escapesPlaceholders: boolean;
  /** Webhook calls an hour; more are put off. @default null */
  readonly webhooksPerHour: number | null;
  /** Bytes of all files of a ticket together; some plans may keep 15 MB only. @default 20971520 */
  readonly ticketAttachmentBytes: number;
}

/** How the account of `createFreshdeskSandbox` is and behaves. */
export interface FreshdeskSandboxOptions {
  /** The account's sub-domain; `https://{subdomain}.freshdesk.com` is its address. @default 'acme' */
  readonly subdomain?: string;
  /** The same seed gives the same ids and tokens. @default 1 */
  readonly seed?: number;
  /** A clock of `createClock`. @default one that stands still at 2026-03-02T09:00:00Z */
  readonly clock?: SandboxClock;
  /**
   * The plan whose budgets hold; `scale: 60` gives the minute's budget every second (429 and
   * Retry-After scale with it). `false` lifts every limit. @default { plan: 'enterprise' }
   */
  readonly rateLimits?: false | { readonly plan?: FreshdeskPlan; readonly scale?: number };
  /** How long search goes on finding what was there before, in milliseconds. @default 120000 */
  readonly searchLagMs?: number;
  /** How long the new SLA engine thinks, in milliseconds. @default 5000 */
  readonly slaDelayMs?: number;
  /** How long a link to an attachment is good, in milliseconds. @default 300000 */
  readonly attachmentUrlMs?: number;
  /** How often a job says IN PROGRESS. @default 1 */
  readonly jobPolls?: number;
  /** Closed tickets without activity move to the archive after so many days. @default 120 */
  readonly archiveAfterDays?: number;
  readonly features?: Partial<FreshdeskFeatures>;
  /** Whether statuses 6 and 7 are there; an admin may remove them. @default true */
  readonly waitingStatuses?: boolean;
  /** How many agents the account may have; null for any number. @default null */
  readonly seats?: number | null;
  /** Whether customers get mail about new tickets, public notes and solutions. @default true */
  readonly notifications?: boolean | Partial<FreshdeskNotifications>;
  readonly unconfirmed?: Partial<FreshdeskUnconfirmed>;
  readonly webhooks?: {
    /** Where deliveries go. @default the global fetch */
    readonly send?: WebhookSend;
    /** Deliver after each request without being asked. @default false */
    readonly auto?: boolean;
    /** Real time given to a receiver, in milliseconds. @default 5000 */
    readonly timeoutMs?: number;
  };
  /** How many requests the log keeps. @default 10000 */
  readonly requestLogLimit?: number;
}

export const defaultFeatures: FreshdeskFeatures = {
  sharedOwnership: false,
  parentChild: true,
  linkedTickets: true,
  ticketForms: false,
  sentiment: false,
  newSlaEngine: false,
  structuredChat: false,
  multipleCompanies: true,
  timeTracking: true,
};

export const defaultUnconfirmed: FreshdeskUnconfirmed = {
  conflictNamesUser: true,
  finishedJobStatus: 'COMPLETED',
  trashedTicket: 'shown',
  deletedContact: 'shown',
  archivedTicket: 'missing',
  filtersLiftWindow: false,
  unnamedCustomFields: 'kept',
  nullClearsOnUpdate: false,
  contactNotes: true,
  publicNoteResponds: false,
  noteEditsTouchTicket: false,
  escapesPlaceholders: false,
  webhooksPerHour: null,
  ticketAttachmentBytes: 20 * 1024 * 1024,
};

/** Every kind of message on or off, or each by name. */
export function notificationsOf(
  given: FreshdeskSandboxOptions['notifications'],
): FreshdeskNotifications {
  const on = typeof given === 'boolean' ? given : true;
  const all = { newTicket: on, publicNote: on, resolved: on, closed: on };
  return typeof given === 'object' ? { ...all, ...given } : all;
}
