import type { FieldMap } from '../../../src/adapter/custom-fields.ts';
import { readDate, readOptionalDate } from '../../../src/adapter/dates.ts';
import type { AuthorKind, TicketPriority } from '../../../src/model/enums.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import { idOf, type RecordContext } from '../../../src/adapter/record.ts';
import type { Author } from '../../../src/model/message.ts';
import type { ZendeskMetricSet } from '../wire/tickets.ts';

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

export const PROVIDER = 'zendesk';
export const LABEL = 'Zendesk';
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
export interface TranslationContext extends RecordContext {
  /** `https://acme.zendesk.com`, for deep links. */
  readonly origin: string;
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
