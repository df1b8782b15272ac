import type { MappingWarning } from '../../model/provenance.ts';

/** What a migration carries. A link is an article to be written once more, or a ticket that waits, until what it leads to is there. */
export const ITEM_KINDS = [
  'organization',
  'contact',
  'ticket',
  'link',
  'section',
  'article',
] as const;
/** One of them. */
export type ItemKind = (typeof ITEM_KINDS)[number];

/** How far an item has come. `sent` means: the target may or may not have it, so look before sending again. */
export const ITEM_STATES = [
  'planned',
  'reading',
  'sent',
  'confirmed',
  'verified',
  'failed',
  'skipped',
] as const;
/** One of them. */
export type ItemState = (typeof ITEM_STATES)[number];

/** Something the target cannot hold as the source has it: declared, so that it is no difference. */
export interface Loss extends MappingWarning {
  /** Which message of a ticket, by its id at the source; `null` for the item itself. */
  readonly message: string | null;
}

/** Something that is different at the target and was not declared. Says no customer text. */
export interface Difference {
  /** A path such as `status` or `messages[3].visibility`. */
  readonly field: string;
  readonly expected: string | null;
  readonly actual: string | null;
}

/** Why an attempt failed. Says no customer text. */
export interface ItemError {
  readonly code: string;
  readonly message: string;
}

/** One record of the source, and what became of it. */
export interface LedgerItem {
  readonly kind: ItemKind;
  /** polydesk id at the source; unique within a kind. */
  readonly source: string;
  readonly state: ItemState;
  /** polydesk id at the target, once it is known. */
  readonly target: string | null;
  /** Lower comes first. */
  readonly order: number;
  /** Version of the source's record that is wanted: milliseconds, or `null` where it has none. */
  readonly sourceVersion: number | null;
  /** Version that the target holds, or that was skipped; `null` before there is one. */
  readonly writtenVersion: number | null;
  /** Claims so far. */
  readonly attempts: number;
  /** Why it was skipped. */
  readonly reason: string | null;
  readonly error: ItemError | null;
  readonly losses: readonly Loss[];
  readonly differences: readonly Difference[];
  /** What a resumed attempt needs to know, as plain JSON: finer than the item. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** An item as a scan of the source finds it. */
export interface PlannedItem {
  readonly kind: ItemKind;
  readonly source: string;
  readonly order: number;
  readonly sourceVersion: number | null;
}

/** An item that this run may work at until its lease ends. */
export interface Claim {
  readonly item: LedgerItem;
  /** Proves the claim: an item that was claimed again has another one. */
  readonly token: string;
}

/** What became of a claimed item. Keys left out stay as they are. */
export interface Advance {
  readonly kind: ItemKind;
  readonly source: string;
  readonly token: string;
  readonly state: ItemState;
  readonly target?: string | null;
  readonly writtenVersion?: number | null;
  readonly reason?: string | null;
  readonly error?: ItemError | null;
  readonly losses?: readonly Loss[];
  readonly differences?: readonly Difference[];
  readonly detail?: Readonly<Record<string, unknown>>;
  /** True for an item that was compared: whatever came of it, this `verify` leaves it alone. */
  readonly checked?: boolean;
  /** True gives the claim back. States from `confirmed` on do so always. */
  readonly release?: boolean;
}

/** What a ledger belongs to. */
export interface LedgerSubject {
  /** `provider:account`. */
  readonly from: string;
  readonly to: string;
}

/** The phases of a migration that write to its ledger. */
export type Phase = 'plan' | 'preflight' | 'run' | 'verify' | 'delta' | 'rollback';

/** One process at work, or one that was. */
export interface LedgerRun {
  readonly id: string;
  readonly phase: Phase;
  readonly startedAt: number;
  readonly heartbeatAt: number;
  /** `null` while it runs, or when it was killed. */
  readonly endedAt: number | null;
  readonly outcome: 'done' | 'failed' | 'cancelled' | null;
}

/** Counts by kind and state; states without items are left out. */
export type LedgerCounts = Readonly<Partial<Record<ItemKind, Partial<Record<ItemState, number>>>>>;

/** Which items. */
export interface ItemQuery {
  readonly kind?: ItemKind;
  readonly states?: readonly ItemState[];
  /** Only those with undeclared differences. */
  readonly differing?: boolean;
}

/**
 * Where a migration remembers what became of each record. All methods are safe to call from several
 * processes that share the store. Times are milliseconds since the epoch and come from the caller.
 */
export interface Ledger {
  /** Whether it survives the process. */
  readonly durable: boolean;

