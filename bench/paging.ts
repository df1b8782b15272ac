import { fork } from 'node:child_process';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import axios from 'axios';
import zendesk from 'node-zendesk';
import { createZendesk } from '../adapters/zendesk/index.ts';
import { describeTarget, measure } from './support/ratio.ts';
import { mapTickets, type NativePage, nativePage } from './support/tickets.ts';

// Rows P1 and P2 of the performance targets: walking a long list of tickets, against bare axios
// with JSON.parse and a plain hand-written mapping. The server is a process of its own.

const PAGES = 20;
const PAGE_SIZE = 100;
const TICKETS = PAGES * PAGE_SIZE;

function serve(): void {
  const pages = Array.from({ length: PAGES }, (_, index) => {
    const last = index === PAGES - 1;
    const cursor = `page-${index + 1}`;
    return JSON.stringify({
      ...nativePage(index * PAGE_SIZE + 1, PAGE_SIZE),
      meta: { has_more: !last, after_cursor: cursor, before_cursor: cursor },
      links: { next: last ? null : `/api/v2/tickets.json?page[after]=${cursor}`, prev: null },
    });
  });
  const endless = process.argv.includes('--endless');
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const index = Number(/\d+/.exec(url.searchParams.get('page[after]') ?? '')?.[0] ?? 0);
    const page = pages[endless ? index % (PAGES - 1) : index] ?? '{}';
    const body =
      endless && index >= 0
        ? page.replace(/"after_cursor":"page-\d+"/, `"after_cursor":"page-${index + 1}"`)
        : page.replaceAll('"/api/v2', `"${url.origin}/api/v2`);
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'x-rate-limit': '100000000',
      'x-rate-limit-remaining': '99999999',
      'ratelimit-reset': '60',
    });
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => {
    // A listening TCP server has an address with a port.
    process.send?.((server.address() as AddressInfo).port);
  });
}

async function compare(port: number): Promise<void> {
  const baseUrl = `http://127.0.0.1:${port}`;
  const bare = axios.create({
    baseURL: baseUrl,
    headers: {
      authorization: 'Basic YWdlbnRAZXhhbXBsZS5jb20vdG9rZW46YWJj',
      accept: 'application/json',
    },
    maxRedirects: 0,
    httpAgent: new Agent({ keepAlive: true }),
    validateStatus: () => true,
  });
  const desk = createZendesk({
    subdomain: 'acme',
    baseUrl,
    credentials: { email: 'agent@example.com', apiToken: 'abc' },
  });
  const peer = zendesk.createClient({
    username: 'agent@example.com',
    token: 'abc',
    endpointUri: `${baseUrl}/api/v2`,
  });
  const walkBare = async (): Promise<number> => {
    let count = 0;
    let cursor: string | null = null;
    do {
      const params: Record<string, string> = { 'page[size]': '100' };
      if (cursor !== null) params['page[after]'] = cursor;
      const { data } = await bare.get<NativePage>('/api/v2/tickets', { params });
      count += mapTickets(data).length;
      cursor = data.meta.has_more ? data.meta.after_cursor : null;
    } while (cursor !== null);
    return count;
  };
  const walkOurs = async (): Promise<number> => {
    let count = 0;
    for await (const ticket of desk.tickets.list()) count += ticket.id === '' ? 0 : 1;
    return count;
  };
  const walkPeer = async (): Promise<number> => (await peer.tickets.list()).length;
  const text = JSON.stringify({
    ...nativePage(1, PAGE_SIZE),
    meta: { has_more: false, after_cursor: '' },
  });
  const inMemory = (): number => {
    let count = 0;
    // Safe: the text is written by this very process.
    for (let page = 0; page < PAGES; page += 1)
      count += mapTickets(JSON.parse(text) as NativePage).length;
    return count;
  };
  for (const walk of [walkBare, walkOurs, walkPeer]) {
    const count = await walk();
    if (count !== TICKETS)
      throw new Error(`${walk.name} saw ${count} tickets instead of ${TICKETS}`);
  }
  const [limit, ours, other, memory] = await measure(
    [
      { name: 'bare axios + map', run: walkBare },
      { name: 'tickets.list()', run: walkOurs },
      { name: 'node-zendesk list()', run: walkPeer },
      { name: 'parse + map in memory', run: inMemory },
    ],
    { rounds: 21, calls: 2 },
  );
  console.log(describeTarget({ id: 'P1', limit, ours, atLeast: 0.9 }));
  console.log(describeTarget({ id: 'P1 memory', limit: memory, ours, atLeast: 0.4 }));
  console.log(describeTarget({ id: 'P1 peer', limit: other, ours, atLeast: 1.25 }));
  if (ours !== undefined)
    console.log(`P1: ${((TICKETS / ours.microseconds) * 1e6).toFixed(0)} tickets a second`);
  await desk.close();
}

/** One walk through 1,000,000 tickets, looking at the memory ten times a tenth. */
async function soak(port: number): Promise<void> {
  const total = 1_000_000;
  const desk = createZendesk({
    subdomain: 'acme',
    baseUrl: `http://127.0.0.1:${port}`,
    credentials: { email: 'agent@example.com', apiToken: 'abc' },
  });
  const tenths: number[][] = Array.from({ length: 10 }, () => []);
  let seen = 0;
  let peak = 0;
  for await (const _ticket of desk.tickets.list()) {
    seen += 1;
    if (seen % (total / 100) === 0) {
      const mebibytes = process.memoryUsage().rss / 2 ** 20;
      peak = Math.max(peak, mebibytes);
      tenths[Math.floor((seen - 1) / (total / 10))]?.push(mebibytes);
    }
    if (seen === total) break;
  }
  await desk.close();
  const mean = (values: readonly number[] = []) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [second, last] = [mean(tenths[1]), mean(tenths[9])];
  const drift = (last / second - 1) * 100;
  console.log(
    `P2 ${total} tickets: RSS second tenth ${second.toFixed(0)} MiB, last tenth ${last.toFixed(0)} MiB ` +
      `(${drift.toFixed(1)} %, target within 5 %), peak ${peak.toFixed(0)} MiB (target <= 110)`,
  );
}

const role = process.argv[2];
const startServer = (
  options: readonly string[],
  use: (port: number) => Promise<void>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = fork(fileURLToPath(import.meta.url), ['serve', ...options]);
    server.once('message', (port) => {
      use(Number(port))
        .then(resolve, reject)
        .finally(() => server.kill());
    });
  });

if (role === 'serve') serve();
else if (role === 'soak') await startServer(['--endless'], soak);
else await startServer([], compare);
