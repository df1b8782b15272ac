import * as z from '../../../src/adapter/wire-schema.ts';
import { attributes, count, nativeId, tagListSchema, text, time } from './common.ts';

/** A company; unset keys are missing, and an unset plan is `{}` (sheet section 13). */
const organizationSchema = z.object({
  id: nativeId,
  company_id: text,
  name: text,
  created_at: time,
  updated_at: time,
  monthly_spend: count,
  plan: z.nullish(z.object({ name: text })),
  tags: tagListSchema,
  custom_attributes: attributes,
});
export type IntercomCompany = z.infer<typeof organizationSchema>;
export const organizationWire = organizationSchema;
