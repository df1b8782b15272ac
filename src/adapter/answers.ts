import { WireFormatError } from '../errors/classes.ts';

/** An answer's body that is an object. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether something can be read by key: an object that is not a list. */
export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An answer's body as an object; `{}` for an empty one.
 *
 * @throws {WireFormatError} when it is something else.
 */
export function toJson(
  data: unknown,
  answer: { readonly label: string; readonly provider: string; readonly of: string },
): Json {
  if (data === null || data === undefined || data === '') return {};
  if (isJson(data)) return data;
  throw new WireFormatError(`${answer.label} answered ${answer.of} without an object.`, {
    provider: answer.provider,
    issues: [{ path: '', message: 'expected object' }],
  });
}

/**
 * A list in an answer; its items are checked when they are translated.
 *
 * @throws {WireFormatError} when it is missing: an answer of another form is not an empty list.
 */
export function listOf(data: Json, key: string, provider: string): readonly unknown[] {
  const list = data[key];
  if (Array.isArray(list)) return list;
  throw new WireFormatError(`${provider} sent something else where a list belongs.`, {
    provider,
    issues: [{ path: key, message: 'expected array' }],
  });
}
