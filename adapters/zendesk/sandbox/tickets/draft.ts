import type { JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { type Complaint, problems } from '../errors.ts';
import type { TicketRow, UserRow } from '../records/tickets-and-people.ts';
import type { World } from '../world.ts';

/** How a ticket is being written: the same properties mean slightly different things. */
export type WriteMode = 'create' | 'update' | 'bulk' | 'import';

/** A ticket being changed: nothing reaches the account before every check has passed. */
export interface Draft {
  readonly world: World;
  readonly mode: WriteMode;
  readonly actor: UserRow;
  readonly input: JsonRecord;
  readonly ticket: TicketRow;
  /** The ticket before the change; null for a new one. */
  readonly before: TicketRow | null;
  /** Keys dropped silently (section 5.4). */
  readonly unpermitted: string[];
  readonly complaints: Record<string, Complaint[]>;
  /** Effects on other rows, run when the ticket is kept: new users, spent uploads. */
  readonly onKeep: (() => void)[];
}

export function complain(draft: Draft, field: string, complaint: Complaint): void {
  draft.complaints[field] = [...(draft.complaints[field] ?? []), complaint];
}

/** Ends a write that has complaints with 422, shape B (section 5.1). */
export function refuseIfInvalid(draft: Draft): void {
  if (Object.keys(draft.complaints).length > 0) throw problems.invalid(draft.complaints);
}

/** A copy whose lists can be replaced without touching the original. */
export function copyTicket(ticket: TicketRow): TicketRow {
  return {
    ...ticket,
    tags: [...ticket.tags],
    custom_fields: { ...ticket.custom_fields },
    follower_ids: [...ticket.follower_ids],
    email_cc_ids: [...ticket.email_cc_ids],
    metric: { ...ticket.metric },
  };
}
