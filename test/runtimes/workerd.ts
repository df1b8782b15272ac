import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .worker)]);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.bundle.js")],
  compatibilityDate = "2025-06-01",
  bindings = [(name = "SELF", service = "main")],
);
`;

/** Bundles the smoke test as a worker and answers the arguments that run it. */
export async function workerdArguments(project: string): Promise<readonly string[]> {
  await build({
    absWorkingDir: project,
    entryPoints: ['worker.mjs'],
    outfile: 'worker.bundle.js',
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*'],
    // The repository's own path aliases would lead to the sources instead of the package.
    tsconfigRaw: {},
    logLevel: 'error',
  });
  writeFileSync(join(project, 'config.capnp'), CONFIG);
  return ['test', 'config.capnp'];
}
