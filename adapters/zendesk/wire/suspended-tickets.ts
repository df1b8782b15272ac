import * as z from '../../../src/adapter/wire-schema.ts';
import { attachmentSchema } from './attachments.ts';
import { nativeId, text, viaSchema } from './common.ts';

/** A mail that Zendesk held back (`GET /suspended_tickets`). Unknown senders have no id. */
export const suspendedTicketWire = z.looseObject({
  id: nativeId,
  author: z.nullish(z.looseObject({ id: z.nullish(nativeId), name: text, email: text })),
  subject: text,
  content: text,
  cause: text,
  cause_id: z.nullish(z.number()),
  ticket_id: z.nullish(nativeId),
  created_at: z.string(),
  updated_at: z.string(),
  via: z.nullish(viaSchema),
  attachments: z.nullish(z.array(attachmentSchema)),
});
