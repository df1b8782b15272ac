import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { ConfigurationError, WebhookFailedError } from 'polydesk';
import {
  toExpressHandler,
  toNodeHandler,
  type WebhookEndpoint,
  type WebhookHandlerOptions,
} from 'polydesk/webhooks';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../support/deliveries.ts';
import { headOf, openRaw, sendRaw } from './raw-socket.ts';
import { post, receiving, signedHeaders } from './receiving.ts';
import { listen, type RunningServer } from './servers.ts';

const open: RunningServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = await listen(createServer(listener));
  open.push(server);
  return server.url;
}

async function serveNode(options: WebhookHandlerOptions = {}) {
  const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
  const handler = toNodeHandler(endpoint, options);
  const url = await serve((request, response) => void handler(request, response));
  return { url, answers };
}

const length = (bytes: number): [string, string] => ['Content-Length', String(bytes)];

const status = async (url: string, body = bodyOf()): Promise<number> =>
  (await post(url, body)).status;

describe('a sender that misbehaves', () => {
  it('and is slow is answered so that it comes again, and hung up on', async () => {
    const { url, answers } = await serveNode({ bodyTimeoutMs: 30 });
    const { socket, until, closed } = await openRaw(url);
    socket.write(`${headOf(url, { headers: [length(1000)] })}{"half":`);
    const answer = await until('\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 503 .*retry-after: \d+/is);
    await closed;
    expect(answers).toMatchObject([
      { result: 'unavailable', error: { code: 'webhook_failed', retryable: true } },
    ]);
    expect(answers[0]?.error?.message).toBe('The webhook body did not arrive within 30 ms.');
    expect(await status(url)).toBe(200);
  });

  it('and announces too much is answered before it sends, and the connection goes on', async () => {
    const { url, answers } = await serveNode();
    const { socket, until } = await openRaw(url);
    socket.write(headOf(url, { headers: [length(5000)] }));
    await until('HTTP/1.1 413 ');
    const body = bodyOf();
    const genuine = [...Object.entries(await signedHeaders(body)), length(body.length)];
    socket.write('x'.repeat(5000) + headOf(url, { headers: genuine }) + body);
    await until('HTTP/1.1 200 ');
    socket.destroy();
    expect(answers.map(({ status }) => status)).toEqual([413, 200]);
    expect(answers[0]?.error).toMatchObject({ reason: 'body_too_large' });
  });

  it('and sends without end gets its answer, and is read no further', async () => {
    const { url, answers } = await serveNode();
    const { socket, received, closed } = await openRaw(url);
    socket.write(headOf(url, { headers: [['Transfer-Encoding', 'chunked']] }));
    let sent = 0;
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const pour = (): void => {
      while (!socket.destroyed && sent < 200_000_000 && socket.write(chunk)) sent += chunk.length;
    };
    socket.on('drain', () => {
      sent += chunk.length;
      pour();
    });
    pour();
    await closed;
    expect(received()).toMatch(/^HTTP\/1\.1 413 /);
    expect(sent).toBeLessThan(50_000_000);
    expect(answers).toMatchObject([{ result: 'refused', error: { reason: 'body_too_large' } }]);
  });

  it('and goes away in the middle ends nothing, and is told of', async () => {
    const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
    const handler = toNodeHandler(endpoint);
    const handled: Promise<void>[] = [];
    const url = await serve((request, response) => void handled.push(handler(request, response)));
    const { socket, closed } = await openRaw(url);
    socket.write(`${headOf(url, { headers: [length(1000)] })}{"half":`, () =>
      socket.resetAndDestroy(),
    );
    await closed;
    expect(await status(url)).toBe(200);
    await Promise.all(handled);
    expect(answers.map(({ result }) => result).sort()).toEqual(['handled', 'unavailable']);
    const [gone] = answers.filter(({ result }) => result === 'unavailable');
    expect(gone?.error).toBeInstanceOf(WebhookFailedError);
    expect(gone?.error?.message).toBe('The connection ended before the webhook body was complete.');
  });

  it('before anybody looks is noticed as well', async () => {
    const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
    const handler = toNodeHandler(endpoint);
    const done = new Promise<void>((resolve) => {
      void serve((request, response) => {
        request.once('close', () => setImmediate(() => resolve(handler(request, response))));
      }).then(async (url) => {
        const { socket } = await openRaw(url);
        socket.write(headOf(url, { headers: [length(1000)] }), () => socket.destroy());
      });
    });
    await done;
    expect(answers).toMatchObject([{ result: 'unavailable' }]);
  });
});

describe('a request that is no delivery', () => {
  it('but a question whether something is here is answered without a look', async () => {
    const { url, answers } = await serveNode();
    expect(await sendRaw(url, { method: 'HEAD', headers: [] })).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    const page = await fetch(url);
    expect([page.status, page.headers.get('allow'), await page.text()]).toEqual([405, 'POST', '']);
    expect(answers).toEqual([]);
  });

  it('but empty is refused', async () => {
    const { url } = await serveNode();
    expect((await fetch(url, { method: 'POST' })).status).toBe(401);
  });
});

describe('an answer', () => {
  it('is complete: status, headers, length and body', async () => {
    const endpoint: WebhookEndpoint = {
      maxBodyBytes: 100,
      receive: async () => ({
        status: 202,
        headers: { 'content-type': 'application/json; charset=utf-8', 'retry-after': '7' },
        body: '{"state":"Grüße"}',
        result: 'handled',
        events: [],
        error: null,
      }),
    };
    const handler = toNodeHandler(endpoint);
    const url = await serve((request, response) => void handler(request, response));
    const response = await fetch(url, { method: 'POST', body: '{}' });
    expect(response.status).toBe(202);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': '19',
      'retry-after': '7',
    });
    expect(await response.text()).toBe('{"state":"Grüße"}');
  });

  it('that somebody else gave stays', async () => {
    const { endpoint } = receiving({ maxBodyBytes: 2000 });
    const handler = toNodeHandler(endpoint);
    const url = await serve((request, response) => {
      response.writeHead(204).end();
      void handler(request, response);
    });
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(204);
  });

  it('of an endpoint that rejects is 500, and onError hears of it, whatever it does itself', async () => {
    const heard: unknown[] = [];
    const bug = new Error('a bug of the house');
    const handler = toNodeHandler(
      { maxBodyBytes: 10, receive: () => Promise.reject(bug) },
      {
        onError: (error) => {
          heard.push(error);
          throw new Error('and another one');
        },
      },
    );
    const url = await serve((request, response) => void handler(request, response));
    const response = await fetch(url, { method: 'POST', body: '{}' });
    expect([response.status, await response.text()]).toEqual([500, '']);
    expect(heard).toEqual([bug]);
  });
});

