import type { FieldMap } from '../../../src/adapter/custom-fields.ts';
import { readDate, readOptionalDate } from '../../../src/adapter/dates.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import type { RecordContext } from '../../../src/adapter/record.ts';
import type { TicketPriority } from '../../../src/model/enums.ts';

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

export const PROVIDER = 'freshdesk';
export const LABEL = 'Freshdesk';
export const API_VERSION = 'v2';

/** What is known of a person from records that came along. Agents and contacts share one id space. */
export interface KnownPerson {
  readonly name: string | null;
  readonly email: string | null;
  readonly kind: 'agent' | 'contact';
  readonly phone?: string | null;
  readonly callerKey?: string | null;
  readonly locale?: string | null;
  readonly timezone?: string | null;
  readonly avatarUrl?: string | null;
}

/** Names for ids, from embedded or separately read records. */
export interface Lookups {
  readonly person: (id: string) => KnownPerson | undefined;
  readonly groupName: (id: string) => string | undefined;
}

export const NO_LOOKUPS: Lookups = {
  person: () => undefined,
  groupName: () => undefined,
};

/** Everything a translation depends on beside the record. */
export interface TranslationContext extends RecordContext {
  /** `https://acme.freshdesk.com`, for deep links. */
  readonly origin: string;
  readonly fields: FieldMap;
  /** Overrides by native status: its id, or its label where labels are discovered. */
  readonly statusMap: ReadonlyMap<string, StatusMapping>;
  /** Overrides by native priority: its number. */
  readonly priorityMap: ReadonlyMap<string, TicketPriority>;
  /** The agents' label of a status, when the account's statuses are discovered. */
  readonly statusLabel: (id: string) => string | undefined;
  /** Name of the field that is read as the category; the ticket type when `null`. */
  readonly categoryField: string | null;
  /** Name of the field that holds the caller's own key of a ticket. */
  readonly callerKeyField: string | null;
  /** Believe the provenance headers of imported messages (date and author). */
  readonly readProvenanceHeaders: boolean;
  readonly lookups: Lookups;
}

// Without a zone `Date` would take the machine's own; Freshdesk means UTC (sheet sections 5 and 21).
const WITHOUT_ZONE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/;

/** The text of an instant with its zone. */
export const withZone = (text: string): string => text.replace(WITHOUT_ZONE, '$1T$2Z');

export const dateOf = (text: string, field: string): Date =>
  readDate(withZone(text), { provider: PROVIDER, field });

export const optionalDateOf = (text: string | null | undefined, field: string): Date | null =>
  readOptionalDate(text === null || text === undefined ? text : withZone(text), {
    provider: PROVIDER,
    field,
  });
