import { textToHtml } from '../../../src/adapter/html-text.ts';
import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { UnsupportedError, ValidationError } from '../../../src/errors/classes.ts';
import type { Visibility } from '../../../src/model/enums.ts';
import type { MessageBody, MessageDraft, ReplyDraft } from '../../../src/model/message.ts';
import {
  compact,
  drop,
  PROVIDER,
  providerOptionsOf,
  readWholeNumber,
  requireBody,
  requireVisibility,
  toAttachmentUrls,
  toNativeText,
  type WireBody,
  type WriteContext,
} from './common.ts';
import { checkFiles, firstTextOf } from './conversations.ts';

const MESSAGE_OPTIONS = [
  'attachmentUrls',
  'reply_options',
  'skip_notifications',
  'skip_unsnooze',
  'cross_post',
];

/**
 * The body of `POST …/reply`. A teammate's `admin_id` is left out where the draft names no author:
 * whoever acts is added when it is sent, and so are the bytes of files.
 */
export function messageFromDraft(draft: MessageDraft, context: WriteContext): Mapped<WireBody> {
  const log = createWarningLog();
  const visibility = requireVisibility(draft.visibility, 'visibility');
  checkFiles(draft.attachments, 'message');
  if (draft.cc !== undefined) {
    drop(log, 'cc', 'Replies in Intercom go to the participants of the conversation.');
  }
  const { attachmentUrls, ...options } = providerOptionsOf(
    draft.providerOptions,
    PROVIDER,
    MESSAGE_OPTIONS,
  );
  const author = authorToWire(draft, context);
  if (author.type === 'user' && visibility === 'internal') {
    throw new ValidationError('Customers write no internal notes in Intercom.', {
      issues: [{ path: 'authorId', message: 'must be a teammate' }],
    });
  }
  if (options['skip_notifications'] !== undefined) requireSilence(draft, context);
  const value = compact({
    ...options,
    message_type: typeOfMessage(visibility, options['reply_options'], context),
    ...author,
    ...textOf(draft.body, author.type, context, { log, path: 'body' }),
    attachment_urls: toAttachmentUrls(attachmentUrls),
  });
  return { value, warnings: log.list() };
}

/**
 * Before these versions the flag would be taken and people told all the same (sheet section 2).
 *
 * @throws {UnsupportedError}
 */
function requireSilence({ attachments = [] }: MessageDraft, { read, version }: WriteContext): void {
  // Before 2.16 files go through the conversation.
  const isOnTicket = read === 'tickets' && (attachments.length === 0 || version >= 16);
  const needed = isOnTicket ? 13 : 15;
  if (version >= needed) return;
  throw new UnsupportedError(
    `Intercom takes skip_notifications with replies from version 2.${needed} on. Nothing was sent.`,
    { operation: 'messages.create', provider: PROVIDER },
  );
}

/** Options to choose from, or the one that was chosen, are a kind of reply (sheet section 7.1). */
function typeOfMessage(
  visibility: Visibility,
  choices: unknown,
  { version }: WriteContext,
): 'note' | 'comment' | 'quick_reply' {
  if (choices === undefined) return visibility === 'internal' ? 'note' : 'comment';
  if (visibility === 'internal') {
    throw new ValidationError('Nobody can choose from the options of an internal note.', {
      issues: [{ path: 'providerOptions.intercom.reply_options', message: 'for replies only' }],
    });
  }
  if (version >= 14) return 'quick_reply';
  throw new UnsupportedError(
    'Intercom takes reply_options from version 2.14 on. Nothing was sent; set apiVersion.',
    { operation: 'messages.create', provider: PROVIDER },
  );
}

/** Who a message is from, as the two kinds of replies name him (sheet section 7.1). */
export type AuthorWire =
  | { readonly type: 'admin'; readonly admin_id?: string }
  | { readonly type: 'user'; readonly intercom_user_id: string };

// Sheet section 12: contacts have 24 hex digits, teammates are numbers.
const CONTACT_ID = /^[0-9a-f]{24}$/i;

/**
 * The author by his id, whose form tells which side he is on.
 *
 * @throws {ValidationError} for a customer who is not named, and for an id that contradicts
 *   `authorKind`.
 */
export function authorToWire(
  { authorId, authorKind }: Pick<ReplyDraft, 'authorId' | 'authorKind'>,
  context: WriteContext,
  path = 'authorId',
): AuthorWire {
  if (authorId === undefined) {
    if (authorKind !== 'customer') return { type: 'admin' };
    throw wrongAuthor('Intercom must be told which customer writes.', path, 'required');
  }
  const id = toNativeText(authorId, context);
  const isTeammate = readWholeNumber(id) !== null;
  if (!isTeammate && !CONTACT_ID.test(id) && authorKind !== 'customer') {
    const message = 'must be a number, or 24 hex digits';
    throw wrongAuthor('The author is neither a teammate nor a contact.', path, message);
  }
  if (authorKind !== undefined && isTeammate === (authorKind === 'customer')) {
    const message = isTeammate ? 'is the id of a teammate' : 'is the id of a customer';
    throw wrongAuthor('The id of the author contradicts authorKind.', path, message);
  }
  return isTeammate ? { type: 'admin', admin_id: id } : { type: 'user', intercom_user_id: id };
}

const wrongAuthor = (text: string, path: string, message: string): ValidationError =>
  new ValidationError(text, { issues: [{ path, message }] });

/** Teammates write HTML, customers plain text. */
export function textOf(
  body: MessageBody,
  side: AuthorWire['type'],
  context: Pick<WriteContext, 'htmlToText'>,
  where: { readonly log: WarningLog; readonly path: string },
): { readonly body: string } {
  if (side === 'user') return firstTextOf(body, context, where);
  const { kind, content } = requireBody(body, where.path);
  // Without a tag around it, text with entities in it could be taken for plain text.
  return { body: kind === 'html' ? content : `<p>${textToHtml(content)}</p>` };
}
