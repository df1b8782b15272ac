import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type DeliveryDiagnosis, recordDelivery } from 'polydesk/webhooks/inspect';
import { CANARY, freshdesk, intercom, NOW, SECRET, zendesk } from '../webhooks/inspect/genuine.ts';
import { finish, runCli } from './support/run-cli.ts';

const directory = mkdtempSync(join(tmpdir(), 'polydesk-inspect-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const ZENDESK = ['--provider', 'zendesk', '--account', 'acme', '--now', NOW.toISOString()];
const environment = { POLYDESK_WEBHOOK_SECRET: SECRET };

const inspect = (path: string, parameters: readonly string[], secrets = environment) =>
  runCli(['webhook', 'inspect', path, ...parameters], secrets);

/** Neither secret nor body may be in anything that is printed. */
const givesNothingAway = ({ stdout, stderr }: { stdout: string; stderr: string }): void => {
  for (const text of [stdout, stderr]) {
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain('Invoice shows');
  }
};

const headLines = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

const dump = (headers: Readonly<Record<string, string>>, body: string, lineEnd: string): string =>
  ['POST /webhooks HTTP/1.1', 'Host: a.example', ...headLines(headers), '', body].join(lineEnd);

describe('polydesk webhook inspect', () => {
  it('shows what a verified delivery means, and no text of a customer', async () => {
    const headers = await zendesk.sign(zendesk.body);
    const record = recordDelivery({ rawBody: zendesk.body, headers }, { receivedAt: NOW });
    const path = file('verified.json', JSON.stringify(record));
    // Without --now, the time that was recorded counts.
    const finished = await inspect(path, ['--provider', 'zendesk', '--account', 'acme']);
    expect(finished).toMatchObject({ exitCode: 0, stderr: '' });
    givesNothingAway(finished);
    expect(finished.stdout).toContain('Verified as a delivery of Zendesk (acme).');
    expect(finished.stdout).toContain('ticket.status_changed');
    expect(finished.stdout).toContain('zendesk:acme:7313');
    expect(finished.stdout).toMatch(/changed +status, statusDetail/);
  }, 30_000);

  it('shows the text when it is asked for, without what would steer a terminal', async () => {
    const body = zendesk.body.replace('Invoice shows', 'Invoice \\u001b[2J shows');
    const headers = await zendesk.sign(body);
    const path = file('text.json', JSON.stringify({ headers, body }));
    const { exitCode, stdout } = await inspect(path, [...ZENDESK, '--show-text']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Invoice \uFFFD[2J shows');
    expect(stdout).not.toContain('\u001B');
  }, 30_000);

  it('says what is wrong and what to do, in words', async () => {
    const body = JSON.stringify(JSON.parse(zendesk.body));
    const headers = await zendesk.sign(zendesk.body);
    const path = file('parsed.json', JSON.stringify({ headers, body }));
    const finished = await inspect(path, ZENDESK);
    expect(finished).toMatchObject({ exitCode: 1, stderr: '' });
    givesNothingAway(finished);
    expect(finished.stdout).toContain('Not verified as a delivery of Zendesk (acme)');
    expect(finished.stdout).toContain('body_reserialized  certain');
    expect(finished.stdout).toContain('express.raw');
  }, 30_000);

  it('says it in JSON', async () => {
    const headers = await zendesk.sign(zendesk.body);
    const path = file('json.json', JSON.stringify({ headers, body: zendesk.body }));
    const secrets = { POLYDESK_WEBHOOK_SECRET: `"${SECRET}"` };
    const finished = await inspect(path, [...ZENDESK, '--json'], secrets);
    expect(finished.exitCode).toBe(1);
    givesNothingAway(finished);
    const diagnosis = JSON.parse(finished.stdout) as DeliveryDiagnosis;
    expect(diagnosis).toMatchObject({
      verified: false,
      reason: 'signature_mismatch',
      findings: [{ cause: 'wrong_secret', certainty: 'certain' }],
      events: [],
    });
  }, 30_000);

  it('gives events in JSON without text', async () => {
    const headers = await zendesk.sign(zendesk.body);
    const path = file('events.json', JSON.stringify({ headers, body: zendesk.body }));
    const finished = await inspect(path, [...ZENDESK, '--json']);
    givesNothingAway(finished);
    expect(JSON.parse(finished.stdout)).toMatchObject({
      verified: true,
      events: [
        {
          type: 'ticket.status_changed',
          recordId: 'zendesk:acme:7313',
          changes: ['status', 'statusDetail'],
        },
      ],
    });
  }, 30_000);

  it.each([
    ['CR LF', '\r\n'],
    ['line feeds', '\n'],
  ])(
    'reads an HTTP request with %s',
    async (_name, lineEnd) => {
      const body = '{"ticket_id":"1"}';
      const headers = { ...(await freshdesk.sign(body)), 'Content-Length': String(body.length) };
      const path = file('request.http', dump(headers, body, lineEnd));
      const finished = await inspect(path, ['--provider', 'freshdesk', '--account', 'acme']);
      expect(finished).toMatchObject({ exitCode: 0, stderr: '' });
      givesNothingAway(finished);
      expect(finished.stdout).toContain('neither body nor time');
      expect(finished.stdout).toContain(`${body.length} bytes`);
    },
    30_000,
  );

  it('puts the chunks of an HTTP request together', async () => {
    const headers = { ...(await intercom.sign(intercom.body)), 'Transfer-Encoding': 'chunked' };
    const bytes = Buffer.from(intercom.body);
    const chunks = [bytes.subarray(0, 100), bytes.subarray(100)].map((chunk) =>
      Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
    );
    const head = Buffer.from(dump(headers, '', '\r\n'));
    const path = file('chunked.http', Buffer.concat([head, ...chunks, Buffer.from('0\r\n\r\n')]));
    const finished = await inspect(path, ['--provider', 'intercom', '--account', 'abc123de']);
    expect(finished).toMatchObject({ exitCode: 0, stderr: '' });
  }, 30_000);

  it('reads a body and its headers from two files, one of them the standard input', async () => {
    const headers = file('headers.txt', headLines(await zendesk.sign(zendesk.body)).join('\r\n'));
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        'src/cli/main.ts',
        'webhook',
        'inspect',
        '-',
        '--headers',
        headers,
        ...ZENDESK,
      ],
      {
        cwd: fileURLToPath(new URL('../../', import.meta.url)),
        env: { ...process.env, FORCE_COLOR: undefined, ...environment },
      },
    );
    child.stdin.end(zendesk.body);
    expect(await finish(child)).toMatchObject({ exitCode: 0, stderr: '' });
  }, 30_000);

  it('thinks of the other providers', async () => {
    const headers = await intercom.sign(intercom.body);
    const path = file('other.json', JSON.stringify({ headers, body: intercom.body }));
    const finished = await inspect(path, ZENDESK);
    expect(finished.exitCode).toBe(1);
    givesNothingAway(finished);
    expect(finished.stdout).toContain('It verifies as a delivery of Intercom.');
  }, 30_000);
});

describe('what polydesk webhook inspect cannot do', () => {
  const path = file('usage.json', '{"headers":{},"body":"{}"}');
  const noJson = file('usage.txt', `${CANARY}\n`);
  const two = file('two.ndjson', '{"headers":{},"body":"1"}\n{"headers":{},"body":"2"}\n');
  const SECRET_AS_NAME = 'a1b2c3d4e5f6';

  it.each([
    [[path, '--provider', 'zendesk'], '--account'],
    [[path, '--account', 'acme'], '--provider'],
    [[path, '--provider', 'helpscout', '--account', 'acme'], 'zendesk, intercom, freshdesk'],
    [[path, ...ZENDESK, '--now', 'yesterday'], '--now'],
    [[path, ...ZENDESK, '--secret-env', 'NO_SUCH_SECRET'], 'NO_SUCH_SECRET is not set'],
    [[path, ...ZENDESK, '--secret-env', SECRET_AS_NAME], 'never the secret itself'],
    [[path, ...ZENDESK, `--secret=${SECRET_AS_NAME}`], '--secret'],
    [[join(directory, 'absent.json'), ...ZENDESK], 'cannot be read'],
    [[noJson, ...ZENDESK], 'no recorded delivery'],
    [[two, ...ZENDESK], '2 deliveries'],
    [['-', '--headers', '-', ...ZENDESK], 'standard input'],
  ])(
    'is told with exit code 2: %j',
    async (parameters, named) => {
      const finished = await runCli(['webhook', 'inspect', ...parameters], environment);
      expect(finished).toMatchObject({ exitCode: 2, stdout: '' });
      givesNothingAway(finished);
      expect(finished.stderr).toContain(named);
      expect(finished.stderr).not.toContain(SECRET_AS_NAME);
      expect(finished.stderr).not.toContain('    at ');
    },
    30_000,
  );
});
