import * as z from '../../../src/adapter/wire-schema.ts';
import { attachmentSchema } from './attachments.ts';
import { authorSchema, flag, id, moment, nativeId, referenceSchema, text, time } from './common.ts';

const emailMetadata = z.nullish(
  z.object({
    email_address_headers: z.nullish(z.array(z.object({ type: text, email_address: text }))),
    message_id: text,
  }),
);

/**
 * An entry of a thread, of a conversation or of a ticket. Tickets leave keys out where
 * conversations write null; kinds of parts are an open set (sheet 8.3, 8.4, 11).
 */
const partSchema = z.object({
  id: nativeId,
  part_type: z.string(),
  body: text,
  created_at: moment,
  updated_at: time,
  assigned_to: z.nullish(referenceSchema),
  author: z.nullish(authorSchema),
  attachments: z.nullish(z.array(attachmentSchema)),
  redacted: flag,
  email_message_metadata: emailMetadata,
  event_details: z.nullish(z.looseObject({})),
  app_package_code: text,
  ticket_state: text,
  previous_ticket_state: text,
  updated_attribute_data: z.nullish(z.looseObject({})),
});
export type IntercomPart = z.infer<typeof partSchema>;
export const partWire = partSchema;

/** The message that began a conversation; it is not among the parts (sheet 8.2). */
const sourceSchema = z.object({
  type: text,
  id,
  delivered_as: text,
  subject: text,
  body: text,
  author: z.nullish(authorSchema),
  attachments: z.nullish(z.array(attachmentSchema)),
  url: text,
  redacted: flag,
  recipients: z.nullish(z.array(z.object({ type: text, email: text }))),
  email_message_metadata: emailMetadata,
});
export type IntercomSource = z.infer<typeof sourceSchema>;
export const sourceWire = sourceSchema;

/** The answer of `POST /conversations`: a message, whose conversation is what matters (sheet 7). */
export const createdMessageWire = z.object({
  type: text,
  id: nativeId,
  created_at: time,
  body: text,
  message_type: text,
  conversation_id: id,
});
