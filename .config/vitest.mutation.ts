import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

const part = process.env['POLYDESK_MUTATION_PART'] ?? '';

/** The tests of one part, for `.config/mutation.ts`: those that go through the adapters are left out. */
export default defineConfig({
  ...base,
  test: {
    include: [`test/${part}/**/*.test.ts`],
    exclude: ['**/same-*-on-every-desk.test.ts', '**/same-on-every-desk.test.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 20_000,
    setupFiles: ['.config/vitest.mutation-setup.ts'],
    env: { TZ: 'UTC' },
  },
});
