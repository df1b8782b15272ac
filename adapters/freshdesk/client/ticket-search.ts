import { type FetchPage, type Page } from '../../../src/adapter/page.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { SupportError } from '../../../src/errors/base.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { searchWire } from '../wire/tickets.ts';
import type { FreshdeskCore } from './core.ts';

const PER_PAGE = 30;
const LAST_PAGE = 10;
const MOST_RESULTS = PER_PAGE * LAST_PAGE;
const DAY_MS = 24 * 60 * 60_000;
// Freshdesk opened in 2010: no ticket is older.
const FIRST_DAY = dayNumber('2010-01-01');

/** Days of creation, both inclusive, and a page of what was created then; `null` without bounds. */
interface Range {
  readonly days: { readonly from: number; readonly to: number } | null;
  readonly page: number;
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

/** The pages of a search, oldest day first where there are too many results for one. */
export function searchPages<T>(core: FreshdeskCore, plan: SearchPlan<T>): FetchPage<T> {
  return async (cursor) => {
    await core.ready(plan.options);
    const end = Math.floor(core.now() / DAY_MS) + 1;
    let range: Range = cursor === null ? { days: null, page: 1 } : readRange(cursor);
    for (;;) {
      const request = { path: plan.path, query: boundedQuery(plan.query, range), page: range.page };
      const { total, results } = await searchPage(core, request, plan.options);
      if (total <= MOST_RESULTS) {
        const next = nextRange(range, total, end);
        return {
          items: plan.translate(results),
          nextCursor: next === null ? null : rangeText(next),
        };
      }
      const { from, to } = range.days ?? { from: FIRST_DAY, to: end };
      if (from === to) return plan.onFullDay(dayText(from));
      range = { days: { from, to: Math.floor((from + to) / 2) }, page: 1 };
    }
  };
}

/** The rest of the range; then the days behind it, twice as many as were read before. */
function nextRange({ days, page }: Range, total: number, end: number): Range | null {
  if (page * PER_PAGE < total) return { days, page: page + 1 };
  if (days === null || days.to >= end) return null;
  const from = days.to + 1;
  const width = 2 * (days.to - days.from + 1);
  return { days: { from, to: Math.min(end, from + width - 1) }, page: 1 };
}

const boundedQuery = (query: string, { days }: Range): string =>
  days === null
    ? query
    : `(${query}) AND created_at:>'${dayText(days.from)}' AND created_at:<'${dayText(days.to)}'`;

function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

const rangeText = ({ days, page }: Range): string =>
  days === null ? `~~${page}` : [dayText(days.from), dayText(days.to), page].join('~');

function readRange(text: string): Range {
  const [, from = '', to = '', page = ''] =
    /^(\d{4}-\d\d-\d\d)?~(\d{4}-\d\d-\d\d)?~([1-9]\d?)$/.exec(text) ?? [];
  const days = from === '' ? null : { from: dayNumber(from), to: dayNumber(to) };
  const valid = days === null || (Number.isFinite(days.from) && Number.isFinite(days.to));
  if (page !== '' && valid) return { days, page: Number(page) };
  throw new ConfigurationError(
    'This cursor does not belong to this list; pass one of its own pages’ cursors.',
  );
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
    const { page } = cursor === null ? { page: 1 } : readRange(cursor);
    if (page > LAST_PAGE) throw tooManyResults('there are more');
    const { path, query } = plan;
    const { total, results } = await searchPage(core, { path, query, page }, plan.options);
    const more = page * PER_PAGE < total;
    return { items: plan.translate(results), nextCursor: more ? `~~${page + 1}` : null };
  };
}
