import * as z from 'zod/mini';

/** Every shape is held against the keys of its type, so that none is forgotten when one is added. */
export type ShapeOf<T> = Readonly<Record<keyof T, z.ZodMiniType>>;

/** Text. */
export const text = z.string('must be text');

/** A list of texts. */
export const names = z.array(text, 'must be a list of texts');

/** One of some words. */
export const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

/** A function. */
export const called = <T>(message: string) =>
  z.custom<T>((value) => typeof value === 'function', message);

/** An object of whatever keys. */
export const recordOf = <T extends z.ZodMiniType>(value: T) =>
  z.record(z.string(), value, 'must be an object');

/** An object of these keys only. */
export const object = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject(shape, { error: objectIssue });

const objectIssue: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'unrecognized_keys'
    ? `has keys that nobody reads: ${(issue['keys'] as readonly string[]).join(', ')}` // Safe: so zod says it.
    : 'must be an object';
