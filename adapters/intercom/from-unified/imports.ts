import { isJson } from '../../../src/adapter/answers.ts';
import type { AnyFields } from '../../../src/adapter/contract.ts';
import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import type { ImportDraft, ImportMessage } from '../../../src/adapter/resources.ts';
import { UnsupportedError, ValidationError } from '../../../src/errors/classes.ts';
import type { MessageAttachment } from '../../../src/model/message.ts';
import {
  drop,
  PROVIDER,
  requireVisibility,
  toTagNames,
  type WireBody,
  type WriteContext,
} from './common.ts';
import { changeToWire, checkFiles, type ConversationChange } from './conversations.ts';
import {
  conversationStart,
  dateOf,
  type Entry,
  type ImportStart,
  type Surroundings,
  ticketStart,
} from './import-starts.ts';
import { type AuthorWire, authorToWire, textOf } from './messages.ts';
import type { TypedTicketChange } from './typed-tickets.ts';

/** A message of an imported thread; whoever acts is added where no teammate is named. */
export interface ImportedReply {
  /** Where it stands in the draft. */
  readonly index: number;
  readonly body: WireBody;
  readonly attachments: readonly MessageAttachment[];
}

/** The calls that write a case as it was elsewhere. */
export interface TicketImport {
  readonly start: ImportStart;
  readonly replies: readonly ImportedReply[];
  readonly change: ConversationChange | TypedTicketChange;
}

/**
 * A case with its history. A conversation begins with its customer's first message, and what was
 * written before follows it; a ticket has all its messages as replies. Each keeps its own date.
 *
 * @throws {ValidationError} for a thread without messages, and for an author of whom id and kind
 *   say different things.
 * @throws {UnsupportedError} for a conversation in which no customer says anything, and where the
 *   customer would be told of what is old.
 */
export function ticketFromImport(
  draft: ImportDraft<AnyFields>,
  context: WriteContext,
): Mapped<TicketImport> {
  const log = createWarningLog();
  const around = { draft, context, log };
  const entries = entriesOf(around);
  toTagNames(draft.tags);
  warnOfLosses(draft, log);
  const value =
    context.read === 'tickets'
      ? ticketToWire(entries, around)
      : conversationToWire(entries, around);
  return { value, warnings: log.list() };
}

function entriesOf(around: Surroundings): readonly Entry[] {
  const { messages } = around.draft;
  if (messages.length === 0) {
    throw new ValidationError('An imported ticket needs at least one message.', {
      issues: [{ path: 'messages', message: 'at least one is required' }],
    });
  }
  return messages.map((message, index) => {
    requireVisibility(message.visibility, `messages.${index}.visibility`);
    checkFiles(message.attachments, `messages.${index}`);
    return { message, index, author: authorOf(message, index, around) };
  });
}

/**
 * Intercom begins a conversation in silence with a customer's message only (sheet section 19.2). A
 * message of staff is sent, so that is done where it was asked for.
 */
function firstOf(entries: readonly Entry[], tellsCustomer: boolean, log: WarningLog): Entry {
  const spoken = entries.filter(({ message }) => message.visibility === 'public');
  const first = tellsCustomer ? spoken[0] : spoken.find(({ author }) => author.type === 'user');
  if (first === undefined) {
    throw new UnsupportedError(
      'A conversation in Intercom begins with a message of its customer, and this thread has none. Nothing was sent; providerOptions.intercom.notifyCustomer begins it with a message that staff sends.',
      { operation: 'imports.ticket', provider: PROVIDER },
    );
  }
  if (first.index > 0) {
    log.add({
      type: 'coerced',
      field: 'messages.0',
      reason: 'A conversation begins with its customer’s message; what is older follows it.',
    });
  }
  return first;
}

function conversationToWire(entries: readonly Entry[], around: Surroundings): TicketImport {
  const { context, log } = around;
  const { draft, tellsCustomer } = splitOptions(around.draft);
  const first = firstOf(entries, tellsCustomer, log);
  const hasFiles = (first.message.attachments ?? []).length > 0;
  const replies = [
    ...(hasFiles ? [filesOf(first, context, log)] : []),
    ...entries.filter((entry) => entry !== first).map((entry) => replyOf(entry, around)),
  ];
  refuseNoise(replies, context);
  const start = conversationStart(first, { draft, context, log });
  return { start, replies, change: changeToWire(draft, context, { log, isNew: true }) };
}

/** The one option that only imports take, and the draft without it. */
function splitOptions(draft: ImportDraft<AnyFields>): {
  readonly draft: ImportDraft<AnyFields>;
  readonly tellsCustomer: boolean;
} {
  const own = draft.providerOptions?.[PROVIDER];
  if (!isJson(own)) return { draft, tellsCustomer: false };
  const { notifyCustomer, ...rest } = own;
  const providerOptions = { ...draft.providerOptions, [PROVIDER]: rest };
  return { draft: { ...draft, providerOptions }, tellsCustomer: notifyCustomer === true };
}

function ticketToWire(entries: readonly Entry[], around: Surroundings): TicketImport {
  const replies = entries.map((entry) => replyOf(entry, around));
  refuseNoise(replies, around.context, true);
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
  if (draft.links !== undefined) {
    drop(log, 'links', 'Only trackers have links.');
  }
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

/** Who wrote a message. A customer who is not named is the requester; customers write no notes. */
function authorOf(
  message: ImportMessage,
  index: number,
  { draft, context, log }: Surroundings,
): AuthorWire {
  const { authorId, authorKind } = message;
  const field = `messages.${index}.authorId`;
  if (authorId === undefined && authorKind === 'customer') {
    const requester = { authorId: draft.requester.id, authorKind: 'customer' } as const;
    return heardAs(message, authorToWire(requester, context, field), { log, field });
  }
  if (authorId === undefined) {
    const reason = 'Whoever acts is the author of what names none of its own.';
    log.add({ type: 'coerced', field, reason });
  }
  return heardAs(message, authorToWire(message, context, field), { log, field });
}

function heardAs(
  { visibility }: ImportMessage,
  author: AuthorWire,
  { log, field }: { readonly log: WarningLog; readonly field: string },
): AuthorWire {
  if (author.type === 'admin' || visibility === 'public') return author;
  const reason = 'Customers write no internal notes in Intercom; whoever acts is the author.';
  log.add({ type: 'coerced', field, reason });
  return { type: 'admin' };
}

function replyOf(entry: Entry, around: Surroundings): ImportedReply {
  const { message, index, author } = entry;
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
function filesOf(entry: Entry, context: WriteContext, log: WarningLog): ImportedReply {
  const { message, index, author } = entry;
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

/**
 * Without the flag that keeps a call silent, what is old would be sent to customers again. Tickets
 * have it since 2.13, replies on conversations since 2.15 (sheet section 2); replies with files go
 * through the conversation before 2.16.
 */
function refuseNoise(
  replies: readonly ImportedReply[],
  { version, read }: WriteContext,
  startsTicket = false,
): void {
  const neededBy = ({ body, attachments }: ImportedReply): number => {
    if (body['type'] !== 'admin' || body['message_type'] !== 'comment') return 0;
    return read === 'tickets' && (attachments.length === 0 || version >= 16) ? 13 : 15;
  };
  const needed = Math.max(startsTicket ? 13 : 0, ...replies.map(neededBy));
  if (version >= needed) return;
  throw new UnsupportedError(
    `Before version 2.${needed} Intercom would tell the customer of what is imported. Nothing was sent; set apiVersion.`,
    { operation: 'imports.ticket', provider: PROVIDER },
  );
}
