import type { SandboxClock } from '../../../src/sandbox/kit/clock.ts';
import type { WebhookSend } from '../../../src/sandbox/kit/webhook-queue.ts';
import type { ZendeskPlan } from './rate-limits.ts';

/** How the account of `createZendeskSandbox` is and behaves. */
export interface ZendeskSandboxOptions {
  /** The account's sub-domain; `https://{subdomain}.zendesk.com` is its address. @default 'acme' */
  readonly subdomain?: string;
  /** The same seed gives the same ids, tokens and job orders. @default 1 */
  readonly seed?: number;
  /** A clock of `createClock`. @default one that stands still at 2026-03-02T09:00:00Z */
  readonly clock?: SandboxClock;
  /**
   * The plan whose budgets hold; `scale: 60` gives the minute's budget every second (429 and
   * Retry-After scale with it). `false` lifts every limit. @default { plan: 'enterprise' }
   */
  readonly rateLimits?: false | { readonly plan?: ZendeskPlan; readonly scale?: number };
  /** How long a new record stays out of search, in milliseconds. @default 60000 */
  readonly searchLagMs?: number;
  /** Whether imports fire event webhooks (the provider's behaviour is not known). @default false */
  readonly importsFireEvents?: boolean;
  /** Answers bulk user imports with 403, as accounts do until support enables them. @default true */
  readonly bulkUserImport?: boolean;
  readonly webhooks?: {
    /** Where deliveries go. @default the global fetch */
    readonly send?: WebhookSend;
    /** Deliver after each request without being asked. @default false */
    readonly auto?: boolean;
    /** Real time given to a receiver, in milliseconds. @default 12000 */
    readonly timeoutMs?: number;
  };
  /** How many requests the log keeps. @default 10000 */
  readonly requestLogLimit?: number;
}
