import type { FieldMap } from '../../../src/adapter/custom-fields.ts';
import type { WarningLog } from '../../../src/adapter/mapping.ts';
import { ConfigurationError, ValidationError } from '../../../src/errors/classes.ts';
import { nativeIdOf } from '../../../src/model/ids.ts';
import type { MessageBody } from '../../../src/model/message.ts';
import type { StatusMapping } from '../enums.ts';

/** What a translation to Zendesk depends on beside the draft. */
export interface WriteContext {
  readonly account: string;
  readonly fields: FieldMap;
  readonly statusMap: ReadonlyMap<string, StatusMapping>;
  readonly categoryFieldId: string | null;
}

/** A request body under construction. */
export type WireBody = Record<string, unknown>;

/** The numeric id that Zendesk wants to hear, from a polydesk or a native id. */
export function toNativeNumber(id: string, context: Pick<WriteContext, 'account'>): number {
  const nativeId = nativeIdOf(id, { provider: 'zendesk', account: context.account });
  const value = readWholeNumber(nativeId);
  if (value !== null) return value;
  throw new ConfigurationError('Zendesk ids are whole numbers; this id is not one.', {
    code: 'id_mismatch',
  });
}

/** Digits only: `Number` alone would also read `1e3`, `0x10` and blanks as ids. */
export function readWholeNumber(text: string): number | null {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}

/** `null` stays `null`, `undefined` stays away. */
export const optionalNumber = (
  id: string | null | undefined,
  context: Pick<WriteContext, 'account'>,
): number | null | undefined =>
  id === null || id === undefined ? id : toNativeNumber(id, context);

/** Leaves out keys whose value is `undefined`. */
export function compact(body: WireBody): WireBody {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

/**
 * Zendesk's own spelling of an instant: whole seconds.
 *
 * @throws {ValidationError} for an invalid date, naming `path`.
 */
export function toZendeskTime(date: Date, path = ''): string {
  return toIsoText(date, path).replace(/\.\d{3}Z$/, 'Z');
}

/** Zendesk date fields hold a day without a time. */
export const toZendeskDay = (date: Date, path: string): string =>
  toIsoText(date, path).slice(0, 10);

function toIsoText(date: Date, path: string): string {
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  throw new ValidationError('A date cannot be sent.', {
    issues: [{ path, message: 'must be a valid date' }],
  });
}

/**
 * Tags as Zendesk stores them: lower case, no white space (it would split the tag in two).
 */
export function toZendeskTags(tags: readonly string[], log: WarningLog): readonly string[] {
  const native = tags.map((tag) => tag.trim().toLowerCase().replace(/\s+/g, '_'));
  if (native.some((tag, index) => tag === '' || tag !== tags[index])) {
    log.add({
      type: 'coerced',
      field: 'tags',
      reason: 'Zendesk writes tags in lower case and without spaces.',
    });
  }
  return [...new Set(native)].filter((tag) => tag !== '');
}

const BODY_LIMIT_BYTES = 65_536;

/**
 * A body as Zendesk takes it. Plain text goes as plain text unless Zendesk would fold its white
 * space or strip what looks like a tag; then it goes as HTML that reads the same. Placeholders
 * are escaped, since Zendesk would fill them in.
 *
 * @throws {ValidationError} when the body is empty or longer than Zendesk keeps: it would cut the
 *   rest off without a word.
 */
export function toCommentBody(body: MessageBody, path: string): WireBody {
  const { text = '', html = '' } = body;
  const given = html === '' ? text : html;
  if (given.trim() === '') {
    throw new ValidationError('A message needs a body.', {
      issues: [{ path, message: 'text or html is required' }],
    });
  }
  const asHtml = html !== '' || isFoldable(text);
  const sent = escapePlaceholders(html === '' && asHtml ? textToHtml(text) : given);
  if (new TextEncoder().encode(sent).length > BODY_LIMIT_BYTES) {
    throw new ValidationError('The message is longer than Zendesk keeps.', {
      issues: [{ path, message: `at most ${BODY_LIMIT_BYTES} bytes; split it or attach it` }],
      code: 'limit_exceeded',
    });
  }
  return asHtml ? { html_body: sent } : { body: sent };
}

const isFoldable = (text: string): boolean =>
  /[ \t]{2}|(?:\r?\n){3}|^[ \t]|\n[ \t]|[<>&]/.test(text);
const escapePlaceholders = (text: string): string => text.replace(/\{\{/g, '\\{{');
const textToHtml = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\t/g, '    ')
    .replace(/ (?= )|^ | $/gm, '&nbsp;')
    .replace(/\r?\n/g, '<br>');

/**
 * Settings that only Zendesk knows, from `providerOptions.zendesk`. Keys outside `allowed` are
 * refused, since Zendesk itself would drop them without a word.
 *
 * @throws {ConfigurationError} for an unknown key.
 */
export function zendeskOptions(
  options: Readonly<Record<string, unknown>> | undefined,
  allowed: readonly string[],
): WireBody {
  const own = options?.['zendesk'];
  if (own === undefined) return {};
  if (typeof own !== 'object' || own === null) {
    throw new ConfigurationError('providerOptions.zendesk must be an object.');
  }
  const unknown = Object.keys(own).filter((key) => !allowed.includes(key));
  if (unknown.length > 0) {
    throw new ConfigurationError(
      `providerOptions.zendesk does not take ${unknown.join(', ')}; it takes ${allowed.join(', ')}.`,
    );
  }
  return { ...own };
}
