import { defineConfig } from 'vitest/config';
import base, { reportersOf } from './vitest.config.ts';

/** Type tests: nothing runs, the compiler answers. */
export default defineConfig({
  ...base,
  test: {
    reporters: reportersOf('types'),
    include: [],
    typecheck: {
      enabled: true,
      only: true,
      include: ['test/types/**/*.test-d.ts'],
      tsconfig: '.config/tsconfig.types.json',
    },
  },
});
