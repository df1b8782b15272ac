import { toFetchHandler } from 'polydesk/webhooks';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { bodyOf } from '../support/deliveries.ts';
import { receiving, signedHeaders } from './receiving.ts';

const URL_OF_HOOK = 'https://app.example.com/hooks/zendesk?from=test#top';

async function requestOf(body = bodyOf(), more: RequestInit = {}): Promise<Request> {
  const headers = { ...(await signedHeaders(body)), ...(more.headers as object) };
  return new Request(URL_OF_HOOK, { method: 'POST', body, ...more, headers });
}

/** A context as Workers have it: its method minds what it is called on. */
function workerContext() {
  const kept: Promise<unknown>[] = [];
  const context = {
    waitUntil(this: unknown, work: Promise<unknown>) {
      if (this !== context) throw new TypeError('Illegal invocation');
      kept.push(work);
    },
    passThroughOnException: () => undefined,
  };
  return { context, kept };
}

describe('work after the answer', () => {
  it('is kept awake by the third argument of Workers, or by whatever can', async () => {
    const { endpoint } = receiving({ acknowledge: 'first' });
    const handle = toFetchHandler(endpoint);
    const { context, kept } = workerContext();
    const [first, second] = [await requestOf(), await requestOf(bodyOf({ id: 'e2' }))];
    expect((await handle(first, { BINDING: 'x' }, context)).status).toBe(200);
    expect(kept).toHaveLength(1);
    expect((await handle(second, context)).status).toBe(200);
    expect(kept).toHaveLength(2);
    await Promise.all(kept);
  });

  it('is kept awake by what Hono has of the platform, and goes on where it has nothing', async () => {
    const { endpoint } = receiving({ acknowledge: 'first' });
    const handle = toFetchHandler(endpoint);
    const app = new Hono().post('/hooks/:desk', (c) => handle(c.req.raw, c));
    const { context, kept } = workerContext();
    const props = { ...context, props: {} };
    const onPlatform = { ...props, waitUntil: (work: Promise<unknown>) => context.waitUntil(work) };
    expect((await app.request(await requestOf(), undefined, {}, onPlatform)).status).toBe(200);
    expect(kept).toHaveLength(1);
    const elsewhere = await app.request(await requestOf(bodyOf({ id: 'e2' })));
    expect(elsewhere.status).toBe(200);
    expect(kept).toHaveLength(1);
  });

  it.each([
    ['Next.js', { params: Promise.resolve({}) }],
    ['Deno', { remoteAddr: { hostname: '127.0.0.1' }, completed: Promise.resolve() }],
    ['nothing', undefined],
    ['null', null],
  ])('needs nothing of the arguments of %s', async (_, surroundings) => {
    const { endpoint } = receiving({ acknowledge: 'first' });
    expect((await toFetchHandler(endpoint)(await requestOf(), surroundings)).status).toBe(200);
  });
});

describe('the body of a request', () => {
  it('is diagnosed when somebody read it', async () => {
    const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
    const request = await requestOf();
    await request.json();
    expect((await toFetchHandler(endpoint)(request)).status).toBe(503);
    expect(answers[0]?.error).toMatchObject({ reason: 'body_already_parsed' });
    expect(answers[0]?.error?.message).toMatch(/Hono: before c\.req\.json\(\).*request\.clone\(\)/);
  });

  it('is diagnosed when somebody is about to read it', async () => {
    const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
    const request = await requestOf();
    request.body?.getReader();
    expect((await toFetchHandler(endpoint)(request)).status).toBe(503);
    expect(answers[0]?.error).toMatchObject({ reason: 'body_already_parsed' });
  });

  it('may be read from a clone', async () => {
    const { endpoint } = receiving({ maxBodyBytes: 2000 });
    const request = await requestOf();
    const clone = request.clone();
    await request.json();
    expect((await toFetchHandler(endpoint)(clone)).status).toBe(200);
  });

  it('is put together from pieces, wherever they were cut', async () => {
    const { endpoint } = receiving({ maxBodyBytes: 2000 });
    const text = bodyOf({ detail: { subject: 'Grüße 😀' } });
    const bytes = new TextEncoder().encode(text);
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const request = await requestOf(text, { body, duplex: 'half' } as RequestInit);
    expect((await toFetchHandler(endpoint)(request)).status).toBe(200);
  });

  it.each([
    ['that tells nothing', {}],
    ['that lies', { 'content-length': '5' }],
  ])('is read up to the limit and no further, with a length %s', async (_, headers) => {
    const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
    let pulled = 0;
    let cancelled = 0;
    const body = new ReadableStream(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(1000));
        },
        cancel: () => {
          cancelled += 1;
        },
      },
      { highWaterMark: 0 },
    );
    const request = await requestOf('', { body, duplex: 'half', headers } as RequestInit);
    expect((await toFetchHandler(endpoint)(request)).status).toBe(413);
    expect([pulled, cancelled]).toEqual([3, 1]);
    expect(answers[0]?.error).toMatchObject({ reason: 'body_too_large' });
  });

  it('is not read at all when it announces too much', async () => {
    const { endpoint } = receiving({ maxBodyBytes: 2000 });
    const body = new ReadableStream({ pull: () => expect.unreachable() }, { highWaterMark: 0 });
    const headers = { 'content-length': '2001' };
    const request = await requestOf('', { body, duplex: 'half', headers } as RequestInit);
    expect((await toFetchHandler(endpoint)(request)).status).toBe(413);
  });

  it('that does not come is not waited for', async () => {
    const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
    const body = new ReadableStream({ pull: () => new Promise(() => undefined) });
    const request = await requestOf('', { body, duplex: 'half' } as RequestInit);
    const handle = toFetchHandler(endpoint, { bodyTimeoutMs: 20 });
    expect((await handle(request)).status).toBe(503);
    expect(answers[0]?.error?.message).toBe('The webhook body did not arrive within 20 ms.');
  });

  it('that breaks off is no delivery', async () => {
    const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
    const body = new ReadableStream({
      start: (controller) => controller.error(new Error('ECONNRESET of 10.0.0.1')),
    });
    const request = await requestOf('', { body, duplex: 'half' } as RequestInit);
    expect((await toFetchHandler(endpoint)(request)).status).toBe(503);
    expect(answers[0]?.error?.code).toBe('webhook_failed');
    expect(answers[0]?.error?.message).not.toContain('10.0.0.1');
  });

  it('may be missing', async () => {
    const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
    const request = new Request(URL_OF_HOOK, { method: 'POST' });
    expect((await toFetchHandler(endpoint)(request)).status).toBe(401);
    expect(answers[0]?.error).toMatchObject({ reason: 'missing_header' });
  });
});

it('the path is handed on without the rest of the URL', async () => {
  const { endpoint, paths } = receiving({ maxBodyBytes: 2000 });
  const handle = toFetchHandler(endpoint);
  for (const url of [
    URL_OF_HOOK,
    'https://app.example.com',
    'http://[::1]:3000/a/b/?x=/c',
    'https://app.example.com/a%2Fb#/c?d',
  ]) {
    await handle(new Request(url, { method: 'POST', body: '{}' }));
  }
  expect(paths).toEqual(['/hooks/zendesk', '/', '/a/b/', '/a%2Fb']);
});
