import * as z from '../../../src/adapter/wire-schema.ts';
import { count, nativeId, text, time } from './common.ts';

/** A file. Its size is `size` in live answers, `file_size` in app events and old examples. */
export const attachmentSchema = z.object({
  id: nativeId,
  name: text,
  content_type: text,
  size: count,
  file_size: count,
  attachment_url: text,
  created_at: time,
  updated_at: time,
});
export type FreshdeskAttachment = z.infer<typeof attachmentSchema>;
