import * as z from '../../../src/adapter/wire-schema.ts';
import { attributes, flag, id, nativeId, text, time } from './common.ts';

/** Names only ids of up to ten records; the rest is behind an address of its own. */
const references = z.nullish(
  z.object({
    data: z.nullish(z.array(z.object({ id, name: text }))),
    has_more: flag,
  }),
);

/**
 * A user or a lead (sheet section 12). The answers of archive, block and delete are the same object
 * with little more than the id and their own mark, so only the id is certain.
 */
const contactSchema = z.object({
  id: nativeId,
  external_id: text,
  role: text,
  email: text,
  email_verified: flag,
  phone: text,
  name: text,
  // Null, an object, or an address.
  avatar: z.nullish(z.union([z.string(), z.object({ image_url: text })])),
  created_at: time,
  updated_at: time,
  last_seen_at: time,
  language_override: text,
  custom_attributes: attributes,
  tags: references,
  companies: references,
  archived: flag,
  blocked: flag,
  deleted: flag,
});
export type IntercomContact = z.infer<typeof contactSchema>;
export const contactWire = contactSchema;

/** An item of `GET /contacts/{id}/merge_history` and the mark of a webhook about a merge. */
export const mergedFromSchema = z.nullish(z.object({ id }));
