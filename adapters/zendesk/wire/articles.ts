import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text, time } from './common.ts';

export const articleWire = z.object({
  id: nativeId,
  html_url: text,
  author_id: z.nullish(nativeId),
  draft: z.nullish(z.boolean()),
  position: z.nullish(z.number()),
  section_id: z.nullish(nativeId),
  created_at: time,
  updated_at: time,
  title: text,
  name: text,
  body: text,
  locale: text,
  source_locale: text,
  user_segment_id: z.nullish(nativeId),
  user_segment_ids: z.nullish(z.array(nativeId)),
  label_names: z.nullish(z.array(z.string())),
});
export type ZendeskArticle = z.infer<typeof articleWire>;

export const translationWire = z.object({
  id: nativeId,
  locale: z.string(),
  title: text,
  body: text,
  draft: z.nullish(z.boolean()),
  source_id: z.nullish(nativeId),
  html_url: text,
  created_at: time,
  updated_at: time,
});
export type ZendeskTranslation = z.infer<typeof translationWire>;

export const sectionWire = z.object({
  id: nativeId,
  name: text,
  description: text,
  category_id: z.nullish(nativeId),
  parent_section_id: z.nullish(nativeId),
  locale: text,
  position: z.nullish(z.number()),
  html_url: text,
});
export type ZendeskSection = z.infer<typeof sectionWire>;

export const categoryWire = z.object({
  id: nativeId,
  name: text,
  description: text,
  locale: text,
  position: z.nullish(z.number()),
  html_url: text,
});
export type ZendeskCategory = z.infer<typeof categoryWire>;

/** In the vendor's reference of translations, though not among the recordings. */
export const localesWire = z.object({
  locales: z.nullish(z.array(z.string())),
  default_locale: text,
});
