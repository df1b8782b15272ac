import { type Page, paginate, type Paginated } from '../adapter/page.ts';
import type { TicketQuery } from '../adapter/queries.ts';
import { formatListCursor, type ListPositions, parseListCursor } from './list-cursor.ts';
import { type ListSource, type ListStream, openListStream } from './list-stream.ts';
import type { HubTicket } from './types.ts';

type Order = NonNullable<TicketQuery['order']>;

/** Below 0 when the first comes first. */
const ORDERS: Readonly<Record<Order, (a: HubTicket, b: HubTicket) => number>> = {
  newest: (a, b) => b.createdAt.getTime() - a.createdAt.getTime(),
  oldest: (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
  recently_updated: (a, b) => b.updatedAt.getTime() - a.updatedAt.getTime(),
  least_recently_updated: (a, b) => a.updatedAt.getTime() - b.updatedAt.getTime(),
};

/** How lists are merged. */
export interface MergeOptions {
  readonly order: Order | undefined;
  readonly cursor: string | null;
  /** The most that one page holds. */
  readonly pageSize: number;
  /** Puts what the caller knows on the tickets of a page. */
  readonly finish: (tickets: readonly HubTicket[]) => Promise<readonly HubTicket[]>;
}

/**
 * One lazy list out of several. All lists are read at the same time; a page ends where the next
 * ticket would need another call, so that nothing is read that nobody asks for.
 *
 * @throws {ConfigurationError} for a cursor of another list.
 */
export function mergeLists(
  sources: readonly ListSource[],
  options: MergeOptions,
): Paginated<HubTicket> {
  const { order, pageSize, finish } = options;
  const names = sources.map(({ desk }) => desk);
  // Checked at once: a wrong cursor is the caller's mistake, not the reading's.
  if (options.cursor !== null) parseListCursor(options.cursor, names);
  let open: Reading | null = null;

  async function fetchPage(cursor: string | null): Promise<Page<HubTicket>> {
    // Another iteration of the same list may have read on: then this one starts at its own place.
    const { streams, pick } = open !== null && open.at === cursor ? open : begin(cursor);
    open = null;
    await Promise.all(streams.map((stream) => stream.ready()));
    const items: HubTicket[] = [];
    while (items.length < pageSize) {
      const stream = pick(streams.filter(({ isAtEnd }) => !isAtEnd()));
      if (stream === undefined || stream.head() === undefined) break;
      items.push(stream.take());
    }
    const positions = new Map(streams.map((stream) => [stream.desk, stream.position()]));
    const isEnd = [...positions.values()].every((position) => position === null);
    const nextCursor = isEnd ? null : formatListCursor(positions);
    open = { at: nextCursor, streams, pick };
    return { items: await finish(items), nextCursor };
  }

  const begin = (at: string | null): Reading => ({
    at,
    streams: openStreams(sources, at),
    pick: order === undefined ? takingTurns(names) : firstBy(ORDERS[order]),
  });

  return paginate(fetchPage, { cursor: options.cursor });
}

/** Streams that have been read up to a cursor of the merged list. */
interface Reading {
  readonly at: string | null;
  readonly streams: readonly ListStream[];
  readonly pick: Pick;
}

function openStreams(sources: readonly ListSource[], cursor: string | null): readonly ListStream[] {
  const names = sources.map(({ desk }) => desk);
  const positions: ListPositions = cursor === null ? new Map() : parseListCursor(cursor, names);
  return sources.map((source) => openListStream(source, positions.get(source.desk)));
}

/** Chooses the stream of the next ticket among those that go on; it may have to read first. */
type Pick = (streams: readonly ListStream[]) => ListStream | undefined;

/**
 * The stream whose next ticket comes first; of equals the one of the desk named first. While one has
 * to read, nobody knows.
 */
const firstBy =
  (compare: (a: HubTicket, b: HubTicket) => number): Pick =>
  (streams) =>
    streams.reduce<ListStream | undefined>((best, stream) => {
      const [before, next] = [best?.head(), stream.head()];
      if (best === undefined || next === undefined) return stream;
      return before !== undefined && compare(next, before) < 0 ? stream : best;
    }, undefined);

/** Each desk in turn, in the order in which they were named. */
function takingTurns(names: readonly string[]): Pick {
  let last = -1;
  return (streams) => {
    const placeOf = ({ desk }: ListStream): number => names.indexOf(desk);
    const next = streams.find((stream) => placeOf(stream) > last) ?? streams[0];
    if (next?.head() !== undefined) last = placeOf(next);
    return next;
  };
}
