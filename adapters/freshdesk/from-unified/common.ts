import type { FieldMap } from '../../../src/adapter/custom-fields.ts';
import {
  type IdScope,
  requireBody,
  toNativeNumber,
  type WireBody,
} from '../../../src/adapter/drafts.ts';
import { textToHtml } from '../../../src/adapter/html-text.ts';
import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import type { MessageBody } from '../../../src/model/message.ts';

export {
  compact,
  optionalNumber,
  providerOptionsOf,
  readWholeNumber,
  requireVisibility,
  toIsoDay,
  toIsoSeconds,
  toNativeNumber,
  type WireBody,
} from '../../../src/adapter/drafts.ts';
export { LABEL, PROVIDER } from '../to-unified/common.ts';

/** What a translation to Freshdesk depends on beside the draft. */
export interface WriteContext extends IdScope {
  readonly fields: FieldMap;
  readonly statusMap: ReadonlyMap<string, StatusMapping>;
  /** The account's statuses as far as they are known; those from 6 on can be missing. */
  readonly statusLabels: () => ReadonlyMap<string, string>;
  /** Name of the field that holds the caller's own key of a ticket. */
  readonly callerKeyField: string | null;
  /** Name of the field that is the category; the ticket type when `null`. */
  readonly categoryField: string | null;
}

/** Whether two ids name one person: each can be a polydesk or a native id. */
export const isSamePerson = (one: string, two: string | undefined, scope: IdScope): boolean =>
  two !== undefined && toNativeNumber(one, scope) === toNativeNumber(two, scope);

/** Says that a field of the draft cannot be written. */
export function drop(log: WarningLog, field: string, reason: string): undefined {
  log.add({ type: 'dropped', field, reason });
  return undefined;
}

/**
 * A body as Freshdesk takes it: HTML. Text goes as HTML that reads the same, since Freshdesk would
 * neither keep line breaks nor take what looks like a tag for text (sheet section 5).
 *
 * @throws {ValidationError} when the body is empty.
 */
export function toHtmlBody(body: MessageBody, path: string): string {
  const { kind, content } = requireBody(body, path);
  return kind === 'html' ? content : textToHtml(content);
}

/** Tags without blanks around them, and each once; Freshdesk keeps their case. */
export function toFreshdeskTags(tags: readonly string[], log: WarningLog): readonly string[] {
  const native = [...new Set(tags.map((tag) => tag.trim()))].filter((tag) => tag !== '');
  if (native.length !== tags.length || native.some((tag, index) => tag !== tags[index])) {
    const reason = 'Tags are written without blanks around them, and each once.';
    log.add({ type: 'coerced', field: 'tags', reason });
  }
  return native;
}

/** A body without explicit nulls, which a create refuses (sheet section 4.4). */
export const withoutNulls = (body: WireBody): WireBody =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
