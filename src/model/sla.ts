import type { SlaClockState, SlaMetric, SlaRisk } from './enums.ts';

/** One running, paused or finished SLA clock. */
export interface SlaClock {
  readonly metric: SlaMetric;
  /** 1 for the first run of the metric, 2 for the next … */
  readonly cycle: number;
  readonly state: SlaClockState;
  readonly risk: SlaRisk;
  readonly targetMinutes: number | null;
  readonly elapsedMinutes: number | null;
  readonly startedAt: Date | null;
  readonly dueAt: Date | null;
  readonly pausedAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly breachedAt: Date | null;
}

/** Where a ticket stands against its SLA. */
export interface SlaState {
  /** `native`: the provider says so. `computed`: we worked it out. */
  readonly source: 'native' | 'computed';
  readonly policy: { readonly id: string | null; readonly name: string | null } | null;
  readonly clocks: readonly SlaClock[];
}

/** A target of an SLA policy. */
export interface SlaTarget {
  readonly metric: SlaMetric;
  readonly priority: string;
  readonly targetMinutes: number;
  readonly hours: 'calendar' | 'business';
}

/** An SLA policy as the provider holds it. */
export interface NativeSlaPolicy {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly description: string | null;
  readonly position: number | null;
  readonly targets: readonly SlaTarget[];
  readonly raw?: unknown;
}

/** Opening hours as the provider holds them, minutes since Monday 00:00 in `timezone`. */
export interface NativeSchedule {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  /** IANA name, or the provider's own word where it is not one. */
  readonly timezone: string;
  readonly intervals: readonly { readonly startMinute: number; readonly endMinute: number }[];
  readonly holidays: readonly {
    readonly name: string;
    /** Local calendar days, inclusive, `YYYY-MM-DD`. */
    readonly startDate: string;
    readonly endDate: string;
  }[];
  readonly raw?: unknown;
}
