import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Outside the repository, so that nothing is found by accident; kept between runs. */
const cache = process.env['POLYDESK_RUNTIMES_DIR'] ?? join(tmpdir(), 'polydesk-runtimes');

const npm = (directory: string, ...words: readonly string[]): string =>
  execFileSync('npm', [...words], { cwd: directory, encoding: 'utf8', stdio: 'pipe' });

const SCRIPTS = [
  'smoke.mjs',
  'deliveries.mjs',
  'handlers.mjs',
  'operations.mjs',
  'migration.mjs',
  'esm.mjs',
  'cjs.cjs',
  'worker.mjs',
] as const;

/** A project that has the packed package installed like any other, and the smoke scripts. */
export function consumerProject(): string {
  const project = join(cache, 'consumer');
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true }\n');
  const packed = npm(repository, 'pack', '--silent', '--pack-destination', project).trim();
  npm(project, 'install', '--no-audit', '--no-fund', `./${packed.split('\n').at(-1)}`);
  for (const name of SCRIPTS) {
    cpSync(join(repository, 'test/runtimes', name), join(project, name));
  }
  return project;
}

/** The program of a runtime, installed from its npm package; throws when it cannot be. */
export function runtimeProgram(specifier: string, program: string): string {
  const folder = join(cache, specifier.replace(/[^\w.-]/g, '_'));
  const path = join(folder, 'node_modules', program);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    npm(folder, 'install', '--no-audit', '--no-fund', '--ignore-scripts', specifier);
  }
  return path;
}

/** A Next.js application that has the packed package of a consumer project; answers its folder. */
export function nextProject(consumer: string): string {
  const folder = join(runtimeProgram('next@16', 'next'), '../..');
  const packed = readdirSync(consumer).find((name) => name.endsWith('.tgz')) ?? '';
  npm(folder, 'install', '--no-save', '--no-audit', '--no-fund', join(consumer, packed));
  for (const name of ['app', 'pages', '.next']) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  cpSync(join(repository, 'test/runtimes/next'), folder, { recursive: true });
  cpSync(join(repository, 'test/runtimes/deliveries.mjs'), join(folder, 'deliveries.mjs'));
  return folder;
}
