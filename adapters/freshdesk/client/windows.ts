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
 *
 * A second that holds more than a page has to be read by page numbers, and a record that changes
 * meanwhile leaves it and moves all behind it up. So its pages are only looked at on the way to its
 * end, and given on the way back (`page` is negative then): what moves up is met again there.
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

// Dates have no parts of seconds: a record that was read in the very second of its change may have
// changed again in it. The clocks of both sides may differ a little, too.
const YOUNG_SECONDS = 10;
const YOUNG = '.y';

/**
 * What of a page was not seen yet, and the keys to remember that by; those of records that had only
 * just changed are marked.
 */
export function recognise<T extends Dated>(
  seen: readonly string[],
  records: readonly T[],
  readAt: number,
): { readonly fresh: readonly T[]; readonly keys: readonly string[] } {
  const known = new Set(seen.map((key) => key.replace(/\.y$/, '')));
  const fresh = records.filter((record) => !known.has(keyOf(record)));
  const marked = fresh.map((record) =>
    readAt - secondOf(record) < YOUNG_SECONDS ? keyOf(record) + YOUNG : keyOf(record),
  );
  return { fresh, keys: marked };
}

const secondIn = (key: string): number => Number.parseInt(key.slice(key.indexOf('.') + 1), 36);

/** What was seen and can come again from `second` on. */
export const seenSince = (keys: Iterable<string>, second: number): readonly string[] =>
  [...new Set(keys)].filter((key) => secondIn(key) >= second).slice(-MOST_SEEN);

/** What needs no second look, for a walk that begins again: of the others a change may be missed. */
export const settled = (keys: readonly string[]): readonly string[] =>
  keys.filter((key) => !key.endsWith(YOUNG));

/**
 * How many records to ask for: what was seen comes again. Where a second holds more than a page,
 * its pages are read one after the other.
 */
export function perPageOf({ page, since, seen }: Window, size: number): number {
  const again = seenSince(seen, Date.parse(since) / 1000).length;
  return page === 1 ? Math.min(MOST_PER_PAGE, size + again) : MOST_PER_PAGE;
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

/** How a page was read. */
export interface PageFacts {
  readonly more: boolean;
  readonly perPage: number;
  /** When it was asked for, in seconds. */
  readonly readAt: number;
  /** Records since then stay in mind, also when the window moves past them; in seconds. */
  readonly rememberFrom?: number;
}

/** Takes a page of a window in. */
export function advance<T extends Dated>(
  window: Window,
  records: readonly T[],
  page: PageFacts,
): Step<T> {
  if (window.page !== 1) return throughSecond(window, records, page);
  const last = records.at(-1);
  const second = last === undefined ? 0 : secondOf(last);
  const since = isoOf(second);
  const { fresh, keys } = recognise(window.seen, records, page.readAt);
  const all = [...window.seen, ...keys];
  const seen = seenSince(all, Math.min(second, page.rememberFrom ?? second));
  const step = { fresh, seen, overflow: false };
  if (!page.more || last === undefined) return { ...step, next: null };
  // All of a page is of one second, and pages are as large as they can be.
  const isStuck = since === window.since && page.perPage === MOST_PER_PAGE;
  return { ...step, next: { since, page: isStuck ? 2 : 1, seen } };
}

/** A page of the second that the window begins with: looked at on the way there, given on the way back. */
function throughSecond<T extends Dated>(
  window: Window,
  records: readonly T[],
  { more, readAt, rememberFrom }: PageFacts,
): Step<T> {
  const second = Date.parse(window.since) / 1000;
  const own = records.filter((record) => secondOf(record) === second);
  const isFull = own.length > 0 && own.length === records.length && more;
  if (window.page > 0 && window.page < LAST_PAGE && isFull) {
    const next = { ...window, page: window.page + 1 };
    return { fresh: [], next, seen: window.seen, overflow: false };
  }
  const { fresh, keys } = recognise(window.seen, own, readAt);
  // The first page was given before and comes last: what it held is the last to be forgotten.
  const all = [...keys, ...window.seen];
  const seen = seenSince(all, Math.min(second, rememberFrom ?? second));
  const page = Math.abs(window.page) - 1;
  const next =
    page === 0
      ? { since: isoOf(second + 1), page: 1, seen }
      : { since: window.since, page: -page, seen };
  return { fresh, next, seen, overflow: window.page === LAST_PAGE && isFull };
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
  const valid = isInstant(since) && /^-?[1-9]\d{0,2}$/.test(page);
  if (valid && rest.length === 0 && /^[\w.,]*$/.test(seen)) {
    return { since, page: Number(page), seen: seen === '' ? [] : seen.split(',') };
  }
  throw new ConfigurationError(
    'This cursor does not belong to this list; pass one of its own pages’ cursors.',
  );
}
