import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finish, runCli, startProgram } from './support/run-cli.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { readonly version: string };

describe('the command line program', () => {
  it('tells its version', async () => {
    expect(await runCli(['--version'])).toMatchObject({ exitCode: 0, stdout: `${version}\n` });
  });

  it('lists its commands in the help', async () => {
    const { exitCode, stdout } = await runCli(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('demo');
    expect(stdout).toContain('sandbox');
  });

  it.each([
    [['demo', '--seed', 'seven'], '--seed'],
    [['demo', '--seed', '-1'], '--seed'],
    [['demo', '--tickets', '3'], '--tickets'],
    [['sandbox', '--port', '65536'], '--port'],
    [['sandbox', 'helpscout'], 'zendesk, intercom, freshdesk'],
    [['dance'], 'dance'],
    [['demo', '--loud'], '--loud'],
    [['help', 'dance'], 'Name one of these commands:'],
    [['webhook', 'help', 'dance'], 'Name one of these commands:'],
    [[], 'Name one of these commands:'],
    [['webhook'], 'Name one of these commands:'],
  ])('refuses %j as a wrong call, and names what is wrong', async (parameters, named) => {
    const { exitCode, stdout, stderr } = await runCli(parameters);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(named);
    expect(stderr).not.toContain('    at ');
  });
});

it('a doctor of a configuration without a desk has nothing to say, and says that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-doctor-'));
  const file = join(folder, 'polydesk.config.mjs');
  writeFileSync(file, 'export default { desks: {} };');
  const { exitCode, stdout, stderr } = await runCli(['doctor', '--config', file]);
  rmSync(folder, { recursive: true });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('The configuration has no desk: name one in `desks`.');
});

it('whose errors nobody reads ends with its own exit code', async () => {
  const child = startProgram('src/cli/main.ts', ['doctor', '--config', '/nowhere/at-all.ts']);
  child.stderr?.destroy();
  const [exitCode] = await once(child, 'exit');
  expect(exitCode).toBe(2);
});

const lineOf = (text: string, label: string): string =>
  new RegExp(`${label} +(\\S+)`).exec(text)?.[1] ?? '';

/** Starts `polydesk sandbox` and reads what it prints until it says how to stop it. */
async function startSandbox(parameters: readonly string[]) {
  const child = startProgram('src/cli/main.ts', ['sandbox', ...parameters]);
  const finished = finish(child);
  let text = '';
  while (!text.includes('Ctrl-C')) {
    const [chunk] = (await once(child.stdout ?? child, 'data')) as [string];
    text += chunk;
  }
  return { child, finished, url: lineOf(text, 'url'), text };
}

const basic = (user: string, password: string): string => `Basic ${btoa(`${user}:${password}`)}`;
const zendeskLogin = (text: string): string =>
  basic(`${lineOf(text, 'e-mail')}/token`, lineOf(text, 'API token'));
const intercomLogin = (text: string): string => `Bearer ${lineOf(text, 'access token')}`;
const freshdeskLogin = (text: string): string => basic(lineOf(text, 'API key'), 'X');

describe('polydesk sandbox', () => {
  it.each([
    ['Zendesk', [], '/api/v2/tickets.json', zendeskLogin],
    ['Intercom', ['intercom'], '/conversations', intercomLogin],
    ['Freshdesk', ['freshdesk'], '/api/v2/tickets', freshdeskLogin],
  ] as const)(
    'serves %s with the credentials that it prints, until it is interrupted',
    async (label, parameters, path, login) => {
      const { child, finished, url, text } = await startSandbox(parameters);
      expect(text).toContain(`${label} sandbox`);
      const headers = { authorization: login(text) };
      expect((await fetch(`${url}${path}`, { headers })).status).toBe(200);
      expect((await fetch(`${url}${path}`)).status).toBe(401);
      // A call to try is shown.
      expect(text).toContain(`${url}/`);
      child.kill('SIGINT');
      const { exitCode, stdout } = await finished;
      expect(exitCode).toBe(0);
      expect(stdout).toContain('stopped');
    },
    60_000,
  );

  it('holds the tickets of the demo with --seed-data, up to the present', async () => {
    const { child, finished, url, text } = await startSandbox(['--seed-data']);
    const authorization = zendeskLogin(text);
    const answer = await fetch(`${url}/api/v2/tickets.json?page[size]=1&sort=-updated_at`, {
      headers: { authorization },
    });
    const { tickets } = (await answer.json()) as {
      readonly tickets: readonly { readonly updated_at: string }[];
    };
    const age = Date.now() - Date.parse(tickets[0]?.updated_at ?? '');
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(24 * 3_600_000);
    const counted = await fetch(`${url}/api/v2/tickets/count.json`, { headers: { authorization } });
    expect(await counted.json()).toMatchObject({ count: { value: 300 } });
    child.kill('SIGTERM');
    expect((await finished).exitCode).toBe(0);
  }, 60_000);

  it('says what to do when the port is taken', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // Safe: a server that listens on a port has an address with it.
    const { port } = server.address() as AddressInfo;
    const { exitCode, stderr } = await runCli(['sandbox', '--port', String(port)]);
    server.close();
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`port ${port}`);
    expect(stderr).toContain('--port');
  }, 60_000);
});
