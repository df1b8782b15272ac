import { afterEach, describe, expect, it } from 'vitest';
import {
  type Http,
  type HttpOptions,
  type HttpRequest,
  systemClock,
} from '../../src/http/index.ts';
import {
  type Answerer,
  createTestHttp,
  json,
  type Loopback,
  rejection,
  startLoopback,
} from './support/loopback.ts';

const open: (Loopback | Http)[] = [];
afterEach(async () => {
  for (const item of open.splice(0)) await item.close();
});

async function start(answer: Answerer, options: Partial<HttpOptions> = {}) {
  const server = await startLoopback(answer);
  const http = createTestHttp(server.url, options);
  open.push(http, server);
  return { server, http };
}

/** A clock on which sleeping takes no time, with a record of the waits. */
function instantClock() {
  const waits: number[] = [];
  let now = Date.UTC(2026, 0, 1);
  return {
    waits,
    clock: {
      now: () => now,
      sleep: async (ms: number) => {
        waits.push(ms);
        now += ms;
      },
    },
  };
}

const adapters = [
  ['the http adapter', {}],
  [
    'a passed fetch',
    { fetch: (url: string | URL | Request, init?: RequestInit) => fetch(url, init) },
  ],
] as const;
const get: HttpRequest = { method: 'GET', path: '/tickets/1' };
const post: HttpRequest = { method: 'POST', path: '/tickets', body: { a: 1 } };

