import * as z from '../../../src/adapter/wire-schema.ts';
import { flag, ids, nativeId, text, time } from './common.ts';

/** An agent. Lists leave out the groups; name and e-mail stand under `contact`. */
const agentSchema = z.object({
  id: nativeId,
  type: text,
  ticket_scope: z.nullish(z.number()),
  available: flag,
  occasional: flag,
  deactivated: flag,
  signature: text,
  group_ids: ids,
  role_ids: ids,
  contact: z.nullish(
    z.object({
      name: text,
      email: text,
      active: flag,
      language: text,
      time_zone: text,
      phone: z.nullish(nativeId),
      mobile: z.nullish(nativeId),
    }),
  ),
  created_at: time,
  updated_at: time,
});

/** An agent as Freshdesk sends it. */
export type FreshdeskAgent = z.infer<typeof agentSchema>;

export const agentWire = agentSchema;
