import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { WarningLog } from '../../../src/adapter/mapping.ts';
import { customStatusFor, type StatusMapping } from '../../../src/adapter/native-maps.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import type { TicketStatus } from '../../../src/model/enums.ts';
import type { TicketFieldsDraft } from '../../../src/model/ticket.ts';
import {
  CONVERSATION_STATE_FROM_UNIFIED,
  CONVERSATION_STATE_TO_UNIFIED,
  TICKET_CATEGORY_FROM_UNIFIED,
  TICKET_CATEGORY_TO_UNIFIED,
} from '../enums.ts';
import { compact, drop, toUnixSeconds, type WireBody, type WriteContext } from './common.ts';

type Draft = TicketFieldsDraft<AnyFields>;
type State = keyof typeof CONVERSATION_STATE_TO_UNIFIED;
interface Mode {
  readonly log: WarningLog;
  readonly isNew: boolean;
}

/**
 * The action that brings a conversation into the wanted state (`POST …/parts`), `null` for none.
 * Snoozing needs a time: a draft that names none leaves the conversation as it is.
 */
export function stateToWire(draft: Draft, context: WriteContext, mode: Mode): WireBody | null {
  const wanted = wantedState(draft, context, mode);
  const until = draft.snoozedUntil ?? undefined;
  const cannotSleep = wanted === 'snoozed' && until === undefined;
  warnOfDetail(draft, cannotSleep ? null : wanted, mode.log);
  if (wanted === 'snoozed' || (wanted === null && until !== undefined)) {
    if (until === undefined) {
      const reason = 'Intercom snoozes until a time; name it in snoozedUntil.';
      return drop(mode.log, 'status', reason) ?? null;
    }
    const seconds = toUnixSeconds(until, 'snoozedUntil');
    return { message_type: 'snoozed', snoozed_until: seconds };
  }
  if (until !== undefined) {
    drop(mode.log, 'snoozedUntil', 'Only a pending conversation is snoozed.');
  }
  if (wanted === 'closed') return { message_type: 'close', type: 'admin' };
  const wakes = draft.snoozedUntil === null && wanted === null;
  // A new conversation is open already.
  return !mode.isNew && (wakes || wanted === 'open') ? { message_type: 'open' } : null;
}

const isState = (word: string): word is State => Object.hasOwn(CONVERSATION_STATE_TO_UNIFIED, word);

function wantedState(draft: Draft, context: WriteContext, { log }: Mode): State | null {
  const { nativeStatusId, status } = draft;
  if (nativeStatusId !== undefined) {
    if (isState(nativeStatusId)) return nativeStatusId;
    // The number of a ticket's state goes to the ticket that the conversation also is.
    if (/^\d+$/.test(nativeStatusId)) return null;
    throw new ValidationError('Intercom has no such state.', {
      issues: [{ path: 'nativeStatusId', message: 'must be open, snoozed, closed or a number' }],
      code: 'mapping_failed',
    });
  }
  if (status === undefined) return null;
  const exact = STATES.find((state) => {
    const mapping = context.statusMap.get(state) ?? CONVERSATION_STATE_TO_UNIFIED[state];
    return mapping.status === status;
  });
  if (exact !== undefined) return exact;
  const state = CONVERSATION_STATE_FROM_UNIFIED[status];
  log.add({
    type: 'coerced',
    field: 'status',
    reason: 'A conversation in Intercom is open, snoozed or closed, and nothing else.',
    from: status,
    to: CONVERSATION_STATE_TO_UNIFIED[state].status,
  });
  return state;
}

const STATES = ['open', 'snoozed', 'closed'] as const satisfies readonly State[];

function warnOfDetail({ statusDetail }: Draft, wanted: State | null, log: WarningLog): void {
  if (statusDetail === undefined || statusDetail === null) return;
  const kept = wanted === null ? null : CONVERSATION_STATE_TO_UNIFIED[wanted].statusDetail;
  if (statusDetail === kept) return;
  drop(log, 'statusDetail', 'A conversation in Intercom has no finer state.');
}

type Category = keyof typeof TICKET_CATEGORY_TO_UNIFIED;

