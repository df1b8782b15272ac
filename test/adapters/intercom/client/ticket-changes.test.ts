import type { Change, SupportTicket } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect, read } from '../support/connect.ts';

const told = (changes: readonly Change<SupportTicket>[]) =>
  changes.map((change) =>
    change.kind === 'upsert' ? change.record.externalId : `-${change.externalId}`,
  );

describe('the feed of changes', () => {
  it('begins with everything, and goes on from its cursor with what is new', async () => {
    const { desk, sandbox } = connect();
    const [one, two] = sandbox.seed.conversations(2).map(({ id }) => id);
    const pages = await read(desk.tickets.changes({ since: new Date(0) }).pages());
    expect(new Set(told(pages.flatMap(({ changes }) => changes)))).toEqual(new Set([one, two]));
    const cursor = pages.at(-1)?.cursor ?? '';
    sandbox.clock.advance(5_000);
    await desk.tickets.update(one ?? '', { subject: 'Moved' });
    expect(told(await read(desk.tickets.changes({ cursor })))).toEqual([one]);
  });

  it('says nothing twice and keeps its cursor when there is no news', async () => {
    const { desk, sandbox } = connect();
    sandbox.seed.conversations(3);
    const first = await read(desk.tickets.changes({ since: new Date(0) }).pages());
    const cursor = first.at(-1)?.cursor ?? '';
    const idle = await read(desk.tickets.changes({ cursor }).pages());
    expect(idle.flatMap(({ changes }) => changes)).toEqual([]);
    expect(idle.at(-1)).toMatchObject({ cursor, upToDate: true });
  });

  it('loses nothing of the second in which it ended', async () => {
    const { desk, sandbox } = connect();
    const [one, two] = sandbox.seed.conversations(2).map(({ id }) => id);
    await desk.tickets.update(one ?? '', { subject: 'First' });
    const pages = await read(desk.tickets.changes({ since: new Date(0) }).pages());
    // The clock stands still: this happens in the very second of the newest change that was told.
    await desk.tickets.update(two ?? '', { subject: 'Second' });
    const cursor = pages.at(-1)?.cursor ?? '';
    expect(told(await read(desk.tickets.changes({ cursor })))).toEqual([two]);
  });

  it('finds what the index showed late', async () => {
    const { desk, sandbox } = connect({ sandbox: { searchLagMs: 30_000 } });
    const { id: contactId } = sandbox.seed.contact();
    const late = await desk.tickets.create({
      subject: 'Late',
      requester: { id: contactId },
      message: { body: { text: 'Hi' }, visibility: 'public' },
    });
    sandbox.clock.advance(5_000);
    const { id } = sandbox.seed.conversation();
    await desk.tickets.update(id, { subject: 'Seen first' });
    const pages = await read(desk.tickets.changes({ since: new Date(0) }).pages());
    expect(told(pages.flatMap(({ changes }) => changes))).toEqual([id]);
    sandbox.clock.advance(30_000);
    const cursor = pages.at(-1)?.cursor ?? '';
    expect(told(await read(desk.tickets.changes({ cursor })))).toEqual([late.value.externalId]);
  });

  it('resumes in the middle', async () => {
    const { desk, sandbox } = connect();
    const ids = sandbox.seed.conversations(5).map(({ id }) => id);
    const feed = desk.tickets.changes({ since: new Date(0), pageSize: 2 });
    for await (const page of feed.pages()) {
      const rest = await read(desk.tickets.changes({ cursor: page.cursor, pageSize: 2 }));
      expect(new Set([...told(page.changes), ...told(rest)])).toEqual(new Set(ids));
      break;
    }
  });

  it('asks by whole seconds and with the bound inside', async () => {
    const { desk, sent } = connect();
    await read(desk.tickets.changes({ since: new Date('2026-01-05T09:00:00.900Z') }));
    expect(sent().map(({ method, path, body }) => [method, path, body])).toEqual([
      [
        'POST',
        '/conversations/search',
        {
          query: { field: 'updated_at', operator: '>', value: 1_767_603_599 },
          pagination: { per_page: 150 },
        },
      ],
      ['GET', '/conversations/deleted', undefined],
    ]);
  });

  it.each(['', 'time:12', '{"since":"x"}', '[]'])('refuses the cursor "%s"', async (cursor) => {
    const { desk, calls } = connect();
    await expect(read(desk.tickets.changes({ cursor }))).rejects.toMatchObject({
      code: 'configuration_invalid',
    });
    expect(calls()).toEqual([]);
  });
});

describe('deletions', () => {
  it('come as tombstones, each once', async () => {
    const { desk, sandbox } = connect();
    const [one, two] = sandbox.seed.conversations(2).map(({ id }) => id);
    const first = await read(desk.tickets.changes({ since: new Date(0) }).pages());
    sandbox.clock.advance(5_000);
    await desk.tickets.purge(one ?? '');
    const second = await read(desk.tickets.changes({ cursor: first.at(-1)?.cursor ?? '' }).pages());
    const changes = second.flatMap(({ changes: of }) => of);
    expect(changes).toEqual([
      {
        kind: 'deleted',
        id: `intercom:abc123de:${one}`,
        externalId: one,
        at: new Date(sandbox.clock.now()),
        permanent: true,
      },
    ]);
    const cursor = second.at(-1)?.cursor ?? '';
    expect(await read(desk.tickets.changes({ cursor }))).toEqual([]);
    // Another one in the same second is news all the same.
    await desk.tickets.purge(two ?? '');
    expect(told(await read(desk.tickets.changes({ cursor })))).toEqual([`-${two}`]);
  });

  it('are read from the newest on, down to those that were told before', async () => {
    const { desk, sandbox, sent, forget } = connect();
    const ids = sandbox.seed.conversations(130).map(({ id }) => id);
    const first = await read(desk.tickets.changes({ since: new Date(0) }).pages());
    for (const id of ids) {
      sandbox.clock.advance(1_000);
      await desk.tickets.purge(id);
    }
    forget();
    const second = await read(desk.tickets.changes({ cursor: first.at(-1)?.cursor ?? '' }));
    expect(new Set(told(second))).toEqual(new Set(ids.map((id) => `-${id}`)));
    const pages = sent().filter(({ path }) => path === '/conversations/deleted');
    expect(pages.map(({ query }) => [query.get('page'), query.get('order')])).toEqual([
      ['1', 'desc'],
      ['2', 'desc'],
      ['3', 'desc'],
    ]);
  });

  it('are not told before version 2.16, which has no list of them', async () => {
    const { another, sandbox, calls } = connect();
    sandbox.seed.conversation();
    await read(another({ apiVersion: '2.15' }).tickets.changes({ since: new Date(0) }));
    expect(calls()).toEqual(['POST /conversations/search']);
  });
});
