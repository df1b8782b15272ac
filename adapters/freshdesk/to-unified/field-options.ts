import type { CustomFieldOption } from '../../../src/model/custom-fields.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNative = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

const option = (
  value: string,
  label: string,
  more: Partial<CustomFieldOption> = {},
): CustomFieldOption => ({ value, label, nativeId: null, children: [], ...more });

/**
 * The choices of a field. Their JSON differs by field and endpoint (sheet section 11): a list of
 * labels; labels with ids; ids with a pair of labels; a list of one-key objects, level below level;
 * the same as plain objects; objects that say everything (admin endpoint).
 */
export function optionsOf(choices: unknown): readonly CustomFieldOption[] {
  if (Array.isArray(choices)) return choices.flatMap(optionsOfEntry);
  return isRecord(choices) ? Object.entries(choices).flatMap(optionsOfPair) : [];
}

function optionsOfEntry(entry: unknown): readonly CustomFieldOption[] {
  if (isNative(entry)) return [option(String(entry), String(entry))];
  if (!isRecord(entry)) return [];
  const { id, value, choices } = entry;
  if (isNative(value)) {
    const nativeId = isNative(id) ? String(id) : null;
    return [option(String(value), String(value), { nativeId, children: optionsOf(choices) })];
  }
  return Object.entries(entry).flatMap(optionsOfPair);
}

function optionsOfPair([key, value]: readonly [string, unknown]): readonly CustomFieldOption[] {
  // Label and id: what is sent is the id.
  if (isNative(value)) return [option(String(value), key, { nativeId: String(value) })];
  // A status: its id, and the labels that agents and customers see.
  const [label] = Array.isArray(value) ? value : [];
  if (/^\d+$/.test(key) && typeof label === 'string') {
    return [option(key, label, { nativeId: key })];
  }
  // A level of a nested field: what is sent is the label.
  return [option(key, key, { children: optionsOf(value) })];
}
