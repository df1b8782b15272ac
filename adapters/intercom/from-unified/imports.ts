import type { AnyFields } from '../../../src/adapter/contract.ts';
import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import type { ImportDraft, ImportMessage } from '../../../src/adapter/resources.ts';
import { UnsupportedError, ValidationError } from '../../../src/errors/classes.ts';
import type { MessageAttachment } from '../../../src/model/message.ts';
import {
  drop,
  PROVIDER,
  requireVisibility,
  toNativeText,
  toTagNames,
  toUnixSeconds,
  type WireBody,
  type WriteContext,
} from './common.ts';
import { changeToWire, checkFiles, type ConversationChange, firstTextOf } from './conversations.ts';
import { type AuthorWire, authorToWire, textOf } from './messages.ts';
import { type TypedTicketChange, typedTicketFromDraft } from './typed-tickets.ts';

/** A message of an imported thread; whoever acts is added where no teammate is named. */
export interface ImportedReply {
  /** Where it stands in the draft. */
  readonly index: number;
  readonly body: WireBody;
  readonly attachments: readonly MessageAttachment[];
}

/** The calls that write a case as it was elsewhere. */
export interface TicketImport {
  /** `POST /conversations`, `POST /messages` or `POST /tickets`. */
  readonly start: { readonly by: 'customer' | 'staff' | 'ticket'; readonly body: WireBody };
  readonly replies: readonly ImportedReply[];
  readonly change: ConversationChange | TypedTicketChange;
}

/**
 * A case with its history. A conversation begins with its first public message, and notes from
 * before that follow it; a ticket has all its messages as replies. Each keeps its own date.
 *
 * @throws {ValidationError} for a thread without messages.
 * @throws {UnsupportedError} for a conversation of notes alone, and where replies could not be
 *   silent.
 */
export function ticketFromImport(
  draft: ImportDraft<AnyFields>,
  context: WriteContext,
): Mapped<TicketImport> {
  const log = createWarningLog();
  const entries = entriesOf(draft.messages);
  toTagNames(draft.tags);
  warnOfLosses(draft, log);
  const around = { draft, context, log };
  const value =
    context.read === 'tickets'
      ? ticketToWire(entries, around)
      : conversationToWire(entries, around);
  return { value, warnings: log.list() };
}

interface Entry {
  readonly message: ImportMessage;
  readonly index: number;
}

function entriesOf(messages: readonly ImportMessage[]): readonly Entry[] {
  if (messages.length === 0) {
    throw new ValidationError('An imported ticket needs at least one message.', {
      issues: [{ path: 'messages', message: 'at least one is required' }],
    });
  }
  const entries = messages.map((message, index) => ({ message, index }));
  for (const { message, index } of entries) {
    requireVisibility(message.visibility, `messages.${index}.visibility`);
    checkFiles(message.attachments, `messages.${index}`);
  }
  return entries;
}

/** Intercom begins a conversation with a public message (sheet section 19.2). */
function firstOf(entries: readonly Entry[], log: WarningLog): Entry {
  const first = entries.find(({ message }) => message.visibility === 'public');
  if (first === undefined) {
    throw new UnsupportedError(
      'A conversation in Intercom begins with a public message, and this thread has none. Nothing was sent.',
      { operation: 'imports.ticket', provider: PROVIDER },
    );
  }
  if (first.index > 0) {
    log.add({
      type: 'coerced',
      field: 'messages.0',
      reason: 'A conversation begins with a public message; notes from before it follow it.',
    });
  }
  return first;
}

function conversationToWire(entries: readonly Entry[], around: Surroundings): TicketImport {
  const { draft, context, log } = around;
  const first = firstOf(entries, log);
  const author = authorOf(first.message, first.index, around);
  const hasFiles = (first.message.attachments ?? []).length > 0;
  const replies = [
    ...(hasFiles ? [filesOf(first, author, context, log)] : []),
    ...entries.filter((entry) => entry !== first).map((entry) => replyOf(entry, around)),
  ];
  refuseNoise(replies, author, context);
  const start = conversationStart(draft, first, author, { context, log });
  return { start, replies, change: changeToWire(draft, context, { log, isNew: true }) };
}

function ticketToWire(entries: readonly Entry[], around: Surroundings): TicketImport {
  const replies = entries.map((entry) => replyOf(entry, around));
  refuseNoise(replies, null, around.context);
  return { replies, ...ticketStart(entries, around) };
}

function warnOfLosses(draft: ImportDraft<AnyFields>, log: WarningLog): void {
  if (draft.resolvedAt !== undefined) {
    drop(log, 'resolvedAt', 'Intercom dates closing with the day of the import.');
  }
  if (draft.updatedAt !== undefined) {
    drop(log, 'updatedAt', 'Intercom dates the last change with the day of the import.');
  }
  if (draft.archive === true) drop(log, 'archive', 'Intercom has no archive.');
  if (draft.cc !== undefined) {
    drop(log, 'cc', 'Participants who are added to a conversation may be told of it.');
  }
  for (const [index, message] of draft.messages.entries()) {
    for (const key of ['cc', 'providerOptions'] as const) {
      if (message[key] === undefined) continue;
      const reason = 'Imported messages have neither copies nor settings of their own.';
      drop(log, `messages.${index}.${key}`, reason);
    }
  }
}

interface Surroundings {
  readonly draft: ImportDraft<AnyFields>;
  readonly context: WriteContext;
  readonly log: WarningLog;
}

