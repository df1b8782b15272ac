import { isJson } from '../../../src/adapter/answers.ts';
import type { AnyFields } from '../../../src/adapter/contract.ts';
import { createWarningLog, type WarningLog } from '../../../src/adapter/mapping.ts';
import type { ImportDraft, ImportMessage } from '../../../src/adapter/resources.ts';
import {
  drop,
  PROVIDER,
  toNativeText,
  toUnixSeconds,
  type WireBody,
  type WriteContext,
} from './common.ts';
import { firstTextOf, hasTitles, openingToWire } from './conversations.ts';
import { type AuthorWire, textOf } from './messages.ts';
import { type TypedTicketChange, typedTicketFromDraft } from './typed-tickets.ts';

/** The call that begins a case: `POST /conversations`, `POST /messages` or `POST /tickets`. */
export interface ImportStart {
  readonly by: 'customer' | 'staff' | 'ticket';
  readonly body: WireBody;
}

/** A message of an imported thread, where it stands in it, and whose it is. */
export interface Entry {
  readonly message: ImportMessage;
  readonly index: number;
  readonly author: AuthorWire;
}

/** What the translation of every part of an import needs. */
export interface Surroundings {
  readonly draft: ImportDraft<AnyFields>;
  readonly context: WriteContext;
  readonly log: WarningLog;
}

/** When a message was written, in seconds. */
export const dateOf = ({ message, index }: Entry): number =>
  toUnixSeconds(message.createdAt, `messages.${index}.createdAt`);

/** A conversation begins with one message: its customer's, which tells nobody, or one of staff. */
export function conversationStart(
  entry: Entry,
  { draft, context, log }: Surroundings,
): ImportStart {
  const { message, index, author } = entry;
  const path = `messages.${index}`;
  const contact = toNativeText(draft.requester.id, context);
  const created_at = dateOf(entry);
  if (created_at !== toUnixSeconds(draft.createdAt, 'createdAt')) {
    const reason = 'A conversation in Intercom begins when its first message was written.';
    log.add({ type: 'coerced', field: 'createdAt', reason });
  }
  const text = textOf(message.body, author.type, context, { log, path: `${path}.body` });
  if (author.type === 'admin') {
    return staffStart(author, { ...text, created_at }, { draft, context, log });
  }
  if (author.intercom_user_id !== contact) {
    log.add({
      type: 'coerced',
      field: `${path}.authorId`,
      reason: 'A conversation begins with the words of its requester.',
    });
  }
  const body = {
    from: { type: 'contact', id: contact },
    ...text,
    ...openingToWire(draft, context, log),
    created_at,
  };
  return { by: 'customer', body };
}

/** A message of staff, which is sent (sheet section 16). */
function staffStart(
  author: AuthorWire & { readonly type: 'admin' },
  message: WireBody,
  { draft, context, log }: Surroundings,
): ImportStart {
  log.add({
    type: 'coerced',
    field: 'messages',
    reason: 'A conversation that staff began is a message to the customer, who may be told of it.',
  });
  if (!hasTitles(context)) drop(log, 'subject', 'Titles can be written from version 2.13 on.');
  if (draft.brandId !== undefined && draft.brandId !== null) {
    drop(log, 'brandId', 'Messages of staff have no brand.');
  }
  const own = draft.providerOptions?.[PROVIDER];
  if (isJson(own) && own['attachmentUrls'] !== undefined) {
    drop(log, 'providerOptions', 'Messages of staff take no attachmentUrls.');
  }
  const from = {
    type: 'admin',
    ...(author.admin_id === undefined ? {} : { id: Number(author.admin_id) }),
  };
  const to = { type: 'user', id: toNativeText(draft.requester.id, context) };
  const opened = { create_conversation_without_contact_reply: true };
  return { by: 'staff', body: { message_type: 'in_app', from, to, ...message, ...opened } };
}

/** A ticket says in an attribute what it is about; its thread is its replies alone (section 11). */
export function ticketStart(
  entries: readonly Entry[],
  { draft, context, log }: Surroundings,
): { readonly start: ImportStart; readonly change: TypedTicketChange } {
  const { messages: _messages, createdAt, cc: _cc, ...fields } = draft;
  const text = descriptionOf(entries, { draft, context, log });
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

/** The first public words; never a note's, since ticket types can show the description to customers. */
function descriptionOf(entries: readonly Entry[], { draft, context, log }: Surroundings): string {
  const opening = entries.find(({ message }) => message.visibility === 'public');
  if (opening !== undefined) {
    // Its HTML stands in the thread, so that nothing is lost here.
    const where = { log: createWarningLog(), path: `messages.${opening.index}.body` };
    return firstTextOf(opening.message.body, context, where).body;
  }
  log.add({
    type: 'derived',
    field: 'messages',
    reason:
      'Customers may see a ticket’s description; the thread has notes only, so it is the subject.',
  });
  return firstTextOf({ text: draft.subject }, context, { log, path: 'subject' }).body;
}
