import { AuthenticationError, NotFoundError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const read = async <T>(list: AsyncIterable<T>): Promise<readonly T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

describe('agents', () => {
  it('are the staff alone, agents and administrators', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.user({ name: 'A customer' });
    const grace = sandbox.seed.agent({ name: 'Grace', email: 'grace@acme.example' });
    const agents = await read(desk.agents.list({ pageSize: 1 }));
    expect(agents.map(({ name, role }) => [name, role]).sort()).toEqual([
      ['Ada Admin', 'admin'],
      ['Grace', 'agent'],
    ]);
    expect(sent()[0]?.query.getAll('role[]')).toEqual(['agent', 'admin']);
    expect(await desk.agents.get(String(grace.id))).toMatchObject({
      id: `zendesk:acme:${grace.id}`,
      email: 'grace@acme.example',
      isActive: true,
      isAvailable: null,
    });
    await expect(desk.agents.get('1')).rejects.toBeInstanceOf(NotFoundError);
  });

  it('are told who the credentials belong to', async () => {
    const { desk, sandbox } = connect();
    expect(await desk.agents.me()).toMatchObject({
      email: sandbox.credentials.email,
      role: 'admin',
    });
  });

  it('are refused with wrong credentials, whichever way Zendesk says so', async () => {
    const { desk } = connect({
      desk: { credentials: { email: 'admin@acme.example.com', apiToken: 'wrong' } },
    });
    await expect(desk.agents.me()).rejects.toBeInstanceOf(AuthenticationError);
    const anonymous = connect({
      desk: {
        fetch: async () =>
          Response.json({
            user: { id: null, name: 'Anonymous user', email: 'invalid@example.com' },
          }),
      },
    });
    await expect(anonymous.desk.agents.me()).rejects.toBeInstanceOf(AuthenticationError);
  });

  it('name no secret in the error of a failed login', async () => {
    const { desk } = connect({
      desk: { credentials: { email: 'admin@acme.example.com', apiToken: 'tok-secret-9' } },
    });
    const error: unknown = await desk.agents.me().catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error)).not.toContain('tok-secret-9');
    expect(String(error)).not.toContain('tok-secret-9');
  });
});

describe('groups', () => {
  it('are read one at a time and as a list', async () => {
    const { desk, sandbox } = connect();
    const tier = sandbox.seed.group({ name: 'Tier 2', description: 'Hard cases' });
    expect(await desk.groups.get(String(tier.id))).toMatchObject({
      id: `zendesk:acme:${tier.id}`,
      name: 'Tier 2',
      description: 'Hard cases',
      memberIds: null,
      isDefault: false,
      isDeleted: false,
    });
    const groups = await read(desk.groups.list({ pageSize: 1 }));
    expect(groups.map(({ name }) => name).sort()).toEqual(['Support', 'Tier 2']);
    await expect(desk.groups.get('1')).rejects.toBeInstanceOf(NotFoundError);
  });

  it('list all their members as agents, over several pages', async () => {
    const { desk, sandbox, sent } = connect();
    const agents = ['Grace', 'Linus', 'Mary'].map((name) => sandbox.seed.agent({ name }));
    const tier = sandbox.seed.group({ name: 'Tier 2', members: agents.map(({ id }) => id) });
    const members = await read(desk.groups.members(String(tier.id), { pageSize: 2 }));
    expect([...members].sort()).toEqual(agents.map(({ id }) => `zendesk:acme:${id}`).sort());
    expect(sent().map(({ path }) => path)).toEqual([
      `/api/v2/groups/${tier.id}/memberships`,
      `/api/v2/groups/${tier.id}/memberships`,
    ]);
  });

  it('of another account are refused before anything is sent', async () => {
    const { desk, sent } = connect();
    await expect(desk.groups.get('zendesk:other:5')).rejects.toMatchObject({ code: 'id_mismatch' });
    expect(sent()).toEqual([]);
  });
});
