import type { FieldChange } from '../../../src/model/event.ts';
import { entryOf } from '../to-unified/common.ts';
import { type ParserContext, pathOfCustomField } from './context.ts';
import { fromAndTo, type Happening } from './triggered-event.ts';
import { channelOfWord, priorityOfWord, statusOfWord } from './words.ts';

type ReadWord = (word: string, context: ParserContext) => unknown;

// Rules call nobody by several names; a name that is no id is kept as it is.
const asId: ReadWord = (word, { ids }) =>
  /^\d+$/.test(word) ? ids.of(word) : /^(none|nil|nobody|unassigned|-+)$/i.test(word) ? null : word;
const asWord: ReadWord = (word) => word;

/** Fields by the names that rules have for them; the sheet has seen the first two only. */
const FIELDS: Readonly<Record<string, readonly [field: string, read: ReadWord]>> = {
  priority: ['priority', (word, { maps }) => priorityOfWord(word, maps).priority],
  ticket_type: ['category', asWord],
  type: ['category', asWord],
  source: ['channel.kind', (word) => channelOfWord(word).kind],
  agent: ['assignee.id', asId],
  agent_id: ['assignee.id', asId],
  responder_id: ['assignee.id', asId],
  group: ['groupId', asId],
  group_id: ['groupId', asId],
  product: ['productId', asWord],
  product_id: ['productId', asWord],
};

/** The changes that a rule tells, in the words of the unified model. */
export function changesOfHappening(
  happening: Happening,
  context: ParserContext,
): readonly FieldChange[] {
  return [...happening].flatMap(([name, value]): readonly FieldChange[] => {
    const change = fromAndTo(value);
    if (change === null) return [];
    if (name === 'status') return statusChanges(change, context);
    const known = entryOf(FIELDS, name);
    // Where a field of the account's own is the category, the type is not.
    const isOther = known?.[0] === 'category' && context.maps.categoryField !== null;
    const [field, read] =
      known === undefined || isOther ? [customField(name, context), asWord] : known;
    const from = change.from === null ? null : read(change.from, context);
    return [{ field, from, to: change.to === null ? null : read(change.to, context) }];
  });
}

const customField = (name: string, { maps }: ParserContext): string => {
  const isNamed = name === maps.callerKeyField || name === maps.categoryField;
  return name.startsWith('cf_') || isNamed ? pathOfCustomField(name, maps) : `native.${name}`;
};

/** The fields of the unified model that a status decides, those that moved. */
export function statusChanges(
  { from, to }: { readonly from: string | null; readonly to: string | null },
  { maps }: ParserContext,
): readonly FieldChange[] {
  const before = from === null ? null : statusOfWord(from, maps);
  const after = to === null ? null : statusOfWord(to, maps);
  const statusOf = (side: typeof after) =>
    side === null ? null : (side.mapping ?? { status: 'open', statusDetail: 'custom' });
  const [old, now] = [statusOf(before), statusOf(after)];
  const changes: readonly FieldChange[] = [
    { field: 'status', from: old?.status ?? null, to: now?.status ?? null },
    { field: 'statusDetail', from: old?.statusDetail ?? null, to: now?.statusDetail ?? null },
    { field: 'nativeStatus.id', from: before?.id ?? from, to: after?.id ?? to },
  ];
  return changes.filter((change) => change.from !== change.to);
}
