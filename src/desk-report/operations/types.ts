import type { TicketPriority, TicketStatus } from '../../model/enums.ts';
import type { Exclusion, MetricNoteCode, TargetMetric, Weekday } from '../../metrics/index.ts';
import type { ReportPeriod } from '../period.ts';
import type { HealthSection, LeftOut, TriageSection } from './quality-types.ts';

/** The form that `OperationsReport` has now. */
export const OPERATIONS_REPORT_VERSION = 1;

/** The figures of the report, in the order in which they are shown. */
export const OPERATIONS_FIGURES = [
  'created',
  'resolved',
  'backlog',
  'firstReplyMedian',
  'firstReplyP90',
  'firstReplyBusinessMedian',
  'firstReplyBusinessP90',
  'waiting',
  'resolutionMedian',
  'resolutionP90',
  'slaAttainment',
  'fcr',
  'reopened',
  'escalated',
  'csat',
] as const;
/** A figure of the report. */
export type OperationsFigureId = (typeof OPERATIONS_FIGURES)[number];

/** One figure: its value, what it rests on and what was left out. */
export interface MeasuredFigure {
  /** `null` without data. Percent from 0 to 100, minutes, or a count. */
  readonly value: number | null;
  /** How many tickets, clocks or ratings it rests on. */
  readonly n: number;
  /** It rests on too few to be taken for more than a hint. */
  readonly few: boolean;
  readonly leftOut: readonly LeftOut[];
  /** Of shares: where the true one lies with 95 % confidence (Wilson), in percent. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** One figure, with the same figure of the period before and what it means. */
export interface OperationsFigure extends MeasuredFigure {
  readonly id: OperationsFigureId;
  readonly title: string;
  readonly unit: 'count' | 'minutes' | 'percent';
  /** What the figure rests on: `tickets`, `clocks` or `ratings`. */
  readonly of: 'tickets' | 'clocks' | 'ratings';
  readonly better: 'higher' | 'lower' | null;
  /** What counts, by which clock, by which method. */
  readonly definition: string;
  readonly previous: MeasuredFigure;
  /** Value minus the value before, in the unit; of percent in points. */
  readonly change: number | null;
}

/** A priority, or `null` where the tickets do not say. */
export type PriorityKey = TicketPriority | null;

/** Percentiles in minutes (linear interpolation, type 7), of all tickets or of one priority. */
export interface DurationRow {
  readonly key: PriorityKey | 'all';
  /** Counted in the period, with or without the duration. */
  readonly tickets: number;
  /** With the duration. */
  readonly n: number;
  readonly p50: number | null;
  readonly p75: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly mean: number | null;
}

/** How many durations lie in a band of minutes; `toMinutes` is excluded, `null` is endless. */
export interface DurationBand {
  readonly fromMinutes: number;
  readonly toMinutes: number | null;
  readonly count: number;
  readonly previous: number;
}

/** How long something took. */
export interface DurationBreakdown {
  /** All first, then by priority, the highest first. */
  readonly rows: readonly DurationRow[];
  readonly bands: readonly DurationBand[];
}

/** SLA clocks of one metric, policy or priority. */
export interface SlaRow {
  readonly key: string | null;
  readonly met: number;
  /** Settled too late, or open and overdue. */
  readonly missed: number;
  /** Open and in time: not decided, so in no share. */
  readonly undecided: number;
  readonly percent: number | null;
  readonly previousPercent: number | null;
}

/** How far promises were kept. */
export interface SlaSection {
  /** Tickets that have at least one clock, and those that no policy promises anything. */
  readonly withClocks: number;
  readonly withoutClocks: number;
  readonly all: SlaRow;
  readonly byMetric: readonly SlaRow[];
  readonly byPriority: readonly SlaRow[];
  readonly byPolicy: readonly SlaRow[];
}

/** A ticket that has been open for long. */
export interface OldTicket {
  readonly id: string;
  readonly ageDays: number;
  readonly priority: PriorityKey;
  readonly group: string | null;
  /** As it is now. */
  readonly status: TicketStatus | null;
  /** Only in reports with customer text. */
  readonly subject: string | null;
}

/** Tickets that were not resolved at the end of the period. */
export interface BacklogSection {
  readonly at: number;
  readonly unresolved: number;
  readonly previousUnresolved: number;
  readonly notClosed: number;
  /** Done at a moment that nobody tells, so that they stand in no count here. */
  readonly unplaced: number;
  readonly ageing: readonly {
    readonly fromDays: number;
    /** Excluded; `null` is endless. */
    readonly toDays: number | null;
    readonly count: number;
    readonly previous: number;
    readonly byPriority: readonly { readonly key: PriorityKey; readonly count: number }[];
  }[];
  /** Tickets a day by which the backlog grew (above 0) or fell in the period. */
  readonly slopePerDay: number | null;
  /** The oldest first, ten at most. */
  readonly oldest: readonly OldTicket[];
}

/** The tickets of one key of a breakdown; each ticket is in one row. */
export interface BreakdownRow {
  /** `null` where the tickets do not say. */
  readonly key: string | null;
  /** Set on the row that puts the smaller keys together: how many they are. */
  readonly others: number | null;
  readonly tickets: number;
  readonly previous: number;
  readonly firstReply: { readonly median: number | null; readonly n: number };
  readonly resolution: { readonly median: number | null; readonly n: number };
  readonly sla: { readonly percent: number | null; readonly n: number };
}

/** What tickets are broken down by. */
export const BREAKDOWNS = ['priority', 'channel', 'category', 'group'] as const;
/** What tickets are broken down by. */
export type BreakdownName = (typeof BREAKDOWNS)[number];

/** When tickets came, and what they were. */
export interface VolumeSection {
  /** Seven rows from Monday on, 24 hours each, on the clock of the report's zone. */
  readonly heatMap: readonly { readonly weekday: Weekday; readonly hours: readonly number[] }[];
  readonly busiest: readonly {
    readonly weekday: Weekday;
    readonly hour: number;
    readonly tickets: number;
  }[];
  readonly breakdowns: Readonly<Record<BreakdownName, readonly BreakdownRow[]>>;
}

/** One part of the trend: a day, seven days or 28 days. */
export interface TrendRow {
  readonly from: number;
  readonly to: number;
  /** Its first day, `2026-05-04`. */
  readonly label: string;
  readonly period: 'current' | 'previous';
  readonly created: number;
  readonly resolved: number;
  /** Not resolved at the end of the part; `null` where that lies after `now`. */
  readonly backlog: number | null;
  readonly firstReplyMedian: number | null;
  readonly firstReplyP90: number | null;
  readonly resolutionMedian: number | null;
  readonly resolutionP90: number | null;
  readonly slaPercent: number | null;
  readonly csatPercent: number | null;
}

/** Ratings from 1 to 5. */
export interface SatisfactionSection {
  readonly ratings: number;
  readonly mean: number | null;
  /** Ratings by their nearest whole number, 1 first. */
  readonly scores: readonly {
    readonly score: number;
    readonly count: number;
    readonly previous: number;
  }[];
}

/** A published target and where the figure stands. */
export interface TargetRow {
  readonly metric: TargetMetric;
  readonly value: number | null;
  readonly n: number;
  readonly few: boolean;
  readonly status: 'on_target' | 'off_target' | 'warning' | null;
}

/** Something that makes figures look better than the work was, or that cannot be right. */
export interface ReportNote {
  readonly code: MetricNoteCode;
  readonly message: string;
  readonly count: number;
  readonly of: number;
  /** The first twenty. */
  readonly ticketIds: readonly string[];
}

/** How a desk did in a period: plain JSON. All times are epoch milliseconds, durations minutes. */
export interface OperationsReport {
  readonly kind: 'operations';
  readonly version: typeof OPERATIONS_REPORT_VERSION;
  /** The desk or desks: `zendesk:acme`. */
  readonly subject: string;
  /** The moment as of which the tickets stand. */
  readonly now: number;
  readonly timeZone: string;
  readonly period: ReportPeriod;
  readonly previous: ReportPeriod;
  readonly containsCustomerText: boolean;
  /** Which tickets were looked at: the counts add up to `read`. */
  readonly tickets: {
    readonly read: number;
    readonly counted: number;
    readonly previous: number;
    /** Created in neither of the two periods; backlog, resolutions and ratings look at them, too. */
    readonly outside: number;
    readonly excluded: Readonly<Record<Exclusion, number>>;
    /** When the oldest was created; `null` without tickets. */
    readonly oldest: number | null;
  };
  /** Whether the tickets go back to the beginning of the period before, as far as can be told. */
  readonly previousCovered: boolean;
  readonly figures: readonly OperationsFigure[];
  readonly targets: readonly TargetRow[];
  readonly firstReply: DurationBreakdown;
  readonly resolution: DurationBreakdown;
  /** `null` where no ticket has an SLA clock. */
  readonly sla: SlaSection | null;
  readonly backlog: BacklogSection;
  readonly volume: VolumeSection;
  readonly satisfaction: SatisfactionSection;
  /** `null` where no ticket has a prediction. */
  readonly triage: TriageSection | null;
  /** `null` where no customers were given. */
  readonly health: HealthSection | null;
  readonly trend: { readonly days: 1 | 7 | 28; readonly rows: readonly TrendRow[] };
  readonly notes: readonly ReportNote[];
  /** What the caller wants said: how SLA policies were chosen, where predictions come from. */
  readonly remarks: Readonly<Partial<Record<ReportRemark, string>>>;
}

/** Parts of the report that a remark can stand in. */
export const REPORT_REMARKS = ['sla', 'triage', 'health', 'sources'] as const;
/** A part of the report that a remark can stand in. */
export type ReportRemark = (typeof REPORT_REMARKS)[number];
