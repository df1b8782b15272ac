import { describe, expect, it } from 'vitest';
import { connect, read } from '../support/connect.ts';

describe('the feed of contacts', () => {
  it('asks two days earlier, since the search compares days, and tells what it was asked for', async () => {
    const { desk, sandbox, sent } = connect();
    const since = new Date(sandbox.clock.now() - 3_600_000);
    const seconds = Math.floor(since.getTime() / 1000);
    const before = sandbox.seed.contact({ updated_at: seconds - 1 });
    const on = sandbox.seed.contact({ updated_at: seconds });
    const found = await read(desk.contacts.changes({ since }));
    const ids = found.map((change) => change.kind === 'upsert' && change.record.externalId);
    expect(ids).toContain(on.id);
    expect(ids).not.toContain(before.id);
    expect(sent()[0]?.body).toMatchObject({
      query: { field: 'updated_at', operator: '>', value: seconds - 1 - 172_800 },
    });
  });

  it.each(['Pacific/Auckland', 'America/Los_Angeles', 'UTC'])(
    'misses nobody in a workspace in %s',
    async (timezone) => {
      const { desk, sandbox } = connect({ sandbox: { timezone } });
      const now = Math.floor(sandbox.clock.now() / 1000);
      const rows = [0, 6, 12, 18, 23].map((hours) =>
        sandbox.seed.contact({ updated_at: now - hours * 3_600 }),
      );
      const since = new Date((now - 86_400) * 1000);
      const found = await read(desk.contacts.changes({ since }));
      expect(
        found.map((change) => change.kind === 'upsert' && change.record.externalId).sort(),
      ).toEqual(rows.map(({ id }) => id).sort());
    },
  );

  it('says nothing twice', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.contact();
    const pages = await read(desk.contacts.changes({ since: new Date(0) }).pages());
    const cursor = pages.at(-1)?.cursor ?? '';
    expect(await read(desk.contacts.changes({ cursor }))).toEqual([]);
    await desk.contacts.update(id, { name: 'Ada' });
    expect(await read(desk.contacts.changes({ cursor }))).toMatchObject([
      { kind: 'upsert', record: { externalId: id, name: 'Ada' } },
    ]);
  });
});
