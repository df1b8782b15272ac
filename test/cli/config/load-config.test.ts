import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish, startProgram } from '../support/run-cli.ts';
import type { Wanted } from '../support/show-desks.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-config-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const ZENDESK = `createZendesk({ subdomain: 'acme', credentials: { accessToken: String(process.env.KEY) } })`;

type Files = Readonly<Record<string, string>>;
type Case = readonly [title: string, files: Files, within: Partial<Wanted>, expected: string];

const GOOD: readonly Case[] = [
  [
    'in TypeScript, with types, enums and files beside it',
    {
      'package.json': '{}',
      'polydesk.config.ts': `import type { PolydeskConfig } from 'polydesk/config';
        import { defineConfig } from 'polydesk/config';
        import { name } from './parts/name';
        import { other } from './parts/other.js';
        enum Side { Old }
        const desks = { [name]: other } satisfies PolydeskConfig['desks'];
        export default defineConfig({ desks: { ...desks, [Side[0] as string]: other } });`,
      'parts/name.ts': `export const name: string = 'new';`,
      'parts/other.ts': `import { createZendesk } from 'polydesk/zendesk'; export const other = async () => ${ZENDESK};`,
    },
    {},
    'polydesk.config.ts zendesk:acme',
  ],
  [
    'in JavaScript, two folders above',
    {
      'a/polydesk.config.mjs': `import { createZendesk } from 'polydesk/zendesk';
        export default { desks: { new: () => ${ZENDESK} } };`,
      'a/b/c/here': '',
    },
    { directory: 'a/b/c' },
    '../../polydesk.config.mjs zendesk:acme',
  ],
];

const config = (text: string): Files => ({
  'polydesk.config.ts': `import { createZendesk } from 'polydesk/zendesk';\n${text}`,
});

const BAD: readonly Case[] = [
  ['nothing there', {}, {}, 'There is no polydesk.config.ts here or in a folder above.'],
  ['another file', {}, { file: 'other.ts' }, 'There is no file other.ts, which --config names.'],
  [
    'a format without functions',
    { 'desks.json': '{}' },
    { file: 'desks.json' },
    'desks.json is neither',
  ],
  ['no default export', config(`export const desks = {};`), {}, 'not right:\n  must be an object'],
  [
    'many things',
    config(`export default {
      desks: { new: 's3cr3t' },
      migration: {
        from: 'old', to: 'new', ledger: 7, silence: 's3cr3t', concurrency: 0.5, fileBytes: 0, extra: 's3cr3t',
        mapping: { spam: 's3cr3t', people: { agents: { 17: 9 } }, customFields: { plan: { from: 's3cr3t' } } },
      },
    };`),
    {},
    `polydesk.config.ts is not right:
  desks.new must be a function that makes an adapter: () => createZendesk({ … })
  migration.ledger must be the path of a file, or a function that makes a ledger
  migration.mapping.people.agents.17 must be text
  migration.mapping.customFields.plan must be a key of the target, { to, values }, or null
  migration.mapping.spam must be one of carry, skip
  migration.silence must be 'confirmed', or left out
  migration.concurrency must be whole
  migration.fileBytes must be 1 or more
  migration has keys that nobody reads: extra`,
  ],
  [
    'desks that are not there',
    config(
      `export default { desks: { new: () => ${ZENDESK} }, migration: { from: 'old', to: 'new', ledger: 'l' } };`,
    ),
    {},
    'migration.from must be one of the desks: new',
  ],
  [
    'an unknown desk',
    config(`export default { desks: { old: () => ${ZENDESK} } };`),
    {},
    'polydesk.config.ts has no desk "new". It has: old.',
  ],
  [
    'what is no adapter',
    config(`export default { desks: { new: () => ({ key: 's3cr3t' }) } };`),
    {},
    'desks.new must make an adapter',
  ],
  [
    'a desk that cannot be made',
    config(
      `export default { desks: { new: () => createZendesk({ subdomain: 's3cr3t.example' }) } };`,
    ),
    {},
    'desks.new cannot be made. subdomain must be',
  ],
  [
    'an error of its own',
    config(`throw new Error('Set KEY first.');`),
    {},
    'cannot be loaded. Error: Set KEY first.',
  ],
  ['broken TypeScript', config(`const secret = 's3cr3t'; export default {{`), {}, '(2:43)'],
];

/** What became of each case, by its title. */
const shown = new Map<string, string>();

beforeAll(async () => {
  const cases = [...GOOD, ...BAD];
  const wanted = cases.map(([, files, { directory = '.', file }]) => {
    const at = { directory: join(folderWith(files), directory) };
    return file === undefined ? at : { ...at, file };
  });
  const program = startProgram('test/cli/support/show-desks.ts', [JSON.stringify(wanted)], {
    KEY: 'k-123',
  });
  const { stdout, stderr } = await finish(program);
  expect(stderr).toBe('');
  const texts = JSON.parse(stdout) as readonly string[];
  for (const [index, [title]] of cases.entries()) shown.set(title, texts[index] ?? '');
}, 60_000);

describe('a configuration', () => {
  it.each(GOOD)('%s', (title, _files, _within, expected) => {
    expect(shown.get(title)).toBe(expected);
  });
});

describe('what is wrong is told by its path, never by a value:', () => {
  it.each(BAD)('%s', (title, _files, _within, sentence) => {
    expect(shown.get(title)).toContain(sentence);
    expect(shown.get(title)).toContain('configuration_invalid');
    expect(shown.get(title)).not.toContain('s3cr3t');
  });
});
