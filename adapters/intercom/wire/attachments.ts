import * as z from '../../../src/adapter/wire-schema.ts';
import { count, text } from './common.ts';

/** A file of a message. Its address is signed and good for minutes (sheet section 10). */
export const attachmentSchema = z.object({
  name: text,
  url: text,
  content_type: text,
  filesize: count,
});
export type IntercomAttachment = z.infer<typeof attachmentSchema>;
