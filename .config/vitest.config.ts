import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (path: string) => `${root}${path}`;
const deep = process.env['POLYDESK_DEEP'] === '1';

/** Tests of the modules that compute with times; they must not notice where they run. */
const PURE_MODULES = [
  'triage',
  'sla',
  'health',
  'escalation',
  'rules',
  'workflow',
  'metrics',
  'planning',
  'feedback',
];
const PURE_TESTS = PURE_MODULES.map((module) => `test/${module}/**/*.test.ts`);
const OTHER_ZONES = ['Asia/Kolkata', 'America/St_Johns'];
const ELSEWHERE = ['test/package/**', 'test/runtimes/**', 'test/types/**', '**/node_modules/**'];

/** The readable report on the terminal, and the figures for the closing line of `.ci/run`. */
export const reportersOf = (name: string): ['default', ['json', { outputFile: string }]] => [
  'default',
  ['json', { outputFile: at(`reports/vitest-${name}.json`) }],
];

export default defineConfig({
  root,
  resolve: {
    alias: [
      {
        find: /^polydesk\/(zendesk|intercom|freshdesk)\/webhooks$/,
        replacement: at('adapters/$1/webhook/index.ts'),
      },
      {
        find: /^polydesk\/(zendesk|intercom|freshdesk)\/sandbox$/,
        replacement: at('adapters/$1/sandbox/index.ts'),
      },
      { find: /^polydesk\/(zendesk|intercom|freshdesk)$/, replacement: at('adapters/$1/index.ts') },
      { find: /^polydesk\/schemas$/, replacement: at('src/model/schemas.ts') },
      { find: /^polydesk\/report$/, replacement: at('src/desk-report/index.ts') },
      { find: /^polydesk\/(.+)$/, replacement: at('src/$1/index.ts') },
      { find: /^polydesk$/, replacement: at('src/index.ts') },
    ],
  },
  test: {
    reporters: reportersOf('tests'),
    testTimeout: deep ? 600_000 : 20_000,
    // Loading the sources for each of three hundred files anew would take longer than the tests; none
    // of them changes what another could see.
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    setupFiles: deep ? [at('.config/vitest.deep.ts')] : [],
    coverage: {
      provider: 'v8',
      include: ['src/**', 'adapters/**'],
      reportsDirectory: at('coverage'),
      // Of each of the pure modules; `npm run coverage` fails below.
      thresholds: Object.fromEntries(
        PURE_MODULES.map((module) => [`src/${module}/**`, { branches: 98 }]),
      ),
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: deep ? ELSEWHERE : [...ELSEWHERE, 'test/deep/**'],
          env: { TZ: 'UTC' },
        },
      },
      ...OTHER_ZONES.map((zone) => ({
        extends: true as const,
        test: { name: zone, include: PURE_TESTS, env: { TZ: zone } },
      })),
    ],
  },
});
