import type { AnyFields } from '../../adapter/contract.ts';
import type { ImportDraft } from '../../adapter/resources.ts';
import { PartialWriteError, UnsupportedError } from '../../errors/classes.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { Claim, Loss } from '../ledger/types.ts';
import { findTarget, lookupOf } from './find-target.ts';
import { isWorthAnotherAttempt, MOST_ATTEMPTS } from './item-error.ts';
import type { SentTrace } from './sent-trace.ts';
import { takeAway } from './take-away.ts';
import { callOptions, type Work } from './work.ts';

type Ticket = SupportTicket<unknown, AnyFields>;

/** What is at the target already. */
export interface Known {
  /** What the ledger knows: an earlier version, or one that was written in part. */
  readonly old: Ticket | null;
  /** What an attempt has made whose answer was lost. */
  readonly begun: Ticket | null;
}

/**
 * Looks for what is at the target already. `sent` is the trace of an attempt whose answer may have been lost. What an
 * import would go on with must be of the same version of the source, since it only adds what is missing: what is
 * half there of another one is taken away, and written anew.
 */
export async function existing(
  work: Work,
  { item: { target } }: Claim,
  { sent, version }: { readonly sent: SentTrace | null; readonly version: number },
): Promise<Known> {
  const [ticket] =
    target === null ? [] : ((await work.to.tickets.getMany?.([target], callOptions(work))) ?? []);
  const old = ticket === undefined || ticket.isDeleted ? null : ticket;
  const begun = sent === null ? null : await findTarget(work, sent, target);
  if (begun !== null && lookupOf(work)?.resumes === true && sent?.version !== version) {
    await takeAway(work, begun.id);
    return { old, begun: null };
  }
  return { old, begun };
}

/**
 * Writes the ticket. What is there of it is taken away: what is half there cannot be told from what was changed
 * since, and only an import is silent and keeps dates. The new one is written first, so that the target is
 * never without it; where an import goes on by itself with what it finds under the key, the old one has to go
 * first, and comes back when nothing of the new one can be written.
 */
export async function writeTicket<Written extends { readonly ticket: Pick<Ticket, 'id'> }>(
  work: Work,
  write: () => Promise<Written>,
  {
    known: { old, begun },
    claim,
    requireClaim,
  }: {
    readonly known: Known;
    readonly claim: Claim;
    /** Throws where another process has the ticket by now, and may have written it. */
    readonly requireClaim: () => Promise<void>;
  },
): Promise<Written> {
  if (lookupOf(work)?.resumes === true) {
    if (old !== null) await takeAway(work, old.id);
    return write().catch(async (error: unknown) => {
      await bringBack(work, { claim, requireClaim }, error);
      throw error;
    });
  }
  if (begun !== null) await takeAway(work, begun.id);
  const written = await write().catch(async (error: unknown) => {
    if (old !== null) await dropPart(work, error);
    throw error;
  });
  if (old !== null && old.id !== written.ticket.id) await takeAway(work, old.id);
  return written;
}

/** A ticket at the target, and what was lost on the way to it. */
export interface ImportedTicket {
  readonly ticket: Ticket;
  readonly losses: readonly Omit<Loss, 'message'>[];
}

/** Imports one ticket. */
export async function importTicket(
  work: Work,
  draft: ImportDraft<AnyFields>,
): Promise<ImportedTicket> {
  const importing = work.to.imports?.ticket;
  if (importing === undefined) {
    throw new UnsupportedError(
      `${work.to.manifest.label} has no import that keeps a ticket’s history.`,
      { operation: 'imports.ticket' },
    );
  }
  const { value, warnings } = await importing(draft, callOptions(work));
  return { ticket: value, losses: warnings };
}

/** A failure for good must not leave the target with less than it had. Where it does, that failure is the one to tell. */
async function bringBack(
  work: Work,
  { claim, requireClaim }: { readonly claim: Claim; readonly requireClaim: () => Promise<void> },
  error: unknown,
): Promise<void> {
  const { target, attempts } = claim.item;
  const isLast = !isWorthAnotherAttempt(error) || attempts >= MOST_ATTEMPTS;
  if (target === null || !isLast || work.signal.aborted) return;
  await requireClaim();
  await dropPart(work, error);
  await work.to.tickets.restore?.(target, callOptions(work));
}

/** Beside a whole copy nobody needs a part of one. One that stays is looked for by whoever tries again. */
async function dropPart(work: Work, error: unknown): Promise<void> {
  if (!(error instanceof PartialWriteError) || error.id === '' || work.signal.aborted) return;
  await takeAway(work, error.id);
}
