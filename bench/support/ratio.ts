/** Something to measure; the answer may be a promise, which is awaited only then. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** What a contender took, over all rounds. */
export interface Measured {
  readonly name: string;
  /** Median over the rounds, in microseconds a call. */
  readonly microseconds: number;
  /** Half the distance between the quartiles, relative to the median. */
  readonly spread: number;
}

/** How long to measure. */
export interface MeasureOptions {
  /** @default 41 */
  readonly rounds?: number;
  /** Calls in one round. @default 2000 */
  readonly calls?: number;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

async function round({ run }: Contender, calls: number): Promise<number> {
  const start = process.hrtime.bigint();
  for (let index = 0; index < calls; index += 1) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return Number(process.hrtime.bigint() - start) / 1000 / calls;
}

/**
 * Measures contenders in turns within one run, so that a slow moment of the machine hits all of
 * them alike. Compare the medians as ratios; the absolute figures are of this machine and moment.
 */
export async function measure(
  contenders: readonly Contender[],
  options: MeasureOptions = {},
): Promise<readonly Measured[]> {
  const { rounds = 41, calls = 2000 } = options;
  const times = contenders.map(() => [] as number[]);
  for (const contender of contenders) await round(contender, calls);
  for (let index = 0; index < rounds; index += 1) {
    for (const [position, contender] of contenders.entries()) {
      times[position]?.push(await round(contender, calls));
    }
  }
  return contenders.map(({ name }, position) => {
    const sorted = (times[position] ?? []).toSorted((left, right) => left - right);
    const microseconds = at(sorted, 0.5);
    return { name, microseconds, spread: (at(sorted, 0.75) - at(sorted, 0.25)) / 2 / microseconds };
  });
}

/** A target: how fast `ours` must be as a share of `limit`, both measured in the same run. */
export interface Target {
  readonly id: string;
  readonly limit: Measured | undefined;
  readonly ours: Measured | undefined;
  /** Left out where there is none: then the ratio is only told. */
  readonly atLeast?: number;
}

/** The result of this name. */
export const named = (results: readonly Measured[], name: string): Measured | undefined =>
  results.find((result) => result.name === name);

/** One line: the limit, ours, their ratio against the target, and both spreads. */
export function describeTarget({ id, limit, ours, atLeast }: Target): string {
  if (limit === undefined || ours === undefined) return `${id}: not measured`;
  const ratio = limit.microseconds / ours.microseconds;
  const side = ({ name, microseconds, spread }: Measured) =>
    `${name} ${microseconds.toFixed(2)} us ±${(spread * 100).toFixed(0)} %`;
  const verdict =
    atLeast === undefined
      ? '(no target)'
      : `(target ${atLeast}) ${ratio >= atLeast ? 'met' : 'MISSED'}`;
  return `${id.padEnd(10)} ${ratio.toFixed(3)} of the limit ${verdict} | ${side(limit)} | ${side(ours)}`;
}
