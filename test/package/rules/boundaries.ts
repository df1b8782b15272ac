import { type Import, importsOf } from './imports.ts';
import type { SourceFile } from './source-file.ts';

/** What each part of `src` may import of the other parts. A part that is not listed is refused. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  model: ['errors'],
  adapter: ['errors', 'model', 'text'],
  http: ['adapter', 'errors', 'model'],
  webhooks: ['adapter', 'errors', 'model', 'storage', 'http/clock.ts'],
  storage: ['errors'],
  triage: ['errors', 'model', 'numbers', 'text'],
  sla: ['errors', 'model', 'numbers'],
  health: ['errors', 'model', 'numbers'],
  numbers: ['errors'],
  metrics: ['errors', 'model', 'numbers'],
  planning: ['errors', 'numbers'],
  feedback: ['errors', 'model', 'numbers', 'text'],
  text: [],
  escalation: ['errors', 'model', 'numbers', 'text'],
  rules: ['errors', 'model', 'numbers', 'text'],
  workflow: ['errors', 'model', 'numbers', 'rules', 'text'],
  report: ['errors', 'text'],
  'desk-report': [
    'errors',
    'model',
    'numbers',
    'report',
    // A report shows what the pure functions answer.
    'metrics',
    'sla',
    'triage',
    'health',
    'feedback',
  ],
  migration: ['adapter', 'errors', 'model', 'report', 'storage', 'http/clock.ts'],
  config: ['adapter', 'migration'],
  polling: ['adapter', 'errors', 'model', 'http/clock.ts'],
  hub: [
    'adapter',
    'errors',
    'model',
    'polling',
    'webhooks',
    'http/clock.ts',
    // A hub is where the pure functions are put to work.
    'triage',
    'sla',
    'health',
  ],
  testing: ['adapter', 'errors', 'model', 'webhooks'],
  'sandbox/kit': ['errors', 'model', 'webhooks/hmac.ts', 'webhooks/timing-safe.ts'],
};

/** What an adapter may import of `src`. */
const FOR_ADAPTERS = [
  'src/model/',
  'src/adapter/',
  'src/errors/',
  'src/http/',
  'src/webhooks/hmac.ts',
  'src/webhooks/timing-safe.ts',
  'src/webhooks/request.ts',
];

const FOR_SANDBOXES = [
  'src/sandbox/kit/',
  'src/model/',
  'src/errors/',
  'src/webhooks/hmac.ts',
  'src/webhooks/timing-safe.ts',
];

/** Adapter files that only compute; the rest may have effects. */
const PURE_FILE =
  /^adapters\/[^/]+\/(wire|enums|capabilities|to-unified|from-unified|webhook|errors)(\.ts$|\/)/;
const ADAPTER = /^adapters\/([^/]+)\/(sandbox\/)?/;
/** Composition roots: they put adapters and library together. */
const ROOT = /^src\/(cli\/|sandbox\/index\.ts$)/;

const layerOf = (path: string): string => {
  const [, first = '', second] = path.split('/');
  return first === 'sandbox' && second === 'kit' ? 'sandbox/kit' : first;
};

const startsWithAny = (path: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => path.startsWith(prefix));

function adapterViolation({ from, to, typeOnly }: Import): string | null {
  const [, name, sandbox] = ADAPTER.exec(from) ?? [];
  const own = to.startsWith(`adapters/${name}/`);
  if (to.startsWith('adapters/') && !own) return 'adapters never import each other';
  if (sandbox !== undefined) {
    return own || startsWithAny(to, FOR_SANDBOXES) ? null : 'a sandbox stands on the kit alone';
  }
  if (own && to.startsWith(`adapters/${name}/sandbox/`))
    return 'an adapter never needs its sandbox';
  const pure = PURE_FILE.test(from);
  if (pure && own && /^adapters\/[^/]+\/(client|adapter|index)(\.ts$|\/)/.test(to)) {
    return 'pure translation never imports effects';
  }
  if (pure && to.startsWith('src/http/') && !typeOnly) return 'pure translation never imports http';
  if (own || startsWithAny(to, FOR_ADAPTERS)) return null;
  return 'adapters import model, adapter, errors, http and webhooks/{hmac,timing-safe,request} only';
}

function sourceViolation({ from, to }: Import): string | null {
  if (to.startsWith('adapters/')) {
    return ROOT.test(from) ? null : 'src never imports adapters, except its composition roots';
  }
  const forProgram = to.startsWith('examples/data/') || to === 'package.json';
  if (from.startsWith('src/cli/') && forProgram) return null;
  if (!to.startsWith('src/')) return 'src imports nothing outside src';
  if (ROOT.test(from)) return null;
  if (from === 'src/index.ts') {
    return /^src\/(cli|sandbox|testing)\//.test(to) ? 'the umbrella entry stays light' : null;
  }
  const layer = layerOf(from);
  const target = layerOf(to);
  const allowed = LAYERS[layer];
  if (allowed === undefined) return `no rule says what src/${layer} may import`;
  const inside = to.slice('src/'.length);
  const fine = layer === target || allowed.some((item) => item === target || item === inside);
  return fine ? null : `src/${layer} may import ${allowed.join(', ') || 'nothing'} only`;
}

function outsideViolation({ from, to }: Import): string | null {
  if (!from.startsWith('examples/')) return null;
  return /^(src|adapters)\//.test(to) ? 'examples use public entry points only' : null;
}

/** The one external package that a single file may import, beside types. */
const GUARDED: Readonly<Record<string, string>> = {
  axios: 'src/http/axios-transport.ts',
  'p-retry': 'src/http/retry.ts',
};

function packageViolation({ from, to, typeOnly }: Import): string | null {
  const keeper = GUARDED[to];
  if (keeper === undefined || typeOnly || !/^(src|adapters)\//.test(from)) return null;
  return from === keeper ? null : `only ${keeper} imports it`;
}

function violationOf(entry: Import): string | null {
  if (!entry.relative) return packageViolation(entry);
  if (entry.from.startsWith('adapters/')) return adapterViolation(entry);
  if (entry.from.startsWith('src/')) return sourceViolation(entry);
  return outsideViolation(entry);
}

/** Every import that points where the layers do not allow it, in words. */
export function boundaryViolations(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => /^(src|adapters|examples)\/.+\.ts$/.test(path))
    .flatMap(importsOf)
    .flatMap((entry) => {
      const violation = violationOf(entry);
      return violation === null ? [] : [`${entry.from} → ${entry.to}: ${violation}`];
    });
}

/** Every circle of imports, types included, as the files along it. */
export function importCycles(files: readonly SourceFile[]): readonly string[] {
  const targets = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter((entry) => entry.relative)
        .map((entry) => entry.to),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const seen = trail.indexOf(path);
    if (seen >= 0) {
      cycles.push([...trail.slice(seen), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const target of targets.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) walk(path, []);
  return cycles;
}
