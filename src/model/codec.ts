import { type Issue, WireFormatError } from '../errors/classes.ts';

/** A value of the model as JSON holds it: dates are ISO 8601 text in UTC with milliseconds. */
export type Json<T> = T extends Date
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Json<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]: Json<T[Key]> }
        : T;

/** Writes a value as JSON and reads it back. Reading collects issues instead of stopping. */
export interface Codec<T> {
  readonly encode: (value: T) => unknown;
  readonly decode: (json: unknown, path: string, issues: Issue[]) => T;
}

// What a refused value reads as. It is never seen: a decode with issues throws in the end.
function refuse<T>(path: string, issues: Issue[], expected: string): T {
  issues.push({ path, message: `expected ${expected}` });
  // Safe: `fromJson` throws when there is an issue, so that this value never leaves.
  return undefined as T;
}

function plain<T>(expected: string, accepts: (json: unknown) => json is T): Codec<T> {
  return {
    encode: (value) => value,
    decode: (json, path, issues) => (accepts(json) ? json : refuse(path, issues, expected)),
  };
}

export const text = plain('string', (json) => typeof json === 'string');
export const flag = plain('boolean', (json) => typeof json === 'boolean');
export const number = plain('finite number', (json): json is number => Number.isFinite(json));

/** One of a closed set of words. */
export function word<const Words extends readonly string[]>(words: Words): Codec<Words[number]> {
  return plain(`one of ${words.join(', ')}`, (json): json is Words[number] =>
    words.some((one) => one === json),
  );
}

// The form that `toISOString` writes, so that two spellings of one instant cannot both be stored.
const ISO = /^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

const readIso = (json: unknown): Date | null => {
  if (typeof json !== 'string' || !ISO.test(json)) return null;
  const date = new Date(json);
  return Number.isNaN(date.getTime()) ? null : date;
};

export const date: Codec<Date> = {
  encode: (value) => value.toISOString(),
  decode: (json, path, issues) => readIso(json) ?? refuse(path, issues, 'ISO 8601 date in UTC'),
};

/** The value, or `null`. */
export function nullable<T>(inner: Codec<T>): Codec<T | null> {
  return {
    encode: (value) => (value === null ? null : inner.encode(value)),
    decode: (json, path, issues) => (json === null ? null : inner.decode(json, path, issues)),
  };
}

export function list<T>(inner: Codec<T>): Codec<readonly T[]> {
  return {
    encode: (values) => values.map(inner.encode),
    decode: (json, path, issues) =>
      Array.isArray(json)
        ? json.map((item, index) => inner.decode(item, `${path}.${index}`, issues))
        : refuse(path, issues, 'array'),
  };
}

const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const at = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** Any keys, values of one kind. */
export function record<T>(inner: Codec<T>): Codec<Readonly<Record<string, T>>> {
  return {
    // `fromEntries` defines keys, so that a key called `__proto__` is a key.
    encode: (values) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, inner.encode(value)])),
    decode: (json, path, issues) =>
      isRecord(json)
        ? Object.fromEntries(
            Object.entries(json).map(([key, value]) => [
              key,
              inner.decode(value, at(path, key), issues),
            ]),
          )
        : refuse(path, issues, 'object'),
  };
}

type RequiredKeys<T> = {
  [Key in keyof T]-?: Record<never, never> extends Pick<T, Key> ? never : Key;
}[keyof T];
type OptionalKeys<T> = Exclude<keyof T, RequiredKeys<T>>;
type CodecTable = readonly (readonly [string, Codec<unknown>, boolean])[];

/**
 * An object by its keys. The types make the tables total: a field of the model that is not listed
 * does not compile. Keys of `optional` that are absent stay absent; keys that are not listed are
 * left out.
 */
export function object<T extends object>(
  required: { readonly [Key in RequiredKeys<T>]: Codec<T[Key]> },
  optional: {
    readonly [Key in OptionalKeys<T>]-?: Codec<Required<T>[Key]>;
  },
): Codec<T> {
  // Safe: both tables are keyed by T's own keys, and each codec gets the value of its key only.
  const table = [
    ...Object.entries(required).map(([key, codec]) => [key, codec, true]),
    ...Object.entries(optional).map(([key, codec]) => [key, codec, false]),
  ] as unknown as CodecTable;
  return {
    encode: (value) => encodeObject(value, table),
    decode: (json, path, issues) =>
      // Safe: the table holds every key of T.
      isRecord(json)
        ? (decodeObject(json, { table, path, issues }) as T)
        : refuse(path, issues, 'object'),
  };
}

function encodeObject(value: object, table: CodecTable): Readonly<Record<string, unknown>> {
  const source: Readonly<Record<string, unknown>> = { ...value };
  const json: Record<string, unknown> = {};
  for (const [key, codec] of table) {
    if (source[key] !== undefined) json[key] = codec.encode(source[key]);
  }
  return json;
}

interface Reading {
  readonly table: CodecTable;
  readonly path: string;
  readonly issues: Issue[];
}

function decodeObject(
  json: Readonly<Record<string, unknown>>,
  { table, path, issues }: Reading,
): Readonly<Record<string, unknown>> {
  const value: Record<string, unknown> = {};
  for (const [key, codec, required] of table) {
    const item = Object.hasOwn(json, key) ? json[key] : undefined;
    if (item !== undefined) value[key] = codec.decode(item, at(path, key), issues);
    else if (required) issues.push({ path: at(path, key), message: 'missing' });
  }
  return value;
}

/**
 * A value of no known type. Dates inside become `{ "$date": "…" }`, and keys that start with `$`
 * get another one, so that nothing else can be taken for a date.
 *
 * @example encodeUnknown({ since: new Date(0) }) //=> { since: { $date: '1970-01-01T00:00:00.000Z' } }
 */
export function encodeUnknown(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(encodeUnknown);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key.startsWith('$') ? `$${key}` : key, encodeUnknown(item)]),
  );
}

/** The inverse of `encodeUnknown`. */
export function decodeUnknown(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(decodeUnknown);
  if (!isRecord(json) || json instanceof Date) return json;
  const date = readIso(json['$date']);
  if (date !== null) return date;
  return Object.fromEntries(
    Object.entries(json).map(([key, item]) => [
      key.startsWith('$$') ? key.slice(1) : key,
      decodeUnknown(item),
    ]),
  );
}

export const anything: Codec<unknown> = { encode: encodeUnknown, decode: decodeUnknown };

/**
 * Reads a stored record.
 *
 * @throws {WireFormatError} that names every wrong path, never a value.
 */
export function fromJson<T>(codec: Codec<T>, json: unknown, what: string): T {
  const issues: Issue[] = [];
  const value = codec.decode(json, '', issues);
  if (issues.length === 0) return value;
  throw new WireFormatError(`The stored ${what} does not have the form of ${what}ToJson.`, {
    issues,
  });
}
