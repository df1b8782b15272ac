import * as z from '../../../src/adapter/wire-schema.ts';
import { attachmentSchema } from './attachments.ts';
import {
  addresses,
  count,
  customFields,
  flag,
  id,
  ids,
  nativeId,
  phone,
  tags,
  text,
  time,
} from './common.ts';

/** What `include=stats` adds (sheet section 7). */
export const statsSchema = z.object({
  agent_responded_at: time,
  requester_responded_at: time,
  first_responded_at: time,
  status_updated_at: time,
  reopened_at: time,
  resolved_at: time,
  closed_at: time,
  pending_since: time,
});
export type FreshdeskStats = z.infer<typeof statsSchema>;

/** What `include=requester` adds. A chat visitor has no e-mail, and a name that may be empty. */
export const requesterSchema = z.object({
  id,
  name: text,
  email: text,
  mobile: phone,
  phone,
});

/** Text in blocks, which web chats and the mobile SDK send beside the HTML. */
export const structuredContents = z.array(
  z.looseObject({ type: text, data: z.nullish(z.looseObject({ content: text })) }),
);

/**
 * A ticket. View, list, search, create, update, archive and association answer with different
 * keys of it (sheet section 7): only what all of them have is required.
 */
const ticketSchema = z.object({
  id: nativeId,
  subject: text,
  description: text,
  description_text: text,
  structured_description: z.nullish(
    z.looseObject({ description_contents: z.nullish(structuredContents) }),
  ),
  status: z.number(),
  priority: count,
  source: count,
  type: text,
  requester_id: id,
  responder_id: id,
  group_id: id,
  product_id: id,
  company_id: id,
  internal_agent_id: id,
  internal_group_id: id,
  to_emails: addresses,
  cc_emails: addresses,
  reply_cc_emails: addresses,
  ticket_cc_emails: addresses,
  ticket_bcc_emails: addresses,
  support_email: text,
  spam: flag,
  deleted: flag,
  archived: flag,
  is_escalated: flag,
  fr_escalated: flag,
  nr_escalated: flag,
  due_by: time,
  fr_due_by: time,
  nr_due_by: time,
  custom_fields: customFields,
  tags,
  attachments: z.nullish(z.array(attachmentSchema)),
  created_at: z.string(),
  updated_at: z.string(),
  association_type: count,
  associated_tickets_list: ids,
  associated_tickets_count: count,
  sentiment_score: count,
  form_id: id,
  requester: z.nullish(requesterSchema),
  // `{}` when the ticket has no company.
  company: z.nullish(z.object({ id, name: text })),
  stats: z.nullish(statsSchema),
  conversations: z.nullish(z.array(z.unknown())),
});

/** A ticket as Freshdesk sends it. */
export type FreshdeskTicket = z.infer<typeof ticketSchema>;

export const ticketWire = ticketSchema;

/** The answer of the search endpoints: at most 30 results of a page, and how many there are. */
export const searchWire = z.object({ total: z.number(), results: z.array(z.unknown()) });

/** The answer of `…/associated_tickets`. */
export const associatedTicketsWire = z.object({ tickets: z.array(z.unknown()) });
