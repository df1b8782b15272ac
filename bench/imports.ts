import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// npx tsx bench/imports.ts (after a build): row I1 of the performance targets. Each import is timed
// inside a fresh process; contenders take turns, and the medians are compared.

const ROUNDS = Number(process.env['ROUNDS'] ?? 15);
const repository = fileURLToPath(new URL('..', import.meta.url));

const CONTENDERS: readonly (readonly [name: string, load: string, budgetMs: number | null])[] = [
  ['polydesk', `import('polydesk')`, 20],
  ['polydesk/zendesk', `import('polydesk/zendesk')`, 15],
  ['polydesk/webhooks', `import('polydesk/webhooks')`, 10],
  ['polydesk/sla', `import('polydesk/sla')`, 10],
  ['zod/mini', `import('zod/mini')`, null],
  ['axios + zod', `Promise.all([import('axios'), import('zod')])`, null],
];

const once = (load: string): number => {
  const text = `const from = performance.now(); await ${load}; console.log(performance.now() - from)`;
  const words = ['--input-type=module', '--eval', text];
  return Number(execFileSync(process.execPath, words, { cwd: repository, encoding: 'utf8' }));
};

const median = (times: readonly number[]): number =>
  times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)] ?? Number.NaN;

const times = CONTENDERS.map((): number[] => []);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [index, [, load]] of CONTENDERS.entries()) times[index]?.push(once(load));
}

console.log(`import, in process, median of ${ROUNDS}    ms  budget`);
for (const [index, [name, , budgetMs]] of CONTENDERS.entries()) {
  const took = median(times[index] ?? []);
  const verdict = budgetMs === null || took <= budgetMs ? '' : '  over';
  console.log(
    `${name.padEnd(32)} ${took.toFixed(1).padStart(6)} ${String(budgetMs ?? '').padStart(7)}${verdict}`,
  );
}
