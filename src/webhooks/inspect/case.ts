import type { Outcome, Probe, Setup } from './probe.ts';
import type { DeliveryFinding, InspectOptions } from './types.ts';

/** A delivery that was refused, on its way to a diagnosis. */
export interface Case {
  readonly probe: Probe;
  readonly setup: Setup;
  /** What `verify` said first. */
  readonly outcome: Outcome;
  readonly options: InspectOptions;
}

const ORDER = { certain: 0, likely: 1, possible: 2 } as const;

/** The most certain first; what is equally certain stays in its order. */
export const sortFindings = (findings: readonly DeliveryFinding[]): readonly DeliveryFinding[] =>
  [...findings].sort((left, right) => ORDER[left.certainty] - ORDER[right.certainty]);
