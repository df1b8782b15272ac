import { checkNumbers } from '../numbers/check-numbers.ts';
import type { PlanningReason } from './types.ts';

const vendorClaim: PlanningReason = Object.freeze({
  code: 'vendor_claim',
  message: 'A figure that a vendor published without saying how it was measured.',
});

/** What reply templates together with a knowledge base are said to bring. */
export interface TemplateEffect {
  readonly heuristic: true;
  /** Mean hours to a resolution. The change is relative. */
  readonly timeToResolution: {
    readonly beforeHours: number;
    readonly afterHours: number;
    readonly relativeChangePercent: number;
  };
  /** Percentage points, not a relative change. */
  readonly firstContactResolution: PointChange;
  /** Percentage points, not a relative change. */
  readonly csat: PointChange;
  readonly assumptions: readonly PlanningReason[];
}

/** A change in percentage points. */
export interface PointChange {
  readonly beforePercent: number;
  readonly afterPercent: number;
  readonly changePoints: number;
}

const points = (beforePercent: number, afterPercent: number): PointChange => ({
  beforePercent,
  afterPercent,
  changePoints: afterPercent - beforePercent,
});

/**
 * The published expectation of templates and a knowledge base: time to resolution from 4.5 to 2.5 h
 * (−44 %, relative), first contact resolution from 65 to 80 % (+15 points), CSAT from 88 to 94 %
 * (+6 points). Use it to compare with, not to promise.
 *
 * @example templateEffect().firstContactResolution.changePoints //=> 15
 */
export function templateEffect(): TemplateEffect {
  return {
    heuristic: true,
    timeToResolution: {
      beforeHours: 4.5,
      afterHours: 2.5,
      relativeChangePercent: (2.5 / 4.5 - 1) * 100,
    },
    firstContactResolution: points(65, 80),
    csat: points(88, 94),
    assumptions: [vendorClaim],
  };
}

/** What faster responses are said to bring. */
export interface EfficiencyEffect {
  readonly heuristic: true;
  /** Percent of CSAT, as the claim words it; whether points or relative it does not say. */
  readonly csatChangePercent: number;
  readonly renewalChangePercent: number;
  readonly assumptions: readonly PlanningReason[];
}

/**
 * A rule of thumb, never verified: 10 % more response efficiency brings 5 % more CSAT and 3 % more
 * renewals. Linear in both directions.
 *
 * @param efficiencyChangePercent how much faster responses become, in percent
 * @throws ValidationError when it is not a finite number.
 * @example efficiencyEffect(20).csatChangePercent //=> 10
 */
export function efficiencyEffect(efficiencyChangePercent: number): EfficiencyEffect {
  checkNumbers('The change', { efficiencyChangePercent: [efficiencyChangePercent, 'finite'] });
  return {
    heuristic: true,
    csatChangePercent: efficiencyChangePercent / 2,
    renewalChangePercent: (efficiencyChangePercent * 3) / 10,
    assumptions: [vendorClaim],
  };
}
