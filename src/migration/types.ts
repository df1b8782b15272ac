import type { AnyFields, AnySupportAdapter } from '../adapter/contract.ts';
import type { StatusDetail, TicketPriority, TicketStatus } from '../model/enums.ts';
import type { SupportTicket } from '../model/ticket.ts';
import type { Clock } from '../http/clock.ts';
import type { MigrationReport } from './report/types.ts';
import type { Difference, Ledger, LedgerCounts, LedgerRun, Loss, Phase } from './ledger/types.ts';

/** What a status of the source becomes. */
export interface StatusTarget {
  readonly status: TicketStatus;
  readonly statusDetail?: StatusDetail;
  /** The id of a status of the target's own; wins over `status`. */
  readonly nativeStatusId?: string;
}

/** What becomes of a custom field. */
export interface FieldTarget {
  /** The key at the target, as its adapter's `customFields` names it. */
  readonly to: string;
  /** Values that are called otherwise there, by the value at the source as text. */
  readonly values?: Readonly<Record<string, string | number | boolean | null>>;
}

/** How people are recognised, and who stands in for those who are gone. */
export interface PeopleMapping {
  /**
   * What makes two contacts one, in this order. An e-mail address counts only where the source does
   * not say that it is unverified; a phone number only where nothing else finds anybody, where no key,
   * address or name says otherwise, and once.
   * @default ['callerKey', 'email', 'phone']
   */
  readonly matchBy?: readonly ('callerKey' | 'email' | 'phone')[];
  /**
   * Agents of the target, by the agent's id or e-mail address at the source; `null` for nobody. Agents
   * with the same e-mail address on both sides need no entry.
   */
  readonly agents?: Readonly<Record<string, string | null>>;
}

/**
 * How one desk's words are put into another's. Whatever has no entry is carried by the unified model,
 * and what that loses is declared.
 */
export interface MigrationMapping {
  readonly people?: PeopleMapping;
  /** Groups of the target, by the group's id or name at the source; `null` for none. */
  readonly groups?: Readonly<Record<string, string | null>>;
  /** By the source's native status id or label, or by the unified status. */
  readonly statuses?: Readonly<Record<string, StatusTarget>>;
  /** By the unified priority. */
  readonly priorities?: Readonly<Partial<Record<TicketPriority, TicketPriority>>>;
  /** By the category at the source; `null` drops it. */
  readonly categories?: Readonly<Record<string, string | null>>;
  /** By the key at the source: a key of the target, more than that, or `null` to drop the field. */
  readonly customFields?: Readonly<Record<string, string | FieldTarget | null>>;
  readonly tags?: {
    /** By the tag at the source; `null` drops it. */
    readonly rename?: Readonly<Record<string, string | null>>;
    /** On every ticket that is carried. */
    readonly add?: readonly string[];
  };
  readonly articles?: {
    /** By the language at the source; `null` leaves it out. Languages of the same name need no entry. */
    readonly locales?: Readonly<Record<string, string | null>>;
    /**
     * Articles that not everybody may read: as drafts, published for everybody, or not at all.
     * @default 'draft'
     */
    readonly restricted?: 'draft' | 'publish' | 'skip';
    /** Passed with every new article, such as Zendesk's `permission_group_id`. */
    readonly providerOptions?: Readonly<Record<string, unknown>>;
  };
  /**
   * Tickets that were merged into others. To leave them out, the history of every finished ticket is read at Zendesk
   * and Intercom; Freshdesk does not tell merges. @default 'carry'
   */
  readonly merged?: 'carry' | 'skip';
  /** Tickets in the spam folder. @default 'skip' */
  readonly spam?: 'carry' | 'skip';
  /** Tickets that are deleted at the source after they were carried. @default 'delete' */
  readonly deleted?: 'delete' | 'keep';
  /**
   * Tickets that the source has changed or deleted, and in which somebody has written at the target since they
   * were carried: left as they are, with an error that says so, or written anew from the source, which loses what
   * was written at the target. @default 'keep'
   */
  readonly answeredAtTarget?: 'keep' | 'overwrite';
  /**
   * What the target has no place for (links, ratings, SLA results, the application's key, copies,
   * values that fit no field), as an internal note at the end of each thread. @default 'note'
   */
  readonly remainder?: 'note' | 'drop';
}

/** Which records are carried. */
export interface MigrationScope {
  /** Only tickets for which this is true. */
  readonly tickets?: (ticket: SupportTicket<unknown, AnyFields>) => boolean;
  /** Contacts and organizations: those that tickets need, or all. @default 'needed' */
  readonly people?: 'needed' | 'all';
  /** The knowledge base with its sections and languages. @default 'all' */
  readonly articles?: 'all' | 'none';
}

/** What a migration is made of. */
export interface MigrationOptions {
  readonly from: AnySupportAdapter;
  readonly to: AnySupportAdapter;
  readonly ledger: Ledger;
  readonly mapping?: MigrationMapping;
  readonly scope?: MigrationScope;
  /**
   * Say `'confirmed'` when you have switched off what the target's account itself sends (notifications,
   * automations, workflows), where its API gives no way to keep it back. Without it `run` refuses there.
   */
  readonly silence?: 'confirmed';
  /**
   * Most tickets at work at the same time. A run begins with a few and finds out how many keep the tighter
   * of both rate limits busy. @default 32
   */
  readonly concurrency?: number;
  /**
   * Bytes of files that a process holds at once, over all tickets at work. A message whose files are more than
   * half of it goes alone. @default 67_108_864 (64 MiB)
   */
  readonly fileBytes?: number;
  /** How long a process may be silent before others take its work over, in milliseconds. @default 60_000 */
  readonly leaseMs?: number;
  readonly clock?: Clock;
}

