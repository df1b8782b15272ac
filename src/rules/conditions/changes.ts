import type { FieldChange } from '../../model/event.ts';
import { areEqual } from './compare-values.ts';
import { readField } from './read-field.ts';

/** What a field was and is, where it has changed. `from` is undefined where nobody knows it. */
export type ChangeOf = (field: string) => Pick<FieldChange, 'from' | 'to'> | null;

/** What an event says that it changed. */
export const changesTold =
  (changes: readonly FieldChange[]): ChangeOf =>
  (name) =>
    changes.find(({ field }) => field === name) ?? null;

/** What differs between two states of a ticket; nothing when the one before is not known. */
export const changesBetween =
  (before: unknown, after: unknown): ChangeOf =>
  (field) => {
    if (before === null) return null;
    const [from, to] = [readField(before, field), readField(after, field)];
    return areEqual(from, to) ? null : { from: from ?? null, to };
  };
