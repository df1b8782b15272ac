import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text, time, viaSchema } from './common.ts';

/** One change inside an audit. Types are open-ended: unknown ones are kept. */
const auditEvent = z.object({
  id: z.nullish(nativeId),
  type: z.string(),
  field_name: text,
  value: z.optional(z.unknown()),
  previous_value: z.optional(z.unknown()),
  public: z.nullish(z.boolean()),
  comment_id: z.nullish(nativeId),
  score: text,
});
export type ZendeskAuditEvent = z.infer<typeof auditEvent>;

export const auditWire = z.object({
  id: nativeId,
  ticket_id: nativeId,
  created_at: time,
  author_id: z.nullish(nativeId),
  via: z.nullish(viaSchema),
  events: z.array(auditEvent),
});

/** An audit as Zendesk sends it: everything that one update did. */
export type ZendeskAudit = z.infer<typeof auditWire>;
