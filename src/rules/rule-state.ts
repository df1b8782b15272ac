import { readField } from './conditions/read-field.ts';
import type { RulePatch } from './types.ts';

/** What rules have written so far. */
export interface Written extends Omit<RulePatch, 'tags'> {
  readonly tags?: readonly string[];
}

/** A ticket, and what rules have written over it. */
export interface RuleState {
  readonly ticket: object;
  readonly written: Written;
}

type Field = Exclude<keyof Written, 'tags'>;

const FIELDS = [
  'priority',
  'category',
  'status',
  'statusDetail',
  'groupId',
  'assigneeId',
  'slaPolicy',
] as const satisfies readonly Field[];

/** What the ticket has by itself; a ticket of the model tells its assignee in another place. */
const ownValue = (ticket: object, field: Field): unknown =>
  readField(ticket, field) ??
  (field === 'assigneeId' ? readField(ticket, 'assignee.id') : null) ??
  null;

/** What a field is now. */
export const valueIn = ({ ticket, written }: RuleState, field: Field): unknown =>
  written[field] === undefined ? ownValue(ticket, field) : written[field];

/** The tags that it has now. */
export function tagsIn({ ticket, written }: RuleState): readonly string[] {
  const tags = written.tags ?? readField(ticket, 'tags');
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}

/** The ticket as later conditions see it. */
export const viewOf = ({ ticket, written }: RuleState, message?: object): object => ({
  ...ticket,
  ...written,
  ...(written.assigneeId === undefined ? {} : { assignee: { id: written.assigneeId } }),
  ...(message === undefined ? {} : { message }),
});

const tagsAdded = (before: RuleState, after: RuleState): readonly string[] => {
  const present = new Set(tagsIn(before));
  return tagsIn(after).filter((tag) => !present.has(tag));
};

/** Whether rules see another ticket now than before. */
export const hasMoved = (before: RuleState, after: RuleState): boolean =>
  FIELDS.some((field) => valueIn(before, field) !== valueIn(after, field)) ||
  tagsAdded(before, after).length > 0 ||
  tagsAdded(after, before).length > 0;

/** What is other than the ticket has it; what was set back to what it had been is not there. */
export function patchOf(after: RuleState): RulePatch {
  const { ticket, written } = after;
  const before: RuleState = { ticket, written: {} };
  const isMoved = (field: Field): boolean => valueIn(before, field) !== valueIn(after, field);
  const moved = (field: Field): object => (isMoved(field) ? { [field]: written[field] } : {});
  // A detail is the shade of a status: the two go together.
  const details = [valueIn(before, 'statusDetail'), valueIn(after, 'statusDetail')];
  const status = details.every((detail) => detail === null)
    ? moved('status')
    : { status: written.status, statusDetail: written.statusDetail };
  const tags = { add: tagsAdded(before, after), remove: tagsAdded(after, before) };
  return {
    ...moved('priority'),
    ...moved('category'),
    ...(isMoved('status') || isMoved('statusDetail') ? status : {}),
    ...moved('groupId'),
    ...moved('assigneeId'),
    ...moved('slaPolicy'),
    ...(tags.add.length + tags.remove.length === 0 ? {} : { tags }),
  };
}
