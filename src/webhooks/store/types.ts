/** A proven delivery as it is kept: what the parser needs to read it again, and no secret. */
export interface StoredDelivery {
  /** `provider:account` */
  readonly desk: string;
  readonly body: string;
  /** Only those that the provider's parser reads. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 in UTC. */
  readonly receivedAt: number;
}

/** One event of a delivery, waiting to be handled. */
export interface EventEntry {
  /** The event's id: what duplicates have in common. */
  readonly key: string;
  /** The record whose events are handled one at a time, such as a ticket's id. */
  readonly stream: string;
  readonly delivery: StoredDelivery;
  /** Which of the delivery's events it is, from 0. */
  readonly index: number;
}

/** The right to handle an entry, until the lease ends. */
export interface Claim {
  readonly entry: EventEntry;
  /** Another one each time: whoever lost the lease cannot finish the entry any more. */
  readonly token: string;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  /** What is remembered of the stream's record (`RecordState` as JSON), `null` for nothing. */
  readonly record: string | null;
}

/** How far an entry got. */
export type EntryState = 'waiting' | 'running' | 'done' | 'dead';

/** What became of an entry that was offered: taken at once, kept for later, or known before. */
export type Admission =
  | { readonly key: string; readonly result: 'claimed'; readonly claim: Claim }
  | { readonly key: string; readonly result: 'kept' }
  | { readonly key: string; readonly result: 'known'; readonly state: EntryState };

/** Why an attempt failed, without any text of a customer. */
export interface FailureNote {
  /** The error's class. */
  readonly name: string;
  /** The code of a polydesk error. */
  readonly code: string | null;
  /** The message of a polydesk error; `null` for any other, since nobody knows what it quotes. */
  readonly message: string | null;
}

/** An entry that nobody will try again by itself. */
export interface DeadLetter {
  readonly entry: EventEntry;
  readonly attempts: number;
  readonly failure: FailureNote;
  readonly diedAt: number;
}

/** How many entries there are. */
export interface StoreCounts {
  readonly waiting: number;
  readonly running: number;
  /** As far as they are still remembered. */
  readonly done: number;
  readonly dead: number;
}

/** What is written together with the end of an entry: all of it or nothing. */
export interface Completion<Transaction> {
  readonly now: number;
  /** What is to be remembered of the stream's record; `null` leaves it as it is. */
  readonly record: string | null;
  /** Writes of the application's own, in their order. */
  readonly writes: readonly ((transaction: Transaction) => void | Promise<void>)[];
}

/**
 * Where deliveries are kept between their arrival and the end of their handling. One store may serve
 * several receivers, also of several processes; then these rules hold across all of them:
 *
 * - A key is admitted once, as long as it is remembered.
 * - No two entries of a stream are claimed at the same time. Of a stream's waiting entries that are
 *   due, the one that came first is claimed first; one that waits for its next attempt holds up none.
 * - A lease that ended makes its entry claimable again, and its claim worthless.
 *
 * All times are milliseconds since 1970 in UTC and come from the caller; a store has no clock.
 */
export interface WebhookStore<Transaction = unknown> {
  /** True when what was added survives the end of the process. */
  readonly durable: boolean;
  /**
   * Keeps entries whose key is not known yet; all of them or none. With `claimUntil`, an entry whose
   * stream has nothing waiting or running is claimed at once.
   */
  add(
    entries: readonly EventEntry[],
    options: { readonly now: number; readonly claimUntil: number | null },
  ): Promise<readonly Admission[]>;
  /** Claims up to `limit` entries that are due, those that came first first. */
  claim(options: {
    /** Only of these desks; a store may be shared with receivers of others. */
    readonly desks: readonly string[];
    /** Only these entries; any when left out. */
    readonly keys?: readonly string[] | undefined;
    readonly limit: number;
    readonly now: number;
    readonly claimUntil: number;
  }): Promise<readonly Claim[]>;
  /** Makes a lease longer. False when it was lost. */
  extend(claim: Claim, claimUntil: number, now: number): Promise<boolean>;
  /**
   * Ends an entry, with everything that is to be written with it. False when the lease was lost;
   * then nothing is written. What a write throws is thrown, and then nothing is written either.
   */
  complete(claim: Claim, completion: Completion<Transaction>): Promise<boolean>;
  /** Puts an entry back until `retryAt`, or among the dead when that is `null`. False when lost. */
  fail(
    claim: Claim,
    options: {
      readonly now: number;
      readonly retryAt: number | null;
      readonly failure: FailureNote;
    },
  ): Promise<boolean>;
  /** Keeps entries that cannot even be read. Those whose key is known already are left out. */
  bury(
    entries: readonly EventEntry[],
    options: { readonly now: number; readonly failure: FailureNote },
  ): Promise<void>;
  /** When something becomes due next: a retry, or the end of a lease. `null` when nothing will. */
  nextDueAt(desks: readonly string[]): Promise<number | null>;
  /** The dead, those that died first first, after the key of the page before. */
  dead(options: {
    readonly desks: readonly string[];
    readonly limit: number;
    readonly after: string | null;
  }): Promise<readonly DeadLetter[]>;
  /** Gives dead entries another life: attempts count from 1 again. Answers how many. */
  revive(keys: readonly string[], now: number): Promise<number>;
  /** Forgets dead entries for good, but not their keys. Answers how many. */
  discard(keys: readonly string[], now: number): Promise<number>;
  /** How far entries got; those that are not known, or not any more, are left out. */
  states(keys: readonly string[]): Promise<ReadonlyMap<string, EntryState>>;
  /** What is remembered of records, for those that something is remembered of. */
  records(streams: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Remembers words for a while; for recognising one's own writes. */
  mark(words: readonly string[], until: number, now: number): Promise<void>;
  /** Which of these words are remembered. */
  marked(words: readonly string[], now: number): Promise<ReadonlySet<string>>;
  counts(desks: readonly string[]): Promise<StoreCounts>;
  /** Lets go of files and connections of its own. */
  close(): Promise<void>;
}

/** How long a store remembers; each has a default of its own kind. */
export interface RetentionOptions {
  /** How long the keys of handled events are known, in milliseconds. @default 259200000 (3 days) */
  readonly keepDoneMs?: number;
  /** How long a record is remembered after its last event, in milliseconds. @default 7776000000 (90 days) */
  readonly keepRecordsMs?: number;
}
