import {
  type Change,
  type ChangeFeed,
  changeFeed,
  type ChangePage,
  type ChangeQuery,
} from '../../../src/adapter/changes.ts';
import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { TicketResource } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { dateOf, PROVIDER } from '../to-unified/common.ts';
import { deletedConversationWire } from '../wire/conversations.ts';
import type { IntercomRaw } from '../wire/index.ts';
import type { Ticket } from './cases.ts';
import {
  type FeedPlace,
  type FeedPlan,
  feedSizeOf,
  readPlace,
  searchChanges,
  startOfFeed,
  writePlace,
} from './changes.ts';
import { type IntercomCore, listOf } from './core.ts';
import { nextPageOf } from './paging.ts';
import { placeOf, toTickets } from './ticket-list.ts';

/** What changed, and from version 2.16 on what was deleted. */
export function ticketHistory(
  core: IntercomCore,
): Pick<TicketResource<IntercomRaw, AnyFields>, 'changes'> {
  return { changes: (feed, options) => ticketChanges(core, feed, options) };
}

// The index is some seconds behind (sheet section 6).
const OVERLAP_SECONDS = 60;

function ticketChanges(
  core: IntercomCore,
  feed: ChangeQuery,
  options?: RequestOptions,
): ChangeFeed<Ticket> {
  const start = feed.cursor === undefined ? startOfFeed(feed, core.now()) : readPlace(feed.cursor);
  const pageSize = feedSizeOf(feed);
  const tellsDeleted = core.writing.version >= 16;
  const plan: FeedPlan<Ticket> = {
    ...placeOf(core),
    slackSeconds: 0,
    overlapSeconds: OVERLAP_SECONDS,
    options,
    translate: (items) => toTickets(core, items),
  };
  return changeFeed(async (cursor) => {
    await core.ready(options);
    const place = cursor === null ? start : readPlace(cursor);
    if (place.gone.page !== null) return deletedCases(core, place, options);
    const page = await searchChanges(core, plan, { place, pageSize });
    if (!page.upToDate || !tellsDeleted) return page;
    // The search has told everything; what is gone has a list of its own.
    const told = readPlace(page.cursor);
    const next = { ...told, gone: { ...told.gone, page: 1 } };
    return { changes: page.changes, cursor: writePlace(next), upToDate: false };
  }, feed.cursor ?? null);
}

// Sheet section 7; the description allows so many a page.
const DELETED_PER_PAGE = 60;

/** Cases that are gone, newest first, down to those that were told before. */
async function deletedCases(
  core: IntercomCore,
  place: FeedPlace,
  options?: RequestOptions,
): Promise<ChangePage<Ticket>> {
  const { gone } = place;
  const page = gone.page ?? 1;
  const query = { page, per_page: DELETED_PER_PAGE, order: 'desc' };
  const path = '/conversations/deleted';
  const data = await core.send({ method: 'GET', path, query }, options);
  const listed = listOf(data, 'conversations').map(readDeletion);
  const recent = listed.filter(({ second }) => second >= gone.since);
  const top = Math.max(gone.top, ...recent.map(({ second }) => second));
  const told = [...gone.told, ...recent.map(keyOf)].filter((key) => key.endsWith(`@${top}`));
  const next = recent.length === listed.length ? nextPageOf(data, page) : null;
  const moved =
    next === null
      ? { page: null, since: top, top, told: [...new Set(told)] }
      : { ...gone, page: Number(next), top, told: [...new Set([...gone.told, ...told])] };
  return {
    changes: recent
      .filter((deletion) => !gone.told.includes(keyOf(deletion)))
      .map(({ externalId, at }): Change<Ticket> => {
        const id = core.idOf(externalId);
        return { kind: 'deleted', id, externalId, at, permanent: true };
      }),
    cursor: writePlace({ ...place, gone: moved }),
    upToDate: next === null,
  };
}

interface Deletion {
  readonly externalId: string;
  readonly at: Date;
  readonly second: number;
}

function readDeletion(json: unknown): Deletion {
  const what = 'deleted conversation';
  const wire = parseWire(deletedConversationWire, json, { provider: PROVIDER, what });
  const at = dateOf(wire.deleted_at, 'deleted_at');
  return { externalId: String(wire.id), at, second: Math.floor(at.getTime() / 1000) };
}

const keyOf = ({ externalId, second }: Deletion): string => `${externalId}@${second}`;
