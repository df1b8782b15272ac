import type { AnyFields } from '../../adapter/contract.ts';
import type { ImportDraft } from '../../adapter/resources.ts';
import {
  MigrationError,
  PartialWriteError,
  UnsupportedError,
  ValidationError,
} from '../../errors/classes.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { Advance, Claim, Loss } from '../ledger/types.ts';
import { requesterKey } from '../translate/requester-key.ts';
import { asWritten } from '../verify/ticket-fields.ts';
import { translateTicket } from '../translate/translate-ticket.ts';
import type { FileOutcome, SourceTicket, TranslatedTicket } from '../translate/types.ts';
import { failureOfNeeded } from './carry-once.ts';
import { carryContact, carryOrganization } from './carry-people.ts';
import { findTarget, lookupOf } from './find-target.ts';
import { concernsAll, isWorthAnotherAttempt, itemErrorOf, MOST_ATTEMPTS } from './item-error.ts';
import { ticketNotes, withNotes } from './item-notes.ts';
import { readFiles, type ThreadFiles } from './carry-files.ts';
import { type LinkedTickets, linkedTickets } from './linked-tickets.ts';
import { postpone } from './postpone.ts';
import { fileKey, readSource } from './read-source.ts';
import { noteMove, timesWritten } from './restore-links.ts';
import { skipReason } from './skip-reason.ts';
import { translationContext } from './translation-context.ts';
import { callOptions, type Work } from './work.ts';

type Ticket = SupportTicket<unknown, AnyFields>;

/**
 * Carries one claimed ticket, and tells the ledger how it went. Answers whether that is its end; throws
 * what would stop every other one.
 */
export async function carryTicket(work: Work, claim: Claim): Promise<boolean> {
  const { item, token } = claim;
  const own = { kind: item.kind, source: item.source, token };
  const tell = async (change: Omit<Advance, 'kind' | 'source' | 'token'>): Promise<void> => {
    const [held] = await work.ledger.advance([{ ...own, ...change }], work.clock.now());
    if (held !== true) throw new ClaimLost();
  };
  let isSent = item.state === 'sent';
  let files: ThreadFiles | null = null;
  try {
    const source = await readSource(work, item.source);
    if (source === null) {
      await carryDeletion(work, claim, tell);
      return true;
    }
    work.links.learn('from', source.ticket);
    const reason = skipReason(work, source.ticket);
    if (reason !== null && item.target === null) {
      const writtenVersion = source.ticket.version.at.getTime();
      await tell({ state: 'skipped', reason, error: null, writtenVersion });
      return true;
    }
    const linked = await linkedTickets(work, source);
    if (await postpone(work, { item, linked, tell, version: source.ticket.version.at.getTime() })) {
      return true;
    }
    files = await readFiles(work, source);
    const translated = await translate(work, source, { files: files.outcomes, linked });
    const { draft } = translated;
    // From here on the target may have it, whatever happens to this process.
    await tell({ state: 'sent' });
    const known = isSent || item.target !== null ? await existing(work, claim, draft) : null;
    isSent = true;
    const written = await write(work, draft, { known, isOld: known?.id === item.target });
    work.links.learn('to', written.ticket);
    const isMoved = item.target !== null && item.target !== written.ticket.id;
    if (isMoved) await noteMove(work);
    await tell({
      state: 'confirmed',
      target: written.ticket.id,
      writtenVersion: source.ticket.version.at.getTime(),
      reason: null,
      losses: [
        ...translated.losses,
        ...written.losses.map((loss) => lossOf(loss, translated)),
        ...(written.ticket.threadComplete === false ? [OUT_OF_REACH] : []),
      ],
      differences: [],
      error: null,
      detail: {
        ...detailOf(translated, files.outcomes),
        written: asWritten(translated.expected, written.ticket, [
          ...translated.losses,
          ...written.losses,
        ]),
        ...(isMoved ? { again: [work.runId, timesWritten(item, work.runId) + 1] } : {}),
        ...withNotes(item, ticketNotes(source, notesContext(work)), work.clock.now()),
      },
    });
    requireKey(work, written.ticket, draft);
    return true;
  } catch (error) {
    if (error instanceof ClaimLost) return true;
    if (concernsAll(error) || error instanceof MigrationError) throw error;
    return await tellFailure(work, claim, { error, isSent });
  } finally {
    files?.close();
  }
}

