import {
  type Change,
  type ChangeFeed,
  changeFeed,
  type ChangeQuery,
} from '../../../src/adapter/changes.ts';
import { toIsoSeconds } from '../../../src/adapter/drafts.ts';
import { pageSizeOf } from '../../../src/adapter/page-options.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import type { HttpQuery } from '../../../src/http/http-options.ts';
import { hasMore } from './answers.ts';
import type { FreshdeskCore } from './core.ts';
import {
  BEGINNING,
  type Dated,
  isInstant,
  isoOf,
  keyOf,
  recognise,
  seenSince,
  settled,
} from './windows.ts';

// Lists can lag behind writes (sheet section 22).
const HELD_BACK_SECONDS = 2 * 60;

/** How far a feed goes back when it looks again. */
export const heldBackSecond = (nowMs: number): number =>
  Math.floor(nowMs / 1000) - HELD_BACK_SECONDS;

/** The error of a cursor that another feed gave. */
export const foreignCursor = (): ConfigurationError =>
  new ConfigurationError('This cursor does not belong to this change feed.');

/** A list whose changes are read from a date on, in whatever order it has. */
export interface SweepPlan<T extends Dated> {
  readonly path: string;
  /** The parts of the list that only a filter shows, by name; the first is the usual one. */
  readonly sweeps: Readonly<Record<string, HttpQuery>>;
  readonly feed: ChangeQuery;
  readonly options: RequestOptions | undefined;
  readonly translate: (items: readonly unknown[]) => readonly T[];
  readonly toChange: (record: T, sweep: string) => Change<T>;
}

interface Round {
  readonly sweep: string;
  /** How many records of the list were read, and the last of them: where reading goes on. */
  readonly read: number;
  readonly tail: readonly string[];
  readonly since: string;
  /** When the round began, in seconds: what changes while it is read is for the next one. */
  readonly begunAt: number;
  readonly seen: readonly string[];
}

/**
 * Changes in lists without an order by date (contacts come by name): each round reads every page
 * since a little before the last round began. Who leaves the list meanwhile moves all behind him up,
 * so pages overlap, and reading goes on behind what was read last; where nothing of that is left,
 * the list is read again from its beginning.
 */
export function sweepChanges<T extends Dated>(
  core: FreshdeskCore,
  plan: SweepPlan<T>,
): ChangeFeed<T> {
  const perPage = pageSizeOf(plan.feed, 100);
  const names = Object.keys(plan.sweeps);
  const { since } = plan.feed;
  const start = since === undefined ? BEGINNING : toIsoSeconds(since, 'since');
  return changeFeed(async (cursor) => {
    await core.ready(plan.options);
    const round = readRound(cursor ?? `${names[0]}|0|${start}|||`, names, core.now());
    const asked = overlapping(round.read, perPage);
    const query = { ...plan.sweeps[round.sweep], updated_since: round.since, ...asked };
    const readAt = Math.floor(core.now() / 1000);
    const answer = await core.list(plan.path, query, plan.options);
    const part = continued(round, asked, plan.translate(answer.items), perPage);
    const { fresh, keys } = recognise(round.seen, part.records, readAt);
    const changes = fresh.map((record) => plan.toChange(record, round.sweep));
    const resting = Math.max(Date.parse(round.since) / 1000, round.begunAt - HELD_BACK_SECONDS);
    const seen = seenSince([...round.seen, ...keys], resting);
    if (part.isCut || hasMore(answer, asked.per_page)) {
      const next = { ...round, read: part.read, tail: part.tail, seen };
      return { changes, cursor: roundText(next), upToDate: false };
    }
    const following = names[names.indexOf(round.sweep) + 1];
    if (following !== undefined) {
      const next = { ...round, sweep: following, read: 0, tail: [], seen };
      return { changes, cursor: roundText(next), upToDate: false };
    }
    const rest = [names[0], 0, isoOf(resting), '', '', settled(seen).join(',')].join('|');
    return { changes, cursor: rest, upToDate: true };
  }, plan.feed.cursor ?? null);
}

// So many records may leave the list, or change places, between two pages without a new beginning.
const OVERLAP = 5;
const MOST_PER_PAGE = 100;

interface Asked {
  readonly page: number;
  readonly per_page: number;
}

/**
 * A page that begins before `read` records and ends as far behind them as a page can: pages begin at
 * multiples of their size, so it is the size that decides.
 */
function overlapping(read: number, size: number): Asked {
  let best = { page: 1, per_page: size };
  let furthest = read === 0 ? size : 0;
  for (let perPage = MOST_PER_PAGE; read > 0 && perPage > OVERLAP; perPage -= 1) {
    const page = Math.floor(Math.max(0, read - OVERLAP) / perPage) + 1;
    if (page * perPage <= furthest) continue;
    furthest = page * perPage;
    best = { page, per_page: perPage };
  }
  return best;
}

/** What of a page comes behind the records that were read last. */
function continued<T extends Dated>(
  { read, tail }: Round,
  asked: Asked,
  records: readonly T[],
  size: number,
): Pick<Round, 'read' | 'tail'> & { readonly records: readonly T[]; readonly isCut: boolean } {
  // By id and date: who was renamed may stand anywhere, and tells nothing of the place.
  const place = records.findLastIndex((record) => tail.includes(keyOf(record)));
  if (read > 0 && place < 0) return { read: 0, tail: [], records: [], isCut: true };
  const behind = records.slice(place + 1);
  const taken = behind.slice(0, size);
  return {
    read: (asked.page - 1) * asked.per_page + place + 1 + taken.length,
    tail: [...tail, ...taken.map(keyOf)].slice(-OVERLAP),
    records: taken,
    isCut: taken.length < behind.length,
  };
}

const roundText = ({ sweep, read, tail, since, begunAt, seen }: Round): string =>
  [sweep, read, since, begunAt, tail.join(','), seen.join(',')].join('|');

/** A round that has not begun yet begins now. */
function readRound(cursor: string, names: readonly string[], nowMs: number): Round {
  const [sweep = '', read = '', since = '', begunAt = '', tail = '', seen] = cursor.split('|');
  const numbers = /^\d+$/.test(read) && /^\d*$/.test(begunAt);
  const valid = names.includes(sweep) && numbers && isInstant(since) && seen !== undefined;
  if (!valid) throw foreignCursor();
  return {
    sweep,
    read: Number(read),
    tail: tail === '' ? [] : tail.split(','),
    since,
    begunAt: begunAt === '' ? Math.floor(nowMs / 1000) : Number(begunAt),
    seen: seen === '' ? [] : seen.split(','),
  };
}
