import {
  type Change,
  type ChangeFeed,
  type ChangeQuery,
  changeFeed,
} from '../../../src/adapter/changes.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import { type Json, listOf, type ZendeskCore } from './core.ts';

/** An incremental export: where it is and how its records are told as changes. */
export interface ChangePlan<T> {
  readonly path: string;
  readonly key: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly feed: ChangeQuery;
  readonly options?: RequestOptions | undefined;
  readonly translate: (items: readonly unknown[], data: Json) => Promise<readonly Change<T>[]>;
}

// The export never returns the last minute; asking for it is an error (sheet section 14).
const HELD_BACK_SECONDS = 61;
const MOST_PER_PAGE = 1_000;

function startSeconds(core: ZendeskCore, feed: ChangeQuery): number {
  if (feed.since === undefined) return 0;
  const seconds = Math.floor(feed.since.getTime() / 1000);
  if (!Number.isFinite(seconds)) throw new ConfigurationError('since must be a valid date.');
  return Math.max(0, Math.min(seconds, Math.floor(core.now() / 1000) - HELD_BACK_SECONDS));
}

const pageSizeOf = (feed: ChangeQuery): number => {
  const size = feed.pageSize ?? MOST_PER_PAGE;
  if (Number.isInteger(size) && size >= 1 && size <= MOST_PER_PAGE) return size;
  throw new ConfigurationError(`pageSize must be a whole number from 1 to ${MOST_PER_PAGE} here.`);
};

/** Exports by cursor (tickets, users). A poll without news answers no cursor: the old one stays. */
export function cursorChanges<T>(core: ZendeskCore, plan: ChangePlan<T>): ChangeFeed<T> {
  const start = startSeconds(core, plan.feed);
  const perPage = pageSizeOf(plan.feed);
  return changeFeed(async (cursor) => {
    await core.ready(plan.options);
    const at = cursor ?? timeCursor(start);
    const isTime = at.startsWith(TIME_PREFIX);
    const data = await core.send(
      {
        method: 'GET',
        path: plan.path,
        query: {
          ...plan.query,
          per_page: perPage,
          ...(isTime ? { start_time: at.slice(TIME_PREFIX.length) } : { cursor: at }),
        },
      },
      plan.options,
    );
    const next = data['after_cursor'];
    return {
      changes: await plan.translate(listOf(data, plan.key), data),
      cursor: typeof next === 'string' && next !== '' ? next : at,
      upToDate: data['end_of_stream'] === true || typeof next !== 'string',
    };
  }, plan.feed.cursor ?? null);
}

/**
 * Exports by time (organizations). Pages overlap at their edges, since a second is never split, so
 * what the last page already gave is left out.
 */
export function timeChanges<T>(core: ZendeskCore, plan: ChangePlan<T>): ChangeFeed<T> {
  const start = startSeconds(core, plan.feed);
  const perPage = pageSizeOf(plan.feed);
  let lastPage: ReadonlySet<string> = new Set();
  return changeFeed(async (cursor) => {
    await core.ready(plan.options);
    const at = cursor ?? timeCursor(start);
    if (!at.startsWith(TIME_PREFIX)) {
      throw new ConfigurationError('This cursor does not belong to this change feed.');
    }
    const startTime = at.slice(TIME_PREFIX.length);
    const data = await core.send(
      {
        method: 'GET',
        path: plan.path,
        query: { ...plan.query, per_page: perPage, start_time: startTime },
      },
      plan.options,
    );
    const items = listOf(data, plan.key);
    const fresh = items.filter((item) => !lastPage.has(keyOf(item)));
    lastPage = new Set(items.map(keyOf));
    const end = data['end_time'];
    return {
      changes: await plan.translate(fresh, data),
      cursor: typeof end === 'number' ? timeCursor(end) : at,
      // `next_page` is always set; a page that brings nothing new is the end as well.
      upToDate: data['end_of_stream'] === true || items.length === 0 || typeof end !== 'number',
    };
  }, plan.feed.cursor ?? null);
}

const TIME_PREFIX = 'time:';
const timeCursor = (seconds: number): string => `${TIME_PREFIX}${seconds}`;

const keyOf = (item: unknown): string => {
  // Safe: read by key only.
  const record = (item ?? {}) as Json;
  return `${String(record['id'])}@${String(record['updated_at'])}`;
};
