import { createStubFetch } from 'polydesk/testing';
import { describe, expect, it } from 'vitest';

const BASE = 'https://desk.example';

describe('createStubFetch', () => {
  it('answers JSON with its content type and remembers the request', async () => {
    const stub = createStubFetch([{ path: '/tickets', answer: { status: 201, json: { id: 7 } } }]);
    const headers = { 'x-key': 'a' };
    const body = '{"subject":"Hi"}';
    const response = await stub.fetch(`${BASE}/tickets?page=2`, { method: 'POST', headers, body });
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({ id: 7 });
    const [request] = stub.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/tickets', body: { subject: 'Hi' } });
    expect(request?.query.get('page')).toBe('2');
    expect(request?.headers.get('X-Key')).toBe('a');
  });

  it('takes a Request as well as an address', async () => {
    const stub = createStubFetch([{ path: '/a', answer: { text: 'yes' } }]);
    const response = await stub.fetch(new Request(`${BASE}/a`));
    expect(await response.text()).toBe('yes');
  });

  it('moves to the next route when one is spent', async () => {
    const stub = createStubFetch([
      { path: '/a', answer: { status: 503 }, times: 2 },
      { path: /^\/a$/g, answer: { status: 204 } },
    ]);
    const statuses = [];
    for (let call = 0; call < 4; call += 1) {
      statuses.push((await stub.fetch(`${BASE}/a`)).status);
    }
    expect(statuses).toEqual([503, 503, 204, 204]);
  });

  it('keeps methods apart and names what nothing fits', async () => {
    const stub = createStubFetch([{ method: 'get', path: '/a', answer: { json: 1 } }]);
    expect((await stub.fetch(`${BASE}/a`)).status).toBe(200);
    expect((await stub.fetch(`${BASE}/a`, { method: 'DELETE' })).status).toBe(501);
    expect(stub.unmatched).toEqual(['DELETE /a']);
  });

  it('lets a function answer, also with a Response of its own', async () => {
    const stub = createStubFetch([
      { path: '/echo', answer: ({ body }) => ({ json: body }) },
      { path: '/own', answer: () => new Response('x', { status: 418 }) },
    ]);
    const echo = await stub.fetch(`${BASE}/echo`, { method: 'POST', body: '[1]' });
    expect(await echo.json()).toEqual([1]);
    expect((await stub.fetch(`${BASE}/own`)).status).toBe(418);
  });

  it('rejects like fetch when the signal is aborted', async () => {
    const stub = createStubFetch([{ path: '/a', answer: {} }]);
    const call = stub.fetch(`${BASE}/a`, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(stub.requests).toEqual([]);
  });
});
