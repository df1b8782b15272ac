import { describe, expect, it } from 'vitest';
import { connect, read } from '../support/connect.ts';

describe('teammates', () => {
  it('are listed in one call, the bot among them as a bot', async () => {
    const { desk, calls } = connect();
    const agents = await read(desk.agents.list());
    expect(agents.map(({ name, role }) => [name, role])).toEqual([
      ['Ada Admin', 'agent'],
      ['Fin', 'bot'],
    ]);
    expect(calls()).toEqual(['GET /admins']);
  });

  it('are read alone, and the one of the token by its own path', async () => {
    const { desk, adminId, calls } = connect();
    expect((await desk.agents.get(adminId)).name).toBe('Ada Admin');
    expect((await desk.agents.me()).externalId).toBe(adminId);
    expect(calls()).toEqual([`GET /admins/${adminId}`, 'GET /me']);
  });

  it('of another workspace are no teammates of this one', async () => {
    const desk = connect().another({ workspaceId: 'zzz999' });
    await expect(desk.agents.me()).rejects.toMatchObject({ code: 'id_mismatch' });
    await expect(desk.agents.me()).rejects.toThrow('abc123de');
  });
});

describe('teams', () => {
  it('are listed, read, and have members', async () => {
    const { desk, sandbox, adminId, calls } = connect();
    const { id } = sandbox.seed.team({ name: 'Tier 2', admin_ids: [adminId] });
    expect((await read(desk.groups.list())).map(({ name }) => name)).toEqual(['Tier 2']);
    expect((await desk.groups.get(id)).memberIds).toEqual([`intercom:abc123de:${adminId}`]);
    expect(await read(desk.groups.members(id))).toEqual([`intercom:abc123de:${adminId}`]);
    expect(calls()).toEqual(['GET /teams', `GET /teams/${id}`, `GET /teams/${id}`]);
  });
});

describe('tags', () => {
  it('are listed without a count, which Intercom does not tell', async () => {
    const { desk, sandbox } = connect();
    sandbox.seed.tag('vip');
    expect(await read(desk.tags.list())).toEqual([{ name: 'vip', count: null }]);
  });

  it('come onto a case by id, made where they are missing', async () => {
    const { desk, sandbox, adminId, sent } = connect();
    const { id } = sandbox.seed.conversation({ tags: ['a'] });
    expect(await desk.tags.add(id, ['b', 'A'])).toEqual(['a', 'b']);
    const [, b] = [...sandbox.state.tags.rows.values()];
    expect(sent().map(({ method, path, body }) => [method, path, body])).toEqual([
      ['GET', `/conversations/${id}`, undefined],
      ['GET', '/me', undefined],
      ['POST', '/tags', { name: 'b' }],
      ['POST', `/conversations/${id}/tags`, { id: b?.id, admin_id: adminId }],
    ]);
  });

  it('go off a case through a DELETE with a body', async () => {
    const { desk, sandbox, adminId, sent } = connect();
    const { id } = sandbox.seed.conversation({ tags: ['a', 'b'] });
    const [a] = [...sandbox.state.tags.rows.values()];
    expect(await desk.tags.remove(id, ['a', 'never there'])).toEqual(['b']);
    expect(sent().find(({ method }) => method === 'DELETE')).toMatchObject({
      path: `/conversations/${id}/tags/${a?.id}`,
      body: { admin_id: adminId },
    });
  });

  it('that somebody else has taken off in the meantime are off', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.conversation({ tags: ['a', 'b'] });
    const body = { type: 'error.list', errors: [{ code: 'tag_not_found', message: 'No.' }] };
    sandbox.faults.inject({ method: 'DELETE', fault: { kind: 'status', status: 404, body } });
    expect(await desk.tags.remove(id, ['a'])).toEqual(['b']);
  });

  it('that are there already cost no call', async () => {
    const { desk, sandbox, calls } = connect();
    const { id } = sandbox.seed.conversation({ tags: ['a'] });
    expect(await desk.tags.add(id, ['a'])).toEqual(['a']);
    expect(calls()).toEqual([`GET /conversations/${id}`]);
  });

  it('of a ticket are with the ticket’s own path', async () => {
    const { another, sandbox, calls } = connect();
    const { id } = sandbox.seed.ticket();
    expect(await another({ read: 'tickets' }).tags.add(id, ['a'])).toEqual(['a']);
    expect(calls().at(-1)).toBe(`POST /tickets/${id}/tags`);
  });

  it('are reported one by one when a later one fails', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    const { id } = sandbox.seed.conversation();
    const fault = { kind: 'status', status: 500 } as const;
    sandbox.faults.inject({ method: 'POST', path: '/tags', after: 1, fault });
    await expect(desk.tags.add(id, ['a', 'b'])).rejects.toMatchObject({
      code: 'partially_written',
      missing: ['tags'],
    });
  });
});
