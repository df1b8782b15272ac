import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import type { TicketPriority } from '../../../src/model/enums.ts';
import {
  CHANNEL_TO_UNIFIED,
  PRIORITY_BY_LABEL,
  PRIORITY_TO_UNIFIED,
  SOURCE_BY_LABEL,
  STATUS_BY_LABEL,
  STATUS_TO_UNIFIED,
} from '../enums.ts';
import { entryOf } from '../to-unified/common.ts';
import type { ChannelKind } from '../../../src/model/enums.ts';
import type { NativeMaps } from './context.ts';

// Rules send labels, in the account's language; changes are told by id. A word that neither the
// account's map nor Freshdesk's own labels know says nothing.

const STATUSES: Readonly<Record<string, StatusMapping>> = STATUS_TO_UNIFIED;
const STATUS_IDS: Readonly<Record<string, string>> = STATUS_BY_LABEL;
const PRIORITIES: Readonly<Record<string, TicketPriority>> = PRIORITY_TO_UNIFIED;
const PRIORITY_IDS: Readonly<Record<string, string>> = PRIORITY_BY_LABEL;
const SOURCE_IDS: Readonly<Record<string, string>> = SOURCE_BY_LABEL;
const CHANNELS: Readonly<Record<string, ChannelKind>> = CHANNEL_TO_UNIFIED;

const idOf = (word: string, ids: Readonly<Record<string, string>>): string | null =>
  /^\d+$/.test(word) ? word : (entryOf(ids, word.toLowerCase()) ?? null);

/** A map of the account names words as people write them, so case does not count. */
function mapped<T>(map: ReadonlyMap<string, T>, word: string, id: string | null): T | undefined {
  const exact = map.get(word) ?? (id === null ? undefined : map.get(id));
  if (exact !== undefined || map.size === 0) return exact;
  const wanted = word.toLowerCase();
  for (const [name, value] of map) if (name.toLowerCase() === wanted) return value;
  return undefined;
}

/** A status by its label or id. */
export function statusOfWord(
  word: string,
  { statusMap }: NativeMaps,
): { readonly id: string | null; readonly mapping: StatusMapping | null } {
  const id = idOf(word, STATUS_IDS);
  return { id, mapping: mapped(statusMap, word, id) ?? entryOf(STATUSES, id) ?? null };
}

/** A priority by its label or number. */
export function priorityOfWord(
  word: string,
  { priorityMap }: NativeMaps,
): { readonly id: string | null; readonly priority: TicketPriority | null } {
  const id = idOf(word, PRIORITY_IDS);
  return { id, priority: mapped(priorityMap, word, id) ?? entryOf(PRIORITIES, id) ?? null };
}

/** A channel by the label of its source. */
export function channelOfWord(word: string): {
  readonly kind: ChannelKind;
  readonly native: string | null;
} {
  const id = idOf(word, SOURCE_IDS);
  return { kind: entryOf(CHANNELS, id) ?? 'other', native: id ?? word };
}
