import * as z from '../../../src/adapter/wire-schema.ts';
import { id, nativeId, text, time } from './common.ts';

/** A canned response. Lists of a folder may leave out its content. */
export const cannedResponseWire = z.object({
  id: nativeId,
  title: text,
  folder_id: id,
  content: text,
  content_html: text,
  updated_at: time,
});
export type FreshdeskCannedResponse = z.infer<typeof cannedResponseWire>;

/** A folder of canned responses, as far as walking them needs it. */
export const cannedFolderWire = z.object({ id: nativeId, name: text });
export type FreshdeskCannedFolder = z.infer<typeof cannedFolderWire>;
