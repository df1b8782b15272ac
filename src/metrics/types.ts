import type { TicketStatus } from '../model/enums.ts';
import type { Instant } from '../numbers/instant.ts';

/** Why a ticket is not counted. */
export const EXCLUSIONS = ['spam', 'merged', 'test', 'created_later'] as const;
/** Why a ticket is not counted. */
export type Exclusion = (typeof EXCLUSIONS)[number];

/** One run of an SLA clock, as the SLA engine leaves it. */
export interface MetricSlaClock {
  readonly metric: string;
  readonly policy: string | null;
  readonly priority: string | null;
  /** The clock will not run any more. */
  readonly settled: boolean;
  readonly breached: boolean;
}

/**
 * What the metrics need of a ticket, on every desk alike. What is left out or `null` is not known and
 * not counted; it is never taken for 0. `metricTicketOf` makes one of a `SupportTicket`.
 */
export interface MetricTicket {
  readonly id: string;
  readonly createdAt: Instant;
  /** A ticket that staff opened waits for no first reply. */
  readonly createdByAgent?: boolean;
  /** First public reply by a human; bots, notes and automatic answers do not count. */
  readonly firstHumanReplyAt?: Instant | null;
  /** Public replies by humans. */
  readonly humanReplies?: number | null;
  /** From each customer message that waited to the human answer, after the first reply. */
  readonly nextReplyMinutes?: readonly number[];
  readonly firstResolvedAt?: Instant | null;
  /** The last resolution; `null` while open, also after a reopen. */
  readonly resolvedAt?: Instant | null;
  readonly closedAt?: Instant | null;
  readonly mergedAt?: Instant | null;
  readonly status?: TicketStatus | null;
  readonly reopens?: number | null;
  /** The first reopen. */
  readonly reopenedAt?: Instant | null;
  readonly escalated?: boolean | null;
  readonly groupChanges?: number | null;
  /** Hands-on minutes, after-contact work included. */
  readonly handleMinutes?: number | null;
  readonly requesterWaitMinutes?: number | null;
  readonly agentWorkMinutes?: number | null;
  /** The last rating, from 1 to 5. */
  readonly csat?: number | null;
  readonly surveySent?: boolean | null;
  /** Customer effort, from 1 to 7 where 7 is easy. */
  readonly effort?: number | null;
  /** What the customer said to "was it solved at the first contact?". */
  readonly solvedAtFirstContact?: boolean | null;
  readonly solvedByBot?: boolean;
  /** All human replies were macros. */
  readonly macroOnly?: boolean | null;
  readonly slaClocks?: readonly MetricSlaClock[];
  readonly excludedAs?: 'spam' | 'merged' | 'test' | null;
  readonly requesterId?: string | null;
  readonly category?: string | null;
  readonly channel?: string | null;
  readonly agent?: string | null;
  readonly productLine?: string | null;
  readonly segment?: string | null;
}

/** One visit to the help center. */
export interface SelfServiceSession {
  /** Read an article, searched, or used a guide. */
  readonly engaged: boolean;
  /** The person opened a ticket within 24 hours. */
  readonly ticketWithin24Hours: boolean;
  readonly positiveFeedback?: boolean | null;
}

/** The moment, the period, and what only the caller knows. */
export interface MetricsOptions {
  readonly now: Instant;
  /** Counts tickets created from `from` (included) to `to` (excluded). @default all */
  readonly period?: { readonly from: Instant; readonly to: Instant };
  readonly activeCustomers?: number;
  /** Minutes that agents were paid for; for the utilisation. */
  readonly paidMinutes?: number;
  /** Minutes that agents were ready for work and had none; for the occupancy. */
  readonly availableMinutes?: number;
  /** Answers from 0 to 10 to "would you recommend us?". */
  readonly recommendations?: readonly number[];
  readonly selfServiceSessions?: readonly SelfServiceSession[];
  readonly botSessions?: readonly { readonly handedToHuman: boolean }[];
  /** Open minutes between two moments, for business values of the first reply. */
  readonly businessMinutes?: (from: Date, to: Date) => number;
  /** For cost per ticket: what support cost in the period. */
  readonly totalCost?: number;
  readonly customersAtStart?: number;
  readonly customersKept?: number;
  readonly revenueAtStart?: number;
  readonly expansionRevenue?: number;
}

/** A share: never without what it was made of. `null` without data. */
export interface Rate {
  readonly percent: number | null;
  readonly numerator: number;
  readonly denominator: number;
}

