import { type Change, ConfigurationError, type SupportTicket } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const MINUTE_MS = 60_000;
const PATH = '/api/v2/incremental/tickets/cursor';

/** What is told of which ticket: `upsert:1`. */
const told = (change: Change<SupportTicket>): string =>
  change.kind === 'upsert'
    ? `upsert:${change.record.externalId}`
    : `deleted:${change.externalId}:${change.permanent}`;

type Feed = ReturnType<ReturnType<typeof connect>['desk']['tickets']['changes']>;

async function drain(feed: Feed) {
  const changes: string[] = [];
  const cursors: string[] = [];
  let upToDate = false;
  for await (const page of feed.pages()) {
    // Safe: the ticket's own type only adds to what is read here.
    changes.push(...page.changes.map((change) => told(change as Change<SupportTicket>)));
    cursors.push(page.cursor);
    upToDate = page.upToDate;
  }
  return { changes, cursors, last: cursors.at(-1) ?? '', upToDate };
}

describe('the changes of tickets', () => {
  it('come from the export by cursor, with names, and end at the end of the stream', async () => {
    const { desk, sandbox, sent } = connect();
    const customer = sandbox.seed.user({ name: 'Ada' });
    sandbox.seed.tickets(5, { requesterId: customer.id });
    const since = new Date('2026-01-01T00:00:00Z');
    const names: (string | null)[] = [];
    for await (const change of desk.tickets.changes({ since, pageSize: 2 })) {
      if (change.kind === 'upsert') names.push(change.record.requester.name);
    }
    expect(names).toEqual(['Ada', 'Ada', 'Ada', 'Ada', 'Ada']);
    expect(sent().map(({ path }) => path)).toEqual([PATH, PATH, PATH]);
    expect(sent()[0]?.query.get('start_time')).toBe(String(since.getTime() / 1000));
    expect(sent()[0]?.query.get('cursor')).toBeNull();
    expect(sent()[1]?.query.get('start_time')).toBeNull();
    expect(sent()[1]?.query.get('cursor')).not.toBeNull();
    expect(sent().every(({ query }) => query.get('per_page') === '2')).toBe(true);
  });

  it('begin with everything when no moment is given, archived tickets too', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.ticket({ properties: { status: 'closed' }, archived: true });
    const { changes } = await drain(desk.tickets.changes({}));
    expect(changes).toEqual(['upsert:1']);
    expect(sent()[0]?.query.get('start_time')).toBe('0');
  });

  it('go on from a stored cursor, with what is new and nothing else', async () => {
    const { desk, sandbox } = connect();
    sandbox.seed.tickets(3);
    const first = await drain(desk.tickets.changes({}));
    expect(first.changes).toEqual(['upsert:1', 'upsert:2', 'upsert:3']);
    await desk.tickets.update('2', { priority: 'high' });
    sandbox.clock.advance(2 * MINUTE_MS);
    const second = await drain(desk.tickets.changes({ cursor: first.last }));
    expect(second.changes).toEqual(['upsert:2']);
    expect(second.upToDate).toBe(true);
  });

  it('can be left after any page and taken up there', async () => {
    const { desk, sandbox } = connect();
    sandbox.seed.tickets(5);
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let run = 0; run < 3; run += 1) {
      const query = cursor === undefined ? { pageSize: 2 } : { cursor, pageSize: 2 };
      for await (const page of desk.tickets.changes(query).pages()) {
        // Safe: the ticket's own type only adds to what is read here.
        seen.push(...page.changes.map((change) => told(change as Change<SupportTicket>)));
        cursor = page.cursor;
        break;
      }
    }
    expect(seen).toEqual([1, 2, 3, 4, 5].map((id) => `upsert:${id}`));
  });

  it('keep the cursor when there is nothing new: Zendesk answers null then', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.tickets(2);
    const { last } = await drain(desk.tickets.changes({}));
    const before = sent().length;
    const idle = await drain(desk.tickets.changes({ cursor: last }));
    expect(idle).toMatchObject({ changes: [], last, upToDate: true });
    expect(sent()).toHaveLength(before + 1);
    await desk.tickets.update('1', { priority: 'low' });
    sandbox.clock.advance(2 * MINUTE_MS);
    expect((await drain(desk.tickets.changes({ cursor: idle.last }))).changes).toEqual([
      'upsert:1',
    ]);
  });

  it('give a cursor to keep even where there is no ticket yet', async () => {
    const { desk, sandbox } = connect();
    const empty = await drain(desk.tickets.changes({ since: new Date('2026-01-01T00:00:00Z') }));
    expect(empty).toMatchObject({ changes: [], upToDate: true });
    sandbox.seed.ticket();
    expect((await drain(desk.tickets.changes({ cursor: empty.last }))).changes).toEqual([
      'upsert:1',
    ]);
  });

  it('tell deleted tickets as tombstones', async () => {
    const { desk, sandbox } = connect();
    sandbox.seed.tickets(2);
    const { last } = await drain(desk.tickets.changes({}));
    await desk.tickets.delete('1');
    sandbox.clock.advance(2 * MINUTE_MS);
    const { changes } = await drain(desk.tickets.changes({ cursor: last }));
    expect(changes).toEqual(['deleted:1:null']);
  });

  it('never ask for the last minute, which Zendesk refuses', async () => {
    const { desk, sandbox, sent } = connect();
    await drain(desk.tickets.changes({ since: new Date(sandbox.clock.now()) }));
    expect(sent()[0]?.status).toBe(200);
    const asked = Number(sent()[0]?.query.get('start_time'));
    expect(sandbox.clock.now() / 1000 - asked).toBeGreaterThan(60);
  });

  it('do not miss a change of the minute that was held back', async () => {
    const { desk, sandbox } = connect();
    sandbox.seed.ticket();
    const first = await drain(desk.tickets.changes({}));
    await desk.tickets.update('1', { priority: 'low' });
    sandbox.clock.advance(30_000);
    const early = await drain(desk.tickets.changes({ cursor: first.last }));
    expect(early.changes).toEqual([]);
    sandbox.clock.advance(MINUTE_MS);
    const late = await drain(desk.tickets.changes({ cursor: early.last }));
    expect(late.changes).toEqual(['upsert:1']);
  });

  it('wait when the ten exports of a minute are used up', async () => {
    const { desk, sandbox, sleptMs } = connect();
    sandbox.seed.tickets(15);
    const { changes } = await drain(desk.tickets.changes({ pageSize: 1 }));
    expect(changes).toHaveLength(15);
    expect(sleptMs()).toBeGreaterThan(0);
  });

  it('refuse a date that is none, and a page size that Zendesk does not know', async () => {
    const { desk, sent } = connect();
    for (const query of [{ since: new Date(Number.NaN) }, { pageSize: 1_001 }]) {
      const reading = async () => drain(desk.tickets.changes(query));
      await expect(reading()).rejects.toThrow(ConfigurationError);
    }
    expect(sent()).toEqual([]);
  });
});
