import type { Change, ChangePage, ChangeQuery } from '../../../src/adapter/changes.ts';
import { pageSizeOf } from '../../../src/adapter/page-options.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import { toUnixSeconds } from '../from-unified/common.ts';
import { type IntercomCore, isJson, listOf } from './core.ts';
import { nextCursorOf, searchRequest } from './paging.ts';

/** Where a feed by searches stands: plain JSON, since it is stored. Times are seconds. */
export interface FeedPlace {
  /** Changes from this second on are news. */
  readonly since: number;
  /** Cursor inside the running search. */
  readonly after: string | null;
  /** Newest change seen so far. */
  readonly top: number;
  /** When the running search began; `null` between searches, and in cursors of before. */
  readonly began?: number | null;
  /** Records of the last seconds that were told already, as `id@second`. */
  readonly told: readonly string[];
  /** The same for records that are gone, which have a list of their own. */
  readonly gone: GonePlace;
}

export interface GonePlace {
  /** Page of the list that comes next; `null` while the search is running. */
  readonly page: number | null;
  readonly since: number;
  readonly top: number;
  readonly told: readonly string[];
}

/** What a feed gives: something with an id that changed at some time. */
interface Dated {
  readonly id: string;
  readonly externalId: string;
  readonly updatedAt: Date | null;
}

/** A search that tells what changed. */
export interface FeedPlan<T extends Dated> {
  readonly path: string;
  readonly key: string;
  /** Seconds by which the search is asked for earlier changes than are wanted. */
  readonly slackSeconds: number;
  /** Seconds by which the index may be behind: so much is read again. */
  readonly overlapSeconds: number;
  readonly options?: RequestOptions | undefined;
  readonly translate: (items: readonly unknown[]) => readonly T[];
}

// A stored cursor names at most this many records of the overlap; more of them come twice.
const MOST_TOLD = 200;
const DAY_SECONDS = 86_400;

/** The place where a feed begins: a moment, or the beginning. */
export function startOfFeed(feed: ChangeQuery, nowMs: number): FeedPlace {
  const since = feed.since === undefined ? 0 : Math.max(0, toUnixSeconds(feed.since, 'since'));
  // What was gone before a reader came needs no word; a day allows for clocks that differ.
  const goneSince = feed.since === undefined ? Math.floor(nowMs / 1000) - DAY_SECONDS : since;
  const gone = { page: null, since: goneSince, top: goneSince, told: [] };
  return { since, after: null, top: since, began: null, told: [], gone };
}

export const writePlace = (place: FeedPlace): string => JSON.stringify(place);

/** @throws {ConfigurationError} for a cursor of something else. */
export function readPlace(cursor: string): FeedPlace {
  const place = parse(cursor);
  const isSound =
    isJson(place) &&
    typeof place['since'] === 'number' &&
    typeof place['top'] === 'number' &&
    Array.isArray(place['told']) &&
    isJson(place['gone']);
  // Safe: only `writePlace` makes cursors with these keys.
  if (isSound) return place as unknown as FeedPlace;
  throw new ConfigurationError('This cursor does not belong to this change feed.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const secondsOf = ({ updatedAt }: Dated): number => Math.floor((updatedAt?.getTime() ?? 0) / 1000);

/**
 * One page of the search: what changed from the feed's second on and was not told before. The bound
 * is inside, so that nothing of that second is lost; the order of the search does not matter.
 */
export async function searchChanges<T extends Dated>(
  core: IntercomCore,
  plan: FeedPlan<T>,
  { place, pageSize }: { readonly place: FeedPlace; readonly pageSize: number },
): Promise<ChangePage<T>> {
  const from = Math.max(0, place.since - 1 - plan.slackSeconds);
  const began = (place.after === null ? null : place.began) ?? Math.floor(core.now() / 1000);
  const filter = { field: 'updated_at', operator: '>', value: from };
  const request = searchRequest({ path: plan.path, filter }, pageSize, place.after);
  const data = await core.send(request, plan.options);
  const records = plan.translate(listOf(data, plan.key));
  const told = new Set(place.told);
  const keyOf = (record: T): string => `${record.externalId}@${secondsOf(record)}`;
  const fresh = records.filter(
    (record) => secondsOf(record) >= place.since && !told.has(keyOf(record)),
  );
  // What changed on a page that was read already is not seen: no change after the beginning of the
  // search says that those before it were told.
  const top = Math.max(place.top, ...records.map((record) => Math.min(began, secondsOf(record))));
  const next = nextCursorOf(data);
  const upToDate = next === null || next === place.after;
  const all = [...place.told, ...fresh.map(keyOf)];
  const moved = upToDate
    ? {
        ...settled(all, Math.max(place.since, beginAfter(top, began, plan))),
        after: null,
        began: null,
      }
    : { told: newest(all), after: next, began };
  return {
    changes: fresh.map(
      (record): Change<T> => ({
        kind: 'upsert',
        record,
        at: record.updatedAt ?? new Date(0),
      }),
    ),
    cursor: writePlace({ ...place, ...moved, top }),
    upToDate,
  };
}

const secondIn = (key: string): number => Number(key.slice(key.lastIndexOf('@') + 1));

const newest = (told: readonly string[]): readonly string[] =>
  [...told].sort((one, two) => secondIn(one) - secondIn(two)).slice(-MOST_TOLD);

// So many overlaps after the newest change the index has caught up, whatever the clocks say.
const QUIET_OVERLAPS = 10;

/** Where the next search begins: never past what the index may still be missing. */
const beginAfter = (
  top: number,
  began: number,
  { overlapSeconds }: Pick<FeedPlan<Dated>, 'overlapSeconds'>,
): number => (began - top > QUIET_OVERLAPS * overlapSeconds ? top + 1 : top - overlapSeconds);

/** What of the next search was told already, as much as a cursor can hold: the rest comes twice. */
const settled = (told: readonly string[], since: number): Pick<FeedPlace, 'since' | 'told'> => ({
  since,
  told: newest(told.filter((key) => secondIn(key) >= since)),
});

/** @throws {ConfigurationError} for a size that no page can have. */
export const feedSizeOf = ({ pageSize }: ChangeQuery): number =>
  pageSizeOf(pageSize === undefined ? {} : { pageSize }, 150);
