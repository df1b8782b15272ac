import type { CustomFieldDefinition, CustomFieldOption } from '../../model/custom-fields.ts';

/** A value as the target's field takes it, or why it does not. */
export type CoercedValue =
  | { readonly ok: true; readonly value: unknown; readonly changed: boolean }
  | { readonly ok: false; readonly reason: string };

const taken = (value: unknown, changed = false): CoercedValue => ({ ok: true, value, changed });
const refused = (reason: string): CoercedValue => ({ ok: false, reason });

const asText = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.map(String).join(', ') : String(value);
};

const YES: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', 'on']);
const NO: ReadonlySet<string> = new Set(['false', 'no', 'n', '0', 'off']);

function toBoolean(value: unknown): CoercedValue {
  if (typeof value === 'boolean') return taken(value);
  const word = asText(value).trim().toLowerCase();
  if (YES.has(word)) return taken(true, true);
  return NO.has(word) ? taken(false, true) : refused('The target’s field knows yes and no only.');
}

function toNumber(value: unknown, whole: boolean): CoercedValue {
  const text = typeof value === 'string' ? value.trim() : value;
  const number = typeof text === 'number' ? text : Number(text === '' ? Number.NaN : text);
  if (typeof value === 'boolean' || !Number.isFinite(number)) {
    return refused('The target’s field takes numbers only.');
  }
  if (whole && !Number.isInteger(number))
    return refused('The target’s field takes whole numbers only.');
  return taken(number, typeof value !== 'number');
}

function toDate(value: unknown): CoercedValue {
  if (value instanceof Date) return taken(value);
  const text = asText(value);
  const date = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(date.getTime())) {
    return refused('The target’s field takes dates only.');
  }
  return taken(date, true);
}

function* allOptions(options: readonly CustomFieldOption[]): Generator<CustomFieldOption> {
  for (const option of options) {
    yield option;
    yield* allOptions(option.children);
  }
}

const folded = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** The option that is meant: by value, else by what people see, whatever the case. */
function optionFor(value: unknown, { options }: CustomFieldDefinition): string | undefined {
  const all = [...allOptions(options)];
  const text = asText(value);
  const wanted = folded(text);
  const exact = all.find((option) => option.value === text);
  const alike = (own: string) => folded(own) === wanted;
  const found =
    exact ?? all.find((option) => alike(option.label)) ?? all.find((option) => alike(option.value));
  return found?.value;
}

const NO_OPTION = 'The target’s field has no such choice.';

function toOptions(value: unknown, field: CustomFieldDefinition): CoercedValue {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const options = items.map((item) => optionFor(item, field));
  if (options.some((option) => option === undefined)) return refused(NO_OPTION);
  return taken(
    options,
    !Array.isArray(value) || options.some((option, at) => option !== items[at]),
  );
}

/**
 * A custom field's value for a field of another desk. What does not fit is refused, never bent.
 *
 * @example coerceValue('12', { ...field, type: 'integer' }) //=> { ok: true, value: 12, changed: true }
 * @example coerceValue('a dozen', { ...field, type: 'integer' })
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
      return toDate(value);
    case 'single_select':
    case 'nested_select': {
      const option = optionFor(value, field);
      return option === undefined ? refused(NO_OPTION) : taken(option, option !== value);
    }
    case 'multi_select':
      return toOptions(value, field);
    case 'text':
    case 'multiline':
    case 'url':
    case 'phone':
    case 'regex':
      return taken(asText(value), typeof value !== 'string');
    default:
      // Not known well enough to judge: the target's adapter or its API does.
      return taken(value);
  }
}
