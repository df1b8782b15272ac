import { EdgeVM } from '@edge-runtime/vm';
import { type BuildOptions, build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from './rules/source-file.ts';
import { requireBuild } from './support/run-node.ts';

requireBuild();

type EdgeOptions = Pick<BuildOptions, 'platform' | 'format' | 'conditions' | 'external'>;

const bundle = async (contents: string, options: EdgeOptions = {}) => {
  const result = await build({
    stdin: { contents, resolveDir: repositoryRoot, loader: 'js' },
    absWorkingDir: repositoryRoot,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    // The repository's own path aliases would lead to the sources instead of the package.
    tsconfigRaw: {},
    logLevel: 'silent',
    ...options,
  });
  const imports = Object.values(result.metafile.outputs).flatMap((output) => output.imports);
  return {
    text: result.outputFiles[0]?.text ?? '',
    external: imports.filter((entry) => entry.external).map((entry) => entry.path),
    axios: imports.filter((entry) => entry.path === 'axios').map((entry) => entry.kind),
  };
};

const EDGE_ENTRIES = [
  '',
  '/zendesk',
  '/webhooks',
  '/schemas',
  '/testing',
  '/triage',
  '/sla',
  '/health',
  '/metrics',
  '/planning',
  '/feedback',
  '/escalation',
  '/workflow',
];

describe('a bundle for any platform', () => {
  it.each(EDGE_ENTRIES.map((path) => `polydesk${path}`))('of %s needs no Node', async (entry) => {
    const { external } = await bundle(`export * from '${entry}';`, { external: ['axios'] });
    expect(external.filter((path) => path !== 'axios')).toEqual([]);
  });

  it('would not be built if something imported node:, so the test above can fail', async () => {
    await expect(bundle(`import 'node:fs';`)).rejects.toThrow('node:fs');
  });

  it('loads axios only when it is used, and only where calls are made', async () => {
    for (const path of EDGE_ENTRIES) {
      const { axios } = await bundle(`export * from 'polydesk${path}';`, { external: ['axios'] });
      const caller = path === '' || path === '/zendesk';
      expect([path, axios]).toEqual([path, caller ? ['dynamic-import'] : []]);
    }
  });
});

describe('in an edge runtime', () => {
  let code = '';
  beforeAll(async () => {
    const contents = `
      import * as polydesk from 'polydesk';
      import * as testing from 'polydesk/testing';
      import * as webhooks from 'polydesk/webhooks';
      import * as zendesk from 'polydesk/zendesk';
      import * as sandbox from 'polydesk/zendesk/sandbox';
      import { smoke } from './test/runtimes/smoke.mjs';
      globalThis.outcome = smoke({ polydesk, testing, webhooks, zendesk, sandbox });`;
    const options: EdgeOptions = {
      platform: 'browser',
      format: 'iife',
      conditions: ['edge-light', 'worker', 'browser'],
      external: ['node:http'],
    };
    ({ text: code } = await bundle(contents, options));
  });

  it('there is neither process nor Buffer', () => {
    const machine = new EdgeVM();
    expect(machine.evaluate('[typeof process, typeof Buffer, typeof require].join()')).toBe(
      'undefined,undefined,undefined',
    );
  });

  it('tickets are created, listed, retried and webhooks verified, through a passed fetch', async () => {
    const machine = new EdgeVM({ codeGeneration: { strings: false, wasm: false } });
    machine.evaluate(code);
    await expect(machine.evaluate('outcome')).resolves.toEqual({ calls: 5 });
  });
});
