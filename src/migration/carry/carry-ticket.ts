import type { AnyFields } from '../../adapter/contract.ts';
import type { ImportDraft } from '../../adapter/resources.ts';
import { MigrationError, PartialWriteError, ValidationError } from '../../errors/classes.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { Advance, Claim, Loss } from '../ledger/types.ts';
import { requesterKey } from '../translate/requester-key.ts';
import { splitMessages } from '../translate/split-messages.ts';
import { asWritten } from '../verify/ticket-fields.ts';
import { translateTicket } from '../translate/translate-ticket.ts';
import type { FileOutcome, SourceTicket, TranslatedTicket } from '../translate/types.ts';
import { failureOfNeeded } from './carry-once.ts';
import { isAnsweredAtTarget, leftAlone } from './answered-at-target.ts';
import { carryContact, carryOrganization } from './carry-people.ts';
import { lookupOf } from './find-target.ts';
import { concernsAll, isWorthAnotherAttempt, itemErrorOf, MOST_ATTEMPTS } from './item-error.ts';
import { ticketNotes, withNotes } from './item-notes.ts';
import { readFiles, type ThreadFiles } from './carry-files.ts';
import { type LinkedTickets, linkedTickets } from './linked-tickets.ts';
import { postpone } from './postpone.ts';
import { fileKey, readSource } from './read-source.ts';
import {
  createRefusals,
  type Ready,
  type Refused,
  refusedBefore,
  withoutRefused,
  writeWithoutRefused,
} from './refused-fields.ts';
import { noteMove, timesWritten } from './restore-links.ts';
import { sentTrace, traceOf, withTrace } from './sent-trace.ts';
import { mergeReason, skipReason } from './skip-reason.ts';
import { carryDeletion, leaveOut, wasGone } from './take-away.ts';
import { translationContext } from './translation-context.ts';
import type { Work } from './work.ts';
import { existing, type ImportedTicket, importTicket, writeTicket } from './write-ticket.ts';
import { writtenVersionOf } from './written-version.ts';

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
  let told: Advance['detail'] | null = null;
  let files: ThreadFiles | null = null;
  try {
    const readAt = work.clock.now();
    const source = await readSource(work, item.source);
    if (source === null) {
      await carryDeletion(work, claim, tell);
      return true;
    }
    work.links.learn('from', source.ticket);
    const { at } = source.ticket.version;
    const version = writtenVersionOf(at, readAt);
    const reason = skipReason(work, source.ticket) ?? (await mergeReason(work, source.ticket));
    if (reason !== null && item.target === null) {
      await leaveOut(work, claim, { reason, version, tell });
      return true;
    }
    const known = refusedBefore(item, at);
    const linked = await linksOf(work, source, { item, refused: known });
    if (await postpone(work, { item, linked, tell, version: at.getTime() })) return true;
    files = await readFiles(work, source);
    const { outcomes } = files;
    const first = await translate(work, source, { outcomes, linked, refused: known });
    const trace = await traceOf(first.translated.draft);
    const sent = isSent(item) ? (sentTrace(item) ?? trace) : null;
    const there = await existing(work, claim, { sent, version: at.getTime() });
    if (await isAnsweredAtTarget(work, item, there.old)) {
      await tell(leftAlone(item, at));
      return true;
    }
    // From here on the target may have it, whatever happens to this process.
    const aboutToWrite = ({ refused }: Ready): Promise<void> => {
      told = { ...withTrace(item, { ...trace, version }), refused };
      return tell({ state: 'sent', detail: told });
    };
    await aboutToWrite(first);
    const again = async (refused: Refused): Promise<Ready> => {
      const left = await linksOf(work, source, { item, refused });
      return translate(work, source, { outcomes, linked: left, refused });
    };
    const write = (draft: ImportDraft<AnyFields>) => importTicket(work, draft);
    const isFirstAttempt = item.attempts <= 1;
    const { ready, ...written } = await writeTicket(
      work,
      () => writeWithoutRefused(work, first, { write, again, aboutToWrite, isFirstAttempt }),
      { known: there, claim, requireClaim: () => tell({ state: 'sent' }) },
    );
    work.links.learn('to', written.ticket);
    const isMoved = item.target === null ? wasGone(item) : item.target !== written.ticket.id;
    if (isMoved) await noteMove(work);
    await tell(confirmation(work, { item, source, ready, written, isMoved, version }));
    requireKey(work, written.ticket, ready.translated.draft);
    return true;
  } catch (error) {
    if (error instanceof ClaimLost) return true;
    if (concernsAll(error) || error instanceof MigrationError) throw error;
    return await tellFailure(work, claim, { error, told });
  } finally {
    files?.close();
  }
}

