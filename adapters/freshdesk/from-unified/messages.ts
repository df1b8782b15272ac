import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import type { Visibility } from '../../../src/model/enums.ts';
import type { MessageDraft } from '../../../src/model/message.ts';
import { NOTE_SOURCE, REPLY_SOURCE } from '../enums.ts';
import {
  compact,
  drop,
  optionalNumber,
  PROVIDER,
  providerOptionsOf,
  requireVisibility,
  toHtmlBody,
  type WireBody,
  type WriteContext,
} from './common.ts';
import { filesOf } from './tickets.ts';

const REPLY_OPTIONS = ['from_email', 'bcc_emails'] as const;
const NOTE_OPTIONS = ['notify_emails'] as const;

/** Which of the two calls writes a message, and what its short answer leaves out. */
export interface MessageCall {
  readonly call: 'reply' | 'notes';
  readonly visibility: Visibility;
  readonly incoming: boolean;
  readonly source: number;
}

/**
 * How a message is written: what staff say to the customer as a reply, which is mailed; everything
 * else as a note. What a customer said is a public note from outside, which mails nobody.
 *
 * @throws {ValidationError} for a message without a visibility.
 */
export function messageCallOf(draft: Pick<MessageDraft, 'visibility' | 'authorKind'>): MessageCall {
  const visibility = requireVisibility(draft.visibility, 'visibility');
  const incoming = draft.authorKind === 'customer';
  return visibility === 'public' && !incoming
    ? { call: 'reply', visibility, incoming, source: REPLY_SOURCE }
    : { call: 'notes', visibility, incoming, source: NOTE_SOURCE };
}

/**
 * The body of `POST /tickets/{id}/reply` or `…/notes`. A note always says whether it is private.
 *
 * @throws {ValidationError} when body or visibility are missing.
 */
export function messageFromDraft(draft: MessageDraft, context: WriteContext): Mapped<WireBody> {
  const log = createWarningLog();
  const { call, visibility, incoming } = messageCallOf(draft);
  const isReply = call === 'reply';
  const options = isReply ? REPLY_OPTIONS : NOTE_OPTIONS;
  if (!isReply && draft.cc !== undefined && draft.cc.length > 0) {
    drop(log, 'cc', 'A note has no copies; providerOptions.freshdesk.notify_emails names readers.');
  }
  const value = compact({
    ...providerOptionsOf(draft.providerOptions, PROVIDER, options),
    body: toHtmlBody(draft.body, 'body'),
    user_id: optionalNumber(draft.authorId, context),
    cc_emails: isReply ? draft.cc : undefined,
    private: isReply ? undefined : visibility === 'internal',
    incoming: isReply || !incoming ? undefined : true,
    attachments: filesOf(draft.attachments),
  });
  return { value, warnings: log.list() };
}
