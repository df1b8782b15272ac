import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { type Call, ok, staffOf, type ZendeskRoute } from '../call.ts';
import { problems } from '../errors.ts';
import { listPage, offsetLinks, offsetOf } from '../paging/lists.ts';
import { besideTickets } from '../present/tickets.ts';
import type { TicketRow } from '../records/tickets-and-people.ts';
import { parseQuery, recordTypes } from '../search/parse.ts';
import { type Hit, presentHit, runSearch } from '../search/run.ts';

/** The true count is told, yet only this many results can be fetched (section 11). */
const maxResults = 1000;
const cursorLifeMs = 60 * 60_000;

function queryOf(call: Call): string {
  staffOf(call);
  const query = call.query.get('query') ?? '';
  if (query.trim() === '') {
    throw problems.unprocessable('invalid', 'Invalid search: query cannot be blank');
  }
  return query;
}

/** Only offset pages: `page[size]` is refused (section 3.2). */
function search(call: Call): Reply {
  const hits = sorted(call, runSearch(call.world, parseQuery(queryOf(call))));
  if ([...call.query.keys()].some((name) => name.startsWith('page['))) {
    throw problems.badRequest('InvalidValue', 'page must be an integer');
  }
  const { page, size } = offsetOf(call, 100);
  if (page * size > maxResults && (page - 1) * size >= maxResults) {
    throw problems.unprocessable(
      'invalid',
      'Invalid search: Requested response size was greater than Search Response Limits',
    );
  }
  const shown = hits.slice((page - 1) * size, page * size);
  return ok({
    results: shown.map((hit) => presentHit(call, hit)),
    ...sideloads(call, shown),
    facets: null,
    ...offsetLinks(call, page, size, hits.length),
    count: hits.length,
  });
}

/** `include=tickets(users,groups)` (section 21). */
function sideloads(call: Call, hits: readonly Hit[]): object {
  const inner = /tickets\(([^)]*)\)/.exec(call.query.get('include') ?? '')?.[1];
  if (inner === undefined) return {};
  const tickets = hits.flatMap((hit) => (hit.type === 'ticket' ? [hit.row] : []));
  return besideTickets({ ...call, query: new URLSearchParams({ include: inner }) }, tickets);
}

const priorities = ['low', 'normal', 'high', 'urgent'];
const sortKeys: Readonly<Record<string, (row: Partial<TicketRow>) => string | number>> = {
  created_at: (row) => row.created_at ?? '',
  updated_at: (row) => row.updated_at ?? '',
  priority: (row) => priorities.indexOf(row.priority ?? ''),
  status: (row) => ['new', 'open', 'pending', 'hold', 'solved', 'closed'].indexOf(row.status ?? ''),
  ticket_type: (row) => row.type ?? '',
};

function sorted(call: Call, hits: readonly Hit[]): readonly Hit[] {
  const key = sortKeys[call.query.get('sort_by') ?? ''];
  if (key === undefined) return hits;
  const sign = call.query.get('sort_order') === 'asc' ? 1 : -1;
  return [...hits].sort((one, two) => {
    // Other kinds of record share the dates and lack the rest, which the keys allow for.
    const [a, b] = [key(one.row as Partial<TicketRow>), key(two.row as Partial<TicketRow>)];
    return a === b ? two.row.id - one.row.id : a < b ? -sign : sign;
  });
}

/** A bare number here (section 11). */
function count(call: Call): Reply {
  return ok({ count: runSearch(call.world, parseQuery(queryOf(call))).length });
}

interface Exported {
  readonly hit: Hit;
  readonly id: number;
}

/** Cursor pages of up to 1000, without `type:`; the cursor dies after an hour (section 11). */
function exportResults(call: Call): Reply {
  const text = queryOf(call);
  const type = recordTypes.find((name) => name === call.query.get('filter[type]'));
  if (type === undefined) throw problems.parameterMissing('filter[type]');
  if (/(^|\s)type:/.test(text))
    throw problems.unprocessable('invalid', 'Invalid search: type is not allowed in the query');
  refuseOldCursor(call);
  const rows = runSearch(call.world, { ...parseQuery(text), type }).map((hit) => ({
    hit,
    id: hit.row.id,
  }));
  const page = listPage<Exported>(call, {
    key: 'results',
    rows,
    order: {
      name: `-created_at,id@${startedAt(call)}`,
      key: (row) => row.hit.row.created_at,
      descending: true,
    },
    family: 'cursor',
    maxSize: 1000,
    present: (row) => presentHit(call, row.hit),
    beside: () => ({ facets: null }),
  });
  // listPage's cursor envelope; `prev` and the cursor before do not exist here.
  const { meta, links } = page as { meta: Record<string, unknown>; links: Record<string, unknown> };
  return ok({ ...page, meta: { ...meta, before_cursor: null }, links: { ...links, prev: null } });
}

/** When the walk began: it travels in the cursor's order name. */
function startedAt(call: Call): number {
  const cursor = call.query.get('page[after]');
  if (cursor === null) return call.world.clock.now();
  const started = /@(\d+)$/.exec(orderName(cursor))?.[1];
  if (started === undefined)
    throw problems.pagination('InvalidPaginationParameter', 'page cursor is not valid');
  return Number(started);
}

function orderName(cursor: string): string {
  try {
    // Only the name is read, and only as text.
    return String((JSON.parse(atob(cursor)) as { readonly o?: unknown }).o);
  } catch {
    return '';
  }
}

function refuseOldCursor(call: Call): void {
  if (call.world.clock.now() - startedAt(call) < cursorLifeMs) return;
  throw problems.pagination('InvalidPaginationParameter', 'page cursor has expired');
}

export const searchRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/search', search],
  ['GET', '/api/v2/search/count', count],
  ['GET', '/api/v2/search/export', exportResults],
];
