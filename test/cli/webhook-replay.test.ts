import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { recordDelivery } from 'polydesk/webhooks/inspect';
import { SECRET, type Sender, SENDERS } from '../webhooks/inspect/genuine.ts';
import { runCli } from './support/run-cli.ts';

const directory = mkdtempSync(join(tmpdir(), 'polydesk-replay-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server on loopback that keeps what comes, and answers as it is told, one after the other. */
async function listen(statuses: readonly number[] = [204]) {
  const received: Received[] = [];
  let inFlight = 0;
  let most = 0;
  const server = createServer((incoming, outgoing) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method, url, headers } = incoming;
      const status = statuses[received.length % statuses.length] ?? 204;
      received.push({ method, url, headers, body: Buffer.concat(chunks) });
      setImmediate(() => {
        inFlight -= 1;
        if (status === 0) outgoing.destroy();
        else outgoing.writeHead(status, { location: '/elsewhere' }).end();
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  // Safe: a server that listens on a port has an address with it.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hooks?key=hidden-key`, received, most: () => most };
}

const replay = (
  path: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) => runCli(['webhook', 'replay', path, ...parameters], environment);

const bodies = (received: readonly Received[]): readonly string[] =>
  received.map(({ body }) => body.toString());

describe('polydesk webhook replay', () => {
  it('sends the very bytes and headers, but for those of one connection', async () => {
    const target = await listen();
    const bytes = Buffer.from([0, 255, 123, 13, 10, 125, 10]);
    const record = {
      headers: {
        'X-Signature': 'abc=',
        'Content-Type': 'application/json',
        Host: 'elsewhere.example',
        Connection: 'close, X-Hop',
        'X-Hop': '1',
        'Content-Length': '9999',
        'Transfer-Encoding': 'chunked',
      },
      bodyBase64: bytes.toString('base64'),
    };
    const path = file('bytes.json', JSON.stringify(record));
    const { exitCode, stdout, stderr } = await replay(path, ['--to', target.url]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const [request] = target.received;
    expect(request?.body.equals(bytes)).toBe(true);
    expect(request).toMatchObject({ method: 'POST', url: '/hooks?key=hidden-key' });
    expect(request?.headers).toMatchObject({
      'x-signature': 'abc=',
      'content-type': 'application/json',
      'content-length': '7',
    });
    expect(request?.headers).not.toHaveProperty('x-hop');
    expect(request?.headers).not.toHaveProperty('transfer-encoding');
    expect(request?.headers.host).toMatch(/^127\.0\.0\.1:/);
    expect(stdout).toContain('1 of 1 accepted (1 × 204)');
    expect(stdout).not.toContain('hidden-key');
  }, 30_000);

  it.each(SENDERS)(
    'signs a delivery of $name anew, so that it verifies now',
    async (sender) => {
      const target = await listen();
      const old = new Date('2020-01-01T00:00:00Z');
      const headers = await sender.sign(sender.body, 'an-older-secret', old);
      const record = recordDelivery({ rawBody: sender.body, headers });
      const path = file(`${sender.name}.json`, JSON.stringify(record));
      const parameters = ['--to', target.url, '--sign', '--provider', sender.name];
      const finished = await replay(path, [...parameters, '--secret-env', 'HOOK_KEY'], {
        HOOK_KEY: SECRET,
      });
      expect(finished).toMatchObject({ exitCode: 0, stderr: '' });
      expect(finished.stdout).not.toContain(SECRET);
      await verifyNow(sender, target.received[0]);
    },
    30_000,
  );

  async function verifyNow({ parser }: Sender, request: Received | undefined): Promise<void> {
    const rawBody = request?.body ?? '';
    const headers = request?.headers ?? {};
    const options = { secret: SECRET, now: new Date() };
    await expect(parser.verify({ rawBody, headers }, options)).resolves.toBeUndefined();
  }

  it('sends a directory in the order of its names, and files with one delivery per line', async () => {
    const target = await listen();
    const folder = join(directory, 'many');
    mkdirSync(join(folder, 'below'), { recursive: true });
    const line = (body: string): string => JSON.stringify({ headers: { 'x-a': '1' }, body });
    file('many/b.ndjson', `${line('2')}\n\n${line('3')}\n`);
    file('many/a.json', line('1'));
    file('many/c.http', 'PUT /x HTTP/1.1\nX-A: 1\n\n4');
    file('many/.hidden', 'nothing of ours');
    const { exitCode, stdout } = await replay(folder, ['--to', target.url, '--times', '2']);
    expect(exitCode).toBe(0);
    expect(bodies(target.received)).toEqual(['1', '2', '3', '4', '1', '2', '3', '4']);
    expect(target.received.map(({ method }) => method).slice(0, 4)).toEqual([
      'POST',
      'POST',
      'POST',
      'PUT',
    ]);
    expect(stdout).toContain('b.ndjson:3');
    expect(stdout).toContain('8 of 8 accepted');
  }, 30_000);

  it('reports each answer, follows no redirect, and exits with 1 when one is not 2xx', async () => {
    const target = await listen([204, 307, 500, 0]);
    const path = file('answers.json', '{"headers":{},"body":"{}"}');
    const parameters = ['--to', target.url, '--times', '4', '--json'];
    const { exitCode, stdout, stderr } = await replay(path, parameters);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(target.received).toHaveLength(4);
    const report = JSON.parse(stdout) as {
      readonly to: string;
      readonly deliveries: readonly { readonly latencyMs: number }[];
    };
    expect(report).toMatchObject({
      sent: 4,
      accepted: 1,
      answers: { 204: 1, 307: 1, 500: 1, ECONNRESET: 1 },
      deliveries: [
        { number: 1, status: 204, failure: null },
        { number: 2, status: 307, failure: null },
        { number: 3, status: 500, failure: null },
        { number: 4, status: null, failure: 'ECONNRESET' },
      ],
    });
    expect(report.to).not.toContain('hidden-key');
  }, 30_000);

  it('reports a connection that is refused', async () => {
    const path = file('refused.json', '{"headers":{},"body":"{}"}');
    // Nothing listens on the port of a server that was closed.
    const target = await listen();
    for (const close of open.splice(0)) close();
    const { exitCode, stdout, stderr } = await replay(path, ['--to', target.url]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout).toContain('ECONNREFUSED');
    expect(stdout).toContain('0 of 1 accepted (1 × ECONNREFUSED)');
  }, 30_000);

  it('sends as many at a time as allowed, and loses none', async () => {
    const target = await listen();
    const path = file('rate.json', '{"headers":{},"body":"{}"}');
    const pace = ['--times', '40', '--concurrency', '4', '--rate', '400/s'];
    const { exitCode } = await replay(path, ['--to', target.url, ...pace]);
    expect(exitCode).toBe(0);
    expect(target.received).toHaveLength(40);
    expect(target.most()).toBeLessThanOrEqual(4);
  }, 30_000);

  it('says when a header was left out of the recording', async () => {
    const target = await listen();
    const record = { headers: { 'x-webhook-secret': '[redacted]' }, body: '{}' };
    const path = file('redacted.json', JSON.stringify(record));
    const { exitCode, stderr } = await replay(path, ['--to', target.url]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('x-webhook-secret');
  }, 30_000);
});

describe('what polydesk webhook replay does not do', () => {
  const path = file('usage.json', '{"headers":{},"body":"{}"}');
  const parsed = file('parsed.json', '{"headers":{},"body":{"a":1}}');
  const HERE = ['--to', 'http://127.0.0.1:9/'];

  it.each([
    [[path], '--to'],
    [[path, '--to', 'ftp://127.0.0.1/'], '--to'],
    [[path, '--to', 'http://desk.example/hooks'], '--yes'],
    [[path, '--to', 'http://127.0.0.1.desk.example/'], '--yes'],
    [[path, ...HERE, '--sign'], '--provider'],
    [
      [path, ...HERE, '--sign', '--provider', 'zendesk', '--secret-env', 'NO_SUCH_SECRET'],
      'NO_SUCH_SECRET is not set',
    ],
    [[path, ...HERE, '--rate', '0'], '--rate'],
    [[path, ...HERE, '--concurrency', '0'], '--concurrency'],
    [[parsed, ...HERE], 'no text'],
    [[join(directory, 'absent'), ...HERE], 'cannot be read'],
  ])(
    'is told with exit code 2, and nothing is sent: %j',
    async (parameters, named) => {
      const { exitCode, stdout, stderr } = await runCli(['webhook', 'replay', ...parameters]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toContain(named);
      expect(stderr).not.toContain('    at ');
    },
    30_000,
  );
});
