import { foreignCursor } from '../../../src/adapter/page-options.ts';
import { type FetchPage, type Page } from '../../../src/adapter/page.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { SupportError } from '../../../src/errors/base.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { searchWire } from '../wire/tickets.ts';
import type { FreshdeskCore } from './core.ts';

const PER_PAGE = 30;
const LAST_PAGE = 10;
const MOST_RESULTS = PER_PAGE * LAST_PAGE;
const DAY_MS = 24 * 60 * 60_000;
// Few tickets are older than Freshdesk itself; those that an import dated back are.
const LIKELY_FIRST_DAY = dayNumber('2010-01-01');

/** Days of creation, both inclusive: all of them up to a day where `from` is `null`. */
interface Range {
  readonly from: number | null;
  readonly to: number;
}

/** A search whose results are read in windows of days, since one search ends at 300 results. */
export interface SearchPlan<T> {
  readonly path: string;
  readonly query: string;
  readonly options: RequestOptions | undefined;
  readonly translate: (items: readonly unknown[]) => readonly T[];
  /** What to do about a day with more results than a search gives. */
  readonly onFullDay: (day: string) => Promise<Page<T>>;
}

/** One page of a search; its size is fixed. */
export async function searchPage(
  core: FreshdeskCore,
  request: { readonly path: string; readonly query: string; readonly page: number },
  options?: RequestOptions,
): Promise<{ readonly total: number; readonly results: readonly unknown[] }> {
  const { path, page } = request;
  const query = { query: `"${request.query}"`, page };
  const data = await core.send({ method: 'GET', path, query }, options);
  return parseWire(searchWire, data, { provider: PROVIDER, what: 'search results' });
}

/**
 * The results of a search, all that one search gives at a time: whoever changes what he finds takes
 * it out of the search, and would move what is on the pages behind it up. Oldest day first where there
 * are too many for one.
 */
export function searchPages<T>(core: FreshdeskCore, plan: SearchPlan<T>): FetchPage<T> {
  return async (cursor) => {
    await core.ready(plan.options);
    const end = Math.floor(core.now() / DAY_MS) + 1;
    let range = cursor === null ? null : readRange(cursor);
    for (;;) {
      const query = boundedQuery(plan.query, range);
      const found = await wholeSearch(core, { path: plan.path, query }, plan.options);
      if (found !== null) {
        const next = range === null ? null : nextRange(range, end);
        return {
          items: plan.translate(found),
          nextCursor: next === null ? null : rangeText(next),
        };
      }
      const narrower = lowerHalf(range ?? { from: null, to: end });
      if (narrower === null) return plan.onFullDay(dayText(range?.to ?? 0));
      range = narrower;
    }
  };
}

// Somebody else may change results between two pages; then all are read again, this often.
const MOST_READINGS = 3;

/** All results of a search; `null` when there are more than it gives. */
async function wholeSearch(
  core: FreshdeskCore,
  request: { readonly path: string; readonly query: string },
  options?: RequestOptions,
): Promise<readonly unknown[] | null> {
  const found: unknown[] = [];
  for (let reading = 1; ; reading += 1) {
    let first: number | null = null;
    let isSteady = true;
    for (let page = 1; ; page += 1) {
      const { total, results } = await searchPage(core, { ...request, page }, options);
      if (total > MOST_RESULTS) return null;
      found.push(...results);
      first ??= total;
      isSteady &&= total === first;
      if (page * PER_PAGE >= total || results.length === 0) break;
    }
    if (isSteady || reading === MOST_READINGS) return found;
  }
}

/** The earlier half of a range; `null` for a single day. */
function lowerHalf({ from, to }: Range): Range | null {
  if (from === to || (from === null && to <= 0)) return null;
  const lowest = from ?? (to > LIKELY_FIRST_DAY ? LIKELY_FIRST_DAY : 0);
  return { from, to: Math.floor((lowest + to) / 2) };
}

/** The days behind a range, twice as many as it has. */
function nextRange({ from, to }: Range, end: number): Range | null {
  if (to >= end) return null;
  const width = 2 * (to - (from ?? LIKELY_FIRST_DAY) + 1);
  return { from: to + 1, to: Math.min(end, to + Math.max(1, width)) };
}

function boundedQuery(query: string, range: Range | null): string {
  if (range === null) return query;
  const lower = range.from === null ? '' : ` AND created_at:>'${dayText(range.from)}'`;
  return `(${query})${lower} AND created_at:<'${dayText(range.to)}'`;
}

function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

const rangeText = ({ from, to }: Range): string =>
  `${from === null ? '' : dayText(from)}~${dayText(to)}`;

function readRange(text: string): Range {
  const [, from = '', to = ''] = /^(\d{4}-\d\d-\d\d)?~(\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
  const range = { from: from === '' ? null : dayNumber(from), to: dayNumber(to) };
  if (Number.isFinite(range.from ?? 0) && Number.isFinite(range.to)) return range;
  throw foreignCursor();
}

function readPage(cursor: string): number {
  const [, page] = /^~~([1-9]\d?)$/.exec(cursor) ?? [];
  if (page === undefined) throw foreignCursor();
  return Number(page);
}

/** The error of a search whose results cannot all be read. */
export const tooManyResults = (what: string): SupportError =>
  new SupportError(
    `Freshdesk gives at most ${MOST_RESULTS} results of a search, and ${what}. Narrow the query.`,
    { code: 'limit_exceeded', provider: PROVIDER },
  );

/** Pages of a search whose records cannot be told apart by day. */
export function plainSearchPages<T>(
  core: FreshdeskCore,
  plan: Omit<SearchPlan<T>, 'onFullDay'>,
): FetchPage<T> {
  return async (cursor) => {
    await core.ready(plan.options);
    const page = cursor === null ? 1 : readPage(cursor);
    if (page > LAST_PAGE) throw tooManyResults('there are more');
    const { path, query } = plan;
    const { total, results } = await searchPage(core, { path, query, page }, plan.options);
    const more = page * PER_PAGE < total;
    return { items: plan.translate(results), nextCursor: more ? `~~${page + 1}` : null };
  };
}
