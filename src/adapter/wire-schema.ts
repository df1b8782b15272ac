import type { WireSchema } from './wire.ts';

// Schemas for payloads on hot paths: they look at the fields that are read, build nothing, and
// weigh next to nothing. The names and the inference are those of zod/mini, of which they are the
// part that wire files need; see docs/decisions/0008.

type Path = readonly (string | number)[];

/** What is wrong with a value: where, and what belongs there. Never the value itself. */
export interface ShapeIssue {
  readonly code: 'invalid_type';
  readonly expected: string;
  readonly path: Path;
}

/** A description of a value, and its type. */
export interface Schema<T> extends WireSchema<T> {
  readonly expected: string;
  accepts(value: unknown): boolean;
  /** Collects what is wrong; called only for values that were not accepted. */
  explain(value: unknown, path: Path, issues: ShapeIssue[]): void;
}

/** A schema whose key may be missing. */
export interface OptionalSchema<T> extends Schema<T> {
  readonly isOptional: true;
}

/** The type that a schema describes. */
export type Infer<S> = S extends Schema<infer T> ? T : never;
export type { Infer as infer };

type Shape = Readonly<Record<string, Schema<unknown>>>;
type Flat<T> = { [Key in keyof T]: T[Key] };
type InferShape<S extends Shape> = Flat<
  { [Key in keyof S as S[Key] extends OptionalSchema<unknown> ? never : Key]: Infer<S[Key]> } & {
    [Key in keyof S as S[Key] extends OptionalSchema<unknown> ? Key : never]?: Infer<S[Key]>;
  }
>;

type Explain = Schema<unknown>['explain'];

function schema<T>(
  expected: string,
  accepts: (value: unknown) => boolean,
  explain: Explain = (_value, path, issues) => {
    issues.push({ code: 'invalid_type', expected, path });
  },
): Schema<T> {
  return {
    expected,
    accepts,
    explain,
    safeParse(value) {
      // Safe: accepted values have the described form, and nothing is transformed.
      if (accepts(value)) return { success: true, data: value as T };
      const issues: ShapeIssue[] = [];
      explain(value, [], issues);
      return { success: false, error: { issues } };
    },
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const string = (): Schema<string> => schema('string', (value) => typeof value === 'string');
export const boolean = (): Schema<boolean> =>
  schema('boolean', (value) => typeof value === 'boolean');
/** A finite number, as JSON has it. */
export const number = (): Schema<number> =>
  schema('number', (value) => typeof value === 'number' && Number.isFinite(value));
export const unknown = (): Schema<unknown> => schema('anything', () => true);

/** One of several forms. */
export const union = <const S extends readonly Schema<unknown>[]>(
  options: S,
): Schema<Infer<S[number]>> =>
  schema(options.map(({ expected }) => expected).join(' or '), (value) =>
    options.some((option) => option.accepts(value)),
  );

/** A value that may be null. */
export const nullable = <T>(inner: Schema<T>): Schema<T | null> =>
  schema(
    `${inner.expected} or null`,
    (value) => value === null || inner.accepts(value),
    inner.explain,
  );

/** A key that may be missing. */
export const optional = <T>(inner: Schema<T>): OptionalSchema<T | undefined> => ({
  ...schema<T | undefined>(
    inner.expected,
    (value) => value === undefined || inner.accepts(value),
    inner.explain,
  ),
  isOptional: true,
});

/** A key that may be missing or null: what most fields of most providers are. */
export const nullish = <T>(inner: Schema<T>): OptionalSchema<T | null | undefined> => ({
  ...schema<T | null | undefined>(
    inner.expected,
    (value) => value === undefined || value === null || inner.accepts(value),
    inner.explain,
  ),
  isOptional: true,
});

/** A list. */
export const array = <T>(item: Schema<T>): Schema<T[]> =>
  schema(
    'array',
    (value) => Array.isArray(value) && value.every(item.accepts),
    (value, path, issues) => {
      if (!Array.isArray(value)) issues.push({ code: 'invalid_type', expected: 'array', path });
      else
        for (const [index, entry] of value.entries()) {
          if (!item.accepts(entry)) item.explain(entry, [...path, index], issues);
        }
    },
  );

/** An object with any keys. */
export const record = <T>(_key: Schema<string>, item: Schema<T>): Schema<Record<string, T>> =>
  schema('object', (value) => isRecord(value) && Object.values(value).every(item.accepts));

/** An object with these keys; other keys may stand beside them. */
export function object<const S extends Shape>(shape: S): Schema<InferShape<S>> {
  const keys = Object.keys(shape);
  const schemas = Object.values(shape);
  const accepts = (value: unknown): boolean => {
    if (!isRecord(value)) return false;
    for (let index = 0; index < keys.length; index += 1) {
      // Both lists come from one object, so there is a schema for every key.
      if (schemas[index]?.accepts(value[keys[index] ?? '']) !== true) return false;
    }
    return true;
  };
  return schema('object', accepts, (value, path, issues) => {
    if (!isRecord(value)) issues.push({ code: 'invalid_type', expected: 'object', path });
    else
      for (const [key, inner] of Object.entries(shape)) {
        if (!inner.accepts(value[key])) inner.explain(value[key], [...path, key], issues);
      }
  });
}

/** Like `object`, with the other keys in the type as well. */
export const looseObject = <const S extends Shape>(
  shape: S,
): Schema<InferShape<S> & { readonly [key: string]: unknown }> => object(shape);
