import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text, time } from './common.ts';

export const attachmentSchema = z.object({
  id: nativeId,
  file_name: text,
  content_url: text,
  content_type: text,
  size: z.nullish(z.number()),
  inline: z.nullish(z.boolean()),
  deleted: z.nullish(z.boolean()),
  malware_scan_result: text,
});
export type ZendeskAttachment = z.infer<typeof attachmentSchema>;

/** The answer of `POST /uploads`. */
export const uploadWire = z.object({
  upload: z.object({
    token: z.string(),
    expires_at: time,
    attachment: z.nullish(attachmentSchema),
  }),
});

export const attachmentWire = z.object({ attachment: attachmentSchema });
