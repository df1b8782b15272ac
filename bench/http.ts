import { fork } from 'node:child_process';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import axios from 'axios';
import zendesk from 'node-zendesk';
import { errorFromStatus } from '../src/errors/index.ts';
import { createHttp } from '../src/http/index.ts';
import { describeTarget, measure } from './support/ratio.ts';

// Rows H1 and H3 of the performance targets: the cost of one call through the transport, against
// the bare axios instance that it uses. The server is a process of its own.

const SOAK = process.argv.includes('--soak');
const headers = {
  'content-type': 'application/json; charset=utf-8',
  'x-rate-limit': '100000000',
  'x-rate-limit-remaining': '99999999',
  'ratelimit-reset': '60',
  'x-request-id': '8f2b0c7a-7d3c-4f4e-9f5e-0c1d2e3f4a5b',
};

function serve(): void {
  const ticket = {
    ticket: {
      id: 35436,
      subject: 'The printer is on fire',
      description: 'Smoke comes out of it. '.repeat(40),
      tags: ['printer', 'fire'],
      custom_fields: Array.from({ length: 20 }, (_, index) => ({ id: index, value: `v${index}` })),
    },
  };
  const body = JSON.stringify(ticket);
  const server = createServer((_request, response) => {
    response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
  });
  server.listen(0, '127.0.0.1', () => {
    // A listening TCP server has an address with a port.
    process.send?.((server.address() as AddressInfo).port);
  });
}

async function compare(port: number): Promise<void> {
  const baseUrl = `http://127.0.0.1:${port}`;
  const path = '/api/v2/tickets/35436.json';
  const authorization = 'Basic YWdlbnRAZXhhbXBsZS5jb20vdG9rZW46YWJj';
  const bare = axios.create({
    baseURL: baseUrl,
    headers: { authorization, accept: 'application/json' },
    maxRedirects: 0,
    httpAgent: new Agent({ keepAlive: true, maxSockets: 20 }),
    validateStatus: () => true,
  });
  const http = createHttp({
    provider: 'zendesk',
    baseUrl,
    auth: () => authorization,
    concurrency: 20,
    budgets: ({ headers }, nowMs) => [
      {
        name: 'account',
        limit: Number(headers['x-rate-limit']),
        remaining: Number(headers['x-rate-limit-remaining']),
        resetsAt: new Date(nowMs + Number(headers['ratelimit-reset']) * 1000),
      },
    ],
    onRefusal: ({ status }) => errorFromStatus({ provider: 'zendesk', status, message: 'No.' }),
  });
  const peer = zendesk.createClient({
    username: 'agent@example.com',
    token: 'abc',
    endpointUri: `${baseUrl}/api/v2`,
  });
  const runs = [
    { name: 'bare axios', run: () => bare.get(path) },
    { name: 'polydesk transport', run: () => http.send({ method: 'GET', path }) },
    { name: 'node-zendesk', run: () => peer.tickets.show(35436) },
  ] as const;
  for (const inFlight of [1, 20]) {
    const results = await measure(
      runs.map(({ name, run }) => ({ name, run: () => together(inFlight, run) })),
      { rounds: 31, calls: inFlight === 1 ? 200 : 20 },
    );
    const [limit, ours, other] = results.map((result) => ({
      ...result,
      microseconds: result.microseconds / inFlight,
    }));
    if (limit === undefined || ours === undefined || other === undefined) continue;
    console.log(describeTarget({ id: `H1 c=${inFlight}`, limit, ours, atLeast: 0.9 }));
    console.log(
      `H1 c=${inFlight}: added ${(ours.microseconds - limit.microseconds).toFixed(1)} us wall a call | ` +
        `node-zendesk ${(1e6 / other.microseconds).toFixed(0)}/s, ratio ours/node-zendesk ${(other.microseconds / ours.microseconds).toFixed(2)}`,
    );
  }
  await compareCpu(runs.slice(0, 2));
  if (SOAK) await soak(() => http.send({ method: 'GET', path }));
  await http.close();
}

async function together(inFlight: number, run: () => Promise<unknown>): Promise<void> {
  if (inFlight === 1) await run();
  else await Promise.all(Array.from({ length: inFlight }, () => run()));
}

/** CPU of this process, without the server. */
async function compareCpu(
  runs: readonly { readonly name: string; readonly run: () => Promise<unknown> }[],
): Promise<void> {
  const calls = 1000;
  const spent: number[][] = runs.map(() => []);
  for (let round = 0; round < 15; round += 1) {
    for (const [index, { run }] of runs.entries()) {
      const before = process.cpuUsage();
      for (let call = 0; call < calls; call += 20) {
        await together(20, run);
      }
      const { user, system } = process.cpuUsage(before);
      spent[index]?.push((user + system) / calls);
    }
  }
  const medians = spent.map((times) => times.toSorted((a, b) => a - b)[7] ?? Number.NaN);
  const added = (medians[1] ?? Number.NaN) - (medians[0] ?? Number.NaN);
  console.log(
    `H1 CPU a call: bare ${medians[0]?.toFixed(0)} us, ours ${medians[1]?.toFixed(0)} us, added ${added.toFixed(1)} us (target <= 20)`,
  );
}

async function soak(run: () => Promise<unknown>): Promise<void> {
  for (const target of [20_000, 100_000]) {
    for (let call = 0; call < target; call += 20) await together(20, run);
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    console.log(
      `H3 after ${target} calls: RSS ${(rss / 2 ** 20).toFixed(0)} MiB (target <= 125), heap ${(heapUsed / 2 ** 20).toFixed(1)} MiB (target <= 15)`,
    );
  }
}

if (process.send === undefined) {
  const server = fork(fileURLToPath(import.meta.url));
  server.once('message', (port) => {
    void compare(Number(port)).finally(() => server.kill());
  });
} else {
  serve();
}
