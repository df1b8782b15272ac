import { fileKey, readSource } from '../carry/read-source.ts';
import { translationContext } from '../carry/translation-context.ts';
import { linkedTickets } from '../carry/linked-tickets.ts';
import { refusedOf } from '../carry/refused-fields.ts';
import { staleAddresses } from '../carry/restore-links.ts';
import { callOptions, type Work } from '../carry/work.ts';
import { isWrittenVersion } from '../carry/written-version.ts';
import { hasCode } from '../../errors/classes.ts';
import type { Attachment } from '../../model/message.ts';
import type { Claim, Difference, LedgerItem } from '../ledger/types.ts';
import { requesterKey } from '../translate/requester-key.ts';
import { splitMessages } from '../translate/split-messages.ts';
import { translateTicket } from '../translate/translate-ticket.ts';
import type { FileOutcome, SourceTicket, TranslatedTicket } from '../translate/types.ts';
import { compareRequester } from './compare-requester.ts';
import { type ActualTicket, compareTickets } from './compare-tickets.ts';
import type { AsWritten } from './ticket-fields.ts';

/** Compares one carried ticket with the source, and tells the ledger. */
export async function verifyTicket(work: Work, { item, token }: Claim): Promise<void> {
  const { ledger, clock } = work;
  const own = { kind: item.kind, source: item.source, token };
  const differences = await differencesOf(work, item);
  if (differences === 'changed') {
    // Not wrong, only old: the next delta carries it.
    await ledger.advance([{ ...own, state: 'confirmed', checked: true }], clock.now());
    return;
  }
  const state = differences.length === 0 ? 'verified' : 'confirmed';
  await ledger.advance([{ ...own, state, differences, checked: true }], clock.now());
}

/** What is different and was not declared; `'changed'` when the source has gone on since. */
export async function differencesOf(
  work: Work,
  item: LedgerItem,
): Promise<readonly Difference[] | 'changed'> {
  const { target } = item;
  if (target === null) return [{ field: 'ticket', expected: 'one ticket', actual: null }];
  const source = await readSource(work, item.source);
  if (source === null) return 'changed';
  if (!isWrittenVersion(source.ticket.version.at, item.writtenVersion)) return 'changed';
  const actual = await readTarget(work, target);
  if (actual === null) return [{ field: 'ticket', expected: target, actual: null }];
  const { expected } = await expectation(work, source, item);
  const { losses } = item;
  const differences = compareTickets(expected, actual, { losses, written: writtenOf(item) });
  const links = await staleLinks(work, item);
  // A difference that the ids show is told once.
  const isTold = differences.some(({ field }) => field === 'requester');
  const people = isTold ? [] : await compareRequester(work, source.ticket, actual.ticket);
  const found = [...differences, ...links, ...people];
  const { mapping = work.mappingMark } = item.detail;
  // Then what is expected is not what was written.
  const isOther = found.length > 0 && mapping !== work.mappingMark;
  return isOther ? [OTHER_MAPPING, ...found] : found;
}

const OTHER_MAPPING: Difference = {
  field: 'mapping',
  expected: 'the mapping of today',
  actual: 'the mapping that it was carried with',
};

/** What the target made of it at once, where that was declared. */
const writtenOf = ({ detail }: LedgerItem): AsWritten =>
  // Safe: only `carryTicket` writes this key.
  (detail['written'] as AsWritten | undefined) ?? {};

/** Tickets that are written anew have new addresses: texts that lead to the old ones lead nowhere. */
async function staleLinks(work: Work, item: LedgerItem): Promise<readonly Difference[]> {
  const stale = await staleAddresses(work, item);
  return stale.map(({ now, then }) => ({ field: 'links', expected: now, actual: then }));
}

/** What `carryTicket` has put down of a ticket. */
interface WrittenDetail {
  readonly files?: Readonly<Record<string, readonly [string, number] | string>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly related?: Readonly<Record<string, string>>;
}

/** What was written, worked out again from the source. */
async function expectation(
  work: Work,
  source: SourceTicket,
  item: LedgerItem,
): Promise<TranslatedTicket> {
  const { ledger } = work;
  const { ticket, messages } = source;
  const people = new Set([requesterKey(ticket)]);
  for (const { author } of messages) {
    if (author.kind === 'customer' && author.id !== null) people.add(author.id);
  }
  const organization = ticket.organizationId === null ? [] : [String(ticket.organizationId)];
  const [contacts, organizations] = await Promise.all([
    ledger.targets('contact', [...people]),
    ledger.targets('organization', organization),
  ]);
  // Safe: an earlier attempt has written these.
  const detail = item.detail as WrittenDetail;
  const { files = {}, links = {}, related = {} } = detail;
  work.links.learn('from', ticket);
  const context = await translationContext(work, source, {
    linked: await linkedTickets(work, source, { isAgain: false, takesLinks: true }),
    refusalOf: (field) => refusedOf(item)[field] ?? null,
    contacts,
    organizations,
    fileOf: (attachment, message): FileOutcome => {
      const known = files[fileKey(message, attachment)];
      if (known === undefined) return { kind: 'lost', reason: 'The file was not read.' };
      if (typeof known === 'string') return { kind: 'lost', reason: known };
      return { kind: 'ready', sha256: known[0], size: known[1], draft: null };
    },
  });
  const translated = translateTicket(source, {
    ...context,
    // As they were put in, not as they would be today.
    linkTo: (id) => links[id] ?? null,
    targetOf: (id) => related[id] ?? null,
  });
  return splitMessages(translated, work.to.manifest.limits);
}

/** The ticket as the target has it, its files' fingerprints included. */
export async function readTarget(work: Work, id: string): Promise<ActualTicket | null> {
  const options = callOptions(work);
  try {
    const ticket = await work.to.tickets.get(id, options);
    const list = await work.to.messages.list(id, {}, options).toArray({ limit: 50_000 });
    const messages = [];
    for (const message of list) {
      const fileHashes: (string | null)[] = [];
      for (const attachment of message.attachments) fileHashes.push(await hashOf(work, attachment));
      messages.push({ ...message, fileHashes });
    }
    return { ticket, messages };
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

async function hashOf(
  work: Work,
  { url, size }: Pick<Attachment, 'url' | 'size'>,
): Promise<string | null> {
  if (url === null || work.to.attachments?.download === undefined) return null;
  const bytes = size ?? 0;
  await work.files.enter(bytes);
  try {
    return (await work.to.attachments.download({ url }, callOptions(work))).sha256;
  } catch (error) {
    if (hasCode(error, 'not_found') || hasCode(error, 'permission_denied')) return null;
    throw error;
  } finally {
    work.files.leave(bytes);
  }
}
