import { freshdeskQuery } from 'polydesk/freshdesk';
import { describe, expect, it } from 'vitest';
import { callsOf, connect } from '../support/connect.ts';

const ALL = { limit: 10_000 };
const DAY_MS = 24 * 60 * 60_000;

describe('search in Freshdesk’s own language', () => {
  it('puts the query into double quotes, once', async () => {
    const { sandbox, desk, sent } = connect();
    const wanted = sandbox.seed.ticket({ properties: { priority: 4 } });
    for (const query of ['priority:4', '"priority:4"']) {
      const found = await desk.search.tickets({ query }).toArray(ALL);
      expect(found.map(({ externalId }) => externalId)).toEqual([String(wanted.id)]);
    }
    expect(sent().map(({ query }) => query.get('query'))).toEqual(['"priority:4"', '"priority:4"']);
    expect(await desk.search.count('priority:4')).toBe(1);
  });

  it('reads more than 300 tickets by splitting their days', async () => {
    const { sandbox, desk } = connect({ sandbox: { rateLimits: false } });
    const now = sandbox.clock.now();
    for (let index = 0; index < 450; index += 1) {
      sandbox.seed.ticket({
        createdAt: new Date(now - Math.floor(index / 50) * DAY_MS - DAY_MS),
        properties: { priority: index % 2 === 0 ? 3 : 4 },
      });
    }
    const query = 'priority:3 OR priority:4';
    expect(await desk.search.count(query)).toBe(450);
    const found = await desk.search.tickets({ query }).toArray(ALL);
    expect(new Set(found.map(({ externalId }) => externalId)).size).toBe(450);
  }, 30_000);

  it('ends with an error where a single day has more than a search gives', async () => {
    const { sandbox, desk } = connect({ sandbox: { rateLimits: false } });
    const createdAt = new Date(sandbox.clock.now() - 2 * DAY_MS);
    for (let index = 0; index < 301; index += 1) {
      sandbox.seed.ticket({ createdAt, properties: { priority: 4 } });
    }
    await expect(desk.search.tickets({ query: 'priority:4' }).toArray(ALL)).rejects.toMatchObject({
      code: 'limit_exceeded',
      message: expect.stringContaining('2026-02-28'),
    });
  }, 30_000);

  it('finds contacts and companies, and says so when there are more than 300', async () => {
    const { sandbox, desk } = connect({ sandbox: { rateLimits: false } });
    const company = sandbox.seed.company({ name: 'Initech', domains: ['initech.example'] });
    const found = await desk.search
      .organizations({ query: "domain:'initech.example'" })
      .toArray(ALL);
    expect(found.map(({ externalId }) => externalId)).toEqual([String(company.id)]);
    for (let index = 0; index < 45; index += 1) {
      sandbox.seed.contact({ name: `C${index}`, email: `c${index}@example.org`, tags: ['vip'] });
    }
    const people = await desk.search.contacts({ query: "tag:'vip'" }).toArray(ALL);
    expect(people).toHaveLength(45);
    for (let index = 0; index < 300; index += 1) {
      sandbox.seed.contact({ name: `D${index}`, email: `d${index}@example.org`, tags: ['vip'] });
    }
    await expect(desk.search.contacts({ query: "tag:'vip'" }).toArray(ALL)).rejects.toMatchObject({
      code: 'limit_exceeded',
    });
  });

  it.each(['5', '2026-01-05~2026-01-06~0', 'a~b~1', '~~100'])(
    'refuses the cursor %s of another list',
    async (cursor) => {
      const connection = connect();
      await expect(
        connection.desk.search.tickets({ query: 'priority:4', cursor }).toArray(ALL),
      ).rejects.toMatchObject({ code: 'configuration_invalid' });
      expect(callsOf(connection)).toEqual([]);
    },
  );

  it('passes on what Freshdesk says of a query that is none', async () => {
    const { desk } = connect();
    await expect(desk.search.count('subject:hello')).rejects.toMatchObject({
      code: 'validation_failed',
    });
  });
});

describe('freshdeskQuery', () => {
  it.each([
    [{ status: 2 }, 'status:2'],
    [{ status: [2, 3] }, '(status:2 OR status:3)'],
    [{ status: [2] }, 'status:2'],
    [{ tag: 'vip', agent_id: null }, "tag:'vip' AND agent_id:null"],
    [{ cf_open: true, type: undefined }, 'cf_open:true'],
    [{ created_at: new Date('2026-01-05T23:59:00Z') }, "created_at:'2026-01-05'"],
    [
      { created_at: { since: new Date('2026-01-05'), until: new Date('2026-01-31') } },
      "created_at:>'2026-01-05' AND created_at:<'2026-01-31'",
    ],
    [{ cf_count: { since: 3 } }, 'cf_count:>3'],
    [{ tag: 'größe (XL): 100 %' }, "tag:'größe (XL): 100 %'"],
  ])('writes %o', (terms, expected) => {
    expect(freshdeskQuery(terms)).toBe(expected);
  });

  it.each(["o'hara", 'say "hi"', 'back\\slash', ''])(
    'refuses the text %s, which cannot be quoted',
    (tag) => {
      expect(() => freshdeskQuery({ tag })).toThrow(
        expect.objectContaining({
          code: 'validation_failed',
          issues: [expect.objectContaining({ path: 'tag' })],
        }),
      );
    },
  );

  it('refuses what could end a term early, nothing at all, and too much', () => {
    expect(() => freshdeskQuery({ 'status:2 OR tag': 'x' })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
    expect(() => freshdeskQuery({ status: [] })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
    expect(() => freshdeskQuery({})).toThrow(
      expect.objectContaining({ code: 'validation_failed' }),
    );
    expect(() => freshdeskQuery({ tag: 'x'.repeat(600) })).toThrow(
      expect.objectContaining({ code: 'limit_exceeded' }),
    );
  });

  it('is understood by Freshdesk', async () => {
    const { sandbox, desk } = connect();
    const wanted = sandbox.seed.ticket({ properties: { priority: 4, tags: ['big deal'] } });
    sandbox.seed.ticket({ properties: { priority: 4 } });
    const query = freshdeskQuery({
      priority: [3, 4],
      tag: 'big deal',
      created_at: { since: new Date('2026-01-01') },
    });
    const found = await desk.search.tickets({ query }).toArray(ALL);
    expect(found.map(({ externalId }) => externalId)).toEqual([String(wanted.id)]);
  });
});
