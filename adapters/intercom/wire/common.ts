import * as z from '../../../src/adapter/wire-schema.ts';

/** Ids are text nearly everywhere; some payloads and versions write them as numbers. */
export const nativeId = z.union([z.number(), z.string()]);
export const id = z.nullish(nativeId);
export const text = z.nullish(z.string());
export const flag = z.nullish(z.boolean());
export const count = z.nullish(z.number());
/** Seconds in the API, ISO text in older webhooks and macros, digits as text now and then. */
export const moment = z.union([z.number(), z.string()]);
export const time = z.nullish(moment);

/** `{ type, id }`: somebody or something else. */
export const referenceSchema = z.object({ type: text, id });
export type IntercomReference = z.infer<typeof referenceSchema>;

/** Who wrote something. Leads read as `user` in parts; names are escaped for HTML (sheet 8.3, 9). */
export const authorSchema = z.object({
  type: text,
  id,
  name: text,
  email: text,
  from_ai_agent: flag,
});
export type IntercomAuthor = z.infer<typeof authorSchema>;

/** Values under names that an administrator chose: blanks, dots and colons are usual. */
export const attributes = z.nullish(z.record(z.string(), z.unknown()));

const tagSchema = z.object({ id, name: text });
export const tagListSchema = z.nullish(z.object({ tags: z.nullish(z.array(tagSchema)) }));

/** The people of a case; empty for some tracker tickets. */
export const contactsSchema = z.nullish(
  z.object({
    contacts: z.nullish(z.array(z.object({ id: nativeId, external_id: text }))),
  }),
);

/** Other cases that this one is tied to; at most 1,000 are named. */
export const linkedObjectsSchema = z.nullish(
  z.object({
    data: z.nullish(z.array(z.object({ type: text, id: nativeId, category: text }))),
    has_more: flag,
  }),
);
