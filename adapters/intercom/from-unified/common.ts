import { isJson } from '../../../src/adapter/answers.ts';
import type { FieldMap } from '../../../src/adapter/custom-fields.ts';
import { type IdScope, toUnixSeconds, type WireBody } from '../../../src/adapter/drafts.ts';
import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import type { TicketPriority } from '../../../src/model/enums.ts';
import { nativeIdOf } from '../../../src/model/ids.ts';
import { intercomCapabilities } from '../capabilities.ts';

export {
  compact,
  providerOptionsOf,
  readWholeNumber,
  requireBody,
  requireVisibility,
  toUnixSeconds,
  type WireBody,
} from '../../../src/adapter/drafts.ts';
export { PROVIDER } from '../to-unified/common.ts';

/** What a translation to Intercom depends on beside the draft. */
export interface WriteContext extends IdScope {
  /** The number behind the dot of the version; `Preview` is above all others. */
  readonly version: number;
  /** Whether a ticket is a conversation or a ticket of a ticket type. */
  readonly read: 'conversations' | 'tickets';
  readonly fields: FieldMap;
  readonly statusMap: ReadonlyMap<string, StatusMapping>;
  readonly priorityMap: ReadonlyMap<string, TicketPriority>;
  readonly callerKeyAttribute: string | null;
  readonly priorityAttribute: string | null;
  readonly categoryAttribute: string | null;
  readonly htmlToText: (html: string) => string;
}

/** One call of a write that takes several: what is sent, and the draft's fields that it writes. */
export interface WireCall {
  readonly fields: readonly string[];
  readonly body: WireBody;
}

/** A native id as the text that Intercom takes it as. */
export const toNativeText = (id: string, context: IdScope): string => nativeIdOf(id, context);

/** Like `toNativeText`; `null` stays `null`, `undefined` stays away. */
export const optionalText = (
  id: string | null | undefined,
  context: IdScope,
): string | null | undefined => (id === null || id === undefined ? id : toNativeText(id, context));

/** Nobody, where an assignee is expected (sheet section 7.2). */
export const NOBODY = '0';

/** Says that a field of the draft cannot be written. */
export function drop(log: WarningLog, field: string, reason: string): undefined {
  log.add({ type: 'dropped', field, reason });
  return undefined;
}

/** A value as an attribute takes it: dates in seconds, everything else as it is. */
export const attributeValue = (value: unknown, path: string): unknown =>
  value instanceof Date ? toUnixSeconds(value, path) : value;

/** Values of attributes by their names, from the keys of the configuration. */
export function toAttributes(
  fields: Readonly<Record<string, unknown>> | undefined,
  context: Pick<WriteContext, 'fields'>,
): WireBody {
  return Object.fromEntries(
    Object.entries(fields ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [
        context.fields.nativeIdOf(key),
        attributeValue(value, `customFields.${key}`),
      ]),
  );
}

/** Addresses of files that Intercom fetches itself, from `providerOptions.intercom`. */
export function toAttachmentUrls(urls: unknown): readonly string[] | undefined {
  if (urls === undefined) return undefined;
  const sound =
    Array.isArray(urls) &&
    urls.every((url) => typeof url === 'string' && /^https?:\/\//i.test(url));
  if (sound && urls.length <= MOST_FILES) return urls;
  throw new ValidationError('The addresses of the files cannot be sent.', {
    issues: [
      {
        path: 'providerOptions.intercom.attachmentUrls',
        message: `must be at most ${MOST_FILES} addresses that begin with https://`,
      },
    ],
  });
}

/** Files on one message (sheet section 10). */
export const MOST_FILES = intercomCapabilities.limits.messageFiles;

/** The names that a draft gives, of those asked for. */
export function namedFields(draft: unknown, names: readonly string[]): readonly string[] {
  return isJson(draft) ? names.filter((name) => draft[name] !== undefined) : [];
}

/** Whether two names are one tag's: Intercom knows no difference in case. */
export const isSameTag = (one: string, two: string): boolean =>
  one.trim().toLowerCase() === two.trim().toLowerCase();

/**
 * Names of tags, each once.
 *
 * @throws {ValidationError} for a blank one.
 */
export function toTagNames(names: readonly string[] = [], path = 'tags'): readonly string[] {
  requireText(names, path);
  return names.filter(
    (name, index) => names.findIndex((other) => isSameTag(other, name)) === index,
  );
}

/** @throws {ValidationError} for a list with something blank in it. */
export function requireText(texts: readonly string[], path: string): void {
  const index = texts.findIndex((text) => text.trim() === '');
  if (index < 0) return;
  throw new ValidationError('A name or an address is blank.', {
    issues: [{ path: `${path}.${index}`, message: 'must not be blank' }],
  });
}
