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
  readonly page: number;
  readonly since: string;
  /** When the round began, in seconds: what changes while it is read is for the next one. */
  readonly begunAt: number;
  readonly seen: readonly string[];
}

/**
 * Changes in lists without an order by date (contacts come by name): each round reads every page
 * since a little before the last round began.
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
    const round = readRound(cursor ?? `${names[0]}|1|${start}||`, names, core.now());
    const query = {
      ...plan.sweeps[round.sweep],
      updated_since: round.since,
      per_page: perPage,
      page: round.page,
    };
    const readAt = Math.floor(core.now() / 1000);
    const answer = await core.list(plan.path, query, plan.options);
    const records = plan.translate(answer.items);
    const { fresh, keys } = recognise(round.seen, records, readAt);
    const changes = fresh.map((record) => plan.toChange(record, round.sweep));
    const resting = Math.max(Date.parse(round.since) / 1000, round.begunAt - HELD_BACK_SECONDS);
    const seen = seenSince([...round.seen, ...keys], resting);
    if (hasMore(answer, perPage)) {
      const next = { ...round, page: round.page + 1, seen };
      return { changes, cursor: roundText(next), upToDate: false };
    }
    const following = names[names.indexOf(round.sweep) + 1];
    if (following !== undefined) {
      const next = { ...round, sweep: following, page: 1, seen };
      return { changes, cursor: roundText(next), upToDate: false };
    }
    const rest = [names[0], 1, isoOf(resting), '', settled(seen).join(',')].join('|');
    return { changes, cursor: rest, upToDate: true };
  }, plan.feed.cursor ?? null);
}

const roundText = ({ sweep, page, since, begunAt, seen }: Round): string =>
  [sweep, page, since, begunAt, seen.join(',')].join('|');

/** A round that has not begun yet begins now. */
function readRound(cursor: string, names: readonly string[], nowMs: number): Round {
  const [sweep = '', page = '', since = '', begunAt = '', seen = ''] = cursor.split('|');
  const valid =
    names.includes(sweep) && /^[1-9]\d*$/.test(page) && isInstant(since) && /^\d*$/.test(begunAt);
  if (!valid) throw foreignCursor();
  return {
    sweep,
    page: Number(page),
    since,
    begunAt: begunAt === '' ? Math.floor(nowMs / 1000) : Number(begunAt),
    seen: seen === '' ? [] : seen.split(','),
  };
}
