import * as z from '../../../src/adapter/wire-schema.ts';
import { count, id, nativeId, tags, text, time } from './common.ts';

/** The shelves above an article, from the category down. */
const hierarchy = z.nullish(
  z.array(
    z.looseObject({
      level: count,
      type: text,
      data: z.nullish(z.looseObject({ id, name: text, language: text })),
    }),
  ),
);

export const articleWire = z.object({
  id: nativeId,
  type: count,
  status: count,
  agent_id: id,
  category_id: id,
  folder_id: id,
  title: text,
  description: text,
  description_text: text,
  tags,
  hierarchy,
  // Only in search results.
  folder_visibility: count,
  created_at: time,
  updated_at: time,
});
export type FreshdeskArticle = z.infer<typeof articleWire>;

export const folderWire = z.object({
  id: nativeId,
  name: text,
  description: text,
  category_id: id,
  parent_folder_id: id,
  visibility: count,
  hierarchy,
});
export type FreshdeskFolder = z.infer<typeof folderWire>;

export const categoryWire = z.object({ id: nativeId, name: text, description: text });
export type FreshdeskCategory = z.infer<typeof categoryWire>;
