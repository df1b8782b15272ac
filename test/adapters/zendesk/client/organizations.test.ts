import { NotFoundError, ValidationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const read = async <T>(list: AsyncIterable<T>): Promise<readonly T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

function furnished() {
  const connection = connect({ sandbox: { rateLimits: false } });
  const { seed } = connection.sandbox;
  const initech = seed.organization({
    name: 'Initech',
    external_id: 'org-1',
    domain_names: ['initech.example'],
    tags: ['gold'],
  });
  const umbrella = seed.organization({ name: 'Umbrella' });
  return { ...connection, initech, umbrella };
}

describe('organizations', () => {
  it('are read one at a time and as a list by cursor', async () => {
    const { desk, initech, umbrella, sent } = furnished();
    expect(await desk.organizations.get(`zendesk:acme:${initech.id}`)).toMatchObject({
      externalId: String(initech.id),
      callerKey: 'org-1',
      name: 'Initech',
      domains: ['initech.example'],
      tags: ['gold'],
      isDeleted: false,
    });
    const listed = await read(desk.organizations.list({ pageSize: 1 }));
    expect(listed.map(({ externalId }) => externalId).sort()).toEqual(
      [String(initech.id), String(umbrella.id)].sort(),
    );
    expect(sent().every(({ query }) => query.get('page') === null)).toBe(true);
    await expect(desk.organizations.get('1')).rejects.toBeInstanceOf(NotFoundError);
  });

  it('are found by name and by key, and null stands for none', async () => {
    const { desk, initech, sent } = furnished();
    const id = `zendesk:acme:${initech.id}`;
    expect(await desk.organizations.find({ name: 'Initech' })).toMatchObject({ id });
    expect(await desk.organizations.find({ callerKey: 'org-1' })).toMatchObject({ id });
    expect(await desk.organizations.find({ name: 'Hooli' })).toBeNull();
    expect(sent().map(({ query }) => Object.fromEntries(query))).toEqual([
      { name: 'Initech' },
      { external_id: 'org-1' },
      { name: 'Hooli' },
    ]);
  });

  it('are created with what the draft says and nothing else', async () => {
    const { desk, sandbox, sent } = furnished();
    const { value } = await desk.organizations.create({
      name: 'Hooli',
      callerKey: 'org-9',
      domains: ['hooli.example'],
      tags: ['vip'],
    });
    expect(sent()).toMatchObject([{ method: 'POST', path: '/api/v2/organizations', status: 201 }]);
    expect(sent()[0]?.body).toEqual({
      organization: {
        name: 'Hooli',
        external_id: 'org-9',
        domain_names: ['hooli.example'],
        tags: ['vip'],
      },
    });
    expect(sandbox.state.organizations.rows.get(Number(value.externalId))).toMatchObject({
      name: 'Hooli',
      external_id: 'org-9',
      domain_names: ['hooli.example'],
    });
  });

  it('have names of their own: a second one of the name is refused', async () => {
    const { desk } = furnished();
    await expect(desk.organizations.create({ name: 'initech' })).rejects.toBeInstanceOf(
      ValidationError,
    );
  });

  it('keep what a change does not name, and lose what it sets to null', async () => {
    const { desk, initech, sent, sandbox } = furnished();
    const { value } = await desk.organizations.update(String(initech.id), { callerKey: null });
    expect(sent()[0]).toMatchObject({
      method: 'PUT',
      path: `/api/v2/organizations/${initech.id}`,
      body: { organization: { external_id: null } },
    });
    expect(value).toMatchObject({ callerKey: null, tags: ['gold'], domains: ['initech.example'] });
    expect(sandbox.state.organizations.rows.get(initech.id)?.name).toBe('Initech');
  });

  it('are updated by key where they exist and created where not, also after a lost answer', async () => {
    const { desk, initech, sandbox } = furnished();
    const known = await desk.organizations.upsert({ name: 'Initech', callerKey: 'org-1' });
    expect(known.value.id).toBe(`zendesk:acme:${initech.id}`);
    const before = sandbox.state.organizations.rows.size;
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await desk.organizations.upsert({ name: 'Hooli', callerKey: 'org-2' });
    expect(sandbox.state.organizations.rows.size).toBe(before + 1);
  });

  it('are not created twice when the answer to a create was lost', async () => {
    const { desk, sandbox } = furnished();
    const before = sandbox.state.organizations.rows.size;
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await expect(desk.organizations.create({ name: 'Hooli' })).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    expect(sandbox.state.organizations.rows.size).toBe(before + 1);
  });

  it('tell of their deletion in the feed, where each record comes once', async () => {
    const { desk, initech, umbrella, sandbox } = furnished();
    await desk.organizations.delete(String(umbrella.id));
    sandbox.clock.advance(120_000);
    const pages = await read(
      desk.organizations.changes({ since: new Date(0), pageSize: 1 }).pages(),
    );
    expect(pages.flatMap(({ changes }) => changes)).toMatchObject([
      { kind: 'upsert', record: { externalId: String(initech.id) } },
      { kind: 'deleted', externalId: String(umbrella.id) },
    ]);
    expect(pages.at(-1)?.upToDate).toBe(true);
    await expect(desk.organizations.get(String(umbrella.id))).rejects.toBeInstanceOf(NotFoundError);
  });

  it('resume their feed at a stored cursor, which never goes back', async () => {
    const { desk, sandbox } = furnished();
    sandbox.clock.advance(120_000);
    const pages = await read(desk.organizations.changes({ since: new Date(0) }).pages());
    const cursor = pages.at(-1)?.cursor ?? '';
    const { value } = await desk.organizations.create({ name: 'Hooli' });
    sandbox.clock.advance(120_000);
    const later = await read(desk.organizations.changes({ cursor }));
    expect(later.map((change) => change.kind === 'upsert' && change.record.id)).toContain(value.id);
    await expect(read(desk.organizations.changes({ cursor: 'abc' }))).rejects.toMatchObject({
      code: 'configuration_invalid',
    });
  });
});
