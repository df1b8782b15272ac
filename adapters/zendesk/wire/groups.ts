import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text } from './common.ts';

export const groupWire = z.object({
  id: nativeId,
  name: z.string(),
  description: text,
  default: z.nullish(z.boolean()),
  deleted: z.nullish(z.boolean()),
});

/** A group as Zendesk sends it. */
export type ZendeskGroup = z.infer<typeof groupWire>;

export const groupMembershipWire = z.object({ user_id: nativeId, group_id: nativeId });
