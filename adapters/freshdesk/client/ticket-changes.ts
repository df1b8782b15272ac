import {
  type Change,
  type ChangeFeed,
  changeFeed,
  type ChangeQuery,
} from '../../../src/adapter/changes.ts';
import type { AnyFields } from '../../../src/adapter/contract.ts';
import { pageSizeOf } from '../../../src/adapter/page-options.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { TicketResource } from '../../../src/adapter/resources.ts';
import { toIsoSeconds } from '../from-unified/common.ts';
import type { FreshdeskRaw } from '../wire/index.ts';
import { foreignCursor, heldBackSecond } from './changes.ts';
import type { FreshdeskCore } from './core.ts';
import { readTicketWindow, type Ticket } from './ticket-walk.ts';
import {
  BEGINNING,
  isoOf,
  readWindow,
  seenSince,
  settled,
  type Window,
  windowFrom,
  windowText,
} from './windows.ts';

/** Every ticket that changed; deleted ones and spam, which lists leave out, come as tombstones. */
export function ticketHistory(
  core: FreshdeskCore,
): Pick<TicketResource<FreshdeskRaw, AnyFields>, 'changes'> {
  return { changes: (feed, options) => ticketChanges(core, feed, options) };
}

/** The lists to look at, one after the other: each is a window of its own in the cursor. */
const SWEEPS = ['live', 'deleted', 'spam'] as const;
type Sweep = (typeof SWEEPS)[number];
type Windows = Readonly<Record<Sweep, Window>>;

function ticketChanges(
  core: FreshdeskCore,
  feed: ChangeQuery,
  options?: RequestOptions,
): ChangeFeed<Ticket> {
  const size = pageSizeOf(feed, 100);
  const start = feed.since === undefined ? BEGINNING : toIsoSeconds(feed.since, 'since');
  return changeFeed(async (cursor) => {
    const { sweep, windows } = cursor === null ? startOf(start) : readCursor(cursor);
    const window = windows[sweep];
    const rememberFrom = heldBackSecond(core.now());
    const query = { filter: sweep === 'live' ? undefined : sweep };
    const step = await readTicketWindow(core, window, { query, options, size, rememberFrom });
    const changes = step.fresh.map((ticket) => toChange(ticket, sweep));
    if (step.next !== null) {
      const moved = { ...windows, [sweep]: step.next };
      return { changes, cursor: cursorText(sweep, moved), upToDate: false };
    }
    const following = SWEEPS[SWEEPS.indexOf(sweep) + 1];
    const rest = restOf(window, step, rememberFrom);
    const ended = { ...windows, [sweep]: rest };
    const upToDate = following === undefined;
    return { changes, cursor: cursorText(following ?? 'live', ended), upToDate };
  }, feed.cursor ?? null);
}

function toChange(ticket: Ticket, sweep: Sweep): Change<Ticket> {
  const { id, externalId, updatedAt: at } = ticket;
  return sweep === 'live'
    ? { kind: 'upsert', record: ticket, at }
    : { kind: 'deleted', id, externalId, at, permanent: false };
}

const secondsOf = ({ updatedAt }: Ticket): number => Math.floor(updatedAt.getTime() / 1000);

/**
 * Where the next look begins: behind the last change, or a while ago where that is earlier. What
 * had only just changed when it was read is told once more then.
 */
function restOf(
  window: Window,
  { last, seen }: { readonly last: Ticket | undefined; readonly seen: readonly string[] },
  rememberFrom: number,
): Window {
  // Nothing has come yet: what changes from the very beginning on is still to be told.
  if (last === undefined && seen.length === 0) return window;
  const behind = last === undefined ? Date.parse(window.since) / 1000 : secondsOf(last) + 1;
  const second = Math.min(behind, rememberFrom);
  return { since: isoOf(second), page: 1, seen: seenSince(settled(seen), second) };
}

interface FeedState {
  readonly sweep: Sweep;
  readonly windows: Windows;
}

function startOf(since: string): FeedState {
  const window = windowFrom(since);
  return { sweep: 'live', windows: { live: window, deleted: window, spam: window } };
}

const cursorText = (sweep: Sweep, windows: Windows): string =>
  [sweep, ...SWEEPS.map((name) => windowText(windows[name]))].join('|');

function readCursor(cursor: string): FeedState {
  const [name, live = '', deleted = '', spam = ''] = cursor.split('|');
  const sweep = SWEEPS.find((known) => known === name);
  if (sweep === undefined) throw foreignCursor();
  const windows = {
    live: readWindow(live),
    deleted: readWindow(deleted),
    spam: readWindow(spam),
  };
  return { sweep, windows };
}
