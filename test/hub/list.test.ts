import {
  ConfigurationError,
  createHub,
  type HubTicket,
  type Page,
  type SkippedDesk,
  UnsupportedError,
} from 'polydesk';
import { describe, expect, it } from 'vitest';
import { createStubDesk, type StubDeskOptions, ticketOf } from '../support/stub-desk.ts';
import { deferred } from './support.ts';

const day = (date: number): Date => new Date(Date.UTC(2026, 4, date));

/** Desks whose tickets were made on these days of May, in this order. */
const deskOf = (provider: string, days: readonly number[], more: Partial<StubDeskOptions> = {}) =>
  createStubDesk({
    provider,
    tickets: days.map((date) =>
      ticketOf(`${provider}:acme`, String(date), {
        createdAt: day(date),
        updatedAt: day(30 - date),
      }),
    ),
    ...more,
  });

const ids = (tickets: readonly HubTicket[]): readonly string[] =>
  tickets.map(({ id }) => id.replace(':acme:', ''));

async function pagesOf(list: { pages(): AsyncIterable<Page<HubTicket>> }) {
  const pages: Page<HubTicket>[] = [];
  for await (const page of list.pages()) pages.push(page);
  return pages;
}

describe('hub.tickets.list', () => {
  it('gives the tickets of all desks, taking turns', async () => {
    const hub = createHub({
      adapters: [deskOf('a', [1, 2, 3, 4, 5]), deskOf('b', [6]), deskOf('c', [7, 8])],
    });
    const listed = await hub.tickets.list().toArray({ limit: 100 });
    expect(ids(listed)).toEqual(['a1', 'b6', 'c7', 'a2', 'c8', 'a3', 'a4', 'a5']);
  });

  it('goes on from a cursor without a loss when given tickets have left their page', async () => {
    const tickets = [1, 2, 3, 4, 5, 6].map((number) =>
      ticketOf('a:acme', String(number), { createdAt: day(1), updatedAt: day(number) }),
    );
    const desks = () => [createStubDesk({ provider: 'a', tickets }), deskOf('b', [9, 8])];
    const query = { pageSize: 2 };
    const [first] = await pagesOf(createHub({ adapters: desks() }).tickets.list(query));
    expect(ids(first?.items ?? [])).toEqual(['a1', 'b9']);
    // It is worked on before the list is resumed, and stands at the end of its list now.
    tickets.push(...tickets.splice(0, 1));
    const cursor = first?.nextCursor ?? '';
    const rest = createHub({ adapters: desks() }).tickets.list({ ...query, cursor });
    const listed = ids(await rest.toArray({ limit: 100 }));
    expect(listed).toEqual(expect.arrayContaining(['a2', 'a3', 'a4', 'a5', 'a6', 'b8']));
  });

  it('merges by the order that the query names', async () => {
    const adapters = () => [deskOf('a', [9, 5, 1]), deskOf('b', [8, 5, 2]), deskOf('c', [])];
    const newest = createHub({ adapters: adapters() }).tickets.list({ order: 'newest' });
    expect(ids(await newest.toArray({ limit: 100 }))).toEqual(['a9', 'b8', 'a5', 'b5', 'b2', 'a1']);
    const stale = createHub({ adapters: adapters() }).tickets.list({
      order: 'least_recently_updated',
    });
    // Day 9 was updated on the 21st, day 1 on the 29th.
    expect(ids(await stale.toArray({ limit: 100 }))).toEqual(['a9', 'b8', 'a5', 'b5', 'b2', 'a1']);
  });

  it.each([
    ['oldest', ['b2', 'a4', 'b6', 'a8']],
    ['recently_updated', ['b2', 'a4', 'b6', 'a8']],
  ] as const)('merges by %s', async (order, expected) => {
    const hub = createHub({ adapters: [deskOf('a', [4, 8]), deskOf('b', [2, 6])] });
    expect(ids(await hub.tickets.list({ order }).toArray({ limit: 9 }))).toEqual(expected);
  });

  it('passes filters and page sizes on, at most as large as the desk allows', async () => {
    const desk = deskOf('a', [1]);
    const hub = createHub({ adapters: [desk] });
    await hub.tickets.list({ status: ['open'], pageSize: 500 }).toArray({ limit: 1 });
    expect(desk.calls).toMatchObject([{ query: { status: ['open'], pageSize: 100 } }]);
    await hub.tickets.list({ status: ['open'] }).toArray({ limit: 1 });
    expect(desk.calls[1]?.query).not.toHaveProperty('pageSize');
  });

  it('asks for nothing before it is iterated, and for no page more than it gives', async () => {
    const [a, b] = [deskOf('a', [1, 2, 3, 4, 5, 6]), deskOf('b', [7, 8, 9])];
    const list = createHub({ adapters: [a, b] }).tickets.list();
    expect(a.calls).toHaveLength(0);
    // Two a page: the third of a desk needs its second page.
    await list.toArray({ limit: 4 });
    expect([a.calls.length, b.calls.length]).toEqual([1, 1]);
    await list.toArray({ limit: 5 });
    expect([a.calls.length, b.calls.length]).toEqual([3, 3]);
  });

  it('reads all desks at the same time', async () => {
    const gate = deferred();
    let waiting = 0;
    const beforePage = async (): Promise<void> => {
      waiting += 1;
      if (waiting === 3) gate.resolve();
      await gate.promise;
    };
    const adapters = ['a', 'b', 'c'].map((name) => deskOf(name, [1], { beforePage }));
    // Would never come to an end if one desk waited for another.
    const listed = await createHub({ adapters }).tickets.list().toArray({ limit: 3 });
    expect(ids(listed)).toEqual(['a1', 'b1', 'c1']);
  });

  it('fails when a desk fails', async () => {
    const beforePage = () => Promise.reject(new Error('down'));
    const hub = createHub({ adapters: [deskOf('a', [1]), deskOf('b', [2], { beforePage })] });
    await expect(hub.tickets.list().toArray({ limit: 9 })).rejects.toThrow('down');
  });
});

