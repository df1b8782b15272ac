import * as z from '../../../src/adapter/wire-schema.ts';
import { customFields, flag, id, nativeId, phone, tags, text, time } from './common.ts';

/**
 * A contact. Lists leave out tags, other addresses, the avatar and, without a company, other
 * companies. `org_contact_id` is above 2^53, so that `JSON.parse` rounds it: it is never read.
 */
const contactSchema = z.object({
  id: nativeId,
  name: text,
  email: text,
  phone,
  mobile: phone,
  twitter_id: text,
  unique_external_id: text,
  active: flag,
  deleted: flag,
  blocked: flag,
  language: text,
  time_zone: text,
  company_id: id,
  // Objects in live answers, bare ids in an old example (sheet section 13).
  other_companies: z.nullish(
    z.array(z.union([z.number(), z.string(), z.looseObject({ company_id: id })])),
  ),
  other_emails: tags,
  other_phone_numbers: z.nullish(z.array(z.unknown())),
  tags,
  avatar: z.nullish(z.looseObject({ avatar_url: text })),
  custom_fields: customFields,
  contact_type: text,
  created_at: time,
  updated_at: time,
});

/** A contact as Freshdesk sends it. */
export type FreshdeskContact = z.infer<typeof contactSchema>;

export const contactWire = contactSchema;

/** The answer of `contacts/autocomplete` and `agents/autocomplete`: a bare list. */
export const peopleAutocompleteWire = z.array(z.object({ id: nativeId, name: text, email: text }));
