import type { ImportMessage } from '../../adapter/resources.ts';
import type { Author, Message, MessageAttachment } from '../../model/message.ts';
import type { LossLog } from './loss-log.ts';
import { foldText, wordsOf } from './plain-words.ts';
import { translateBody } from './translate-body.ts';
import type { ExpectedMessage, TranslationContext } from './types.ts';

/** What all messages of a thread share. */
interface Thread {
  readonly context: TranslationContext;
  readonly log: LossLog;
  readonly links: Map<string, string>;
  /** The requester at the target. */
  readonly requester: string;
}

/** One message of a thread, as it is written and as it is expected afterwards. */
export function translateMessage(
  message: Message,
  thread: Thread,
): { readonly draft: ImportMessage; readonly expected: ExpectedMessage } {
  const { log } = thread;
  const author = authorOf(message, thread);
  const body = translateBody(message, { isNamed: author.isNamed }, thread);
  const files = filesOf(message, thread);
  const cc = message.visibility === 'public' ? message.cc : [];
  if (message.cc.length > cc.length) log.dropped('cc', 'A note has no copies.', message.id);
  if (message.bcc.length > 0)
    log.dropped('bcc', 'Hidden copies are not written again.', message.id);
  const authorId = author.id;
  return {
    draft: {
      visibility: message.visibility,
      body,
      ...(authorId === null ? {} : { authorId }),
      authorKind: message.author.kind === 'customer' ? 'customer' : 'agent',
      ...(files.drafts.length > 0 ? { attachments: files.drafts } : {}),
      ...(cc.length > 0 ? { cc } : {}),
      createdAt: message.createdAt,
    },
    expected: {
      source: message.id,
      visibility: message.visibility,
      authorId,
      createdAt: message.createdAt,
      text: foldText(wordsOf({ bodyHtml: body.html ?? null, bodyText: body.text ?? null })),
      files: files.expected,
    },
  };
}

/** Who is named as the author, and whether that is who it was. */
function authorOf(
  { id, author }: Message,
  { context, log, requester }: Thread,
): { readonly id: string | null; readonly isNamed: boolean } {
  if (author.kind === 'customer') {
    const contact = author.id === null ? undefined : context.contacts.get(author.id);
    if (contact !== undefined) return { id: contact, isNamed: true };
    log.coerced('author', 'The customer is not known at the target: the requester stands in.', id);
    return { id: requester, isNamed: false };
  }
  const agent = agentOf(author, context);
  if (agent !== null) return { id: agent, isNamed: true };
  const reason =
    author.kind === 'agent'
      ? 'The agent has no counterpart at the target; the first line names the author.'
      : 'Bots and the system have no counterpart at the target; the first line names the author.';
  log.coerced('author', reason, id);
  return { id: null, isNamed: false };
}

const agentOf = ({ kind, id, email }: Author, { mapping }: TranslationContext): string | null =>
  kind === 'agent' ? (mapping.agent(id, email) ?? null) : null;

function filesOf(
  message: Message,
  { context, log }: Thread,
): {
  readonly drafts: readonly MessageAttachment[];
  readonly expected: ExpectedMessage['files'];
} {
  const drafts: MessageAttachment[] = [];
  const expected: { fileName: string; sha256: string }[] = [];
  for (const attachment of message.attachments) {
    const outcome = context.fileOf(attachment, message);
    if (outcome.kind === 'lost') {
      log.dropped('attachments', outcome.reason, message.id);
      continue;
    }
    if (outcome.draft !== null) drafts.push(outcome.draft);
    expected.push({ fileName: attachment.fileName, sha256: outcome.sha256 });
  }
  return { drafts, expected };
}
