import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// npm run bench [group …]: runs every group of this folder in a process of its own, one after the
// other, so that none disturbs the figures of the next. `imports` and `sizes` need a build. What begins with
// a dash, and all after it, goes to the groups: npm run bench migration --tickets 1000

const folder = fileURLToPath(new URL('.', import.meta.url));
const words = process.argv.slice(2);
const firstFlag = words.findIndex((word) => word.startsWith('-'));
const wanted = firstFlag < 0 ? words : words.slice(0, firstFlag);
const flags = firstFlag < 0 ? [] : words.slice(firstFlag);
const groups = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts')
  .map((name) => name.slice(0, -'.ts'.length))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

const failed = groups.filter((name) => {
  console.log(`\n== ${name}`);
  const program = ['--expose-gc', '--import', 'tsx', `${folder}${name}.ts`, ...flags];
  return spawnSync(process.execPath, program, { stdio: 'inherit' }).status !== 0;
});

if (failed.length > 0) console.log(`\nfailed: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
