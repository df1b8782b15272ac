import { ConfigurationError, ValidationError } from '../errors/classes.ts';
import { foreignCursor } from './page-options.ts';

/** One page of a list. `nextCursor` resumes after it; `null` on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/**
 * A lazy list. Nothing is requested until it is iterated, and no more pages are read than are
 * asked for: leaving a loop early stops the reading.
 *
 * @example
 * for await (const ticket of desk.tickets.list({ status: ['open'] })) console.log(ticket.subject);
 */
export interface Paginated<T> extends AsyncIterable<T> {
  /** Page by page, with the cursor to resume from. */
  pages(): AsyncIterable<Page<T>>;
  /** Reads up to `limit` items; the limit is required on purpose. */
  toArray(options: { readonly limit: number }): Promise<T[]>;
}

/** How `paginate` gets one page. `cursor` is `null` for the first. */
export type FetchPage<T> = (cursor: string | null) => Promise<Page<T>>;

/** How a list is read. */
export interface PaginateOptions<T> {
  readonly cursor?: string | null;
  /** Requests the next page while the caller works through the current one. @default 0 */
  readonly prefetch?: 0 | 1;
  /** What tells items apart, for lists that move while they are read: none is given twice. */
  readonly distinctBy?: ((item: T) => string) | undefined;
}

/**
 * Turns a page fetcher into a lazy list. With `prefetch: 1` the next page is requested while the
 * caller works through the current one, so that latency and work overlap.
 *
 * @throws {ConfigurationError} when `toArray` gets a limit that is not a whole number >= 0.
 */
export function paginate<T>(
  fetchPage: FetchPage<T>,
  options: PaginateOptions<T> = {},
): Paginated<T> {
  const { cursor: start = null, prefetch = 0, distinctBy } = options;
  async function* pages(): AsyncGenerator<Page<T>, void, void> {
    let pending: Promise<Page<T>> | null = firstPage(fetchPage, start);
    const seen = new Set<string>();
    const fresh = distinctBy === undefined ? undefined : createFilter(distinctBy);
    try {
      while (pending !== null) {
        const page: Page<T> = await pending;
        pending = null;
        const { nextCursor } = page;
        // A cursor that comes back would loop for ever; the provider has stopped moving.
        const more = nextCursor !== null && !seen.has(nextCursor);
        if (more) seen.add(nextCursor);
        if (more && prefetch === 1) {
          pending = fetchPage(nextCursor);
          // Whoever leaves the loop early never awaits the prefetched page.
          pending.catch(ignoreUnawaited);
        }
        const items = fresh === undefined ? page.items : page.items.filter(fresh);
        yield { items, nextCursor: more ? nextCursor : null };
        if (more && pending === null) pending = fetchPage(nextCursor);
      }
    } finally {
      pending = null;
    }
  }
  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* page.items;
    },
    // Left out in JavaScript, the limit is missed by name and not by a TypeError.
    async toArray({ limit } = { limit: Number.NaN }) {
      if (!Number.isInteger(limit) || limit < 0) {
        throw new ConfigurationError('toArray needs a limit: a whole number of items, 0 or more.');
      }
      const items: T[] = [];
      if (limit === 0) return items;
      for await (const page of pages()) {
        for (const item of page.items) {
          items.push(item);
          if (items.length === limit) return items;
        }
      }
      return items;
    },
  };
}

/** A provider that refuses the first call refuses the one thing that is the caller's own: his cursor. */
async function firstPage<T>(fetchPage: FetchPage<T>, start: string | null): Promise<Page<T>> {
  try {
    return await fetchPage(start);
  } catch (error) {
    // Status 0 is a check of ours, which says itself what is wrong.
    const isRefusal = error instanceof ValidationError && error.status > 0;
    throw start !== null && isRefusal ? foreignCursor(error) : error;
  }
}

// Items that move come again soon after, so a list of any length keeps this many keys in mind.
const MOST_KEYS = 10_000;

/** Lets every item through once. */
function createFilter<T>(keyOf: (item: T) => string): (item: T) => boolean {
  const keys = new Set<string>();
  return (item) => {
    const key = keyOf(item);
    if (keys.has(key)) return false;
    if (keys.size === MOST_KEYS) {
      const [oldest = ''] = keys;
      keys.delete(oldest);
    }
    keys.add(key);
    return true;
  };
}

// The rejection reaches the caller through the awaited promise; this only keeps an abandoned
// prefetch from being reported as unhandled.
function ignoreUnawaited(): void {}
