import type { AnyFields } from '../adapter/contract.ts';
import { fingerprint } from '../adapter/fingerprint.ts';
import type { FieldChange, SupportEvent, TicketSnapshot } from '../model/event.ts';
import { formatId } from '../model/ids.ts';
import type { Author } from '../model/message.ts';
import type { SupportTicket } from '../model/ticket.ts';

/** Which desk is polled, and since when what is not known counts as new. */
export interface TellContext {
  readonly provider: string;
  readonly account: string;
  /** When the page was read. */
  readonly readAt: Date;
  /**
   * Tickets that are not known are new when they were created after this moment, and so are the
   * messages of others; in milliseconds.
   */
  readonly newAfter: number;
}

/** What every event has; `key` makes its id, the same whenever the same thing is told again. */
export function frameOf(
  context: TellContext,
  about: {
    readonly key: string;
    readonly nativeType: string;
    readonly occurredAt: Date | null;
    readonly sequence?: number | null;
    readonly actor?: Author | null;
    readonly raw?: unknown;
  },
): Omit<SupportEvent, 'type'> {
  const { provider, account } = context;
  const { key, nativeType, occurredAt, sequence = null, actor = null, raw } = about;
  return {
    id: formatId({ provider, account, nativeId: `poll.${key}` }),
    provider,
    account,
    occurredAt,
    sequence,
    actor,
    nativeType,
    ...(raw === undefined ? {} : { raw }),
  };
}

/** A ticket as events carry it: without the provider's record and where it came from. */
export function snapshotOf(ticket: SupportTicket<unknown, AnyFields>): TicketSnapshot {
  const { raw: _raw, provenance: _provenance, ...rest } = ticket;
  // Safe: the same fields; only the value types of custom fields are not known here.
  return rest as TicketSnapshot;
}

/** A short mark of what changed: two changes within one second must not share an id. */
export const changeMark = (changes: readonly FieldChange[]): string =>
  // As JSON, in which dates have their text.
  fingerprint(JSON.stringify(changes)).slice(0, 14);
