import type { SandboxClock } from '../../../src/sandbox/kit/clock.ts';
import type { WebhookSend } from '../../../src/sandbox/kit/webhook-queue.ts';

/** How the workspace of `createIntercomSandbox` is and behaves. */
export interface IntercomSandboxOptions {
  /** The workspace's id: `app_id` in webhooks, `id_code` in `GET /me`. @default 'abc123de' */
  readonly workspaceId?: string;
  /** Where the workspace lives; its API has a host per region. @default 'US' */
  readonly region?: 'US' | 'EU' | 'AU';
  /** The zone whose calendar days contact searches go by. @default 'America/Los_Angeles' */
  readonly timezone?: string;
  /**
   * The version set on the app in the developer hub: what webhooks use, and requests without an
   * `Intercom-Version` header. @default '2.16'
   */
  readonly version?: string;
  /** The same seed gives the same ids and tokens. @default 1 */
  readonly seed?: number;
  /** Ids of 15 digits, as recent workspaces have them. @default false */
  readonly longIds?: boolean;
  /** A clock of `createClock`. @default one that stands still at 2026-03-02T09:00:00Z */
  readonly clock?: SandboxClock;
  /**
   * Calls per minute of the app, spread over slots of ten seconds; `scale: 60` gives the minute's
   * budget every second. `false` lifts the limit. @default { perMinute: 10000 }
   */
  readonly rateLimits?: false | { readonly perMinute?: number; readonly scale?: number };
  /** How long a new record stays out of search, in milliseconds. @default 2000 */
  readonly searchLagMs?: number;
  /**
   * How long a GET still sees the state before a write, unless the cookie `recent_write` of the
   * write comes with it. A real workspace may lag for about a second. @default 0
   */
  readonly staleReadMs?: number;
  /** How long the address of an attachment works, in milliseconds. @default 1800000 */
  readonly attachmentUrlTtlMs?: number;
  /** Whether the workspace's bot adds its parts a second after a conversation began. @default true */
  readonly botParts?: boolean;
  readonly webhooks?: {
    /** The app's endpoint; without one nothing is sent until `subscribe`. */
    readonly endpoint?: string;
    /** The topics subscribed to. @default every topic */
    readonly topics?: readonly string[];
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
