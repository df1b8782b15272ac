import type { LossLog } from './loss-log.ts';

/** Where a translation puts what it cannot place. */
export interface Losing {
  readonly log: LossLog;
  /** What has a value and no place at the target, by a name that people know. */
  readonly homeless: (readonly [name: string, value: string])[];
}
