import { type IdScope, requireBody, type WireBody } from '../../../src/adapter/drafts.ts';
import type { FieldMap } from '../../../src/adapter/custom-fields.ts';
import { textToHtml } from '../../../src/adapter/html-text.ts';
import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import type { MessageBody } from '../../../src/model/message.ts';

export {
  compact,
  optionalNumber,
  providerOptionsOf,
  readWholeNumber,
  toIsoDay,
  toIsoSeconds,
  toNativeNumber,
  type WireBody,
} from '../../../src/adapter/drafts.ts';

export const PROVIDER = 'zendesk';

/** What a translation to Zendesk depends on beside the draft. */
export interface WriteContext extends IdScope {
  readonly fields: FieldMap;
  readonly statusMap: ReadonlyMap<string, StatusMapping>;
  /** The id of a custom status by its label, where the account's statuses are discovered. */
  readonly customStatusId: (label: string) => string | undefined;
  readonly categoryFieldId: string | null;
}

/**
 * Tags as Zendesk stores them: lower case, neither white space nor commas, which would split a tag
 * in two (the sheet says it of white space; a list of tags as text is separated by either).
 */
export function toZendeskTags(tags: readonly string[], log: WarningLog): readonly string[] {
  const native = tags.map((tag) =>
    tag
      .trim()
      .toLowerCase()
      .replace(/[\s,]+/g, '_'),
  );
  if (native.some((tag, index) => tag === '' || tag !== tags[index])) {
    log.add({
      type: 'coerced',
      field: 'tags',
      reason: 'Zendesk writes tags in lower case and without spaces or commas.',
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
  const { kind, content } = requireBody(body, path);
  const asHtml = kind === 'html' || isFoldable(content);
  const sent = escapePlaceholders(kind === 'text' && asHtml ? textToHtml(content) : content);
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
/** Two braces that nothing closes are no placeholder: a backslash before them would stay. */
const escapePlaceholders = (text: string): string => text.replace(/\{\{(?=\{?[^{}]*\}\})/g, '\\{{');
