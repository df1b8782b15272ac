import type { AnyFields } from '../../adapter/contract.ts';
import type { ImportDraft, ImportMessage } from '../../adapter/resources.ts';
import type { Message } from '../../model/message.ts';
import { createLossLog } from './loss-log.ts';
import { translateMessage } from './translate-message.ts';
import { requesterKey } from './requester-key.ts';
import { remainderOf } from './remainder.ts';
import { translateFields } from './translate-fields.ts';
import { translateLinks } from './translate-links.ts';
import { foldText } from './plain-words.ts';
import type {
  ExpectedMessage,
  SourceTicket,
  TranslatedTicket,
  TranslationContext,
} from './types.ts';

/**
 * A ticket of one desk as another can import it, what that loses, and what has to be found there
 * afterwards. Pure: the same input gives the same ticket, so that a resumed or later run expects what the
 * first one wrote.
 */
export function translateTicket(
  source: SourceTicket,
  context: TranslationContext,
): TranslatedTicket {
  const { ticket } = source;
  const log = createLossLog();
  const links = new Map<string, string>();
  const fields = translateFields(ticket, context, log);
  const requester = context.contacts.get(requesterKey(ticket)) ?? '';
  const thread = [...source.messages]
    .sort(byTime)
    .map((message) => translateMessage(message, { context, log, links, requester }));
  if (ticket.threadComplete === false) {
    log.dropped('messages', 'The source gives only the newest part of so long a thread.');
  }
  const isKept = context.mapping.given.remainder !== 'drop';
  const related = translateLinks(ticket, context, links);
  if (related.refusal !== null) log.dropped('links', related.refusal);
  const unplaced = { homeless: fields.homeless, links: related.noted };
  const rest = remainderOf(source, unplaced, { log, isKept });
  // Not before the last message, whose time can be later than what the ticket says.
  const end = Math.max(
    ticket.updatedAt.getTime(),
    ...source.messages.map(({ createdAt }) => createdAt.getTime()),
  );
  const messages = [...thread, ...(rest === null ? [] : [noteOf(rest, new Date(end))])];
  // A ticket that was imported before can be younger than its own first message.
  const [first = ticket.createdAt] = source.messages
    .map((message) => message.createdAt)
    .sort(byDate);
  const createdAt = first < ticket.createdAt ? first : ticket.createdAt;
  const draft: ImportDraft<AnyFields> = {
    ...fields.draft,
    callerKey: ticket.id,
    requester: { id: requester },
    messages: messages.map(({ draft: message }) => message),
    ...(related.drafts.length === 0 ? {} : { links: related.drafts }),
    createdAt,
    updatedAt: ticket.updatedAt,
    ...(ticket.resolvedAt === null ? {} : { resolvedAt: ticket.resolvedAt }),
  };
  return {
    draft,
    expected: {
      fields: { ...fields.expected, requester, createdAt: createdAt.toISOString() },
      cc: fields.cc,
      links: related.expected,
      tags: fields.tags,
      customFields: fields.customFields,
      messages: messages.map(({ expected }) => expected),
    },
    losses: log.list(),
    links: Object.fromEntries(links),
    related: related.related,
  };
}

const byDate = (left: Date, right: Date): number => left.getTime() - right.getTime();

/** Desks list their threads in this order already; equal times keep the order in which they came. */
const byTime = (left: Message, right: Message): number =>
  left.createdAt.getTime() - right.createdAt.getTime();

interface TranslatedMessage {
  readonly draft: ImportMessage;
  readonly expected: ExpectedMessage;
}

/** The note at the end of a thread, with what the target has no place for. */
function noteOf(text: string, createdAt: Date): TranslatedMessage {
  return {
    draft: { visibility: 'internal', body: { text }, createdAt },
    expected: {
      source: null,
      visibility: 'internal',
      authorId: null,
      createdAt,
      text: foldText(text),
      files: [],
    },
  };
}
