import { mapEnum, type WarningLog } from '../../../src/adapter/mapping.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import { TICKET_PRIORITIES, type TicketPriority } from '../../../src/model/enums.ts';
import type { NativeValue } from '../../../src/model/ticket.ts';
import {
  CONVERSATION_STATE_TO_UNIFIED,
  NO_PRIORITY,
  PRIORITY_TO_UNIFIED,
  TICKET_CATEGORY_TO_UNIFIED,
} from '../enums.ts';
import type { IntercomTicket } from '../wire/tickets.ts';
import { entryOf, optionalDateOf, type TranslationContext } from './common.ts';
import type { TicketFacet } from './ticket-facet.ts';

const STATES: Readonly<Record<string, StatusMapping>> = CONVERSATION_STATE_TO_UNIFIED;
const CATEGORIES: Readonly<Record<string, StatusMapping>> = TICKET_CATEGORY_TO_UNIFIED;

/** Where a case stands, and the native word that decided it. */
export interface StatusReading extends StatusMapping {
  readonly nativeStatus: NativeValue;
}

/** A ticket says whether its conversation is open and until when it sleeps, but has no word for it. */
export function stateOfTicket(wire: Pick<IntercomTicket, 'open' | 'snoozed_until'>): string {
  if (wire.open === false) return 'closed';
  return optionalDateOf(wire.snoozed_until, 'snoozed_until') === null ? 'open' : 'snoozed';
}

type Maps = Pick<TranslationContext, 'statusMap'>;

/**
 * The unified status. A conversation that sleeps or is closed does so whatever its ticket says, and
 * one that is open stands where its ticket stands: so a case reads the same in both forms. The
 * account's own table wins; an unknown word becomes `open` and is recorded.
 */
export function statusOf(
  state: string,
  facet: Pick<TicketFacet, 'stateId' | 'stateLabel' | 'stateCategory'> | null,
  { statusMap }: Maps,
  log: WarningLog,
): StatusReading {
  const category = facet?.stateCategory ?? null;
  if (state !== 'open' || facet === null || category === null) {
    const nativeStatus = { id: state, label: null, category: state };
    return { ...(statusMap.get(state) ?? knownOr(STATES, state, log)), nativeStatus };
  }
  const { stateId, stateLabel } = facet;
  const override =
    (stateId === null ? undefined : statusMap.get(stateId)) ??
    (stateLabel === null ? undefined : statusMap.get(stateLabel)) ??
    statusMap.get(category);
  const nativeStatus = { id: stateId, label: stateLabel, category };
  return { ...(override ?? knownOr(CATEGORIES, category, log)), nativeStatus };
}

function knownOr(
  table: Readonly<Record<string, StatusMapping>>,
  word: string,
  log: WarningLog,
): StatusMapping {
  const found = entryOf(table, word);
  if (found !== undefined) return { status: found.status, statusDetail: found.statusDetail };
  log.add({
    type: 'coerced',
    field: 'status',
    reason: 'Intercom gives a state that polydesk does not know.',
    from: word,
    to: 'open',
  });
  return { status: 'open', statusDetail: null };
}

/** What a priority is called here and there. */
export interface PriorityReading {
  readonly priority: TicketPriority;
  readonly nativePriority: NativeValue | null;
}

/**
 * The priority: from the attribute that keeps it, where one is configured and holds one of our
 * words, else Intercom's own. That nobody gave one is normal, and recorded.
 */
export function priorityOf(
  word: string | null | undefined,
  kept: unknown,
  { priorityMap }: Pick<TranslationContext, 'priorityMap'>,
  log: WarningLog,
): PriorityReading {
  const own = TICKET_PRIORITIES.find((priority) => priority === kept);
  const named = typeof kept === 'string' ? (priorityMap.get(kept) ?? own) : undefined;
  const nativePriority = word ? { id: word, label: null, category: null } : null;
  if (named !== undefined) return { priority: named, nativePriority };
  const override = priorityMap.get(word ?? '');
  if (override !== undefined) return { priority: override, nativePriority };
  if (word !== null && word !== undefined && NO_PRIORITY.has(word)) {
    log.add({
      type: 'defaulted',
      field: 'priority',
      reason: 'Intercom says that the conversation has no priority.',
      from: word,
      to: 'normal',
    });
    return { priority: 'normal', nativePriority };
  }
  const priority = mapEnum<TicketPriority>(word, PRIORITY_TO_UNIFIED, {
    field: 'priority',
    fallback: 'normal',
    log,
  });
  return { priority, nativePriority };
}
