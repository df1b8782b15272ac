import { describe, expect, it } from 'vitest';
import { callsOf, connect } from '../support/connect.ts';

describe('companies', () => {
  it('are created, read, changed and deleted', async () => {
    const connection = connect();
    const { sandbox, desk, sent } = connection;
    sandbox.seed.companyField({ name: 'cf_tier', label: 'Tier', type: 'custom_text' });
    const { value, warnings } = await desk.organizations.create({
      name: 'Initech',
      domains: ['initech.example'],
      tags: ['gold'],
      callerKey: 'o-1',
      customFields: { cf_tier: 'gold' },
      providerOptions: { freshdesk: { account_tier: 'Premium' } },
    });
    expect(sent()[0]?.body).toEqual({
      account_tier: 'Premium',
      name: 'Initech',
      domains: ['initech.example'],
      custom_fields: { cf_tier: 'gold' },
    });
    expect(warnings.map(({ field }) => field)).toEqual(['callerKey', 'tags']);
    expect(value).toMatchObject({ name: 'Initech', plan: 'Premium' });
    const { value: changed } = await desk.organizations.update(value.id, { domains: [] });
    expect(changed.domains).toEqual([]);
    expect((await desk.organizations.get(value.id)).name).toBe('Initech');
    await desk.organizations.delete(value.id);
    await expect(desk.organizations.get(value.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are listed page by page', async () => {
    const { sandbox, desk } = connect();
    for (const name of ['A', 'B', 'C']) sandbox.seed.company({ name });
    const all = await desk.organizations.list({ pageSize: 2 }).toArray({ limit: 10 });
    expect(all.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
  });

  it('are found by exactly their name, not by its beginning', async () => {
    const connection = connect();
    const { sandbox, desk, sent } = connection;
    sandbox.seed.company({ name: 'Initech Europe' });
    const initech = sandbox.seed.company({ name: 'Initech' });
    expect((await desk.organizations.find({ name: 'INITECH ' }))?.externalId).toBe(
      String(initech.id),
    );
    expect(await desk.organizations.find({ name: 'Init' })).toBeNull();
    expect(sent()[0]?.query.get('name')).toBe('INITECH');
    await expect(desk.organizations.find({ callerKey: 'o-1' })).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
  });
});

describe('upserting a company', () => {
  it('changes the one with the name, or makes one', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const { id } = sandbox.seed.company({ name: 'Initech' });
    const { value } = await desk.organizations.upsert({ name: 'Initech', domains: ['i.example'] });
    expect(value).toMatchObject({ externalId: String(id), domains: ['i.example'] });
    await desk.organizations.upsert({ name: 'Umbrella' });
    expect(callsOf(connection)).toEqual([
      'GET /companies/autocomplete',
      `PUT /companies/${id}`,
      'GET /companies/autocomplete',
      'POST /companies',
    ]);
  });

  it('adopts the one that somebody else made in between', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    let id = 0;
    connection.intercept(({ method }) => {
      if (method === 'POST' && id === 0) ({ id } = sandbox.seed.company({ name: 'Initech' }));
      return undefined;
    });
    const { value } = await desk.organizations.upsert({ name: 'Initech' });
    expect(value.externalId).toBe(String(id));
  });

  it('does not take a company over because of a domain', async () => {
    const { sandbox, desk } = connect();
    sandbox.seed.company({ name: 'Initech', domains: ['initech.example'] });
    await expect(
      desk.organizations.upsert({ name: 'Initrode', domains: ['initech.example'] }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('needs a name', async () => {
    const { desk, sent } = connect();
    await expect(desk.organizations.upsert({ domains: [] })).rejects.toMatchObject({
      code: 'configuration_invalid',
    });
    expect(sent()).toEqual([]);
  });
});
