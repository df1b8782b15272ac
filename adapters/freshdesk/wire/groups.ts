import * as z from '../../../src/adapter/wire-schema.ts';
import { ids, nativeId, text } from './common.ts';

/** A group, of `/groups` and `/admin/groups` alike. Lists leave out the members. */
const groupSchema = z.object({
  id: nativeId,
  name: z.string(),
  description: text,
  agent_ids: ids,
});

/** A group as Freshdesk sends it. */
export type FreshdeskGroup = z.infer<typeof groupSchema>;

export const groupWire = groupSchema;