describe('cursors of hub.tickets.list', () => {
  const adapters = () => [deskOf('a', [1, 4, 5, 6, 9]), deskOf('b', [2, 3, 7]), deskOf('c', [8])];

  it.each([undefined, 'oldest'] as const)(
    'resume after any page without a loss or a repeat (order: %s)',
    async (order) => {
      const query = order === undefined ? {} : { order };
      const whole = await pagesOf(createHub({ adapters: adapters() }).tickets.list(query));
      const all = ids(whole.flatMap(({ items }) => items));
      expect([...all].sort()).toHaveLength(9);
      expect(whole.length).toBeGreaterThan(2);
      for (const [index, { nextCursor }] of whole.entries()) {
        if (nextCursor === null) continue;
        const resumed = createHub({ adapters: adapters() }).tickets.list({
          ...query,
          cursor: nextCursor,
        });
        const rest = ids(await resumed.toArray({ limit: 100 }));
        const given = ids(whole.slice(0, index + 1).flatMap(({ items }) => items));
        expect([...given, ...rest].sort()).toEqual([...all].sort());
        if (order !== undefined) expect([...given, ...rest]).toEqual(all);
      }
    },
  );

  it('let two loops over one list read on their own', async () => {
    const list = createHub({ adapters: adapters() }).tickets.list({ order: 'oldest' });
    const [first, second] = [list[Symbol.asyncIterator](), list[Symbol.asyncIterator]()];
    const seen: string[][] = [[], []];
    for (let step = 0; step < 9; step += 1) {
      for (const [index, iterator] of [first, second].entries()) {
        const result = await iterator.next();
        if (result.done !== true) seen[index]?.push(result.value.externalId);
      }
    }
    const inOrder = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
    expect(seen).toEqual([inOrder, inOrder]);
  });

  it('are refused when they are of something else', () => {
    const hub = createHub({ adapters: adapters() });
    for (const cursor of ['MTIz', 'h1.', 'h1.{}', 'h1.[["a:acme","x","y"]]', 'h1.[[7]]']) {
      expect(() => hub.tickets.list({ cursor }), cursor).toThrow(ConfigurationError);
    }
  });

  it('are refused by a hub that lacks one of the desks, which would lose tickets', async () => {
    const [page] = await pagesOf(createHub({ adapters: adapters() }).tickets.list());
    const smaller = createHub({ adapters: [deskOf('a', [1])] });
    const cursor = page?.nextCursor ?? '';
    expect(() => smaller.tickets.list({ cursor })).toThrow(/b:acme, c:acme/);
  });
});

describe('desks that cannot filter as asked', () => {
  const desks = () => [deskOf('a', [1]), deskOf('b', [2], { filters: ['status'] })] as const;

  it('are refused before anything is sent', () => {
    const [a, b] = desks();
    const hub = createHub({ adapters: [a, b] });
    expect(() => hub.tickets.list({ priority: ['urgent'] })).toThrow(UnsupportedError);
    expect(() => hub.tickets.list({ priority: ['urgent'] })).toThrow(
      'b cannot filter tickets.list by priority',
    );
    expect([...a.calls, ...b.calls]).toEqual([]);
  });

  it('are left out and told of, when that is what the caller wants', async () => {
    const [a, b] = desks();
    const skipped: SkippedDesk[] = [];
    const list = createHub({ adapters: [a, b] }).tickets.list(
      { status: ['open'], priority: ['urgent'], tags: ['vip'] },
      { unsupported: 'skip', onSkipped: (desk) => void skipped.push(desk) },
    );
    expect(ids(await list.toArray({ limit: 9 }))).toEqual(['a1']);
    expect(skipped).toEqual([{ provider: 'b', account: 'acme', filters: ['priority', 'tags'] }]);
    expect(b.calls).toEqual([]);
  });
});

describe('filters by a record', () => {
  it('leave only the desk that has it', async () => {
    const [a, b] = [deskOf('a', [1]), deskOf('b', [2])];
    const hub = createHub({ adapters: [a, b] });
    const listed = await hub.tickets.list({ requesterId: 'b:acme:77' }).toArray({ limit: 9 });
    expect(ids(listed)).toEqual(['b2']);
    expect(a.calls).toEqual([]);
  });

  it('of two desks leave none', async () => {
    const hub = createHub({ adapters: [deskOf('a', [1]), deskOf('b', [2])] });
    const list = hub.tickets.list({ requesterId: 'b:acme:77', groupId: 'a:acme:1' });
    expect(await list.toArray({ limit: 9 })).toEqual([]);
  });

  it('by native id are refused where there are several desks', () => {
    const hub = createHub({ adapters: [deskOf('a', [1]), deskOf('b', [2])] });
    expect(() => hub.tickets.list({ groupId: '77' })).toThrow('does not say which desk');
  });
});
