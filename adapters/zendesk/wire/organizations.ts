import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text, time } from './common.ts';

const organizationSchema = z.object({
  id: nativeId,
  name: text,
  external_id: text,
  created_at: time,
  updated_at: time,
  deleted_at: time,
  domain_names: z.nullish(z.array(z.string())),
  tags: z.nullish(z.array(z.string())),
  organization_fields: z.nullish(z.record(z.string(), z.unknown())),
});

/** An organization as Zendesk sends it. */
export type ZendeskOrganization = z.infer<typeof organizationSchema>;

export const organizationWire = organizationSchema;