/** Who wrote a message. A customer who is not named is the requester; customers write no notes. */
function authorOf(
  message: ImportMessage,
  index: number,
  { draft, context, log }: Surroundings,
): AuthorWire {
  const author =
    message.authorId === undefined && message.authorKind === 'customer'
      ? authorToWire({ authorId: draft.requester.id, authorKind: 'customer' }, context)
      : authorToWire(message, context);
  if (author.type === 'admin' || message.visibility === 'public') return author;
  log.add({
    type: 'coerced',
    field: `messages.${index}.authorId`,
    reason: 'Customers write no internal notes in Intercom; whoever acts is the author.',
  });
  return { type: 'admin' };
}

const dateOf = ({ message, index }: Entry): number =>
  toUnixSeconds(message.createdAt, `messages.${index}.createdAt`);

function replyOf(entry: Entry, around: Surroundings): ImportedReply {
  const { message, index } = entry;
  const author = authorOf(message, index, around);
  const where = { log: around.log, path: `messages.${index}.body` };
  return {
    index,
    attachments: message.attachments ?? [],
    body: {
      message_type: message.visibility === 'internal' ? 'note' : 'comment',
      ...author,
      ...textOf(message.body, author.type, around.context, where),
      created_at: dateOf(entry),
      ...silent(author),
    },
  };
}

// Replies of customers have no such flag (sheet section 19.3).
const silent = (author: AuthorWire): WireBody =>
  author.type === 'admin' ? { skip_notifications: true } : {};

/** First messages have no files: they follow in a message that names them. */
function filesOf(
  entry: Entry,
  author: AuthorWire,
  context: WriteContext,
  log: WarningLog,
): ImportedReply {
  const { message, index } = entry;
  const reason = 'Intercom takes no files with a first message; they follow in a second one.';
  log.add({ type: 'coerced', field: `messages.${index}.attachments`, reason });
  const text = (message.attachments ?? []).map(({ fileName }) => fileName).join(', ');
  return {
    index,
    attachments: message.attachments ?? [],
    body: {
      message_type: 'comment',
      ...author,
      ...textOf({ text }, author.type, context, { log, path: `messages.${index}.attachments` }),
      created_at: dateOf(entry),
      ...silent(author),
    },
  };
}

/** Without the flag that keeps replies silent, old answers would be sent to customers again. */
function refuseNoise(
  replies: readonly ImportedReply[],
  first: AuthorWire | null,
  { version, read }: WriteContext,
): void {
  const needed = read === 'tickets' ? 13 : 15;
  const isHeard = ({ body }: ImportedReply): boolean =>
    body['type'] === 'admin' && body['message_type'] === 'comment';
  if (version >= needed || !(first?.type === 'admin' || replies.some(isHeard))) return;
  throw new UnsupportedError(
    `Before version 2.${needed} Intercom would send imported replies of staff to the customer. Nothing was sent; set apiVersion.`,
    { operation: 'imports.ticket', provider: PROVIDER },
  );
}

function conversationStart(
  draft: ImportDraft<AnyFields>,
  entry: Entry,
  author: AuthorWire,
  { context, log }: Omit<Surroundings, 'draft'>,
): TicketImport['start'] {
  const { message, index } = entry;
  const path = `messages.${index}`;
  const contact = toNativeText(draft.requester.id, context);
  const created_at = dateOf(entry);
  if (created_at !== toUnixSeconds(draft.createdAt, 'createdAt')) {
    const reason = 'A conversation in Intercom begins when its first message was written.';
    log.add({ type: 'coerced', field: 'createdAt', reason });
  }
  const text = textOf(message.body, author.type, context, { log, path: `${path}.body` });
  if (author.type === 'admin') {
    log.add({
      type: 'coerced',
      field: path,
      reason: 'A conversation that staff began is a message to the customer, who may see it.',
    });
    const from = {
      type: 'admin',
      ...(author.admin_id === undefined ? {} : { id: Number(author.admin_id) }),
    };
    const to = { type: 'user', id: contact };
    const body = { message_type: 'in_app', from, to, ...text, created_at, ...OPENED };
    return { by: 'staff', body };
  }
  if (author.intercom_user_id !== contact) {
    log.add({
      type: 'coerced',
      field: `${path}.authorId`,
      reason: 'A conversation begins with the words of its requester.',
    });
  }
  const body = { from: { type: 'contact', id: contact }, ...text, created_at };
  return { by: 'customer', body };
}

const OPENED = { create_conversation_without_contact_reply: true };

/** A ticket says in an attribute what it is about; its thread is its replies alone (section 11). */
function ticketStart(
  entries: readonly Entry[],
  { draft, context, log }: Surroundings,
): Pick<TicketImport, 'start' | 'change'> {
  const { messages: _messages, createdAt, cc: _cc, ...fields } = draft;
  const [first] = entries;
  const opening = entries.find(({ message }) => message.visibility === 'public') ?? first;
  const { body: text } = firstTextOf(opening?.message.body ?? {}, context, {
    // Its HTML stands in the thread, so that nothing is lost here.
    log: createWarningLog(),
    path: `messages.${opening?.index ?? 0}.body`,
  });
  const mapped = typedTicketFromDraft(
    { ...fields, message: { body: { text }, visibility: 'public' } },
    context,
  );
  for (const warning of mapped.warnings) log.add(warning);
  const { ticket, ...change } = mapped.value;
  const created_at = toUnixSeconds(createdAt, 'createdAt');
  return {
    start: { by: 'ticket', body: { ...ticket, created_at, skip_notifications: true } },
    change,
  };
}
