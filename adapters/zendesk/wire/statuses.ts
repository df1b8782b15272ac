import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text } from './common.ts';

export const customStatusWire = z.object({
  id: nativeId,
  status_category: z.string(),
  agent_label: text,
  active: z.nullish(z.boolean()),
  default: z.nullish(z.boolean()),
});
export type ZendeskCustomStatus = z.infer<typeof customStatusWire>;
