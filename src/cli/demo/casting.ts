import type { DataSet } from '../../../examples/data/generate.ts';
import type { MorningStep } from '../../../examples/data/morning.ts';
import { type Desk, turnOf } from './open-desks.ts';

/** Where each case is, and what it was made from. */
export interface Casting {
  deskOf(caseKey: string): Desk;
  scenarioOf(caseKey: string): string;
}

/** Cases of the history and new ones of the morning take turns, each for themselves. */
export function createCasting(
  desks: readonly Desk[],
  dataSet: DataSet,
  steps: readonly MorningStep[],
): Casting {
  const opened = steps.flatMap((step) => (step.kind === 'opens' ? [step.ticket] : []));
  const places = new Map<string, number>();
  for (const tickets of [dataSet.tickets, opened])
    for (const [index, { key }] of tickets.entries()) places.set(key, turnOf(index, desks.length));
  const scenarios = new Map(
    [...dataSet.tickets, ...opened].map((ticket) => [ticket.key, ticket.scenario.key]),
  );
  return {
    deskOf(caseKey) {
      const desk = desks[places.get(caseKey) ?? -1];
      if (desk === undefined) throw new Error(`No desk has the case "${caseKey}".`);
      return desk;
    },
    scenarioOf: (caseKey) => scenarios.get(caseKey) ?? 'unknown',
  };
}
