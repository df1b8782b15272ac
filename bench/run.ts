import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// npm run bench [group …]: runs every group of this folder in a process of its own, one after the
// other, so that none disturbs the figures of the next. `imports` and `sizes` need a build.

const folder = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv.slice(2);
const groups = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts')
  .map((name) => name.slice(0, -'.ts'.length))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

const failed = groups.filter((name) => {
  console.log(`\n== ${name}`);
  const words = ['--expose-gc', '--import', 'tsx', `${folder}${name}.ts`];
  return spawnSync(process.execPath, words, { stdio: 'inherit' }).status !== 0;
});

if (failed.length > 0) console.log(`\nfailed: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
