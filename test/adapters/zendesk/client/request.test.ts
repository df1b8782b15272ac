import { NotFoundError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

describe('request', () => {
  it('reaches what has no operation of its own, with credentials and query', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.view({ title: 'Mine', conditions: { all: [], any: [] } });
    sandbox.seed.tickets(2);
    const answer = await desk.request<{ readonly tickets: readonly unknown[] }>({
      method: 'GET',
      path: `/api/v2/views/${id}/tickets`,
      query: { 'page[size]': 1 },
    });
    expect(answer).toMatchObject({ status: 200, data: { meta: { has_more: true } } });
    expect(answer.data.tickets).toHaveLength(1);
    expect(answer.headers['content-type']).toMatch(/json/);
    expect(sent()[0]?.headers['authorization']).toBe('[redacted]');
  });

  it('has the errors of every other call', async () => {
    const { desk } = connect();
    await expect(desk.request({ method: 'GET', path: '/api/v2/views/1' })).rejects.toBeInstanceOf(
      NotFoundError,
    );
  });

  it('repeats a GET, a POST only when it is said to do no harm', async () => {
    const { desk, sandbox } = connect();
    const body = { user: { name: 'Ada', email: 'ada@customer.example' } };
    const path = '/api/v2/users/create_or_update';
    sandbox.faults.inject({ method: 'GET', fault: { kind: 'dropped' } });
    await expect(desk.request({ method: 'GET', path: '/api/v2/users/me' })).resolves.toMatchObject({
      status: 200,
    });
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await expect(desk.request({ method: 'POST', path, body })).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await expect(
      desk.request({ method: 'POST', path, body, idempotent: true }),
    ).resolves.toMatchObject({ status: 200 });
  });

  it('refuses to leave the account with its credentials', async () => {
    const { desk, sent } = connect();
    for (const path of ['https://evil.example/api', '//evil.example/api']) {
      await expect(desk.request({ method: 'GET', path })).rejects.toMatchObject({
        code: 'configuration_invalid',
      });
    }
    expect(sent()).toEqual([]);
  });
});
