import type { FieldMap } from '../../../src/adapter/custom-fields.ts';
import { decodeEntities, looksLikeHtml } from '../../../src/adapter/html-text.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import { emptyToNull, type RecordContext } from '../../../src/adapter/record.ts';
import { WireFormatError } from '../../../src/errors/classes.ts';
import type { AuthorKind, TicketPriority } from '../../../src/model/enums.ts';
import type { IntercomTicket } from '../wire/tickets.ts';

export {
  emptyToNull,
  entryOf,
  idOf,
  NO_METADATA,
  nativeText,
  optionalIdOf,
  provenanceOf,
  rawOf,
} from '../../../src/adapter/record.ts';

export const PROVIDER = 'intercom';
export const LABEL = 'Intercom';
/** The version that requests ask for; webhooks come in the version of the app (sheet section 2). */
export const API_VERSION = '2.16';

/** What is known of a person from records that came along. */
export interface KnownPerson {
  readonly name: string | null;
  readonly email: string | null;
  readonly kind: AuthorKind;
  readonly phone?: string | null;
  readonly callerKey?: string | null;
  readonly locale?: string | null;
  readonly avatarUrl?: string | null;
}

/** Names for ids, from records that were read separately. */
export interface Lookups {
  /** Contacts and teammates; their ids never look alike. */
  readonly person: (id: string) => KnownPerson | undefined;
  readonly groupName: (id: string) => string | undefined;
  /** Contacts name their tags by id only. */
  readonly tagName: (id: string) => string | undefined;
  /** The ticket that a conversation also is, by their common id. */
  readonly ticket: (id: string) => IntercomTicket | undefined;
  /** The tags of a ticket, which stand on its conversation alone. */
  readonly caseTags?: ((id: string) => readonly string[] | undefined) | undefined;
}

export const NO_LOOKUPS: Lookups = {
  person: () => undefined,
  groupName: () => undefined,
  tagName: () => undefined,
  ticket: () => undefined,
};

/** Everything a translation depends on beside the record. */
export interface TranslationContext extends RecordContext {
  /** `https://app.intercom.com`, where people work; for deep links. */
  readonly inboxOrigin: string;
  readonly fields: FieldMap;
  /** Overrides by ticket state (its id, its label or its category) or by a conversation's state. */
  readonly statusMap: ReadonlyMap<string, StatusMapping>;
  readonly priorityMap: ReadonlyMap<string, TicketPriority>;
  /** The attribute that is read as the category; the ticket type when `null`. */
  readonly categoryAttribute: string | null;
  /** The attribute that holds the caller's own key of a case. */
  readonly callerKeyAttribute: string | null;
  /** The attribute that holds a priority in polydesk's words, which wins over Intercom's own. */
  readonly priorityAttribute: string | null;
  /** Makes text of a body's HTML. */
  readonly htmlToText: (html: string) => string;
  /**
   * True where bodies are text whatever they look like, as in newer webhooks: a customer's
   * `<script>` is then a word and no markup. @default false
   */
  readonly hasTextBodies?: boolean;
  readonly lookups: Lookups;
}

// Later than this are no seconds of our days, but milliseconds.
const MOST_SECONDS = 100_000_000_000;

/**
 * An instant as Intercom writes it: seconds, digits as text, or ISO text (sheet 18.2).
 *
 * @throws {WireFormatError} that names the field when it is none of these.
 */
export function dateOf(value: number | string, field: string): Date {
  const digits = typeof value === 'number' ? value : /^\d+$/.test(value) ? Number(value) : null;
  const date =
    digits === null ? new Date(value) : new Date(digits > MOST_SECONDS ? digits : digits * 1000);
  if (!Number.isNaN(date.getTime())) return date;
  throw new WireFormatError(`${PROVIDER} sent a date that cannot be read.`, {
    provider: PROVIDER,
    issues: [{ path: field, message: 'expected seconds since 1970 or an ISO 8601 date' }],
  });
}

/** Like `dateOf`; nothing, empty text and zero are no instant. */
export const optionalDateOf = (
  value: number | string | null | undefined,
  field: string,
): Date | null =>
  value === null || value === undefined || value === '' || value === 0 || value === '0'
    ? null
    : dateOf(value, field);

/** An id that says something: nobody is null, 0, "0" or "" (sheet section 2). */
export const assignedId = (id: string | number | null | undefined): string | null =>
  id === null || id === undefined || id === '' || id === 0 || id === '0' ? null : String(id);

/** A name of a person, a team or a company; recordings have them escaped (sheet section 9). */
export const nameOf = (name: string | null | undefined): string | null => {
  const text = emptyToNull(name);
  return text === null ? null : decodeEntities(text);
};

/** What telling text from HTML depends on. */
export type BodyContext = Pick<TranslationContext, 'htmlToText' | 'hasTextBodies'>;

/** A body in both forms: HTML only when it was HTML, text always (sheet section 9). */
export function bodyOf(
  body: string | null | undefined,
  context: BodyContext,
): { readonly bodyText: string | null; readonly bodyHtml: string | null } {
  const given = emptyToNull(body);
  const isText = context.hasTextBodies === true || given === null || !looksLikeHtml(given);
  if (isText) return { bodyText: given, bodyHtml: null };
  return { bodyText: emptyToNull(context.htmlToText(given)), bodyHtml: given };
}

/** Text for a heading, whichever form it came in. */
export const plainOf = (text: string | null | undefined, context: BodyContext): string | null =>
  bodyOf(text, context).bodyText;

/**
 * The id of the message that began a conversation. Intercom numbers these apart from the parts of
 * threads, so that the bare numbers could collide (sheet 8.2).
 */
export const sourceMessageId = (sourceId: string | number): string => `${SOURCE_PREFIX}${sourceId}`;

const SOURCE_PREFIX = 'source-';

/** What a message's native id names: the first message of a conversation, or a part. */
export function readMessageId(nativeId: string): {
  readonly kind: 'source' | 'part';
  readonly id: string;
} {
  return nativeId.startsWith(SOURCE_PREFIX)
    ? { kind: 'source', id: nativeId.slice(SOURCE_PREFIX.length) }
    : { kind: 'part', id: nativeId };
}

/** The address of a case in the inbox. */
export const inboxUrlOf = (
  context: Pick<TranslationContext, 'inboxOrigin' | 'account'>,
  nativeId: string | number,
): string =>
  `${context.inboxOrigin}/a/apps/${encodeURIComponent(context.account)}/conversations/${nativeId}`;
