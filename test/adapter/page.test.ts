import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FetchPage, paginate } from '../../src/adapter/page.ts';

/** Serves the given pages by index and notes which were asked for. */
function source<T>(pages: readonly (readonly T[])[]) {
  const asked: (string | null)[] = [];
  const fetchPage: FetchPage<T> = async (cursor) => {
    asked.push(cursor);
    const index = cursor === null ? 0 : Number(cursor);
    const last = index >= pages.length - 1;
    return { items: pages[index] ?? [], nextCursor: last ? null : String(index + 1) };
  };
  return { asked, fetchPage };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe.each([0, 1] as const)('a list with prefetch %i', (prefetch) => {
  test('nothing is requested before it is iterated', async () => {
    const { asked, fetchPage } = source([[1], [2]]);
    paginate(fetchPage, { prefetch });
    await Promise.resolve();
    expect(asked).toEqual([]);
  });

  test('every item and every page comes once, whatever the pages hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(), { maxLength: 3 }), { maxLength: 6 }),
        async (pages) => {
          const { asked, fetchPage } = source(pages);
          expect(await collect(paginate(fetchPage, { prefetch }))).toEqual(pages.flat());
          expect(new Set(asked).size).toBe(asked.length);
          expect(asked.length).toBe(Math.max(1, pages.length));
        },
      ),
    );
  });

  test('an empty page in the middle is not the end', async () => {
    const { fetchPage } = source([[1], [], [2]]);
    expect(await collect(paginate(fetchPage, { prefetch }))).toEqual([1, 2]);
  });

  test('an item that moved while the list was read comes once, each time that it is read', async () => {
    const { fetchPage } = source([[1, 2], [2, 3], [1]]);
    const list = paginate(fetchPage, { prefetch, distinctBy: String });
    expect(await collect(list)).toEqual([1, 2, 3]);
    const pages = await collect(list.pages());
    expect(pages.map(({ items }) => items)).toEqual([[1, 2], [3], []]);
  });

  test('leaving the loop stops the reading', async () => {
    const { asked, fetchPage } = source([[1, 2], [3], [4], [5]]);
    for await (const item of paginate(fetchPage, { prefetch })) if (item === 2) break;
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked.length).toBe(1 + prefetch);
  });

  test('a stored cursor resumes after the page it came with', async () => {
    const { fetchPage } = source([[1], [2], [3]]);
    const cursors: (string | null)[] = [];
    for await (const page of paginate(fetchPage, { prefetch }).pages())
      cursors.push(page.nextCursor);
    expect(cursors).toEqual(['1', '2', null]);
    const resumed = paginate(fetchPage, { prefetch, cursor: cursors[0] ?? null });
    expect(await collect(resumed)).toEqual([2, 3]);
  });

  test('a cursor that comes back ends the list instead of looping for ever', async () => {
    const stuck = paginate(async () => ({ items: [1], nextCursor: 'same' }), { prefetch });
    expect(await collect(stuck)).toEqual([1, 1]);
  });

  test('a page that fails rejects, and the items before it were given', async () => {
    const failure = new Error('no second page');
    const list = paginate<number>(
      async (cursor) => {
        if (cursor !== null) throw failure;
        return { items: [1], nextCursor: '1' };
      },
      { prefetch },
    );
    const seen: number[] = [];
    const run = (async () => {
      for await (const item of list) seen.push(item);
    })();
    await expect(run).rejects.toBe(failure);
    expect(seen).toEqual([1]);
  });

  test('each iteration starts anew', async () => {
    const { fetchPage } = source([[1], [2]]);
    const list = paginate(fetchPage, { prefetch });
    expect(await collect(list)).toEqual([1, 2]);
    expect(await collect(list)).toEqual([1, 2]);
  });
});

test('with prefetch the next page is under way while the caller works', async () => {
  const { asked, fetchPage } = source([[1], [2], [3]]);
  for await (const page of paginate(fetchPage, { prefetch: 1 }).pages()) {
    if (page.items[0] === 1) expect(asked).toEqual([null, '1']);
  }
});

describe('toArray', () => {
  test('reads no more pages than the limit needs', async () => {
    const { asked, fetchPage } = source([[1, 2], [3, 4], [5]]);
    expect(await paginate(fetchPage).toArray({ limit: 3 })).toEqual([1, 2, 3]);
    expect(asked).toEqual([null, '1']);
  });

  test('a limit of 0 requests nothing', async () => {
    const { asked, fetchPage } = source([[1]]);
    expect(await paginate(fetchPage).toArray({ limit: 0 })).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('a limit beyond the end gives what there is', async () => {
    expect(await paginate(source([[1], [2]]).fetchPage).toArray({ limit: 99 })).toEqual([1, 2]);
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is no limit', async (limit) => {
    await expect(paginate(source([[1]]).fetchPage).toArray({ limit })).rejects.toMatchObject({
      code: 'configuration_invalid',
    });
  });
});
