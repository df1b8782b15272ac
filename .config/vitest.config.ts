import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (path: string) => `${root}${path}`;

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^polydesk\/zendesk\/sandbox$/, replacement: at('adapters/zendesk/sandbox/index.ts') },
      { find: /^polydesk\/(zendesk|intercom|freshdesk)$/, replacement: at('adapters/$1/index.ts') },
      { find: /^polydesk\/schemas$/, replacement: at('src/model/schemas.ts') },
      { find: /^polydesk\/(.+)$/, replacement: at('src/$1/index.ts') },
      { find: /^polydesk$/, replacement: at('src/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/package/**', 'test/runtimes/**', '**/node_modules/**'],
    testTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['src/**', 'adapters/**'],
      reportsDirectory: at('coverage'),
    },
  },
});
