import { WireFormatError } from '../../../src/errors/classes.ts';
import { PROVIDER } from '../to-unified/common.ts';

/** An answer's body: always an object in Zendesk. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * A list in an answer; its items are checked when they are translated.
 *
 * @throws {WireFormatError} when it is missing: an answer of another form is not an empty list.
 */
export function listOf(data: Json, key: string): readonly unknown[] {
  const list = data[key];
  if (Array.isArray(list)) return list;
  throw new WireFormatError('Zendesk sent something else where a list belongs.', {
    provider: PROVIDER,
    issues: [{ path: key, message: 'expected array' }],
  });
}

/** A list that may be absent, such as records that come along. */
export function optionalListOf(data: Json, key: string): readonly unknown[] {
  return data[key] === undefined || data[key] === null ? [] : listOf(data, key);
}