  /**
   * Binds an empty ledger to these desks.
   * @throws {ConfigurationError} when it belongs to others, or a newer release has written it.
   */
  open(subject: LedgerSubject): Promise<void>;

  startRun(phase: Phase, now: number): Promise<LedgerRun>;
  /**
   * Tells that a run is alive, and extends all its claims to `until` (none is shortened). `false` when
   * the run was ended, from outside or by itself: it must stop.
   */
  heartbeat(runId: string, now: number, until: number): Promise<boolean>;
  /** Ends a run, its own or another's; its claims become free at once. */
  endRun(runId: string, outcome: 'done' | 'failed' | 'cancelled', now: number): Promise<void>;
  /** Newest first. */
  runs(): Promise<readonly LedgerRun[]>;

  /**
   * Takes note of items. One that is new is `planned`. One that is `confirmed` or `verified`, or `skipped` with
   * a `writtenVersion`, becomes `planned` again, with its target, if `sourceVersion` is newer than that; every
   * other one keeps its state and gets the newer `sourceVersion`. All of them in one transaction, together
   * with the checkpoint if one is given.
   */
  plan(
    items: readonly PlannedItem[],
    now: number,
    checkpoint?: { readonly name: string; readonly value: string },
  ): Promise<{ readonly added: number; readonly changed: number }>;

  /**
   * Claims up to `limit` items that are `planned`, or `reading` or `sent` under a lease that has ended;
   * by order, then by when they were planned. What was `planned` is `reading` afterwards; `sent` stays
   * `sent`. No item is ever claimed twice at the same time. A run that was ended gets none.
   */
  claim(request: {
    readonly kinds: readonly ItemKind[];
    readonly limit: number;
    readonly runId: string;
    readonly now: number;
    readonly until: number;
  }): Promise<readonly Claim[]>;
  /** Claims items for `verify`: `confirmed` and `verified` ones that were not compared since `before`. */
  claimForVerify(request: {
    readonly limit: number;
    readonly runId: string;
    readonly now: number;
    readonly until: number;
    readonly before: number;
  }): Promise<readonly Claim[]>;
  /**
   * Claims one item by its key, planning it first where it is unknown. `null` when somebody else is at
   * it; an item that is `confirmed`, `verified`, `failed` or `skipped` comes without a claim.
   */
  claimOne(
    item: PlannedItem,
    request: { readonly runId: string; readonly now: number; readonly until: number },
  ): Promise<Claim | { readonly item: LedgerItem; readonly token: null } | null>;
  /**
   * One transaction. Answers for each whether the claim still held; where not, nothing was changed. An
   * item that `plan` found in a newer version while it was claimed becomes `planned` instead of
   * `confirmed` or `verified`, unless `writtenVersion` is as new: it is to be carried again.
   */
  advance(changes: readonly Advance[], now: number): Promise<readonly boolean[]>;

  item(kind: ItemKind, source: string): Promise<LedgerItem | null>;
  /** The targets that are known, by source id. */
  targets(kind: ItemKind, sources: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** In a stable order, page by page; `cursor` of one page continues with the next. */
  items(
    query: ItemQuery & { readonly limit: number; readonly cursor: string | null },
  ): Promise<{ readonly items: readonly LedgerItem[]; readonly cursor: string | null }>;
  counts(): Promise<LedgerCounts>;
  /** Sets items of these states to another one, their claims included; answers how many. */
  reset(
    query: ItemQuery & { readonly states: readonly ItemState[] },
    to: { readonly state: 'planned' | 'skipped'; readonly reason: string | null },
    now: number,
  ): Promise<number>;
  /** Takes items out, after their targets were deleted. */
  remove(kind: ItemKind, sources: readonly string[]): Promise<void>;

  checkpoint(name: string): Promise<string | null>;
  saveCheckpoint(name: string, value: string): Promise<void>;

  close(): Promise<void>;
}
