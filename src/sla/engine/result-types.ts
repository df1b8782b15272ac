import type { SlaMetric, SlaRisk } from '../../model/enums.ts';
import type { SlaClock } from '../../model/sla.ts';
import type { Schedule } from '../business-time/schedule.ts';
import type { SlaPolicy } from '../policies/policy-types.ts';
import type { Instant } from '../types.ts';
import type { SlaEvent } from './event-types.ts';

/** A ticket's history and what was promised. */
export interface SlaInput {
  /** In any order: they are sorted by instant, then `seq`, then place. */
  readonly events: readonly SlaEvent[];
  /**
   * In any order: their positions count. Checked once for the same list, so treated as unchangeable.
   */
  readonly policies: readonly SlaPolicy[];
  /** By the key that policies name. */
  readonly schedules?: Readonly<Record<string, Schedule>>;
}

/** When and how a ticket is judged. */
export interface EvaluateSlaOptions {
  readonly now: Instant;
  /** Whether a public answer of a bot counts as one. @default false */
  readonly botCountsAsReply?: boolean;
  /**
   * `elapsed`: missed when more than the target elapsed, so that an answer outside of business hours may
   * still meet it. `due`: missed as soon as the due date is over. @default 'elapsed'
   */
  readonly breachRule?: 'elapsed' | 'due';
}

/** What ended a clock. */
export type SlaSettledBy = 'agent_reply' | 'resolved' | 'reassigned';

/**
 * One clock as worked out; also a `SlaClock` of the unified model. Minutes are not rounded, and counted
 * in business time where the policy says so.
 */
export interface SlaClockResult extends SlaClock {
  readonly state: 'active' | 'paused' | 'fulfilled';
  readonly policyId: string;
  /** `null` only where the due date was set by hand and the policy has no target. */
  readonly targetMinutes: number | null;
  readonly elapsedMinutes: number;
  /** Until the target, or a due date set by hand; below 0 when over it. */
  readonly remainingMinutes: number;
  readonly startedAt: Date;
  /** When the target is reached; `null` while paused before it. A settled clock keeps its own. */
  readonly dueAt: Date | null;
  /** For a paused clock: when it would be due if it went on now. Otherwise `dueAt`. */
  readonly projectedDueAt: Date;
  readonly settledBy: SlaSettledBy | null;
  readonly breached: boolean;
  /** Rounded half up: an overrun below 30 seconds is a breach of 0 minutes. */
  readonly minutesOverdue: number;
  /** When `risk` changes if nothing happens; `null` when it does not. */
  readonly nextCheckAt: Date | null;
}

/** A time during which a clock was over its target, also when a change of terms took that back. */
export interface SlaBreachLogEntry {
  readonly metric: SlaMetric;
  readonly cycle: number;
  /** When it was due, or when the change of terms came that made it overdue. */
  readonly at: Date;
  /** When a change of terms took it back; `null` when none did. */
  readonly clearedAt: Date | null;
}

/** An escalation of the policy whose time has come. */
export interface SlaEscalationDue {
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly at: Date;
  readonly offsetMinutes: number;
  readonly notify: readonly string[];
}

/** Where a ticket stands against its SLA at `now`. */
export interface SlaEvaluation {
  /** The policy in force; `null` when none applies. */
  readonly policyId: string | null;
  /** Those with a target, in order of their start. */
  readonly clocks: readonly SlaClockResult[];
  readonly breachLog: readonly SlaBreachLogEntry[];
  /** Escalations of open clocks that are due at `now`, in order. */
  readonly escalations: readonly SlaEscalationDue[];
  /** The worst of the clocks: breached, at risk, paused, ok, met. `null` without clocks. */
  readonly risk: SlaRisk | null;
  /** The open clock that is due first. */
  readonly nextDue: SlaClockResult | null;
  /**
   * Per metric: `false` when a cycle missed its target, `true` when all that ended met theirs, `null`
   * when none ended yet.
   */
  readonly attained: Readonly<Partial<Record<SlaMetric, boolean | null>>>;
  /** When a risk changes or an escalation comes if nothing happens; `null` when none will. */
  readonly nextCheckAt: Date | null;
}
