import * as z from '../../../src/adapter/wire-schema.ts';
import { customFields, nativeId, tags, text, time } from './common.ts';

const companySchema = z.object({
  id: nativeId,
  name: text,
  description: text,
  note: text,
  domains: tags,
  health_score: text,
  account_tier: text,
  industry: text,
  custom_fields: customFields,
  created_at: time,
  updated_at: time,
});

/** A company as Freshdesk sends it. */
export type FreshdeskCompany = z.infer<typeof companySchema>;

export const companyWire = companySchema;

/** The answer of `companies/autocomplete`: wrapped, unlike that of contacts and agents. */
export const companyAutocompleteWire = z.object({
  companies: z.array(z.object({ id: nativeId, name: text })),
});
