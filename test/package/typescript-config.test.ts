import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

// The program as it is packed, in a project of somebody else: no TypeScript loader, nothing beside polydesk.
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'polydesk-packed-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CONFIG = `
import { defineConfig } from 'polydesk/config';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createZendesk } from 'polydesk/zendesk';
import { address, type Address } from './address.ts';

const baseUrl: Address = address;
export default defineConfig({
  desks: {
    old: () => createFreshdesk({ subdomain: 'acme', baseUrl, credentials: { apiKey: 'key' } }),
    new: () => createZendesk({ subdomain: 'acme', baseUrl, credentials: { email: 'a@b.example', apiToken: 'x' } }),
  },
  migration: { from: 'old', to: 'new', ledger: 'migration.sqlite' },
});
`;

it('reads a configuration in TypeScript, with the modules beside it', async () => {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/polydesk'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  writeFileSync(join(folder, 'polydesk.config.ts'), CONFIG);
  const address =
    "export type Address = string;\nexport const address = 'http://127.0.0.1:9' as Address;\n";
  writeFileSync(join(folder, 'address.ts'), address);
  const program = join(folder, 'node_modules/polydesk/dist/cli/main.js');
  const { code, stdout } = await promisify(execFile)(
    process.execPath,
    [program, 'doctor', '--json'],
    {
      cwd: folder,
    },
  ).then(
    (done) => ({ code: 0, stdout: done.stdout }),
    (error: { readonly code: number; readonly stdout: string }) => error,
  );
  // Nothing listens there: that the desks were asked at all says that the configuration was read.
  expect(code).toBe(1);
  const { ok, desks } = JSON.parse(stdout) as { ok: boolean; desks: { desk: string }[] };
  expect(ok).toBe(false);
  expect(desks.map(({ desk }) => desk)).toEqual(['old', 'new']);
}, 60_000);
