/**
 * What the package publishes: import path → source file. The one table behind the build, the
 * exports map (`npm run exports` writes it) and the package tests.
 */
export const ENTRIES = {
  '.': 'src/index.ts',
  './zendesk': 'adapters/zendesk/index.ts',
  './zendesk/webhooks': 'adapters/zendesk/webhook/index.ts',
  './zendesk/sandbox': 'adapters/zendesk/sandbox/index.ts',
  './intercom': 'adapters/intercom/index.ts',
  './intercom/webhooks': 'adapters/intercom/webhook/index.ts',
  './intercom/sandbox': 'adapters/intercom/sandbox/index.ts',
  './freshdesk': 'adapters/freshdesk/index.ts',
  './freshdesk/webhooks': 'adapters/freshdesk/webhook/index.ts',
  './freshdesk/sandbox': 'adapters/freshdesk/sandbox/index.ts',
  './webhooks': 'src/webhooks/index.ts',
  './migration': 'src/migration/index.ts',
  './config': 'src/config/index.ts',
  './testing': 'src/testing/index.ts',
  './schemas': 'src/model/schemas.ts',
  './sandbox': 'src/sandbox/index.ts',
  './triage': 'src/triage/index.ts',
  './triage/model': 'src/triage/model/index.ts',
  './sla': 'src/sla/index.ts',
  './health': 'src/health/index.ts',
  './metrics': 'src/metrics/index.ts',
  './planning': 'src/planning/index.ts',
  './feedback': 'src/feedback/index.ts',
  './report': 'src/desk-report/index.ts',
  './escalation': 'src/escalation/index.ts',
  './workflow': 'src/workflow/index.ts',
} as const satisfies Readonly<Record<string, string>>;

/** An import path below `polydesk`, as the exports map spells it. */
export type EntryPath = keyof typeof ENTRIES;

/** The command line program; ESM only, because nothing imports it. */
export const CLI_ENTRY = { name: 'cli/main', source: 'src/cli/main.ts' } as const;

/** What the program gives Node, so that configurations can be TypeScript. */
export const CONFIG_HOOKS_ENTRY = {
  name: 'cli/typescript-hooks',
  source: 'src/cli/config/typescript-hooks.ts',
} as const;

/** Where an entry lands below `dist`, without an extension: `./zendesk` → `zendesk`. */
export const entryName = (path: string): string => (path === '.' ? 'index' : path.slice(2));

/** What the exports map of package.json must be. */
export function exportsMap(): Readonly<Record<string, unknown>> {
  const entries = Object.keys(ENTRIES).map((path) => {
    const file = `./dist/${entryName(path)}`;
    return [
      path,
      {
        import: { types: `${file}.d.ts`, default: `${file}.js` },
        require: { types: `${file}.d.cts`, default: `${file}.cjs` },
      },
    ] as const;
  });
  return { ...Object.fromEntries(entries), './package.json': './package.json' };
}
