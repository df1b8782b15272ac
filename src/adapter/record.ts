import { type Id, joinId } from '../model/ids.ts';
import type { Provenance } from '../model/provenance.ts';
import type { TicketMetadata } from '../model/ticket.ts';
import type { WarningLog } from './mapping.ts';

/** What every translated record says of where it came from. */
export interface RecordContext {
  readonly provider: string;
  readonly account: string;
  readonly apiVersion: string;
  /** What every id of the account begins with. */
  readonly idPrefix: string;
  readonly keepRaw: boolean;
  /** When the record was read; `null` for translation without a clock. */
  readonly fetchedAt: Date | null;
}

/** A ticket's metadata before anybody has filled it. */
export const NO_METADATA: TicketMetadata = Object.freeze({
  plan: null,
  accountAge: null,
  mrr: null,
  previousTickets: null,
  extra: Object.freeze({}),
});

/**
 * The polydesk id of a provider's record.
 *
 * @throws {WireFormatError} for an empty native id, which no record has.
 */
export function idOf<Kind extends string>(
  context: Pick<RecordContext, 'idPrefix'>,
  nativeId: string | number,
): Id<Kind> {
  return joinId(context.idPrefix, nativeId);
}

/** Like `idOf`, with `null` for an absent id. */
export function optionalIdOf<Kind extends string>(
  context: Pick<RecordContext, 'idPrefix'>,
  nativeId: string | number | null | undefined,
): Id<Kind> | null {
  return nativeId === null || nativeId === undefined || nativeId === ''
    ? null
    : idOf(context, nativeId);
}

/** Where a translated record came from. */
export function provenanceOf(
  context: RecordContext,
  nativeId: string | number,
  log: WarningLog,
): Provenance {
  return {
    provider: context.provider,
    account: context.account,
    nativeId: String(nativeId),
    fetchedAt: context.fetchedAt,
    apiVersion: context.apiVersion,
    warnings: log.list(),
  };
}

/** `raw` as a spreadable part: present by identity, or not at all. */
export function rawOf<Raw>(context: Pick<RecordContext, 'keepRaw'>, raw: Raw): { raw?: Raw } {
  return context.keepRaw ? { raw } : {};
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

/** Providers write "no value" as null, as an absent key, or as empty text. */
export const emptyToNull = (text: string | null | undefined): string | null =>
  text === null || text === undefined || text === '' ? null : text;

/** A native id as text, where ids come as numbers or as text. */
export const nativeText = (id: string | number | null | undefined): string | null =>
  id === null || id === undefined || id === '' ? null : String(id);
