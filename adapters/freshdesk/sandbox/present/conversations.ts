import type { Call } from '../call.ts';
import type { ConversationRow } from '../records/tickets.ts';
import { presentAttachments } from './attachments.ts';

const bodyOf = (row: ConversationRow) => ({
  body: row.body,
  body_text: row.body_text,
  ...(row.structured_body === null ? {} : { structured_body: row.structured_body }),
});

/** An item of the conversations list (section 9.1). */
export function presentConversation(call: Call, row: ConversationRow): object {
  return {
    ...bodyOf(row),
    id: row.id,
    incoming: row.incoming,
    private: row.private,
    user_id: row.user_id,
    support_email: row.support_email,
    source: row.source,
    category: row.category,
    to_emails: row.to_emails,
    from_email: row.from_email,
    cc_emails: row.cc_emails,
    bcc_emails: row.bcc_emails,
    email_failure_count: null,
    outgoing_failures: null,
    thread_id: null,
    thread_message_id: null,
    created_at: row.created_at,
    updated_at: row.updated_at,
    last_edited_at: row.last_edited_at,
    last_edited_user_id: row.last_edited_user_id,
    attachments: presentAttachments(call, row.attachment_ids),
    automation_id: row.automation_id,
    automation_type_id: null,
    auto_response: row.auto_response,
    ticket_id: row.ticket_id,
    delivery_details: { failed_emails: [], pending_emails: [] },
    source_additional_info: null,
  };
}

/** What sending a reply answers: `replied_to`, and neither direction nor source (section 9.2). */
export function presentReply(call: Call, row: ConversationRow): object {
  return {
    ...bodyOf(row),
    id: row.id,
    user_id: row.user_id,
    from_email: row.from_email,
    cc_emails: row.cc_emails,
    bcc_emails: row.bcc_emails,
    ticket_id: row.ticket_id,
    replied_to: row.to_emails,
    attachments: presentAttachments(call, row.attachment_ids),
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** What writing a note answers: short as well, with the notified people in `to_emails`. */
export function presentNote(call: Call, row: ConversationRow): object {
  return {
    ...bodyOf(row),
    id: row.id,
    incoming: row.incoming,
    private: row.private,
    user_id: row.user_id,
    support_email: row.support_email,
    ticket_id: row.ticket_id,
    to_emails: row.to_emails,
    created_at: row.created_at,
    updated_at: row.updated_at,
    attachments: presentAttachments(call, row.attachment_ids),
  };
}

/** What forwarding answers (section 8.9). */
export function presentForward(call: Call, row: ConversationRow): object {
  return {
    ...bodyOf(row),
    id: row.id,
    incoming: row.incoming,
    private: row.private,
    user_id: row.user_id,
    support_email: row.support_email,
    source: row.source,
    category: row.category,
    ticket_id: row.ticket_id,
    to_emails: row.to_emails,
    from_email: row.from_email,
    cc_emails: row.cc_emails,
    bcc_emails: row.bcc_emails,
    email_failure_count: null,
    outgoing_failures: null,
    created_at: row.created_at,
    updated_at: row.updated_at,
    attachments: presentAttachments(call, row.attachment_ids),
    deleted: false,
    last_edited_at: row.last_edited_at,
    last_edited_user_id: row.last_edited_user_id,
    cloud_files: [],
    has_quoted_text: row.has_quoted_text,
  };
}
