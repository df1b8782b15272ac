import { DELIVERED, deliverAll, openReceiver, postTo } from './deliveries.mjs';

/** Serves with what the runtime has, over real HTTP; answers which handlers were tried. */
export async function handlers({ webhooks, zendesk, testing }) {
  const servers = [['node:http', serveNode]];
  if (globalThis.Bun !== undefined) servers.push(['Bun.serve', serveBun]);
  if (globalThis.Deno !== undefined) servers.push(['Deno.serve', serveDeno]);
  for (const [name, serve] of servers) {
    const heard = [];
    const receiver = openReceiver({
      webhooks,
      zendesk,
      heard: async (id) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        heard.push(id);
      },
    });
    const { port, close } = await serve(webhooks, receiver);
    await deliverAll(testing, postTo(`http://127.0.0.1:${port}/webhooks/zendesk`)).catch(
      (error) => {
        throw new Error(`${name}: ${error.message}`, { cause: error });
      },
    );
    await receiver.idle();
    await receiver.close();
    await close();
    const sorted = heard.sort().join(' ');
    if (sorted !== DELIVERED.join(' ')) throw new Error(`${name} heard ${sorted}`);
  }
  return servers.map(([name]) => name);
}

async function serveNode({ toNodeHandler }, receiver) {
  const { createServer } = await import('node:http');
  const handle = toNodeHandler(receiver);
  const server = createServer((request, response) => void handle(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections?.();
    });
  return { port: server.address().port, close };
}

async function serveBun({ toFetchHandler }, receiver) {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: toFetchHandler(receiver) });
  return { port: server.port, close: () => server.stop(true) };
}

async function serveDeno({ toFetchHandler }, receiver) {
  const options = { port: 0, hostname: '127.0.0.1', onListen: () => undefined };
  const server = Deno.serve(options, toFetchHandler(receiver));
  return { port: server.addr.port, close: () => server.shutdown() };
}
