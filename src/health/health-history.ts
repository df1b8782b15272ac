import { statusOf } from './status-of.ts';
import type { HealthModel, HealthReason, HealthScore, HealthStatus, Instant } from './types.ts';
import { requireInstant } from '../numbers/instant.ts';

/** One evaluation, as it is kept. Entries are added and never changed. */
export interface HealthHistoryEntry {
  readonly at: Date;
  readonly raw: number | null;
  /** The status that was shown. */
  readonly status: HealthStatus;
  /** Score of each signal; `null` where it was not known. */
  readonly signals: Readonly<Record<string, number | null>>;
  /** Which model it was evaluated with: scores of two models do not compare. */
  readonly version: string;
}

/**
 * The entry that an evaluation leaves in a customer's history.
 *
 * @throws {ValidationError} when `at` is no point in time.
 * @example healthHistoryEntry(health, { at: now, version: 'seed-1' }).raw //=> 92.25
 */
export function healthHistoryEntry(
  health: HealthScore,
  options: {
    readonly at: Instant;
    readonly version: string;
    /** The status that is shown, where it is held back. @default the score's own */
    readonly status?: HealthStatus;
  },
): HealthHistoryEntry {
  return {
    at: new Date(requireInstant('at', options.at)),
    raw: health.rawScore,
    status: options.status ?? health.status,
    signals: Object.fromEntries(health.signals.map(({ signal, score }) => [signal, score])),
    version: options.version,
  };
}

/** When a new status counts. */
export interface SteadyStatusOptions {
  /** The model that the history was evaluated with. */
  readonly model: HealthModel;
  /** How many evaluations in a row a new status needs. @default 2 */
  readonly evaluations?: number;
  /** Or how far the score must be past the threshold. @default 5 */
  readonly margin?: number;
}

/**
 * The status to show, so that it does not flicker around a threshold: it changes only when the last
 * evaluations agree (two, this one counted), or when the score is 5 or more past the threshold. From and
 * to `unknown` it changes at once. History must be in order of time, the newest last.
 *
 * @example
 * steadyHealthStatus(healthOf69, [entryOf72], { model }).status //=> 'healthy'
 */
export function steadyHealthStatus(
  health: HealthScore,
  history: readonly HealthHistoryEntry[],
  options: SteadyStatusOptions,
): { readonly status: HealthStatus; readonly reasons: readonly HealthReason[] } {
  const { model, evaluations = 2, margin = 5 } = options;
  const last = history.at(-1);
  const { status, rawScore } = health;
  const at = (raw: number | null): HealthStatus => statusOf(raw, 1, model);
  const isFree =
    last === undefined || last.status === status || rawScore === null || status === 'unknown';
  if (isFree) return { status, reasons: [] };
  const recent = history.slice(Math.max(0, history.length - evaluations + 1));
  const agree = recent.length >= evaluations - 1 && recent.every(({ raw }) => at(raw) === status);
  // Moved back by the margin, it must still be beyond the threshold that it crossed.
  const movedBack = rawScore + (rank(status) > rank(last.status) ? -margin : margin);
  const isFar =
    rank(status) > rank(last.status)
      ? rank(at(movedBack)) > rank(last.status)
      : rank(at(movedBack - 1e-9)) < rank(last.status);
  if (agree || isFar) return { status, reasons: [] };
  return {
    status: last.status,
    reasons: [
      {
        code: 'status_held',
        message: `The score says ${status}; ${last.status} is kept until that is confirmed.`,
        evidence: { rawScore, evaluations, margin },
      },
    ],
  };
}

const RANKS: Readonly<Record<HealthStatus, number>> = {
  unknown: -1,
  critical: 0,
  'at-risk': 1,
  healthy: 2,
};
/** The better, the higher; whatever follows `unknown` is far above it. */
export const rank = (status: HealthStatus): number => RANKS[status];
