import type { FieldMap } from '../../../src/adapter/custom-fields.ts';
import { readDate, readOptionalDate } from '../../../src/adapter/dates.ts';
import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { AuthorKind, TicketPriority } from '../../../src/model/enums.ts';
import type { Id } from '../../../src/model/ids.ts';
import type { Author } from '../../../src/model/message.ts';
import type { Provenance } from '../../../src/model/provenance.ts';
import type { StatusMapping } from '../enums.ts';
import type { ZendeskMetricSet } from '../wire/tickets.ts';

export const PROVIDER = 'zendesk';
export const API_VERSION = 'v2';

/** What is known of a person from records that came along. */
export interface KnownPerson {
  readonly name: string | null;
  readonly email: string | null;
  readonly role: string | null;
  readonly phone?: string | null;
  readonly callerKey?: string | null;
  readonly locale?: string | null;
  readonly timezone?: string | null;
  readonly avatarUrl?: string | null;
}

/** Names for ids, from side-loaded or separately read records. */
export interface Lookups {
  readonly person: (id: string) => KnownPerson | undefined;
  readonly groupName: (id: string) => string | undefined;
  /** Zendesk's own measurements by ticket id; lists bring them beside the tickets. */
  readonly metricSet: (ticketId: string) => ZendeskMetricSet | undefined;
}

export const NO_LOOKUPS: Lookups = {
  person: () => undefined,
  groupName: () => undefined,
  metricSet: () => undefined,
};

/** Everything a translation depends on beside the record. */
export interface TranslationContext {
  readonly account: string;
  /** What every id of the account begins with. */
  readonly idPrefix: string;
  /** `https://acme.zendesk.com`, for deep links. */
  readonly origin: string;
  readonly keepRaw: boolean;
  /** When the record was read; `null` for translation without a clock. */
  readonly fetchedAt: Date | null;
  readonly fields: FieldMap;
  /** Overrides by native status (a custom status id, its label, or a status word). */
  readonly statusMap: ReadonlyMap<string, StatusMapping>;
  readonly priorityMap: ReadonlyMap<string, TicketPriority>;
  /** Custom statuses of the account, when discovered. */
  readonly customStatus: (
    id: string,
  ) => { readonly label: string; readonly isDefault: boolean } | undefined;
  /** Native id of the field that is read as the category; the ticket type when `null`. */
  readonly categoryFieldId: string | null;
  readonly lookups: Lookups;
}

/** The polydesk id of a Zendesk record. */
export function idOf<Kind extends string>(
  context: Pick<TranslationContext, 'idPrefix'>,
  nativeId: string | number,
): Id<Kind> {
  return context.idPrefix + nativeId;
}

/** Like `idOf`, with `null` for an absent id. */
export function optionalIdOf<Kind extends string>(
  context: Pick<TranslationContext, 'idPrefix'>,
  nativeId: string | number | null | undefined,
): Id<Kind> | null {
  return nativeId === null || nativeId === undefined || nativeId === ''
    ? null
    : idOf(context, nativeId);
}

/** Where a translated record came from. */
export function provenanceOf(
  context: TranslationContext,
  nativeId: string | number,
  log: WarningLog,
): Provenance {
  return {
    provider: PROVIDER,
    account: context.account,
    nativeId: String(nativeId),
    fetchedAt: context.fetchedAt,
    apiVersion: API_VERSION,
    warnings: log.list(),
  };
}

/** `raw` as a spreadable part: present by identity, or not at all. */
export function rawOf<Raw>(context: TranslationContext, raw: Raw): { raw?: Raw } {
  return context.keepRaw ? { raw } : {};
}

export const dateOf = (text: string, field: string): Date =>
  readDate(text, { provider: PROVIDER, field });
export const optionalDateOf = (text: string | null | undefined, field: string): Date | null =>
  readOptionalDate(text, { provider: PROVIDER, field });

/** Whether somebody is staff, by role; -1 is Zendesk's id for the system itself. */
export function authorKindOf(nativeId: string, person: KnownPerson | undefined): AuthorKind {
  if (nativeId === '-1') return 'system';
  if (person === undefined || person.role === null) return 'unknown';
  return person.role === 'end-user' ? 'customer' : 'agent';
}

/** An author by id, with what is known of him; a deleted one keeps his id. */
export function authorOf(
  context: TranslationContext,
  nativeId: string | number | null | undefined,
): Author {
  if (nativeId === null || nativeId === undefined) {
    return { id: null, kind: 'unknown', name: null, email: null };
  }
  const key = String(nativeId);
  const person = context.lookups.person(key);
  const kind = authorKindOf(key, person);
  return {
    id: kind === 'system' ? null : idOf(context, key),
    kind,
    name: person?.name ?? null,
    email: person?.email ?? null,
  };
}

/** A word's entry in a table of ours; words such as `constructor` are in none. */
export function entryOf<T>(
  table: Readonly<Record<string, T>>,
  word: string | number | null | undefined,
): T | undefined {
  return word !== null && word !== undefined && Object.hasOwn(table, word)
    ? table[word]
    : undefined;
}

/** Zendesk writes "no value" as null, `""` or, in user events, `"0"`. */
export const emptyToNull = (text: string | null | undefined): string | null =>
  text === null || text === undefined || text === '' ? null : text;