describe('the bytes are found', () => {
  it.each([
    ['left by express.text()', (app: express.Express) => app.use(express.text({ type: '*/*' }))],
    ['left by express.raw()', (app: express.Express) => app.use(express.raw({ type: '*/*' }))],
    [
      'beside an empty object that a parser made without reading',
      (app: express.Express) =>
        app.use((request, _response, next) => {
          request.body = {};
          next();
        }),
    ],
    [
      'in the stream although an encoding was set',
      (app: express.Express) =>
        app.use((request, _response, next) => {
          request.setEncoding('utf8');
          next();
        }),
    ],
  ])('%s', async (_, prepare) => {
    const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
    const app = express();
    prepare(app);
    const router = express.Router().post('/acme', toExpressHandler(endpoint));
    app.use('/hooks/zendesk', router);
    expect(await status(await serve(app), bodyOf({ detail: { subject: 'Grüße 😀' } }))).toBe(200);
    expect(answers).toMatchObject([{ result: 'handled' }]);
  });

  it('without a look at a body that a platform would parse', async () => {
    const { endpoint } = receiving({ maxBodyBytes: 2000 });
    const handler = toNodeHandler(endpoint);
    const url = await serve((request, response) => {
      Object.defineProperty(request, 'body', { get: () => expect.unreachable() });
      void handler(request, response);
    });
    expect(await status(url)).toBe(200);
  });

  it('nowhere when Next.js parsed them, and the error says how to stop it', async () => {
    const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
    const handler = toNodeHandler(endpoint);
    const parseFirst = async (request: IncomingMessage): Promise<IncomingMessage> => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      return Object.assign(request, { body: JSON.parse(text) as unknown });
    };
    const url = await serve((request, response) => {
      void parseFirst(request).then((parsed) => handler(parsed, response));
    });
    expect(await status(url)).toBe(503);
    expect(answers[0]?.error).toMatchObject({ reason: 'body_already_parsed' });
    expect(answers[0]?.error?.message).toContain('api: { bodyParser: false }');
  });

  it('nowhere behind express.json(), and the error says how to keep them', async () => {
    const { endpoint, answers } = receiving({ maxBodyBytes: 2000 });
    const app = express().use(express.json());
    app.post('/hooks/zendesk/acme', toExpressHandler(endpoint));
    expect(await status(await serve(app))).toBe(503);
    expect(answers[0]?.error?.message).toContain('put this route before app.use(express.json())');
    expect(answers[0]?.error?.message).toContain('request.rawBody = bytes');
  });
});

it('a time that makes no sense is refused', () => {
  const { endpoint } = receiving({ maxBodyBytes: 2000 });
  for (const bodyTimeoutMs of [0, -1, Number.NaN]) {
    expect(() => toNodeHandler(endpoint, { bodyTimeoutMs })).toThrow(ConfigurationError);
  }
  expect(() => toNodeHandler(endpoint, { bodyTimeoutMs: Infinity })).not.toThrow();
});
