import type { SlaRisk } from '../model/enums.ts';
import type { SlaClockResult } from './engine/result-types.ts';

/** Why a clock stands as it does, in words. */
export interface SlaClockReason {
  readonly code: `clock_${SlaRisk}`;
  readonly message: string;
  readonly evidence: {
    readonly policyId: string;
    readonly targetMinutes: number | null;
    readonly elapsedMinutes: number;
    readonly remainingMinutes: number;
  };
}

const rounded = (minutes: number): number => Math.round(minutes * 10) / 10;

/**
 * Says in words where a clock stands. Kept apart from the engine, so that evaluating a hundred thousand
 * tickets builds no sentences.
 *
 * @example explainSlaClock(clock).message
 * //=> 'first_reply 1 is breached: 31 of 30 minutes are used, 1 too many.'
 */
export function explainSlaClock(clock: SlaClockResult): SlaClockReason {
  const { metric, cycle, risk, policyId, targetMinutes, elapsedMinutes, remainingMinutes } = clock;
  const used = `${rounded(elapsedMinutes)}${targetMinutes === null ? '' : ` of ${targetMinutes}`}`;
  const left =
    remainingMinutes < 0
      ? `${rounded(-remainingMinutes)} too many`
      : `${rounded(remainingMinutes)} are left`;
  return {
    code: `clock_${risk}`,
    message: `${metric} ${cycle} is ${risk.replace('_', ' ')}: ${used} minutes are used, ${left}.`,
    evidence: { policyId, targetMinutes, elapsedMinutes, remainingMinutes },
  };
}
