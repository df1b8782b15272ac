import type { ItemKind, LedgerItem, Loss } from '../ledger/types.ts';
import { concernsAll, isWorthAnotherAttempt, itemErrorOf, MOST_ATTEMPTS } from './item-error.ts';
import { type ItemNotes, withNotes } from './item-notes.ts';
import type { Work } from './work.ts';

/** What carrying one record came to. */
export interface Carried {
  readonly target: string;
  /** Whether this migration made it: a rollback deletes nothing else. */
  readonly isCreated: boolean;
  /** It was never this migration's, whatever an earlier attempt was about to make. */
  readonly isOfOthers?: boolean;
  readonly losses: readonly Loss[];
  /** What the report tells of it. */
  readonly notes?: ItemNotes;
}

/** Tells the ledger that a record is about to be made, so that a later attempt looks for it first. */
export type AboutToCreate = () => Promise<void>;

const PAUSE_MS = 100;

/**
 * Carries a contact or an organization that tickets name, once, whoever of several processes comes first.
 * Answers its target; `null` when it was skipped.
 *
 * @throws the error of its last attempt when it has failed.
 */
export function carryOnce(
  work: Work,
  kind: ItemKind,
  source: string,
  carry: (item: LedgerItem, aboutToCreate: AboutToCreate) => Promise<Carried>,
): Promise<string | null> {
  const key = `${kind} ${source}`;
  const known = work.carrying.get(key);
  if (known !== undefined) return known;
  const carried = carryAlone(work, kind, source, carry).finally(() => work.carrying.delete(key));
  work.carrying.set(key, carried);
  return carried;
}

async function carryAlone(
  work: Work,
  kind: ItemKind,
  source: string,
  carry: Parameters<typeof carryOnce>[3],
): Promise<string | null> {
  const { ledger, clock, runId, leaseMs, signal } = work;
  for (;;) {
    signal.throwIfAborted();
    const now = clock.now();
    const planned = { kind, source, order: 0, sourceVersion: null };
    const claim = await ledger.claimOne(planned, { runId, now, until: now + leaseMs });
    if (claim === null) {
      await clock.sleep(PAUSE_MS, signal);
      continue;
    }
    const { item, token } = claim;
    if (token !== null) return carryClaimed(work, { item, token }, carry);
    if (item.state === 'failed') throw new ItemFailed(item);
    return item.target;
  }
}

/** Another item that this one needs has failed. */
class ItemFailed extends Error {
  readonly item: LedgerItem;

  constructor(item: LedgerItem) {
    super(item.error?.message ?? 'It failed before.');
    this.item = item;
  }
}

/** Why a ticket cannot be carried whose requester could not. */
export const failureOfNeeded = (error: unknown): LedgerItem | null =>
  error instanceof ItemFailed ? error.item : null;

/** Carries an item of which the claim is held, and tells the ledger how it went. */
export async function carryClaimed(
  work: Work,
  { item, token }: { readonly item: LedgerItem; readonly token: string },
  carry: Parameters<typeof carryOnce>[3],
): Promise<string> {
  const { ledger, clock } = work;
  const { kind, source } = item;
  const own = { kind, source, token };
  let isSent = item.state === 'sent';
  const aboutToCreate = async (): Promise<void> => {
    isSent = true;
    const [held] = await ledger.advance(
      [{ ...own, state: 'sent', detail: { created: true } }],
      clock.now(),
    );
    if (held !== true) throw takenOver();
  };
  try {
    const { target, isCreated, isOfOthers, losses, notes = {} } = await carry(item, aboutToCreate);
    const now = clock.now();
    const created = isOfOthers !== true && (isCreated || item.detail['created'] === true);
    const detail = { created, ...withNotes(item, notes, now) };
    const done = { ...own, state: 'confirmed' as const, target, losses, detail, error: null };
    await ledger.advance([done], now);
    return target;
  } catch (error) {
    if (!concernsAll(error)) {
      const again = isWorthAnotherAttempt(error) && item.attempts < MOST_ATTEMPTS;
      const state = again ? (isSent ? 'sent' : 'planned') : 'failed';
      const failure = { ...own, state, error: itemErrorOf(error), release: true } as const;
      await ledger.advance([failure], clock.now());
    }
    throw error;
  }
}

const takenOver = (): Error => new DOMException('Another run has taken this over.', 'AbortError');
