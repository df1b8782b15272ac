import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  toExpressHandler,
  toFastifyHandler,
  toFastifyPlugin,
  toFetchHandler,
  toNodeHandler,
  type WebhookEndpoint,
} from 'polydesk/webhooks';
import express from 'express';
import fastify, { type FastifyInstance } from 'fastify';
import { Hono } from 'hono';

/** A server on loopback. */
export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Puts an endpoint behind a real framework. */
export type StartServer = (endpoint: WebhookEndpoint) => Promise<RunningServer>;

export async function listen(server: Server): Promise<RunningServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Safe: a TCP server's address is an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks/zendesk/acme`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Serves a Request handler the way that runtimes without node:http do, over a real socket. */
function serveFetch(
  handle: (request: Request) => Response | Promise<Response>,
): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        incoming.on('data', (chunk: Uint8Array) => controller.enqueue(chunk));
        incoming.on('end', () => controller.close());
        incoming.on('error', (error) => controller.error(error));
      },
    });
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
    const init = { method: 'POST', headers, body, duplex: 'half' };
    const request = new Request(`http://127.0.0.1${incoming.url ?? '/'}`, init);
    void Promise.resolve(handle(request)).then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(await response.text());
    });
  });
  return listen(server);
}

export async function startFastify(
  register: (app: FastifyInstance) => void,
): Promise<RunningServer> {
  const app = fastify();
  register(app);
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url: `${origin}/hooks/zendesk/acme`, close: () => app.close() };
}

/** Every supported way of serving an endpoint. */
export const SERVERS: Readonly<Record<string, StartServer>> = {
  'node:http': (endpoint) => {
    const handler = toNodeHandler(endpoint);
    return listen(createServer((request, response) => void handler(request, response)));
  },
  'Express without a parser': (endpoint) => {
    const app = express();
    app.post('/hooks/zendesk/acme', toExpressHandler(endpoint));
    app.use(express.json());
    return listen(createServer(app));
  },
  'Express with express.raw': (endpoint) => {
    const app = express();
    const router = express.Router();
    router.post('/zendesk/acme', express.raw({ type: '*/*' }), toExpressHandler(endpoint));
    app.use('/hooks', router);
    return listen(createServer(app));
  },
  'Express with a verify hook': (endpoint) => {
    const app = express();
    app.use(
      express.json({
        verify: (request, _response, bytes) => void Object.assign(request, { rawBody: bytes }),
      }),
    );
    app.post('/hooks/zendesk/acme', toExpressHandler(endpoint));
    return listen(createServer(app));
  },
  'the Fastify plugin': (endpoint) =>
    startFastify((app) => {
      void app.register(toFastifyPlugin(endpoint, { path: '/zendesk/acme' }), { prefix: '/hooks' });
    }),
  'a Fastify route with a buffer parser': (endpoint) =>
    startFastify((app) => {
      app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
        done(null, body),
      );
      app.post('/hooks/zendesk/acme', toFastifyHandler(endpoint));
    }),
  Hono: (endpoint) => {
    const handler = toFetchHandler(endpoint);
    const app = new Hono();
    app.post('/hooks/*', (context) => handler(context.req.raw));
    return serveFetch((request) => app.fetch(request));
  },
  'a bare Request': (endpoint) => serveFetch(toFetchHandler(endpoint)),
};

/** The same with the mistake that everybody makes once: something parses the body before. */
export const PARSED_BEFORE: Readonly<Record<string, StartServer>> = {
  Express: (endpoint) => {
    const app = express();
    app.use(express.json());
    app.post('/hooks/zendesk/acme', toExpressHandler(endpoint));
    return listen(createServer(app));
  },
  Fastify: (endpoint) =>
    startFastify((app) => void app.post('/hooks/zendesk/acme', toFastifyHandler(endpoint))),
  Hono: (endpoint) => {
    const handler = toFetchHandler(endpoint);
    const app = new Hono();
    app.post('/hooks/*', async (context) => {
      await context.req.json();
      return handler(context.req.raw);
    });
    return serveFetch((request) => app.fetch(request));
  },
  'node:http': (endpoint) => {
    const handler = toNodeHandler(endpoint);
    return listen(
      createServer((request, response) => {
        request.resume();
        request.on('end', () => void handler(request, response));
      }),
    );
  },
};