/** How far a phase has come. */
export interface Progress {
  readonly phase: Phase;
  readonly runId: string;
  readonly counts: LedgerCounts;
  /** Tickets of this ledger that have come to an end, whatever it was. */
  readonly done: number;
  readonly total: number;
  /** Items that this process has brought to an end in this run. */
  readonly handled: number;
  /** Of those, a minute. */
  readonly perMinute: number;
  /** Milliseconds until all is done at this pace; `null` when nobody can say. */
  readonly etaMs: number | null;
}

/** Options of every phase. */
export interface PhaseOptions {
  /** Stops after what is at work now; a later run goes on from there. */
  readonly signal?: AbortSignal;
}

/** A value of the source that nothing is said about, with how often it was seen. */
export interface UnmappedValue {
  readonly kind: 'agent' | 'group' | 'status' | 'customField';
  readonly value: string;
  /** As people know it. */
  readonly label: string | null;
  readonly count: number;
  /** Up to three ids of tickets that have it. */
  readonly samples: readonly string[];
  /** What happens to it as things are. */
  readonly consequence: string;
}

/** Values that are larger than the target takes. */
export interface OversizeValues {
  readonly kind: 'messageBody' | 'attachment' | 'tag';
  /** The most that the target takes: bytes, or characters of a tag. */
  readonly limit: number;
  /** Messages and files of the sample; tags of all tickets. */
  readonly count: number;
  readonly largest: number;
  /** Up to three ids of tickets that have one. */
  readonly samples: readonly string[];
}

/** Something that keeps a migration from running, or that its owner should know. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
}

/** What a plan found out. */
export interface MigrationPlan {
  readonly from: string;
  readonly to: string;
  /** The whole ledger, with tickets that will be left out. */
  readonly counts: LedgerCounts;
  /** Tickets of the source that are not carried, by the reason that the run will give. */
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
  readonly unmapped: readonly UnmappedValue[];
  /** Losses that tickets of the sample would have, most frequent first. */
  readonly losses: readonly { readonly loss: Loss; readonly count: number }[];
  /** What is larger than the target takes: bodies and files of the sample, tags of all tickets. */
  readonly oversize: readonly OversizeValues[];
  readonly findings: readonly Finding[];
  /** For what is carried, from a sample of threads and both accounts' rate limits. */
  readonly estimate: {
    readonly sampledTickets: number;
    readonly reads: number;
    readonly writes: number;
    /** `null` where a limit is not known. */
    readonly hours: number | null;
  };
  /**
   * A mapping to start from: the one that was given, and `null` for agents and groups that nothing is said about.
   * Used as it is, it changes nothing: fields without an entry are kept in a note, so none is proposed.
   */
  readonly mapping: MigrationMapping;
}

/** What a preflight found. */
export interface PreflightResult {
  readonly findings: readonly Finding[];
  /** The ticket that was carried first, and what is different about it. */
  readonly canary: {
    readonly source: string;
    readonly target: string;
    readonly losses: readonly Loss[];
    readonly differences: readonly Difference[];
  } | null;
  /** No finding is an error, and the canary is as it was; false, too, where every ticket is left out. */
  readonly ok: boolean;
}

/** How a migration stands. */
export interface MigrationStatus {
  /** Whether the source's tickets were read to their end: before that, nobody knows how many there are. */
  readonly scanned: boolean;
  readonly counts: LedgerCounts;
  readonly runs: readonly LedgerRun[];
}

/** What a report contains. */
export interface ReportOptions extends PhaseOptions {
  /**
   * True adds the subjects of tickets and the names of people that the report shows, which are read from the
   * source. Keep such a report as you keep tickets. @default false
   */
  readonly customerText?: boolean;
}

/** A migration from one desk to another. Every phase can be run alone, and again. */
export interface Migration {
  /** Reads the source and both accounts' settings. Writes to the ledger only. */
  plan(options?: PhaseOptions & { readonly sample?: number }): Promise<MigrationPlan>;
  /** Proves that the target stays silent, carries one ticket and compares it. */
  preflight(options?: PhaseOptions): Promise<PreflightResult>;
  /**
   * Carries everything that is planned.
   * @throws {MigrationError} before anything is written when the target's silence is not certain.
   */
  run(options?: PhaseOptions): AsyncIterable<Progress>;
  /** Compares what was carried with the source. */
  verify(options?: PhaseOptions): AsyncIterable<Progress>;
  /** Finds what has changed at the source since the last scan, and carries it. */
  delta(options?: PhaseOptions): AsyncIterable<Progress>;
  /** Deletes what this migration has made at the target. `confirm` must be the number of records. */
  rollback(options: PhaseOptions & { readonly confirm: number }): AsyncIterable<Progress>;
  /** How many records a rollback would delete. */
  createdRecords(): Promise<number>;
  status(): Promise<MigrationStatus>;
  /**
   * What became of it so far, as plain JSON for `migrationReportHtml`: made from the ledger, at any time and by
   * any process that has it, without a call to either desk unless `customerText` is wanted. Takes one pass
   * over the ledger, and no more memory for a million items than for a thousand.
   * @throws the signal's reason once it is aborted; with `customerText`, what the source's adapter throws.
   * @example
   * await writeFile('report.html', migrationReportHtml(await migration.report()));
   */
  report(options?: ReportOptions): Promise<MigrationReport>;
  /**
   * Plans what has failed again; with `different`, also tickets in which `verify` has found something that
   * differs. Answers how many.
   */
  retryFailed(options?: { readonly different?: boolean }): Promise<number>;
  /** Gives up what has failed or is planned, with a reason. Answers how many. */
  abandon(reason: string): Promise<number>;
  /** Stops all processes that work at this ledger. */
  cancel(): Promise<void>;
}
