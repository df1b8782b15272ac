import type { Second } from './traffic.ts';

/** When a run began, and when it had carried a tenth and nine tenths: the steady part lies between. */
export interface Marks {
  start: number;
  steadyFrom: number;
  steadyUntil: number;
}

/** One line: what was asked for in the steady part against what the account allows, and refusals of the run. */
export function describeTraffic(
  traffic: readonly Second[],
  { start, steadyFrom, steadyUntil }: Marks,
  {
    name,
    perMinute,
    unit,
  }: { readonly name: string; readonly perMinute: number; readonly unit: string },
): string {
  const [first, last] = wholeWindows(
    traffic.filter(({ at }) => at >= steadyFrom / 1000 && at < steadyUntil / 1000),
    [Math.ceil(steadyFrom / 1000), Math.floor(steadyUntil / 1000)],
  );
  const steady = traffic.filter(({ at }) => at >= first && at < last);
  const sum = (list: readonly Second[], key: 'used' | 'calls' | 'refused'): number =>
    list.reduce((total, second) => total + second[key], 0);
  const minutes = (last - first) / 60;
  const rate = sum(steady, 'used') / minutes;
  const run = traffic.filter(({ at }) => at >= start / 1000);
  const refused = (list: readonly Second[]): string =>
    `${sum(list, 'refused')} of ${sum(list, 'calls')} (${((100 * sum(list, 'refused')) / Math.max(1, sum(list, 'calls'))).toFixed(3)} %)`;
  return (
    `${name}: ${rate.toFixed(0)} ${unit} a minute of ${perMinute}, ${((100 * rate) / perMinute).toFixed(1)} % ` +
    `over ${minutes.toFixed(1)} steady minutes; 429: ${refused(steady)} there, ${refused(run)} in the whole run, ${refused(traffic)} with the plan`
  );
}

/** Budgets that are spent at once leave a pause behind: from pause to pause are whole windows. */
function wholeWindows(
  traffic: readonly Second[],
  otherwise: readonly [number, number],
): readonly [number, number] {
  const sorted = traffic.toSorted((left, right) => left.at - right.at);
  const starts = sorted.flatMap(({ at }, index) => {
    const before = sorted[index - 1];
    return before !== undefined && at - before.at > PAUSE_SECONDS ? [at] : [];
  });
  const [first, last] = [starts[0], starts.at(-1)];
  return first === undefined || last === undefined || first === last ? otherwise : [first, last];
}

const PAUSE_SECONDS = 5;
