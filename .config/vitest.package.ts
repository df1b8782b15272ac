import { defineConfig } from 'vitest/config';
import base, { reportersOf } from './vitest.config.ts';

/** Tests of the built package and of the repository itself; they run after `npm run build`. */
export default defineConfig({
  ...base,
  test: {
    reporters: reportersOf('package'),
    include: ['test/package/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
