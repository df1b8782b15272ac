import { Readable } from 'node:stream';
import {
  toFastifyHandler,
  toFastifyPlugin,
  type WebhookEndpoint,
  type WebhookHandlerOptions,
} from 'polydesk/webhooks';
import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../support/deliveries.ts';
import { headOf, openRaw } from './raw-socket.ts';
import { receiving, signedHeaders } from './receiving.ts';

const open: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

function application(): FastifyInstance {
  const app = fastify();
  open.push(app);
  return app;
}

async function withPlugin(options: WebhookHandlerOptions = {}) {
  const app = application();
  const received = receiving();
  await app.register(toFastifyPlugin(received.endpoint, { path: '/zendesk', ...options }), {
    prefix: '/hooks',
  });
  app.post('/orders', async (request) => ({ got: request.body }));
  return { app, ...received };
}

async function inject(
  app: FastifyInstance,
  body: string,
  type = 'application/json',
): Promise<LightMyRequestResponse> {
  const headers = await signedHeaders(body);
  return app.inject({
    method: 'POST',
    url: '/hooks/zendesk?from=test',
    payload: body,
    headers: { ...headers, 'content-type': type },
  });
}

describe('the plugin', () => {
  it("leaves the application's own parsing as it is", async () => {
    const { app, paths } = await withPlugin();
    expect((await inject(app, bodyOf())).statusCode).toBe(200);
    expect(paths).toEqual(['/hooks/zendesk']);
    const order = await app.inject({ method: 'POST', url: '/orders', payload: { id: 7 } });
    expect(order.json()).toEqual({ got: { id: 7 } });
    const odd = await app.inject({
      method: 'POST',
      url: '/orders',
      payload: '<a/>',
      headers: { 'content-type': 'application/xml' },
    });
    expect(odd.statusCode).toBe(415);
  });

  it.each(['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'image/png'])(
    'takes %s',
    async (type) => {
      const { app } = await withPlugin();
      expect((await inject(app, bodyOf(), type)).statusCode).toBe(200);
    },
  );

  it('takes a body without a type', async () => {
    const { app } = await withPlugin();
    const headers = await signedHeaders(bodyOf());
    const { 'content-type': _, ...rest } = headers;
    const response = await app.inject({
      method: 'POST',
      url: '/hooks/zendesk',
      payload: bodyOf(),
      headers: rest,
    });
    expect(response.statusCode).toBe(200);
  });

  it('refuses a delivery without a body', async () => {
    const { app } = await withPlugin();
    const response = await app.inject({ method: 'POST', url: '/hooks/zendesk' });
    expect([response.statusCode, response.body]).toEqual([401, '']);
  });

  it('reads what a hook put in place of the body', async () => {
    const { app } = await withPlugin();
    const replaced = application();
    replaced.addHook('preParsing', async (_request, _reply, payload) => {
      let text = '';
      for await (const chunk of payload) text += String(chunk);
      return Readable.from([Buffer.from(text.replace('LOW', 'URGENT'))]);
    });
    const { endpoint } = receiving();
    await replaced.register(toFastifyPlugin(endpoint, { path: '/hooks/zendesk' }));
    const headers = await signedHeaders(bodyOf());
    const send = (target: FastifyInstance) =>
      target.inject({
        method: 'POST',
        url: '/hooks/zendesk',
        payload: bodyOf().replace('URGENT', 'LOW'),
        headers,
      });
    expect((await send(app)).statusCode).toBe(401);
    expect((await send(replaced)).statusCode).toBe(200);
  });

  it('is not kept waiting by a slow sender', async () => {
    const { app, answers } = await withPlugin({ bodyTimeoutMs: 30 });
    const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/hooks/zendesk`;
    const { socket, until, closed } = await openRaw(url);
    socket.write(
      `${headOf(url, {
        headers: [
          ['Content-Length', '1000'],
          ['Content-Type', 'application/json'],
        ],
      })}{"half":`,
    );
    expect(await until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 503 /);
    await closed;
    expect(answers).toMatchObject([{ result: 'unavailable' }]);
  });

  it('keeps the answer whole', async () => {
    const app = application();
    const endpoint: WebhookEndpoint = {
      maxBodyBytes: 100,
      receive: async () => ({
        status: 202,
        headers: { 'content-type': 'application/json; charset=utf-8', 'retry-after': '7' },
        body: '{"state":"OK"}',
        result: 'handled',
        events: [],
        error: null,
      }),
    };
    await app.register(toFastifyPlugin(endpoint, { path: '/' }));
    const { statusCode, headers, body } = await app.inject({ method: 'POST', url: '/' });
    expect([statusCode, body]).toEqual([202, '{"state":"OK"}']);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'retry-after': '7',
    });
  });
});

describe('the handler', () => {
  it('diagnoses a body that Fastify parsed, and names the plugin', async () => {
    const app = application();
    const { endpoint, answers } = receiving();
    app.post('/hooks/zendesk', toFastifyHandler(endpoint));
    expect((await inject(app, bodyOf())).statusCode).toBe(503);
    expect(answers[0]?.error).toMatchObject({ reason: 'body_already_parsed' });
    expect(answers[0]?.error?.message).toContain('register toFastifyPlugin(endpoint, { path })');
  });

  it('takes the bytes that a plugin kept beside the parsed body', async () => {
    const app = application();
    const { endpoint } = receiving();
    app.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer' },
      (request, body: Buffer, done) => {
        Object.assign(request, { rawBody: body });
        done(null, JSON.parse(body.toString()));
      },
    );
    app.post('/hooks/zendesk', toFastifyHandler(endpoint));
    expect((await inject(app, bodyOf())).statusCode).toBe(200);
  });
});
