import type {
  Difference,
  ItemKind,
  LedgerCounts,
  LedgerRun,
  LedgerSubject,
  Loss,
} from '../ledger/types.ts';

/**
 * The form that `MigrationReport` has now. Within a version keys are added only, so that readers ignore those
 * that they do not know; a key that goes, or means something else, makes a new version.
 */
export const MIGRATION_REPORT_VERSION = 1;

/** Some of many: `items` may be cut, `total` says how many there are. */
export interface Sample<T> {
  readonly total: number;
  readonly items: readonly T[];
}

/** A record, by its polydesk ids. */
export interface ReportItem {
  readonly kind: ItemKind;
  readonly source: string;
  readonly target: string | null;
  /** Where people can open it. Only `http:` and `https:` addresses become links. */
  readonly sourceUrl?: string | null;
  readonly targetUrl?: string | null;
  /** Customer text, such as a subject; shown only if the report says that it `containsCustomerText`. */
  readonly title?: string | null;
}

/** Examples of each group. */
export const MAX_EXAMPLES = 5;

/**
 * How a field of one kind of item fared. A value is one field of one item; fields of messages have one for
 * each message. A list, such as tags, is one value.
 */
export interface FieldCoverage {
  readonly kind: ItemKind;
  /** Path of the field in the unified model; `messages.…` for fields of messages. */
  readonly field: string;
  /** Values that were carried as they are: those of the source for which nothing was declared. */
  readonly native: number;
  /** Values that were worked out from others, or stand for a missing one (`derived`, `defaulted`). */
  readonly derived: number;
  /** Values that are less than they were (`dropped`, `coerced`). */
  readonly lossy: number;
  /** Items with at least one value that is not native. */
  readonly affected: number;
}

/** Losses of one kind: the same type, field and reason. */
export interface LossGroup {
  readonly type: Loss['type'];
  readonly field: string;
  readonly reason: string;
  /** How often. */
  readonly count: number;
  /** In how many items. */
  readonly items: number;
  /** The first few. */
  readonly examples: readonly ReportItem[];
}

/** Items that failed with the same error code. */
export interface FailureGroup {
  readonly code: string;
  readonly count: number;
  /** The first few, each with its own message. */
  readonly examples: readonly (ReportItem & { readonly message: string })[];
}

/** An item of which `verify` found something different that was not declared. */
export interface DifferingItem extends ReportItem {
  readonly differences: readonly Difference[];
  /** How many more there are; left out for none. */
  readonly omitted?: number;
}

/** Items that were left out for the same reason. */
export interface SkipGroup {
  readonly kind: ItemKind;
  readonly reason: string;
  readonly count: number;
  readonly examples: readonly ReportItem[];
}

/** How people of one role were found at the target. */
export interface PeopleByRole {
  readonly role: 'contact' | 'agent';
  /** Were there already. Agents are never made, so they are matched or not. */
  readonly matched: number;
  readonly created: number;
  /** Of those who were matched: more than one candidate, or one that contradicts. */
  readonly conflicts: number;
  /**
   * Contacts that the source has deleted, for whom a stand-in was made; agents without a counterpart, whom
   * the first line of what they wrote names.
   */
  readonly fallback: number;
}

/** A person for whom there was no single match. */
export interface PersonConflict {
  readonly role: 'contact' | 'agent';
  /** polydesk id at the source. */
  readonly source: string;
  /** polydesk ids at the target. */
  readonly candidates: readonly string[];
  /** Why; no customer text. */
  readonly reason: string;
  /** What was done about it; no customer text. */
  readonly decision: string | null;
  /** Customer text; shown only if the report says that it `containsCustomerText`. */
  readonly name?: string | null;
}

/** People, and who stands in for those that could not be matched. */
export interface PeopleReport {
  readonly roles: readonly PeopleByRole[];
  /** polydesk id at the target of the author of last resort; `null` for the agent whose credentials write. */
  readonly fallbackAuthor: string | null;
  readonly conflicts: Sample<PersonConflict>;
}

/** What was asked of one desk, or of one of its budgets. */
export interface DeskRequests {
  readonly side: 'source' | 'target';
  /** `provider:account`. */
  readonly account: string;
  /** Which of the desk's budgets; `null` where there is one. */
  readonly budget: string | null;
  readonly requests: number;
  /** Answers with status 429. */
  readonly rateLimited: number;
  readonly retries: number;
  /** Calls allowed per minute, as the desk told last; `null` when not known. */
  readonly limitPerMinute: number | null;
  /** Share of the calls allowed that were used while runs were at work, from 0 to 1; `null` when not known. */
  readonly limitUsed: number | null;
  /** Milliseconds spent waiting for the limit; calls of one process that wait at the same time count once. */
  readonly waitedMs: number;
}

/** Items that were confirmed at the target within one minute; one that was carried again counts each time. */
export interface ThroughputMinute {
  /** Beginning of the minute, in milliseconds since the epoch. */
  readonly at: number;
  readonly items: number;
}

/**
 * What became of a migration: plain JSON, the same that `migrationReportHtml` shows. All times are
 * milliseconds since the epoch. Ids, field paths, codes and reasons only, no customer text, unless
 * `containsCustomerText` is true.
 */
export interface MigrationReport {
  readonly version: typeof MIGRATION_REPORT_VERSION;
  readonly generatedAt: number;
  /** Release of polydesk that gathered it. */
  readonly release: string;
  readonly subject: LedgerSubject;
  /** True when titles and names of people are in it: keep it as tickets are kept. */
  readonly containsCustomerText: boolean;
  readonly counts: LedgerCounts;
  /**
   * Items at the target with undeclared differences, by kind; kinds without any may be left out. `verify`
   * leaves them `confirmed`, so they are counted among those first.
   */
  readonly differing: Readonly<Partial<Record<ItemKind, number>>>;
  readonly fields: readonly FieldCoverage[];
  /** Most frequent first. */
  readonly losses: Sample<LossGroup>;
  /** Most frequent first. */
  readonly failures: readonly FailureGroup[];
  readonly differences: Sample<DifferingItem>;
  readonly skipped: readonly SkipGroup[];
  /** `null` when people were not part of it. */
  readonly people: PeopleReport | null;
  readonly runs: readonly LedgerRun[];
  /** A run without an end is taken for killed when its last heartbeat is older than this. */
  readonly runTimeoutMs: number;
  /** In any order; minutes without items may be left out. */
  readonly throughput: readonly ThroughputMinute[];
  readonly requests: readonly DeskRequests[];
  /** What the migration was told, without secrets. */
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
}