const hang: Answerer = () => {};
const reset: Answerer = (_seen, _response, _count, socket) => socket.resetAndDestroy();
const truncated: Answerer = (_seen, response, _count, socket) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"ticket":', () => socket.destroy());
};
const cutJson: Answerer = (_seen, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"ticket":{"subject":"priv');
};
const first =
  (fault: Answerer): Answerer =>
  (seen, response, count, socket) =>
    count === 1 ? fault(seen, response, count, socket) : json(response, 200, { fine: true });

describe.each(adapters)('faults over %s', (_name, adapter) => {
  it.each([
    ['a hanging server', hang],
    ['a reset connection', reset],
    ['a body that breaks off', truncated],
    ['a 200 with half a JSON document', cutJson],
    ['a 503', (_seen, response) => json(response, 503, {})],
    ['a 502 in HTML', (_seen, response) => response.writeHead(502).end('<html>')],
  ])('repeats a GET after %s', async (_fault, fault) => {
    const { server, http } = await start(first(fault), { ...adapter, timeoutMs: 150 });
    expect((await http.send(get)).data).toEqual({ fine: true });
    expect(server.seen).toHaveLength(2);
  });

  it.each([
    ['a hanging server', hang],
    ['a reset connection', reset],
    ['a body that breaks off', truncated],
    ['a 200 with half a JSON document', cutJson],
  ])(
    'says of a POST after %s that nobody knows its outcome, and sends it once',
    async (_fault, fault) => {
      const { server, http } = await start(fault, { ...adapter, timeoutMs: 150 });
      const error = await rejection(http.send(post));
      expect(error).toMatchObject({ code: 'outcome_unknown', retryable: false });
      expect(String(error)).toMatch(/may have taken effect.*Look there before/);
      expect(server.seen).toHaveLength(1);
    },
  );

  it('repeats a POST with a dedupe key and sends the same key', async () => {
    const { server, http } = await start(first(reset), adapter);
    await http.send({ ...post, dedupeKey: 'k-1' });
    expect(server.seen.map(({ headers }) => headers['idempotency-key'])).toEqual(['k-1', 'k-1']);
    expect(server.seen[1]?.body).toBe('{"a":1}');
  });

  it('gives up after its retries with the last error', async () => {
    const { server, http } = await start(hang, { ...adapter, timeoutMs: 60, maxRetries: 2 });
    expect(await rejection(http.send(get))).toMatchObject({
      code: 'request_timeout',
      retryable: true,
    });
    expect(server.seen).toHaveLength(3);
  });

  it('repeats a POST whose connection was refused, since nothing was sent', async () => {
    const server = await startLoopback((_seen, response) => json(response, 200, {}));
    await server.close();
    const retries: string[] = [];
    const http = createTestHttp(server.url, { ...adapter, maxRetries: 1 });
    open.push(http);
    http.on('retry', ({ error }) => retries.push(error.code));
    expect(await rejection(http.send(post))).toMatchObject({ code: 'network_failed' });
    expect(retries).toEqual(['network_failed']);
  });

  it('rejects at once when aborted in flight', async () => {
    const controller = new AbortController();
    const { http } = await start(() => controller.abort(), { ...adapter, timeoutMs: 10_000 });
    const error = await rejection(http.send(post, { signal: controller.signal }));
    expect(error).toMatchObject({ code: 'request_aborted' });
  });
});

describe('waiting', () => {
  it('does not blindly repeat a POST that got a 503, even with Retry-After', async () => {
    const { server, http } = await start((_seen, response) =>
      json(response, 503, {}, { 'retry-after': '1' }),
    );
    expect(await rejection(http.send(post))).toMatchObject({
      code: 'server_error',
      retryable: false,
    });
    expect(server.seen).toHaveLength(1);
  });

  it('waits as long as a 503 asks for before it repeats a GET', async () => {
    const { clock, waits } = instantClock();
    const fault: Answerer = (_seen, response) => json(response, 503, {}, { 'retry-after': '7' });
    const { http } = await start(first(fault), { clock });
    await http.send(get);
    expect(waits).toEqual([7_000]);
  });

  it('repeats any call after a 429, counts a date from the Date header, and uses up no retry', async () => {
    const { clock, waits } = instantClock();
    const { http, server } = await start(
      (_seen, response, count) => {
        const date = { date: 'Wed, 21 Oct 2015 07:28:00 GMT' };
        if (count <= 2)
          json(response, 429, {}, { ...date, 'retry-after': 'Wed, 21 Oct 2015 07:28:09 GMT' });
        else json(response, 201, {});
      },
      { clock, maxRetries: 1 },
    );
    expect((await http.send(post)).status).toBe(201);
    expect(waits.filter((ms) => ms > 0)).toEqual([9_000, 9_000]);
    expect(server.seen).toHaveLength(3);
  });

  it('waits a minute after a 429 without any word of when', async () => {
    const { clock, waits } = instantClock();
    const { http } = await start(
      first((_seen, response) => json(response, 429, {})),
      { clock },
    );
    await http.send(get);
    expect(waits).toEqual([60_000]);
  });

  it('fails at once when the wait would be longer than the caller allows', async () => {
    const { http, server } = await start(
      (_seen, response) => json(response, 429, {}, { 'retry-after': '600' }),
      { maxRetryWaitMs: 1_000 },
    );
    expect(await rejection(http.send(get))).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 600_000,
    });
    expect(await rejection(http.send({ ...get, path: '/other' }))).toMatchObject({
      code: 'rate_limited',
      status: 429,
    });
    expect(server.seen).toHaveLength(1);
  });

  it('ends the sleep before a retry as soon as the signal aborts', async () => {
    const controller = new AbortController();
    const { http } = await start((_seen, response) =>
      json(response, 503, {}, { 'retry-after': '60' }),
    );
    http.on('retry', () => controller.abort());
    expect(await rejection(http.send(get, { signal: controller.signal }))).toMatchObject({
      code: 'request_aborted',
    });
  });

  it('sends nothing for a signal that is already aborted', async () => {
    const { http, server } = await start((_seen, response) => json(response, 200, {}));
    const error = await rejection(http.send(get, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'request_aborted' });
    expect(server.seen).toHaveLength(0);
  });

  it('closes the gate of the whole account for calls that come after a 429', async () => {
    const { clock, waits } = instantClock();
    const events: string[] = [];
    const { http } = await start(
      first((_seen, response) => json(response, 429, {}, { 'retry-after': '5' })),
      { clock, maxRetries: 0 },
    );
    http.on('rateLimit', ({ budget, waitMs }) => events.push(`${budget} ${waitMs}`));
    await rejection(http.send(get));
    await http.send(get);
    expect(events).toEqual(['account 5000']);
    expect(waits).toEqual([5_000]);
  });

  it('fails the waiting calls when it is closed', async () => {
    const { http } = await start(hang, { concurrency: 1, maxRetries: 0 });
    const flying = rejection(http.send(get));
    const waiting = rejection(http.send(get));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await http.close();
    expect(await waiting).toMatchObject({ code: 'request_aborted' });
    expect(await flying).toMatchObject({ code: 'network_failed' });
    expect(await rejection(http.send(get))).toMatchObject({ code: 'request_aborted' });
  });

  it('leaves no timer behind when a sleep is aborted', async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleep).rejects.toThrow('enough');
  });
});
