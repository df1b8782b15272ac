import type { ImportMessage } from '../../../src/adapter/resources.ts';
import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { requireTokens } from '../../../src/adapter/attachments.ts';
import { requireVisibility } from '../../../src/adapter/drafts.ts';
import type { MessageDraft } from '../../../src/model/message.ts';
import type { FirstMessageDraft } from '../../../src/model/ticket.ts';
import {
  compact,
  toCommentBody,
  toNativeNumber,
  toIsoSeconds,
  type WireBody,
  type WriteContext,
  providerOptionsOf,
  PROVIDER,
} from './common.ts';

/** The body of the `PUT /tickets/{id}` that adds a comment; there is no call of its own for it. */
export function messageFromDraft(draft: MessageDraft, context: WriteContext): Mapped<WireBody> {
  const log = createWarningLog();
  if (draft.cc !== undefined && draft.visibility === 'internal') {
    log.add({ type: 'dropped', field: 'cc', reason: 'An internal note is sent to nobody.' });
  }
  const ticket = compact({
    ...providerOptionsOf(draft.providerOptions, PROVIDER, ['metadata', 'macro_id', 'macro_ids']),
    comment: commentFromDraft(draft, context, 'body'),
    email_ccs:
      draft.visibility === 'internal'
        ? undefined
        : draft.cc?.map((address) => ({ user_email: address, action: 'put' })),
  });
  return { value: { ticket }, warnings: log.list() };
}

/** A comment; `public` always goes out, since Zendesk would otherwise inherit it from the ticket. */
export function commentFromDraft(
  draft: FirstMessageDraft,
  context: WriteContext,
  path: string,
): WireBody {
  return compact({
    ...toCommentBody(draft.body, path),
    public: requireVisibility(draft.visibility, path.replace(/body$/, 'visibility')) === 'public',
    author_id: draft.authorId === undefined ? undefined : toNativeNumber(draft.authorId, context),
    uploads:
      draft.attachments === undefined || draft.attachments.length === 0
        ? undefined
        : requireTokens(draft.attachments, 'Zendesk'),
  });
}

/** A comment of an imported thread, with its own author and date. */
export function importComment(
  message: ImportMessage,
  context: WriteContext,
  mode: { readonly index: number; readonly log: WarningLog },
): WireBody {
  const path = `messages.${mode.index}`;
  for (const key of ['cc', 'providerOptions'] as const) {
    if (message[key] === undefined) continue;
    const reason = 'Imported comments have neither copies nor settings of their own.';
    mode.log.add({ type: 'dropped', field: `${path}.${key}`, reason });
  }
  return {
    ...commentFromDraft(message, context, `${path}.body`),
    created_at: toIsoSeconds(message.createdAt, `${path}.createdAt`),
  };
}
