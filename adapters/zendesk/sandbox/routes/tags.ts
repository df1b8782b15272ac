import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { type Call, ok, staffOf, type ZendeskRoute } from '../call.ts';
import { countBody, listPage, offsetPage } from '../paging/lists.ts';
import { isoNow } from '../world.ts';
import { listedTickets } from './tickets.ts';

interface TagRow {
  readonly name: string;
  readonly count: number;
  /** Where it stands in the ranking. */
  readonly rank: number;
}

/** The most popular tags of the last 60 days (section 6.5). */
function popular(call: Call): TagRow[] {
  staffOf(call);
  const since = call.world.clock.now() - 60 * 24 * 60 * 60_000;
  const counts = new Map<string, number>();
  for (const ticket of listedTickets(call.world)) {
    if (Date.parse(ticket.updated_at) < since) continue;
    for (const tag of ticket.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one, oneCount], [two, twoCount]) => twoCount - oneCount || one.localeCompare(two))
    .map(([name, count], rank) => ({ name, count, rank }));
}

const present = ({ name, count }: TagRow) => ({ name, count });
const order = { name: '-score,id', key: (row: TagRow) => row.rank };

function listTags(call: Call): Reply {
  return ok(listPage(call, { key: 'tags', rows: popular(call), order, present }));
}

/** Names only, offset only (section 3.2). */
function autocomplete(call: Call): Reply {
  const name = (call.query.get('name') ?? '').toLowerCase();
  const rows = popular(call).filter((row) => row.name.startsWith(name));
  return ok(offsetPage(call, { key: 'tags', rows, order, present: (row) => row.name }));
}

export const tagRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/tags', listTags],
  ['GET', '/api/v2/tags/count', (call) => ok(countBody(popular(call).length, isoNow(call.world)))],
  ['GET', '/api/v2/autocomplete/tags', autocomplete],
];
