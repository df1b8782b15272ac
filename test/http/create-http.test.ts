import { errorFromStatus } from '../../src/errors/index.ts';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createTestHttp,
  json,
  type Loopback,
  rejection,
  SECRET,
  startLoopback,
  type Answerer,
} from './support/loopback.ts';
import type { Http, HttpOptions } from '../../src/http/index.ts';

const open: (Loopback | Http)[] = [];
afterEach(async () => {
  for (const item of open.splice(0)) await item.close();
});

const paths = [
  ['the http adapter', {}],
  [
    'a passed fetch',
    { fetch: (url: string | URL | Request, init?: RequestInit) => fetch(url, init) },
  ],
] as const;

async function start(answer: Answerer, options: Partial<HttpOptions> = {}) {
  const server = await startLoopback(answer);
  const http = createTestHttp(server.url, options);
  open.push(http, server);
  return { server, http };
}

describe.each(paths)('calls over %s', (_name, path) => {
  it('sends credentials, query and JSON, and reads the answer', async () => {
    const { server, http } = await start(
      (_seen, response) =>
        json(response, 201, { ticket: { id: 7 } }, { 'X-Request-Id': 'r-1', 'set-cookie': 'a=b' }),
      path,
    );
    const answer = await http.send({
      method: 'POST',
      path: '/api/tickets',
      query: { 'page[size]': 5, tags: ['a b', 'c'], none: undefined },
      body: { ticket: { subject: 'Grüße' } },
    });
    expect(answer).toMatchObject({ status: 201, data: { ticket: { id: 7 } }, requestId: 'r-1' });
    expect(answer.headers).not.toHaveProperty('set-cookie');
    const [seen] = server.seen;
    expect(seen?.url).toBe('/api/tickets?page%5Bsize%5D=5&tags=a%20b&tags=c');
    expect(seen?.headers).toMatchObject({
      authorization: SECRET,
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'polydesk',
    });
    expect(JSON.parse(seen?.body ?? '')).toEqual({ ticket: { subject: 'Grüße' } });
  });

  it('sends bytes with their media type', async () => {
    const { server, http } = await start((_seen, response) => json(response, 201, {}), path);
    const whole = new Uint8Array([9, 0, 255, 10, 13, 9]);
    await http.send({
      method: 'POST',
      path: '/uploads',
      bytes: whole.subarray(1, 5),
      contentType: 'image/png',
    });
    expect([...(server.seen[0]?.bytes ?? [])]).toEqual([0, 255, 10, 13]);
    expect(server.seen[0]?.headers['content-type']).toBe('image/png');
  });

  it('sends forms with a boundary that the body uses', async () => {
    const { server, http } = await start((_seen, response) => json(response, 201, {}), path);
    const form = new FormData();
    form.set('subject', 'Hello');
    form.set('file', new Blob(['text'], { type: 'text/plain' }), 'a.txt');
    await http.send({ method: 'POST', path: '/tickets', form });
    const { headers, body } = server.seen[0] ?? { headers: {}, body: '' };
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(
      headers['content-type'] ?? '',
    )?.[1];
    expect(boundary).toBeDefined();
    expect(body.split(`--${boundary}`)).toHaveLength(4);
    expect(body).toContain('filename="a.txt"');
  });

  it('reads bytes, empty answers and answers nobody wants', async () => {
    const { http } = await start((seen, response) => {
      if (seen.url === '/empty') response.writeHead(204).end();
      else response.end(Buffer.from([0, 200, 255]));
    }, path);
    const bytes = await http.send<Uint8Array>({ method: 'GET', path: '/bytes', expect: 'bytes' });
    expect([...bytes.data]).toEqual([0, 200, 255]);
    expect((await http.send({ method: 'GET', path: '/empty' })).data).toBeNull();
    expect((await http.send({ method: 'GET', path: '/bytes', expect: 'none' })).data).toBeNull();
  });

  it('does not follow redirects with its credentials', async () => {
    const { server, http } = await start((_seen, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    }, path);
    const error = await rejection(http.send({ method: 'GET', path: '/tickets' }));
    expect(error).toMatchObject({ code: 'provider_rejected', status: 302 });
    expect(server.seen).toHaveLength(1);
  });

  it('maps a refusal with an HTML body without failing on it', async () => {
    const bodies: unknown[] = [];
    const { http } = await start(
      (_seen, response) =>
        response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Gone</h1>'),
      {
        ...path,
        onRefusal: ({ status, data }) => {
          bodies.push(data);
          return errorFromStatus({ provider: 'testdesk', status, message: 'No.' });
        },
      },
    );
    const error = await rejection(http.send({ method: 'GET', path: '/tickets/1' }));
    expect(error).toMatchObject({ code: 'not_found', status: 404 });
    expect(bodies).toEqual(['<h1>Gone</h1>']);
  });
});
