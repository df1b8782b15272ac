import { parseArgs } from 'node:util';
import { type Case, caseOf, START } from './cases.ts';
import { fail } from './failure.ts';
import { type Ended, runCase } from './run-case.ts';
import { clockFrom, openSubjects } from './subjects.ts';

// npm run fuzz:webhooks -- [--count 1000000] [--seed 1] [--only 123]
// Mutated deliveries through the parsers of all desks and through receivers. What must hold: no error
// but the documented ones, no rejection, nothing believed that was not signed, no prototype touched,
// bounded memory, nothing slow. `--only` repeats one case alone and prints it.

const SLOW_MS = 250;
const MAX_GROWTH_MIB = 16;
const MAX_KINDS_OF_FAILURES = 20;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});

const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(values.count);
const only = values.only === undefined ? null : Number(values.only);

const failures = new Map<
  string,
  { readonly number: number; readonly cause: unknown; times: number }
>();
const outcomes = new Map<string, number>();
let slowest = { ms: 0, number: -1 };
let current = -1;

const count1 = (name: string): void => void outcomes.set(name, (outcomes.get(name) ?? 0) + 1);

function note(error: unknown, number: number): void {
  const message = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const known = failures.get(message);
  if (known !== undefined) known.times += 1;
  else if (failures.size < MAX_KINDS_OF_FAILURES)
    failures.set(message, { number, cause, times: 1 });
}

process.on('unhandledRejection', (reason) => {
  note(new Error(`an unhandled rejection: ${String(reason)}`, { cause: reason }), current);
});

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const keysOf = (): string =>
  prototypes.map((one) => Reflect.ownKeys(one).map(String).join()).join(';');
const cleanKeys = keysOf();
const keyCount = Reflect.ownKeys(Object.prototype).length;

function checkPrototypes(number: number): void {
  if (Reflect.ownKeys(Object.prototype).length !== keyCount) fail('Object.prototype was changed');
  if (number % 1000 === 0 && keysOf() !== cleanKeys) fail('a prototype was changed');
}

/** A slow moment of the machine is not a slow delivery: the parser gets two more tries. */
async function confirmSlow(one: Case, ended: Ended, subjects: ReturnType<typeof openSubjects>) {
  let { ms } = ended;
  for (let round = 0; round < 2 && ms > SLOW_MS; round += 1) {
    ms = Math.min(ms, (await runCase(one, subjects)).ms);
  }
  return ms;
}

async function run(number: number, subjects: ReturnType<typeof openSubjects>): Promise<void> {
  current = number;
  const one = caseOf(seed, number);
  try {
    const ended = await runCase(one, subjects);
    const ms = await confirmSlow(one, ended, subjects);
    if (ms > slowest.ms) slowest = { ms, number };
    if (ms > SLOW_MS) fail(`a delivery took longer than ${SLOW_MS} ms`);
    checkPrototypes(number);
    count1(`${one.desk.padEnd(9)} ${ended.outcome}`);
  } catch (error) {
    note(error, number);
    count1(`${one.desk.padEnd(9)} FAILED`);
  }
}

const heapMib = (): number => {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1_048_576;
};

function show({ delivery, ...rest }: Case): void {
  const { rawBody, headers } = delivery;
  const fields = headers instanceof Headers ? [...headers] : Object.entries(headers);
  console.log(rest, fields);
  console.log(typeof rawBody, JSON.stringify(Buffer.from(rawBody).toString().slice(0, 4000)));
  console.log('base64:', Buffer.from(rawBody).toString('base64').slice(0, 8000));
}

function tellFailures(): void {
  for (const [message, { number, cause, times }] of failures) {
    console.log(`\nFAILED ${times} times: ${message}`);
    console.log(`  first: case ${number} of seed ${seed}; alone: --seed ${seed} --only ${number}`);
    console.log(`  with all before it: --seed ${seed} --count ${number + 1}`);
    console.log(cause);
  }
}

async function runAll(): Promise<void> {
  const subjects = openSubjects(clockFrom(START));
  const start = performance.now();
  let early = 0;
  for (let number = 0; number < count; number += 1) {
    await run(number, subjects);
    if (number === Math.floor(count / 10)) early = heapMib();
  }
  const seconds = (performance.now() - start) / 1000;
  const late = heapMib();
  if (globalThis.gc !== undefined && late - early > MAX_GROWTH_MIB) {
    note(new Error(`the heap grew from ${early.toFixed(1)} to ${late.toFixed(1)} MiB`), count - 1);
  }
  for (const [name, times] of [...outcomes].sort()) console.log(`${name.padEnd(45)} ${times}`);
  console.log(
    `${count} deliveries in ${seconds.toFixed(0)} s, ${(count / seconds).toFixed(0)} each second`,
  );
  const measured = globalThis.gc === undefined ? ' (without --expose-gc: not checked)' : '';
  console.log(
    `heap ${early.toFixed(1)} MiB after a tenth, ${late.toFixed(1)} MiB at the end, at most ` +
      `${MAX_GROWTH_MIB} more allowed${measured}`,
  );
  console.log(
    `slowest ${slowest.ms.toFixed(1)} ms, case ${slowest.number}, at most ${SLOW_MS} allowed`,
  );
}

console.log(`seed ${seed}`);
if (only === null) {
  await runAll();
} else {
  show(caseOf(seed, only));
  await run(only, openSubjects(clockFrom(START)));
  for (const name of outcomes.keys()) console.log(`became: ${name}, ${slowest.ms.toFixed(1)} ms`);
}
tellFailures();
process.exitCode = failures.size > 0 ? 1 : 0;
