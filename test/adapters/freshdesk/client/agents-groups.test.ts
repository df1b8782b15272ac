import { describe, expect, it } from 'vitest';
import { callsOf, connect } from '../support/connect.ts';

const ALL = { limit: 100 };

describe('agents and groups', () => {
  it('are read alone, in a list, and as whoever the key belongs to', async () => {
    const { sandbox, desk } = connect();
    const bo = sandbox.seed.agent({ name: 'Bo', email: 'bo@example.org' });
    const tier = sandbox.seed.group({ name: 'Tier 2', members: [bo.id] });
    expect(await desk.agents.get(String(bo.id))).toMatchObject({
      id: `freshdesk:acme:${bo.id}`,
      name: 'Bo',
      email: 'bo@example.org',
    });
    const all = await desk.agents.list().toArray(ALL);
    expect(all.map(({ name }) => name)).toContain('Bo');
    expect((await desk.agents.me()).email).toBe(sandbox.credentials.email);
    const groups = await desk.groups.list().toArray(ALL);
    expect(groups.find(({ name }) => name === 'Tier 2')?.memberIds).toBeNull();
    expect((await desk.groups.get(String(tier.id))).memberIds).toEqual([`freshdesk:acme:${bo.id}`]);
    expect(await desk.groups.members(String(tier.id)).toArray(ALL)).toEqual([
      `freshdesk:acme:${bo.id}`,
    ]);
  });

  it('say what a key without rights can do instead', async () => {
    const { sandbox } = connect();
    const bo = sandbox.seed.agent({ name: 'Bo', email: 'bo@example.org' });
    const { desk } = connect({
      desk: {
        credentials: { apiKey: bo.agent.api_key },
        fetch: (input, init) => sandbox.fetch(input, init),
      },
    });
    expect((await desk.agents.me()).name).toBe('Bo');
    await expect(desk.agents.list().toArray(ALL)).rejects.toMatchObject({
      code: 'permission_denied',
      message: expect.stringContaining('agents.me works with any key'),
    });
  });

  it('read nothing of a group that belongs to another account', async () => {
    const connection = connect();
    const members = connection.desk.groups.members('zendesk:acme:1').toArray(ALL);
    await expect(members).rejects.toMatchObject({ code: 'id_mismatch' });
    expect(callsOf(connection)).toEqual([]);
  });
});
