import { isJson, type Json } from '../../../src/adapter/answers.ts';
import type { FieldChange } from '../../../src/model/event.ts';
import { assignedId } from '../to-unified/common.ts';

/** An object inside an object. */
export const objectIn = (json: Json, key: string): Json | null => {
  const value = json[key];
  return isJson(value) ? value : null;
};

/** An id as text, whichever way it is written. */
export const idIn = (json: Json, key: string): string | null => {
  const value = json[key];
  return typeof value === 'string' || typeof value === 'number' ? assignedId(value) : null;
};

/** The objects of a list inside an object. */
export const listIn = (json: Json | null, key: string): readonly Json[] => {
  const value = json?.[key];
  return Array.isArray(value) ? value.filter(isJson) : [];
};

/** The fields of a record that its payload speaks of; a key that is missing says nothing. */
export function saidOf<T extends object>(
  record: T,
  item: Json,
  keysOf: Readonly<Partial<Record<keyof T, readonly string[]>>>,
): Partial<T> {
  const said: Partial<T> = {};
  // Safe: the table's keys are names of the record's fields.
  for (const [field, keys] of Object.entries(keysOf) as [keyof T, readonly string[]][]) {
    if (keys.some((key) => item[key] !== undefined)) said[field] = record[field];
  }
  return said;
}

/** Somebody or something that came or went. */
export const membershipChange = (field: string, item: unknown, came: boolean): FieldChange =>
  came ? { field, from: null, to: item } : { field, from: item, to: null };