/** The target has all of the thread, and its API gives only the end of it back. */
const OUT_OF_REACH: Loss = {
  type: 'coerced',
  field: 'messages',
  reason: 'Written whole; the target gives only the newest part of so long a thread back.',
  message: null,
};

/** Somebody else has the item now, and sees to it. */
class ClaimLost extends Error {}

async function tellFailure(
  { ledger, clock }: Work,
  { item, token }: Claim,
  { error, isSent }: { readonly error: unknown; readonly isSent: boolean },
): Promise<boolean> {
  const needed = failureOfNeeded(error);
  const again = isWorthAnotherAttempt(error) && item.attempts < MOST_ATTEMPTS;
  const state = again ? (isSent ? 'sent' : 'planned') : 'failed';
  const failure = needed === null ? itemErrorOf(error) : neededError(needed.kind, needed.source);
  const { kind, source } = item;
  // What was written in part has an id already.
  const target = error instanceof PartialWriteError ? { target: error.id } : {};
  await ledger.advance(
    [{ kind, source, token, state, error: failure, release: true, ...target }],
    clock.now(),
  );
  return !again;
}

const neededError = (kind: string, source: string) => ({
  code: `${kind}_failed`,
  message: `The ${kind} ${source} could not be carried: see its own error.`,
});

/** Everybody whom the ticket names, then its translation. */
async function translate(
  work: Work,
  source: SourceTicket,
  {
    files,
    linked,
  }: { readonly files: ReadonlyMap<string, FileOutcome>; readonly linked: LinkedTickets },
): Promise<TranslatedTicket> {
  const { ticket, messages } = source;
  const contacts = new Map<string, string>();
  const people = new Map<string, { readonly name: string | null; readonly email: string | null }>();
  const { requester } = ticket;
  people.set(requesterKey(ticket), { name: requester.name, email: requester.email });
  for (const { author } of messages) {
    if (author.kind === 'customer' && author.id !== null && !people.has(author.id)) {
      people.set(author.id, { name: author.name, email: author.email });
    }
  }
  for (const [id, hint] of people) {
    const target = await carryContact(work, id, hint);
    if (target !== null) contacts.set(id, target);
  }
  const organizations = new Map<string, string>();
  if (ticket.organizationId !== null) {
    const target = await carryOrganization(work, ticket.organizationId);
    if (target !== null) organizations.set(ticket.organizationId, target);
  }
  const context = await translationContext(work, source, {
    linked,
    contacts,
    organizations,
    fileOf: (attachment, message) =>
      files.get(fileKey(message, attachment)) ?? { kind: 'lost', reason: 'The file was not read.' },
  });
  return translateTicket(source, context);
}

/** The ticket that is at the target already, from an earlier attempt or an earlier version. */
async function existing(
  work: Work,
  { item }: Claim,
  draft: ImportDraft<AnyFields>,
): Promise<Ticket | null> {
  if (item.target !== null) {
    const [ticket] = (await work.to.tickets.getMany?.([item.target], callOptions(work))) ?? [];
    if (ticket !== undefined && !ticket.isDeleted) return ticket;
  }
  return findTarget(work, draft);
}

/**
 * Writes the ticket. What an interrupted attempt has begun is completed where the target's import goes on by
 * itself; otherwise, and where it is an older version, it is taken away and written anew: what is half there cannot be told from what was changed
 * since, and only an import is silent and keeps dates.
 */
