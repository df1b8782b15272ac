import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text, time } from './common.ts';

/** Customers and staff are both users; `role` tells them apart (sheet section 9.1). */
const userSchema = z.object({
  // Null for the anonymous user that `users/me` answers without valid credentials.
  id: z.nullable(nativeId),
  name: text,
  email: text,
  created_at: time,
  updated_at: time,
  time_zone: text,
  iana_time_zone: text,
  phone: text,
  locale: text,
  organization_id: z.nullish(nativeId),
  role: text,
  role_type: z.nullish(z.number()),
  verified: z.nullish(z.boolean()),
  active: z.nullish(z.boolean()),
  suspended: z.nullish(z.boolean()),
  permanently_deleted: z.nullish(z.boolean()),
  external_id: text,
  tags: z.nullish(z.array(z.string())),
  user_fields: z.nullish(z.record(z.string(), z.unknown())),
  last_login_at: time,
  signature: text,
  default_group_id: z.nullish(nativeId),
  photo: z.nullish(z.object({ content_url: text })),
});

/** A user as Zendesk sends it. */
export type ZendeskUser = z.infer<typeof userSchema>;

export const userWire = userSchema;
