import * as z from '../../../src/adapter/wire-schema.ts';
import { count, id, nativeId, tagListSchema, text, time } from './common.ts';

const content = {
  title: text,
  body: text,
  author_id: id,
  state: text,
  created_at: time,
  updated_at: time,
  url: text,
};

/** The article in one language of a help center with several. */
export const articleContentSchema = z.object(content);
export type IntercomArticleContent = z.infer<typeof articleContentSchema>;

/** An article (sheet section 15). `translated_content` has a language's tag as key. */
const articleSchema = z.object({
  id: nativeId,
  ...content,
  parent_id: id,
  parent_ids: z.nullish(z.array(nativeId)),
  default_locale: text,
  translated_content: z.nullish(z.record(z.string(), z.unknown())),
  help_center_audience: text,
  tags: tagListSchema,
});
export type IntercomArticle = z.infer<typeof articleSchema>;
export const articleWire = articleSchema;

/** A collection; one inside another names its parent. */
export const collectionWire = z.object({
  id: nativeId,
  name: text,
  description: text,
  url: text,
  order: count,
  default_locale: text,
  parent_id: id,
});
export type IntercomCollection = z.infer<typeof collectionWire>;

/** The languages of each help center. */
export const helpCentersWire = z.object({
  data: z.nullish(z.array(z.object({ locales: z.nullish(z.array(z.string())) }))),
});