async function write(
  work: Work,
  draft: ImportDraft<AnyFields>,
  { known, isOld }: { readonly known: Ticket | null; readonly isOld: boolean },
): Promise<{ readonly ticket: Ticket; readonly losses: readonly Omit<Loss, 'message'>[] }> {
  const { imports } = work.to;
  if (imports?.ticket === undefined) {
    throw new UnsupportedError(
      `${work.to.manifest.label} has no import that keeps a ticket’s history.`,
      { operation: 'imports.ticket' },
    );
  }
  const resumes = lookupOf(work)?.resumes === true;
  if (known !== null && (isOld || !resumes)) await takeAway(work, known.id);
  try {
    const { value, warnings } = await imports.ticket(draft, callOptions(work));
    return { ticket: value, losses: warnings };
  } catch (error) {
    const { links, ...rest } = draft;
    if (links === undefined || !(error instanceof ValidationError)) throw error;
    // The other ticket may be of a kind that takes no links, or the plan have none of them.
    const written = await imports.ticket(rest, callOptions(work));
    const refused = { type: 'dropped', field: 'links', reason: 'The target refuses it.' } as const;
    return { ticket: written.value, losses: [...written.warnings, refused] };
  }
}

/** Deletes a ticket that this migration has made. */
export async function takeAway(work: Pick<Work, 'to' | 'signal'>, id: string): Promise<void> {
  const { tickets } = work.to;
  const remove = tickets.delete ?? tickets.purge;
  if (remove === undefined) {
    throw new UnsupportedError(`${work.to.manifest.label} cannot delete tickets.`, {
      operation: 'tickets.delete',
    });
  }
  await remove(id, callOptions(work));
}

/** Older than any version: whoever restores the record at the source has it carried again. */
const GONE = -1;

/** A ticket that the source has deleted: nothing to carry, or something to take away. */
async function carryDeletion(
  work: Work,
  { item }: Claim,
  tell: (change: Omit<Advance, 'kind' | 'source' | 'token'>) => Promise<void>,
): Promise<void> {
  const reason = 'The source has deleted this ticket.';
  if (item.target === null || work.mapping.deleted === 'keep') {
    return tell({ state: 'skipped', reason, error: null, writtenVersion: GONE });
  }
  await tell({ state: 'sent' });
  await takeAway(work, item.target);
  await tell({
    state: 'skipped',
    reason: `${reason} Its copy is deleted, too.`,
    writtenVersion: GONE,
    target: null,
    error: null,
    // Nothing is left that could differ, or have lost something.
    losses: [],
    differences: [],
    detail: {},
  });
}

/** Messages are numbered in an adapter's warnings; a ledger names them by what they were. */
function lossOf(warning: Omit<Loss, 'message'>, { expected }: TranslatedTicket): Loss {
  const [, index = '', rest = ''] = /^messages\.(\d+)(?:\.(.*))?$/.exec(warning.field) ?? [];
  if (index === '') return { ...warning, message: null };
  const message = expected.messages[Number(index)]?.source ?? null;
  return { ...warning, field: rest === '' ? 'message' : rest, message };
}

const notesContext = ({ settled, from }: Work) => ({
  mapping: settled,
  ownFields: new Set(from.ownFields),
});

/** What a comparison needs later: the files' fingerprints, and the addresses that were put in. */
function detailOf(
  { links, related }: TranslatedTicket,
  files: ReadonlyMap<string, FileOutcome>,
): Readonly<Record<string, unknown>> {
  const outcomes = [...files].map(([key, outcome]): readonly [string, unknown] => [
    key,
    outcome.kind === 'ready' ? [outcome.sha256, outcome.size] : outcome.reason,
  ]);
  return { created: true, links, related, files: Object.fromEntries(outcomes) };
}

/**
 * Without its key a ticket could not be found again after an attempt whose answer was lost. Said after the
 * first one, which the ledger knows, before there are more.
 */
function requireKey(work: Work, ticket: Ticket, { callerKey }: ImportDraft<AnyFields>): void {
  if (lookupOf(work)?.by !== 'callerKey' || ticket.callerKey === callerKey) return;
  throw new MigrationError(
    `${work.to.manifest.label} did not keep the key of an imported ticket. Give its adapter the option ` +
      'that names a field for it (callerKeyField), so that nothing is ever written twice.',
  );
}
