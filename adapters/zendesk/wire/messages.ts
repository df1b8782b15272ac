import * as z from '../../../src/adapter/wire-schema.ts';
import { attachmentSchema } from './attachments.ts';
import { nativeId, text, time, viaSchema } from './common.ts';

const commentSchema = z.object({
  id: nativeId,
  type: text,
  author_id: z.nullish(nativeId),
  body: text,
  html_body: text,
  plain_body: text,
  public: z.nullish(z.boolean()),
  attachments: z.nullish(z.array(attachmentSchema)),
  audit_id: z.nullish(nativeId),
  via: z.nullish(viaSchema),
  created_at: time,
  metadata: z.nullish(z.object({})),
});

/** A comment as Zendesk sends it. */
export type ZendeskComment = z.infer<typeof commentSchema>;

export const commentWire = commentSchema;
