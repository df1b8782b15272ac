/** Levels of support, from self-service to the makers of the product. */
export const SUPPORT_TIERS = ['L0', 'L1', 'L2', 'L3'] as const;
/** One of them. */
export type SupportTier = (typeof SUPPORT_TIERS)[number];

/** What a level of support should do. */
export interface SupportTierTarget {
  /** Minutes until it answers; `null` for best effort. */
  readonly responseMinutes: { readonly min: number; readonly max: number } | null;
  /** The share that it should settle, from and to. */
  readonly share: { readonly min: number; readonly max: number };
  /** What the share is of: all contacts, or the tickets that self-service left over. */
  readonly shareOf: 'contacts' | 'tickets';
  /** Whether the share must stay below `max`, instead of reaching it at most. */
  readonly isBelowMax: boolean;
}

const target = (value: SupportTierTarget): SupportTierTarget => Object.freeze(value);
const hours = (count: number): number => count * 60;

/**
 * What each level should do: L0 answers at once and deflects 30–50 % of all contacts, L1 answers in 15–60
 * minutes and settles 60–80 % of the tickets, L2 in 4–8 hours 15–25 %, L3 as it can, below 5 %.
 *
 * @example SUPPORT_TIER_TARGETS.L2.responseMinutes //=> { min: 240, max: 480 }
 */
export const SUPPORT_TIER_TARGETS: Readonly<Record<SupportTier, SupportTierTarget>> = Object.freeze(
  {
    L0: target({
      responseMinutes: { min: 0, max: 0 },
      share: { min: 0.3, max: 0.5 },
      shareOf: 'contacts',
      isBelowMax: false,
    }),
    L1: target({
      responseMinutes: { min: 15, max: 60 },
      share: { min: 0.6, max: 0.8 },
      shareOf: 'tickets',
      isBelowMax: false,
    }),
    L2: target({
      responseMinutes: { min: hours(4), max: hours(8) },
      share: { min: 0.15, max: 0.25 },
      shareOf: 'tickets',
      isBelowMax: false,
    }),
    L3: target({
      responseMinutes: null,
      share: { min: 0, max: 0.05 },
      shareOf: 'tickets',
      isBelowMax: true,
    }),
  },
);
