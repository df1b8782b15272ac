import { toIsoSeconds } from '../../../src/adapter/drafts.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';

/** A record with the date that a walk is ordered by. */
export interface Dated {
  readonly externalId: string;
  readonly updatedAt: Date | null;
}

/**
 * Where a walk by date of change stands: every page starts at the date of the last record, so that
 * the 300 pages of a list never end it, and records that change meanwhile cannot push others past
 * the reader (sheet section 3). The date is inclusive: `seen` are the records since then that were
 * given already, by id and second.
 */
export interface Window {
  readonly since: string;
  readonly page: number;
  readonly seen: readonly string[];
}

/** Before anything that can be in an account: also what lifts the 30 days that lists show. */
export const BEGINNING = '1970-01-01T00:00:00Z';

export const LAST_PAGE = 300;
const MOST_PER_PAGE = 100;
// Records beyond are given twice rather than kept in a cursor of any length.
const MOST_SEEN = 500;

export const windowFrom = (since: string): Window => ({ since, page: 1, seen: [] });

const secondOf = ({ updatedAt }: Dated): number => Math.floor((updatedAt?.getTime() ?? 0) / 1000);

/** A record in the version that was seen. @example keyOf({ externalId: '7', … }) //=> '7.tl5j6o' */
export const keyOf = (record: Dated): string =>
  `${record.externalId}.${secondOf(record).toString(36)}`;

const secondIn = (key: string): number => Number.parseInt(key.slice(key.indexOf('.') + 1), 36);

/** What was seen and can come again from `second` on. */
export const seenSince = (keys: Iterable<string>, second: number): readonly string[] =>
  [...new Set(keys)].filter((key) => secondIn(key) >= second).slice(-MOST_SEEN);

/**
 * How many records to ask for: what was seen comes again. Where a second holds more than a page,
 * its pages are read one after the other.
 */
export function perPageOf({ page, since, seen }: Window, size: number): number {
  const again = seenSince(seen, Date.parse(since) / 1000).length;
  return page > 1 ? MOST_PER_PAGE : Math.min(MOST_PER_PAGE, size + again);
}

/** What a page brought, and where the walk goes on; `null` at its end. */
export interface Step<T> {
  readonly fresh: readonly T[];
  readonly next: Window | null;
  /** All that was seen, for a walk that begins again where this one ended. */
  readonly seen: readonly string[];
  /** The page number cannot grow any more: records of the same second are left out. */
  readonly overflow: boolean;
}

/**
 * Takes a page of a window in. Records since `rememberFrom` (in seconds) stay in mind, also when the
 * window moves past them.
 */
export function advance<T extends Dated>(
  window: Window,
  records: readonly T[],
  page: { readonly more: boolean; readonly perPage: number; readonly rememberFrom?: number },
): Step<T> {
  const known = new Set(window.seen);
  const fresh = records.filter((record) => !known.has(keyOf(record)));
  const all = [...window.seen, ...records.map(keyOf)];
  const last = records.at(-1);
  const second = last === undefined ? 0 : secondOf(last);
  const { rememberFrom = second } = page;
  const seen = seenSince(all, Math.min(second, rememberFrom));
  if (!page.more || last === undefined) return { fresh, next: null, seen, overflow: false };
  const since = isoOf(second);
  // All of a page is of one second: the next one is read, once pages are as large as they can be.
  const isStuck = since === window.since && page.perPage === MOST_PER_PAGE;
  if (!isStuck) return { fresh, next: { since, page: 1, seen }, seen, overflow: false };
  if (window.page < LAST_PAGE) {
    return { fresh, next: { since, page: window.page + 1, seen: [] }, seen, overflow: false };
  }
  return { fresh, next: windowFrom(isoOf(second + 1)), seen, overflow: true };
}

export const isoOf = (seconds: number): string =>
  toIsoSeconds(new Date(seconds * 1000), 'updatedAt');

/** Whether a part of a cursor is an instant in whole seconds. */
export const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text));

/** The inverse of `readWindow`. */
export const windowText = ({ since, page, seen }: Window): string =>
  [since, page, seen.join(',')].join('~');

/** @throws {ConfigurationError} for a cursor of another list. */
export function readWindow(text: string): Window {
  const [since = '', page = '', seen = '', ...rest] = text.split('~');
  const valid = isInstant(since) && /^[1-9]\d{0,2}$/.test(page);
  if (valid && rest.length === 0 && /^[\w.,]*$/.test(seen)) {
    return { since, page: Number(page), seen: seen === '' ? [] : seen.split(',') };
  }
  throw new ConfigurationError(
    'This cursor does not belong to this list; pass one of its own pages’ cursors.',
  );
}
