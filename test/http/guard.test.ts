import { afterEach, describe, expect, it } from 'vitest';
import { inspect } from 'node:util';
import { type Tracer, trace } from '@opentelemetry/api';
import { basicAuth, bearerAuth, createHttp, type HttpTracer } from '../../src/http/index.ts';
import {
  createTestHttp,
  json,
  type Loopback,
  rejection,
  SECRET,
  startLoopback,
} from './support/loopback.ts';

const open: Loopback[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function serve(answer: Parameters<typeof startLoopback>[0]) {
  const server = await startLoopback(answer);
  open.push(server);
  return server;
}

describe('the border of the account', () => {
  it.each([
    'https://evil.example/api',
    '//evil.example/api',
    '/a/../b',
    '/a/%2e%2E/b',
    '/a\\b',
    '/a\r\nHost: evil',
    'tickets/1',
    'http://user:pass@127.0.0.1:1/x',
    '/a#b',
    'javascript:alert(1)',
  ])('refuses %j before anything is sent', async (path) => {
    const server = await serve((_seen, response) => json(response, 200, {}));
    const error = await rejection(createTestHttp(server.url).send({ method: 'GET', path }));
    expect(error).toMatchObject({ code: 'configuration_invalid' });
    expect(server.seen).toHaveLength(0);
  });

  it('follows an absolute link of the same origin, with its query', async () => {
    const server = await serve((_seen, response) => json(response, 200, {}));
    const http = createTestHttp(`${server.url}/base`);
    await http.send({ method: 'GET', path: `${server.url}/next?cursor=a%3D`, query: { size: 2 } });
    await http.send({ method: 'GET', path: '/a..b?x=1', query: { y: 2 } });
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/next?cursor=a%3D&size=2',
      '/base/a..b?x=1&y=2',
    ]);
  });

  it.each([
    'http://desk.example',
    'ftp://desk.example',
    'nonsense',
    'https://a:b@desk.example',
    'https://desk.example/?a=1',
  ])('does not take %j as base URL', (baseUrl) => {
    expect(() => createTestHttp(baseUrl)).toThrowError(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });

  it.each([{ 'x-a': 'one\r\nx-b: two' }, { 'bad name': 'x' }, { 'x-a': 'snow \u2603' }])(
    'refuses the headers %j and does not quote their values',
    async (headers) => {
      const server = await serve((_seen, response) => json(response, 200, {}));
      const error = await rejection(
        createTestHttp(server.url).send({ method: 'GET', path: '/a', headers }),
      );
      expect(error).toMatchObject({ code: 'configuration_invalid' });
      for (const value of Object.values(headers)) expect(String(error)).not.toContain(value);
      expect(server.seen).toHaveLength(0);
    },
  );

  it('writes the two static kinds of credentials', () => {
    expect(bearerAuth('abc')()).toBe('Bearer abc');
    expect(basicAuth({ user: 'jö@example.com/token', secret: 'x:y' })()).toBe(
      `Basic ${Buffer.from('jö@example.com/token:x:y', 'utf8').toString('base64')}`,
    );
    expect(() => bearerAuth('a\nb')).toThrow(/line breaks/);
    expect(() => basicAuth({ user: 'a', secret: 'b\n' })).toThrow(/line break/);
  });
});

