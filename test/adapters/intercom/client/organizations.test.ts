import { describe, expect, it } from 'vitest';
import { type Connection, connect, read } from '../support/connect.ts';

const writes = ({ sent }: Connection) =>
  sent()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => [`${method} ${path}`, body]);

describe('companies', () => {
  it('are found by key or name, one as itself and several as a list', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.company({ name: 'Initech', company_id: 'o-1' });
    expect((await desk.organizations.find({ callerKey: 'o-1' }))?.externalId).toBe(id);
    expect((await desk.organizations.find({ name: 'Initech' }))?.externalId).toBe(id);
    expect(await desk.organizations.find({ callerKey: 'o-2' })).toBeNull();
    const listing = connect().another({
      fetch: async () => Response.json({ type: 'list', data: [{ id: 'c1', name: 'Initech' }] }),
    });
    expect((await listing.organizations.find({ name: 'Initech' }))?.externalId).toBe('c1');
  });

  it('are listed by page number, by POST', async () => {
    const { desk, sandbox, sent } = connect();
    const ids = Array.from({ length: 5 }, (_item, index) => {
      const { id } = sandbox.seed.contact();
      return sandbox.seed.company({ name: `Company ${index}`, members: [id] }).id;
    });
    const found = await read(desk.organizations.list({ pageSize: 2 }));
    expect(found.map(({ externalId }) => externalId).sort()).toEqual([...ids].sort());
    expect(sent().map(({ method, path, query }) => [method, path, query.toString()])).toEqual([
      ['POST', '/companies/list', 'per_page=2&page=1'],
      ['POST', '/companies/list', 'per_page=2&page=2'],
      ['POST', '/companies/list', 'per_page=2&page=3'],
    ]);
  });

  it('end with an error, and not silently, where Intercom’s list ends', async () => {
    const desk = connect().another({
      fetch: async (input) => {
        const url = new URL(input instanceof Request ? input.url : input);
        const page = Number(url.searchParams.get('page'));
        const data = Array.from({ length: 50 }, (_item, index) => ({ id: `${page}-${index}` }));
        return Response.json({
          data,
          pages: { page, next: `https://x.example/?page=${page + 1}` },
        });
      },
    });
    let count = 0;
    const reading = (async () => {
      for await (const company of desk.organizations.list()) count += company ? 1 : 0;
    })();
    await expect(reading).rejects.toMatchObject({ code: 'limit_exceeded' });
    await expect(reading).rejects.toThrow('/companies/scroll');
    expect(count).toBe(10_000);
  });

  it('are made and changed under their key, which never changes', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    sandbox.seed.dataAttribute({ name: 'tier', model: 'company', custom: true });
    const made = await desk.organizations.create({
      name: 'Initech',
      callerKey: 'o-1',
      customFields: { tier: 'gold' },
      domains: ['initech.example'],
      providerOptions: { intercom: { plan: 'Pro', monthly_spend: 100 } },
    });
    expect(made.warnings).toMatchObject([{ type: 'dropped', field: 'domains' }]);
    expect(made.value).toMatchObject({ name: 'Initech', callerKey: 'o-1', plan: 'Pro', mrr: 100 });
    const { value, warnings } = await desk.organizations.update(made.value.id, {
      name: 'Initech Ltd',
      callerKey: 'o-2',
    });
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'callerKey' }]);
    expect(value).toMatchObject({ name: 'Initech Ltd', callerKey: 'o-1' });
    expect(writes(connection)).toEqual([
      [
        'POST /companies',
        {
          name: 'Initech',
          company_id: 'o-1',
          custom_attributes: { tier: 'gold' },
          plan: 'Pro',
          monthly_spend: 100,
        },
      ],
      [`PUT /companies/${made.value.externalId}`, { name: 'Initech Ltd' }],
    ]);
  });

  it('are upserted by key, else by name', async () => {
    const { desk, sandbox } = connect();
    const byKey = await desk.organizations.upsert({ name: 'Initech', callerKey: 'o-1' });
    const again = await desk.organizations.upsert({ name: 'Initech Ltd', callerKey: 'o-1' });
    expect(again.value.id).toBe(byKey.value.id);
    const byName = await desk.organizations.upsert({
      name: 'Initech Ltd',
      providerOptions: { intercom: { size: 7 } },
    });
    expect(byName.value.id).toBe(byKey.value.id);
    expect(sandbox.state.companies.rows.size).toBe(1);
  });

  it('are tagged through the tag', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.company({ name: 'Initech' });
    const { value } = await desk.organizations.update(id, { tags: ['gold'] });
    expect(value.tags).toEqual(['gold']);
    expect(writes(connection).at(-1)).toEqual([
      'POST /tags',
      { name: 'gold', companies: [{ id }] },
    ]);
  });

  it('are deleted', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.company({ name: 'Initech' });
    await connection.desk.organizations.delete(id);
    expect(writes(connection)).toEqual([[`DELETE /companies/${id}`, undefined]]);
  });
});
