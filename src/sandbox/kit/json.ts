/**
 * A copy of a row without some of its keys.
 *
 * @example
 * omit({ id: 1, secret: 'x' }, 'secret'); // { id: 1 }
 */
export function omit<Row extends object, Key extends keyof Row>(
  row: Row,
  ...keys: readonly Key[]
): Omit<Row, Key> {
  const gone = new Set<PropertyKey>(keys);
  const kept = Object.entries(row).filter(([key]) => !gone.has(key));
  // Exactly the row's own entries, less the named keys.
  return Object.fromEntries(kept) as unknown as Omit<Row, Key>;
}

/** An object whose values nobody has looked at yet. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one where it is anything else. */
export function asRecord(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text, or a number written as text; null for anything else. */
export function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

/** A whole number, also when written as text; null for anything else. */
export function asInteger(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  if (typeof value !== 'string' || !/^-?\d{1,16}$/.test(value)) return null;
  return Number(value);
}

export function asIntegers(value: unknown): number[] {
  return asList(value).flatMap((item) => asInteger(item) ?? []);
}

/** A comma-separated list of ids, as query strings carry them. */
export function integersOf(text: string | null): number[] {
  return (text ?? '').split(',').flatMap((item) => asInteger(item.trim()) ?? []);
}
