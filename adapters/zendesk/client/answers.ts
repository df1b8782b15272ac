import { type Json, listOf as anyListOf } from '../../../src/adapter/answers.ts';
import { PROVIDER } from '../to-unified/common.ts';

export type { Json };

/** A list in an answer; an answer without it is an error and not an empty list. */
export const listOf = (data: Json, key: string): readonly unknown[] =>
  anyListOf(data, key, PROVIDER);

/** A list that may be absent, such as records that come along. */
export const optionalListOf = (data: Json, key: string): readonly unknown[] =>
  data[key] === undefined || data[key] === null ? [] : listOf(data, key);
