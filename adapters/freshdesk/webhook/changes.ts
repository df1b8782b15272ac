import type { FieldChange } from '../../../src/model/event.ts';
import { isRecord, type JsonRecord } from './context.ts';

/** What changed, `[old, new]` by Freshdesk's name of the field. */
export type NativeChanges = ReadonlyMap<string, readonly [unknown, unknown]>;

/** Texts come masked in newer app events. */
const MASK = '*';

/**
 * The changes of an app's event: inside the object, or beside it in newer kinds of objects (sheet
 * section 21).
 */
export function nativeChangesOf(data: JsonRecord, object: JsonRecord): NativeChanges {
  const beside = isRecord(data['changes']) ? data['changes']['model_changes'] : undefined;
  const changes = object['changes'] ?? beside;
  if (!isRecord(changes)) return new Map();
  const pairs = new Map<string, readonly [unknown, unknown]>();
  for (const [name, change] of Object.entries(changes)) {
    const list: readonly unknown[] = Array.isArray(change) ? change : [];
    if (list.length === 2) pairs.set(name, [list[0], list[1]]);
  }
  return pairs;
}

/** Whether a change hides what it changed. */
export const isMasked = ([, to]: readonly [unknown, unknown]): boolean => to === MASK;

// A ticket's type has another name among the changes (sheet section 11).
const KEY_OF: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([['ticket_type', 'type']]);

/**
 * The object with its new values: older apps send it as it was before (sheet section 21). Custom
 * fields change by their names and stand in a record of their own.
 */
export function withNewValues(object: JsonRecord, changes: NativeChanges): JsonRecord {
  const custom = object['custom_fields'];
  const values: Record<string, unknown> = {};
  const customValues: Record<string, unknown> = {};
  for (const [name, change] of changes) {
    if (isMasked(change)) continue;
    const key = KEY_OF.get(name) ?? name;
    if (isRecord(custom) && (Object.hasOwn(custom, name) || name.startsWith('cf_'))) {
      customValues[name] = change[1];
    }
    if (Object.hasOwn(object, name)) values[name] = change[1];
    if (Object.hasOwn(object, key)) values[key] = change[1];
  }
  const merged = { ...object, ...values };
  return isRecord(custom) ? { ...merged, custom_fields: { ...custom, ...customValues } } : merged;
}

/** Where a native field stands in the unified model, and how its values are read. */
export interface FieldRule {
  readonly field: string;
  readonly read: (value: unknown) => unknown;
}

/**
 * One change by its rule; by its native name where there is none. What is masked has no values:
 * the record itself has the new one.
 */
export function changeBy(
  rule: FieldRule | undefined,
  name: string,
  change: readonly [unknown, unknown],
): FieldChange {
  const field = rule?.field ?? `native.${name}`;
  if (isMasked(change)) return { field, to: null };
  const read = rule?.read ?? ((value: unknown) => value ?? null);
  return { field, from: read(change[0]), to: read(change[1]) };
}
