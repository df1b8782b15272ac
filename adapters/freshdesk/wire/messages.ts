import * as z from '../../../src/adapter/wire-schema.ts';
import { attachmentSchema } from './attachments.ts';
import { addresses, count, flag, id, nativeId, text, time } from './common.ts';
import { structuredContents } from './tickets.ts';

/**
 * An entry of a thread. The answers to a reply, a note and a forward are shorter, each in its own
 * way (sheet section 9): they lack `source`, `category`, `incoming` or `private`.
 */
const conversationSchema = z.object({
  id: nativeId,
  ticket_id: id,
  body: text,
  body_text: text,
  structured_body: z.nullish(z.looseObject({ body_contents: z.nullish(structuredContents) })),
  incoming: flag,
  private: flag,
  user_id: id,
  source: count,
  // The example of a reply to a forward spells it so.
  Source: count,
  // An object in app events.
  category: z.nullish(z.union([z.number(), z.looseObject({ id: count, name: text })])),
  support_email: text,
  // A number was seen once.
  from_email: z.nullish(nativeId),
  to_emails: addresses,
  notified_to: addresses,
  replied_to: addresses,
  cc_emails: addresses,
  bcc_emails: addresses,
  email_failure_count: count,
  delivery_details: z.nullish(
    z.looseObject({ failed_emails: addresses, pending_emails: addresses }),
  ),
  created_at: z.string(),
  updated_at: time,
  last_edited_at: time,
  attachments: z.nullish(z.array(attachmentSchema)),
  automation_id: id,
  auto_response: flag,
});

/** An entry of a thread as Freshdesk sends it. */
export type FreshdeskConversation = z.infer<typeof conversationSchema>;

export const conversationWire = conversationSchema;
