import { NotFoundError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

describe('request', () => {
  it('reaches what has no operation of its own, with credentials, version and query', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.contact({ email: 'ada@customer.example' });
    const answer = await desk.request<{ readonly data: readonly unknown[] }>({
      method: 'GET',
      path: '/contacts',
      query: { per_page: 1 },
    });
    expect(answer).toMatchObject({ status: 200, data: { type: 'list' } });
    expect(answer.data.data).toHaveLength(1);
    expect(answer.headers['x-ratelimit-limit']).toMatch(/^\d+$/);
    expect(sent()[0]?.headers).toMatchObject({
      authorization: '[redacted]',
      'intercom-version': '2.16',
    });
    expect(sent()[0]?.query.get('per_page')).toBe('1');
  });

  it('has the errors of every other call', async () => {
    const { desk } = connect();
    await expect(desk.request({ method: 'GET', path: '/conversations/1' })).rejects.toBeInstanceOf(
      NotFoundError,
    );
  });

  it('repeats a GET, a POST only when it is said to do no harm', async () => {
    const { desk, sandbox } = connect();
    const call = { method: 'POST', path: '/tags', body: { name: 'vip' } } as const;
    sandbox.faults.inject({ method: 'GET', fault: { kind: 'dropped' } });
    await expect(desk.request({ method: 'GET', path: '/me' })).resolves.toMatchObject({
      status: 200,
    });
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await expect(desk.request(call)).rejects.toMatchObject({ code: 'outcome_unknown' });
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await expect(desk.request({ ...call, idempotent: true })).resolves.toMatchObject({
      status: 200,
    });
  });

  it('refuses to leave the workspace with its credentials', async () => {
    const { desk, sent } = connect();
    for (const path of ['https://evil.example/me', '//evil.example/me']) {
      await expect(desk.request({ method: 'GET', path })).rejects.toMatchObject({
        code: 'configuration_invalid',
      });
    }
    expect(sent()).toEqual([]);
  });
});
