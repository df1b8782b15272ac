import { createIntercom, type IntercomAdapter } from 'polydesk/intercom';
import type { Change } from 'polydesk';
import { describe, expect, it } from 'vitest';

interface Row {
  readonly id: string;
  readonly updated_at: number;
  readonly [key: string]: unknown;
}
interface Search {
  readonly query: { readonly value: number };
  readonly pagination: { readonly per_page: number; readonly starting_after?: string };
}

const NOW = 1_800_000_000;

/** A desk whose searches answer these rows, in this order, from the asked second on. */
function searching(rows: () => readonly Row[], key: string, clock = { seconds: NOW }) {
  return createIntercom({
    workspaceId: 'abc123de',
    credentials: { accessToken: 'token' },
    apiVersion: '2.15',
    clock: { now: () => clock.seconds * 1000, sleep: async () => undefined },
    fetch: async (input, init) => {
      // Safe: searches are all that is sent here, and this is their body.
      const { query, pagination } = (await new Request(input, init).json()) as Search;
      const all = rows().filter(({ updated_at }) => updated_at >= query.value);
      const from = Number(pagination.starting_after ?? 0);
      const to = from + pagination.per_page;
      const next = to < all.length ? { next: { page: 2, starting_after: String(to) } } : {};
      return Response.json({ [key]: all.slice(from, to), pages: { type: 'pages', ...next } });
    },
  });
}

const names = (changes: readonly Change<{ readonly externalId: string }>[]) =>
  changes.flatMap((change) => (change.kind === 'upsert' ? [change.record.externalId] : []));

type Feed = ReturnType<NonNullable<IntercomAdapter['tickets']['changes']>>;

async function run(feed: Feed, onPage = (_page: number) => {}) {
  const told: string[] = [];
  let cursor = '';
  let page = 0;
  for await (const { changes, cursor: next, upToDate } of feed.pages()) {
    told.push(...names(changes));
    cursor = next;
    onPage((page += 1));
    if (upToDate) break;
  }
  return { told, cursor };
}

const conversation = (id: string, updated_at: number): Row => ({
  type: 'conversation',
  id,
  state: 'open',
  created_at: NOW - 9_000,
  updated_at,
});

describe('a feed of changes', () => {
  it('tells what changed on a page that it had left, however slowly it reads', async () => {
    let rows = ['1', '2', '3', '4'].map((id) => conversation(id, NOW - 100));
    const clock = { seconds: NOW };
    const desk = searching(() => rows, 'conversations', clock);
    const since = new Date((NOW - 1_000) * 1000);
    const first = await run(desk.tickets.changes({ since, pageSize: 2 }), (page) => {
      if (page > 1) return;
      // Between the pages, 1 changes, and later 4, which the next page shows.
      clock.seconds = NOW + 3_000;
      rows = rows.map((row) =>
        row.id === '1'
          ? conversation('1', NOW + 100)
          : row.id === '4'
            ? conversation('4', NOW + 3_000)
            : row,
      );
    });
    expect(first.told).toEqual(['1', '2', '3', '4']);
    const second = await run(desk.tickets.changes({ cursor: first.cursor }));
    expect(second.told).toEqual(['1']);
  });

  it('finds what the index shows late, however much changed in the meantime', async () => {
    const rows = Array.from({ length: 300 }, (_, index) =>
      conversation(String(1_000 + index), NOW),
    );
    const desk = searching(() => rows, 'conversations');
    const first = await run(desk.tickets.changes({ since: new Date((NOW - 1_000) * 1000) }));
    expect(first.told).toHaveLength(300);
    rows.push(conversation('7', NOW - 20));
    const second = await run(desk.tickets.changes({ cursor: first.cursor }));
    expect(second.told).toContain('7');
  });

  it('ends repeating what its cursor cannot hold once nothing has changed for long', async () => {
    const rows = Array.from({ length: 300 }, (_, index) =>
      conversation(String(1_000 + index), NOW),
    );
    const clock = { seconds: NOW };
    const desk = searching(() => rows, 'conversations', clock);
    const first = await run(desk.tickets.changes({ since: new Date((NOW - 1_000) * 1000) }));
    clock.seconds = NOW + 3_600;
    const second = await run(desk.tickets.changes({ cursor: first.cursor }));
    const third = await run(desk.tickets.changes({ cursor: second.cursor }));
    expect(third.told).toEqual([]);
    rows.push(conversation('9', NOW + 1));
    expect((await run(desk.tickets.changes({ cursor: third.cursor }))).told).toEqual(['9']);
  });
});