/** Minutes: the headline is median and p90. `null` without data. */
export interface DurationSummary {
  readonly n: number;
  readonly sumMinutes: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
}

/** A sum over a count that is not a share. */
export interface Ratio {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
}

/** CSAT in percent, with what it was made of. */
export interface SatisfactionSummary extends Rate {
  readonly mean: number | null;
  readonly responses: number;
  readonly scoreSum: number;
  /** Ratings ÷ surveys sent, or ÷ resolved tickets where that is not known. */
  readonly responseRate: Rate;
  /** Wilson's 95 % interval, in percent. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** Net promoter score, with what it was made of. */
export interface RecommendationSummary {
  /** From -100 to 100. */
  readonly score: number | null;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

/** Customer effort from 1 (hard) to 7 (easy). */
export interface EffortSummary extends Rate {
  readonly mean: number | null;
  readonly scoreSum: number;
}

/** Tickets that wait for their first reply. */
export interface UnansweredTickets {
  readonly count: number;
  /** Their ages in minutes, oldest first. */
  readonly agesMinutes: readonly number[];
}

/** How many unresolved tickets are so old. */
export interface AgeBucket {
  readonly fromDays: number;
  /** Excluded; `null` is endless. */
  readonly toDays: number | null;
  readonly count: number;
}

/** Never a bare "backlog": what is not resolved, and what is not closed. */
export interface Backlog {
  readonly unresolved: number;
  readonly notClosed: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Of the unresolved. */
  readonly ageing: readonly AgeBucket[];
  /** Ages of the unresolved in days, youngest first. */
  readonly agesDays: readonly number[];
}

/** Share of SLA clocks that were met, in all and by group. */
export interface SlaAttainment extends Rate {
  readonly byMetric: Readonly<Record<string, Rate>>;
  readonly byPolicy: Readonly<Record<string, Rate>>;
  readonly byPriority: Readonly<Record<string, Rate>>;
}

/** Stable names of the notes of a report. */
export const METRIC_NOTE_CODES = [
  'closed_without_reply',
  'reopened_within_a_day',
  'few_surveys_sent',
  'macro_only_replies',
  'resolved_then_merged',
  'timestamp_before_creation',
  'timestamp_after_now',
] as const;
/** What a note is about. */
export type MetricNoteCode = (typeof METRIC_NOTE_CODES)[number];

/** Something that makes figures look better than the work was, or that cannot be right. */
export interface MetricNote {
  readonly code: MetricNoteCode;
  readonly message: string;
  readonly evidence: { readonly numerator: number; readonly denominator: number };
  readonly ticketIds: readonly string[];
}

/** The figures of a desk. */
export interface MetricsReport {
  /** Tickets counted. */
  readonly tickets: number;
  readonly excluded: Readonly<Record<Exclusion, number>>;
  readonly csat: SatisfactionSummary;
  readonly nps: RecommendationSummary;
  readonly effort: EffortSummary;
  readonly firstReply: {
    readonly calendar: DurationSummary;
    /** `null` without `businessMinutes`. */
    readonly business: DurationSummary | null;
    readonly unanswered: UnansweredTickets;
  };
  readonly nextReply: DurationSummary;
  readonly timeToResolution: {
    readonly full: DurationSummary;
    readonly first: DurationSummary;
    readonly requesterWait: DurationSummary;
    readonly agentWork: DurationSummary;
  };
  /** Creation to close: what some sources call AHT. */
  readonly fullResolutionTime: DurationSummary;
  /** Hands-on minutes per ticket with hands-on time. */
  readonly aht: Ratio;
  readonly fcr: {
    readonly standard: Rate;
    readonly noRepeatContact: Rate;
    readonly surveyed: Rate;
  };
  readonly oneTouch: Rate;
  readonly reopened: Rate;
  readonly escalated: Rate;
  /** Resolved without an escalation, of the resolved: what level 1 solves. */
  readonly levelOne: Rate;
  readonly transfers: { readonly total: number; readonly tennis: Rate };
  readonly backlog: Backlog;
  readonly deflection: { readonly standard: Rate; readonly conservative: Rate };
  readonly containment: Rate;
  readonly volumePer100: Ratio;
  readonly utilization: Rate;
  readonly occupancy: Rate;
  readonly costPerTicket: Ratio;
  readonly retention: Rate;
  readonly expansion: Rate;
  readonly slaAttainment: SlaAttainment;
  readonly notes: readonly MetricNote[];
}
