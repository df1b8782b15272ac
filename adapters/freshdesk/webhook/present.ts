import type { JsonRecord } from './context.ts';

/** The keys of a payload that each unified field is read from. */
export type FieldSources<T> = { readonly [Key in keyof T]?: readonly string[] };

/**
 * The part of a translated record that its payload speaks of: a field whose keys are all missing
 * stays away, so that "not told" never looks like "empty".
 */
export function presentPart<T extends object>(
  value: T,
  json: JsonRecord,
  sources: FieldSources<T>,
): Partial<T> {
  const entries = Object.entries(value).filter(([key]) => {
    // Safe: the keys of `value` are keys of T; a field without an entry has no sources.
    const keys = sources[key as keyof T] ?? [];
    return keys.some((name) => Object.hasOwn(json, name));
  });
  // Safe: a subset of the value's own entries.
  return Object.fromEntries(entries) as Partial<T>;
}