/** The state of a ticket type that is wanted: a certain one, the one of a name, or any of a category. */
export type TicketStateWish =
  | { readonly id: string; readonly category?: never }
  | { readonly category: Category; readonly label?: string; readonly id?: never };

/**
 * The state of a ticket, and what goes beside it: `open` says whether its conversation is closed,
 * whatever the state is (sheet section 11).
 */
export function ticketStateToWire(
  draft: Draft,
  context: WriteContext,
  { log, isNew }: Mode,
): { readonly wish: TicketStateWish | null; readonly body: WireBody } {
  const { nativeStatusId: id, status } = draft;
  const snoozed_until = wakingTimeOf(draft, log);
  if (id !== undefined) return { wish: { id }, body: compact({ snoozed_until }) };
  const wish = wishOf(draft, context, { log, isAsleep: snoozed_until !== undefined });
  const open = status === undefined ? undefined : OPEN_AFTER[status];
  return { wish, body: compact({ open: isNew && open ? undefined : open, snoozed_until }) };
}

function wakingTimeOf(draft: Draft, log: WarningLog): number | undefined {
  const { nativeStatusId, status = 'pending', snoozedUntil } = draft;
  if (snoozedUntil === undefined) return undefined;
  if (snoozedUntil === null) {
    return drop(
      log,
      'snoozedUntil',
      'Intercom wakes a ticket when somebody writes, or at its time.',
    );
  }
  const seconds = toUnixSeconds(snoozedUntil, 'snoozedUntil');
  if (status === 'pending' || nativeStatusId !== undefined) return seconds;
  return drop(log, 'snoozedUntil', 'A ticket that sleeps reads as pending, whatever its state is.');
}

// A closed conversation hides the state of its ticket, so whatever goes on opens it again.
const OPEN_AFTER = {
  open: true,
  in_progress: true,
  pending: true,
  resolved: undefined,
  closed: false,
} as const satisfies Record<TicketStatus, boolean | undefined>;

/**
 * A shade, or a status that Intercom does not have, uses the state that the account's own table names
 * for it, by number or by name; the rest is a category.
 */
function wishOf(
  draft: Draft,
  { statusMap }: WriteContext,
  { log, isAsleep }: { readonly log: WarningLog; readonly isAsleep: boolean },
): TicketStateWish | null {
  const { status } = draft;
  if (status === undefined) {
    warnOfShade(draft, isAsleep ? 'snoozed' : null, log);
    return null;
  }
  const category = TICKET_CATEGORY_FROM_UNIFIED[status];
  const plain: StatusMapping = statusMap.get(category) ?? TICKET_CATEGORY_TO_UNIFIED[category];
  const custom = customStatusFor(statusMap, draftStatus(draft, status, isAsleep), {
    plain,
    idOf: (key) => stateNamedBy(key, category),
  });
  if (custom === undefined && plain.status !== status) {
    log.add({
      type: 'coerced',
      field: 'status',
      reason: 'Intercom has no such state unless statusMap names one for it.',
      from: status,
      to: plain.status,
    });
  }
  const shade = custom === undefined ? plain.statusDetail : draft.statusDetail;
  warnOfShade(draft, isAsleep ? 'snoozed' : shade, log);
  return custom ?? { category };
}

/** Sleeping is no state of a ticket's own, so that no state is looked up for it. */
const draftStatus = ({ statusDetail }: Draft, status: TicketStatus, isAsleep: boolean) => ({
  status,
  statusDetail: isAsleep && statusDetail === 'snoozed' ? null : statusDetail,
});

function warnOfShade({ statusDetail }: Draft, kept: Draft['statusDetail'], log: WarningLog): void {
  if (statusDetail === undefined || statusDetail === null || statusDetail === kept) return;
  drop(log, 'statusDetail', 'No ticket state says so: statusMap names none, or the ticket sleeps.');
}

/** The table's keys are also words of Intercom's own, which are no ticket's own states. */
function stateNamedBy(key: string, category: Category): TicketStateWish | null {
  if (isState(key) || Object.hasOwn(TICKET_CATEGORY_TO_UNIFIED, key)) return null;
  return /^\d+$/.test(key) ? { id: key } : { category, label: key };
}
