import type { Paginated } from '../adapter/page.ts';
import type { ListPosition } from './list-cursor.ts';
import type { HubTicket } from './types.ts';

/** One desk's list. */
export interface ListSource {
  readonly desk: string;
  list(cursor: string | null): Paginated<HubTicket>;
}

/** The list of one desk, with the items of the page at hand. */
export interface ListStream {
  readonly desk: string;
  /** The next item; `undefined` when another page, or the end, comes first. */
  head(): HubTicket | undefined;
  isAtEnd(): boolean;
  /** Reads on until there is an item or the end. */
  ready(): Promise<void>;
  /** Gives the next item out. */
  take(): HubTicket;
  position(): ListPosition;
}

const START: NonNullable<ListPosition> = { cursor: null, taken: [] };

/** Opens a list at a position; `null` is its end, and none its beginning. */
export function openListStream(
  { desk, list }: ListSource,
  start: ListPosition | undefined = START,
): ListStream {
  let at = start?.cursor ?? null;
  /** Ids of the page at hand that were given out, by this reading or by the one it goes on from. */
  let given: readonly string[] = start?.taken ?? [];
  /** How many of what is left of the page were given out. */
  let taken = 0;
  /** The page at hand; `null` before the first. */
  let page: { readonly items: readonly HubTicket[]; readonly nextCursor: string | null } | null =
    null;
  let pages = start === null ? null : list(at).pages()[Symbol.asyncIterator]();
  const head = (): HubTicket | undefined => page?.items[taken];
  const isAtEnd = (): boolean => pages === null || (page?.nextCursor === null && !head());
  return {
    desk,
    head,
    isAtEnd,
    async ready() {
      while (!isAtEnd() && head() === undefined) {
        const result = await pages?.next();
        if (result === undefined || result.done === true) {
          pages = null;
          return;
        }
        if (page !== null) [at, given] = [page.nextCursor, []];
        const { items, nextCursor } = result.value;
        // Pages move: what was given out before is known by its id, not by its place.
        page = { items: items.filter(({ externalId }) => !given.includes(externalId)), nextCursor };
        taken = 0;
      }
    },
    take() {
      const item = head();
      if (item === undefined) throw new Error('A list without a next item has nothing to give.');
      taken += 1;
      given = [...given, item.externalId];
      return item;
    },
    position() {
      if (isAtEnd()) return null;
      // A page that is given out whole needs not be read again.
      return page !== null && head() === undefined
        ? { cursor: page.nextCursor, taken: [] }
        : { cursor: at, taken: given };
    },
  };
}
