import { isJson, type Json, listOf as anyListOf } from '../../../src/adapter/answers.ts';
import { PROVIDER } from '../to-unified/common.ts';

export { isJson, type Json };

/** A list in an answer; an answer without it is an error and not an empty list. */
export const listOf = (data: Json, key: string): readonly unknown[] =>
  anyListOf(data, key, PROVIDER);

/** Ticket types stand under `ticket_types` before 2.12, and under `data` since (sheet section 2). */
export const ticketTypesOf = (data: Json): readonly unknown[] =>
  listOf(data, data['data'] === undefined && 'ticket_types' in data ? 'ticket_types' : 'data');

/** An object inside an answer; an empty one when it is not there. */
export const partOf = (data: Json, key: string): Json => {
  const part = data[key];
  return isJson(part) ? part : {};
};

/** Text in an answer, `null` for anything else. */
export const textIn = (data: Json, key: string): string | null => {
  const text = data[key];
  return typeof text === 'string' && text !== '' ? text : null;
};
