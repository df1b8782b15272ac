import type { CustomFieldDefinition, CustomFieldOption } from '../../model/custom-fields.ts';
import { readDate } from './read-date.ts';

/** A value as the target's field takes it, or why it does not. */
export type CoercedValue =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** What the value has lost on the way; `null` where it can be read back. */
      readonly loss: string | null;
    }
  | { readonly ok: false; readonly reason: string };

const taken = (value: unknown, loss: string | null = null): CoercedValue => ({
  ok: true,
  value,
  loss,
});
const refused = (reason: string): CoercedValue => ({ ok: false, reason });

/** One value as people read it; `undefined` for what has no words of its own. */
function wordsOf(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString();
  const isPlain = ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
  return isPlain ? String(value) : undefined;
}

const MANY_IN_ONE = 'A list has become one text, in which its values cannot be told apart.';

function toText(value: unknown): CoercedValue {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const words = items.map(wordsOf);
  if (words.includes(undefined)) return refused('The target’s field takes text only.');
  const isBlurred = words.length > 1 && words.some((word) => word?.includes(',') === true);
  return taken(words.join(', '), isBlurred ? MANY_IN_ONE : null);
}

const YES: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', 'on']);
const NO: ReadonlySet<string> = new Set(['false', 'no', 'n', '0', 'off']);

function toBoolean(value: unknown): CoercedValue {
  if (typeof value === 'boolean') return taken(value);
  const word = wordsOf(value)?.trim().toLowerCase() ?? '';
  if (!YES.has(word) && !NO.has(word)) return refused('The target’s field knows yes and no only.');
  const isYes = YES.has(word);
  const isSaid = word === String(isYes);
  return taken(isYes, isSaid ? null : `The value is taken for ${isYes ? 'yes' : 'no'}.`);
}

/** Digits as people write them: a zero in front belongs to a number that is none, such as a postcode. */
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** No number has as many. */
const MOST_DIGITS = 400;

const withoutEndZeros = (digits: string): string =>
  digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;

/** The number that a text is, digit by digit; `undefined` where it is none, or has more digits than a number keeps. */
function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const text = typeof value === 'string' ? value.trim() : '';
  if (text.length > MOST_DIGITS || !DECIMAL.test(text)) return undefined;
  return String(Number(text)) === withoutEndZeros(text) ? Number(text) : undefined;
}

function toNumber(value: unknown, isWhole: boolean): CoercedValue {
  const number = numberIn(value);
  if (number === undefined || !Number.isFinite(number)) {
    return refused('The target’s field takes numbers only.');
  }
  if (isWhole && !Number.isSafeInteger(number)) {
    return refused('The target’s field takes whole numbers only.');
  }
  return taken(number);
}

function toDate(value: unknown, isDay: boolean): CoercedValue {
  const date = readDate(value);
  if (date === null) return refused('The target’s field takes dates only.');
  const { at, day, hasTime, hasZone } = date;
  if (isDay) {
    return taken(day, hasTime ? 'The target’s field takes days only: the time is left out.' : null);
  }
  return taken(at, hasTime && !hasZone ? 'The time says no zone: it is taken for UTC.' : null);
}

function* allOptions(options: readonly CustomFieldOption[]): Generator<CustomFieldOption> {
  for (const option of options) {
    yield option;
    yield* allOptions(option.children);
  }
}

const folded = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/**
 * The option that is meant: by value, else by what people see, whatever the case. Of several that look alike,
 * as under different parents, none is.
 */
function optionFor(value: unknown, { options }: CustomFieldDefinition): string | undefined {
  const all = [...allOptions(options)];
  const text = wordsOf(Array.isArray(value) && value.length === 1 ? value[0] : value);
  if (text === undefined) return undefined;
  const isAlike = (own: string): boolean => folded(own) === folded(text);
  const ways: readonly ((option: CustomFieldOption) => boolean)[] = [
    (option) => option.value === text,
    (option) => option.label === text,
    (option) => isAlike(option.label),
    (option) => isAlike(option.value),
  ];
  for (const isMeant of ways) {
    const found = new Set(all.filter(isMeant).map((option) => option.value));
    if (found.size > 0) return found.size === 1 ? [...found][0] : undefined;
  }
  return undefined;
}

const NO_OPTION = 'The target’s field has no such choice.';

function toOptions(value: unknown, field: CustomFieldDefinition): CoercedValue {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const options = items.map((item) => optionFor(item, field));
  if (options.includes(undefined)) return refused(NO_OPTION);
  const distinct = [...new Set(options)];
  return taken(
    distinct,
    distinct.length < items.length ? 'Two values of a list became one.' : null,
  );
}

function toOption(value: unknown, field: CustomFieldDefinition): CoercedValue {
  const option = optionFor(value, field);
  return option === undefined ? refused(NO_OPTION) : taken(option);
}

/**
 * A custom field's value for a field of another desk. What does not fit is refused, never bent; what cannot be read
 * back from it is told as its loss.
 *
 * @example coerceValue('12', { ...field, type: 'integer' }) //=> { ok: true, value: 12, loss: null }
 * @example coerceValue('on', { ...field, type: 'boolean' })
 * //=> { ok: true, value: true, loss: 'The value is taken for yes.' }
 * @example coerceValue('00123', { ...field, type: 'integer' })
 * //=> { ok: false, reason: 'The target’s field takes numbers only.' }
 */
export function coerceValue(
  value: unknown,
  field: CustomFieldDefinition | undefined,
): CoercedValue {
  switch (field?.type) {
    case 'boolean':
      return toBoolean(value);
    case 'integer':
      return toNumber(value, true);
    case 'decimal':
    case 'currency':
      return toNumber(value, false);
    case 'date':
    case 'datetime':
      return toDate(value, field.type === 'date');
    case 'single_select':
    case 'nested_select':
      return toOption(value, field);
    case 'multi_select':
      return toOptions(value, field);
    case 'text':
    case 'multiline':
    case 'url':
    case 'phone':
    case 'regex':
      return toText(value);
    default:
      // Not known well enough to judge: the target's adapter or its API does.
      return taken(value);
  }
}