describe('what errors and events show', () => {
  const BODY = 'my-private-ticket-text';
  const QUERY = 'secret-query-value';
  const hostileFetch = (async () => {
    throw Object.assign(new TypeError(`fetch failed for ${SECRET} ${BODY} ?q=${QUERY}`), {
      config: { headers: { authorization: SECRET } },
      cause: { code: 'ECONNRESET', message: BODY, request: SECRET },
    });
  }) as typeof fetch;

  function everything(error: unknown): string {
    const parts: string[] = [];
    let current: unknown = error;
    while (current instanceof Error) {
      parts.push(String(current), current.stack ?? '', JSON.stringify(current));
      current = current.cause;
    }
    return parts.join('\n') + inspect(error, { depth: 20, showHidden: true });
  }

  it.each(['GET', 'POST'] as const)(
    'a failed %s holds no secret, query or body',
    async (method) => {
      const events: unknown[] = [];
      const http = createTestHttp('https://desk.example', { fetch: hostileFetch, maxRetries: 1 });
      http.on('retry', (event) => events.push(event));
      const request = {
        method,
        path: '/t',
        query: { q: QUERY },
        ...(method === 'POST' ? { body: BODY } : {}),
      };
      const error = await rejection(http.send(request));
      const shown = everything(error) + inspect(events, { depth: 20, showHidden: true });
      for (const secret of ['s3cr3t', BODY, QUERY]) expect(shown).not.toContain(secret);
      expect(error).toMatchObject({ cause: { code: 'ECONNRESET', message: 'ECONNRESET' } });
      expect((error as Error).cause).not.toHaveProperty('config');
    },
  );

  it('an unreadable answer shows its length and not its text', async () => {
    const server = await serve((_seen, response) =>
      response.writeHead(200, { 'content-type': 'text/html; x' }).end(`<p>${BODY}</p>`),
    );
    const http = createTestHttp(server.url, { maxRetries: 0 });
    const error = await rejection(http.send({ method: 'GET', path: '/t' }));
    expect(error).toMatchObject({ code: 'wire_format', retryable: true });
    expect(String(error)).toContain('29 characters of text/html');
    expect(everything(error)).not.toContain(BODY);
  });

  it('a way to authorize that fails shows its error code only', async () => {
    const http = createTestHttp('https://desk.example', {
      auth: () => Promise.reject(new Error(`could not read ${SECRET}`)),
    });
    const error = await rejection(http.send({ method: 'GET', path: '/t' }));
    expect(error).toMatchObject({ code: 'authentication_failed' });
    expect(everything(error)).not.toContain('s3cr3t');
  });

  it('tells observers method, path without query, status and request id, and survives them', async () => {
    const server = await serve((_seen, response) =>
      json(response, 200, {}, { 'x-request-id': 'r-9' }),
    );
    const http = createTestHttp(server.url);
    const events: unknown[] = [];
    const stop = http.on('request', (event) => events.push(event));
    http.on('request', () => {
      throw new Error('listener');
    });
    http.on('request', () => Promise.reject(new Error('async listener')) as unknown as void);
    await http.send({ method: 'GET', path: '/t/1', query: { q: QUERY } });
    stop();
    await http.send({ method: 'GET', path: '/t/2' });
    expect(events).toEqual([
      {
        method: 'GET',
        path: '/t/1',
        status: 200,
        durationMs: expect.any(Number),
        attempt: 1,
        requestId: 'r-9',
      },
    ]);
  });

  it('passes warnings of the adapter on', () => {
    const http = createTestHttp('https://desk.example');
    const events: unknown[] = [];
    http.on('warning', (event) => events.push(event));
    http.warn('tickets.create', []);
    http.warn('tickets.create', [{ type: 'dropped', field: 'x', reason: 'no place' }]);
    expect(events).toEqual([
      {
        operation: 'tickets.create',
        warnings: [{ type: 'dropped', field: 'x', reason: 'no place' }],
      },
    ]);
  });
});

describe('spans', () => {
  it('takes the tracer of OpenTelemetry as it is', () => {
    const real: Tracer = trace.getTracer('test');
    const accepted: HttpTracer = real;
    expect(() => createTestHttp('https://desk.example', { tracer: accepted })).not.toThrow();
  });

  it('describes one call by one span, with its repeats and without texts', async () => {
    const server = await serve((_seen, response, count) =>
      json(response, count === 1 ? 503 : 404, {}),
    );
    const spans: {
      name: string;
      attributes: Record<string, unknown>;
      status?: unknown;
      ended: number;
    }[] = [];
    const tracer: HttpTracer = {
      startSpan(name, options) {
        const span = {
          name,
          attributes: { ...options?.attributes } as Record<string, unknown>,
          ended: 0,
        };
        spans.push(span);
        return {
          setAttribute: (key, value) => {
            span.attributes[key] = value;
          },
          setStatus: (status) => Object.assign(span, { status }),
          end: () => {
            span.ended += 1;
          },
        };
      },
    };
    await rejection(
      createTestHttp(server.url, { tracer }).send({
        method: 'GET',
        path: '/t/1',
        query: { q: 'x' },
      }),
    );
    expect(spans).toEqual([
      {
        name: 'GET',
        attributes: {
          'http.request.method': 'GET',
          'url.path': '/t/1',
          'polydesk.provider': 'testdesk',
          'http.response.status_code': 404,
          'http.request.resend_count': 1,
          'error.type': 'not_found',
        },
        status: { code: 2 },
        ended: 1,
      },
    ]);
  });

  it('goes on when the tracer is broken', async () => {
    const server = await serve((_seen, response) => json(response, 200, { fine: true }));
    const tracer: HttpTracer = {
      startSpan: () => {
        throw new Error('broken');
      },
    };
    const answer = await createTestHttp(server.url, { tracer }).send({ method: 'GET', path: '/t' });
    expect(answer.data).toEqual({ fine: true });
  });
});

it('refuses numbers that cannot be', () => {
  const base = {
    provider: 'x',
    baseUrl: 'https://desk.example',
    auth: () => 'a',
    onRefusal: () => new Error() as never,
  };
  expect(() => createHttp({ ...base, concurrency: 0 })).toThrow('concurrency must be at least 1.');
  expect(() => createHttp({ ...base, maxRetries: Number.NaN })).toThrow(
    'maxRetries must not be negative.',
  );
});