const isSent = (item: Claim['item']): boolean => item.state === 'sent' || sentTrace(item) !== null;

/** Other tickets that it names; those that the target will not link are told of in the note. */
const linksOf = (
  work: Work,
  source: SourceTicket,
  { item, refused }: { readonly item: Claim['item']; readonly refused: Refused },
): Promise<LinkedTickets> =>
  linkedTickets(work, source, {
    isAgain: item.target !== null || wasGone(item),
    takesLinks: refused['links'] === undefined,
  });

/** What the ledger is told of a ticket that is at the target. */
function confirmation(
  work: Work,
  {
    item,
    source,
    ready: { translated, outcomes, refused },
    written,
    isMoved,
    version,
  }: {
    readonly item: Claim['item'];
    readonly source: SourceTicket;
    readonly ready: Ready;
    readonly written: ImportedTicket;
    readonly isMoved: boolean;
    readonly version: number;
  },
): Omit<Advance, 'kind' | 'source' | 'token'> {
  const now = work.clock.now();
  const { ticket } = written;
  return {
    state: 'confirmed',
    target: ticket.id,
    writtenVersion: version,
    reason: null,
    losses: lossesOf(translated, written),
    differences: [],
    error: null,
    detail: {
      ...detailOf(translated, outcomes),
      ...(Object.keys(refused).length > 0 ? { refused } : {}),
      written: asWritten(translated.expected, ticket, [...translated.losses, ...written.losses]),
      mapping: work.mappingMark,
      confirmedAt: now,
      ...(isMoved ? { again: [work.runId, timesWritten(item, work.runId) + 1] } : {}),
      ...withNotes(item, ticketNotes(source, notesContext(work)), now),
    },
  };
}

const lossesOf = (
  translated: TranslatedTicket,
  { ticket, losses }: ImportedTicket,
): readonly Loss[] => [
  ...translated.losses,
  ...losses.map((loss) => lossOf(loss, translated)),
  ...(ticket.threadComplete === false ? [OUT_OF_REACH] : []),
];

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
  work: Work,
  { item, token }: Claim,
  { error, told }: { readonly error: unknown; readonly told: Advance['detail'] | null },
): Promise<boolean> {
  const { ledger, clock } = work;
  const needed = failureOfNeeded(error);
  const again = isWorthAnotherAttempt(error) && item.attempts < MOST_ATTEMPTS;
  const state = again ? (isSent(item) || told !== null ? 'sent' : 'planned') : 'failed';
  const failure = needed === null ? itemErrorOf(error) : neededError(needed.kind, needed.source);
  const { kind, source } = item;
  // What was written in part has an id already; an older copy keeps its own.
  const isFirst = error instanceof PartialWriteError && item.target === null;
  const target = isFirst ? { target: error.id } : {};
  // Whoever has seen to it at the target has all of it tried again, where nothing that is there goes on without it.
  const isAnew = error instanceof ValidationError || (!again && lookupOf(work)?.resumes !== true);
  const detail = told !== null && isAnew ? { ...told, refused: {} } : null;
  const change = { ...target, ...(detail === null ? {} : { detail }) };
  await ledger.advance(
    [{ kind, source, token, state, error: failure, release: true, ...change }],
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
    outcomes,
    linked,
    refused,
  }: {
    readonly outcomes: Ready['outcomes'];
    readonly linked: LinkedTickets;
    readonly refused: Refused;
  },
): Promise<Ready> {
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
  const left = withoutRefused(outcomes, refused);
  const refusals = createRefusals(work, refused);
  const context = await translationContext(work, source, {
    linked,
    refusalOf: refusals.refusalOf,
    contacts,
    organizations,
    fileOf: (attachment, message) =>
      left.get(fileKey(message, attachment)) ?? { kind: 'lost', reason: 'The file was not read.' },
  });
  const translated = splitMessages(translateTicket(source, context), work.to.manifest.limits);
  return { translated, outcomes: left, refused: refusals.all() };
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
