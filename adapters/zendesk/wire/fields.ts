import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, nativeIds, text } from './common.ts';

const option = z.object({ id: z.nullish(nativeId), name: text, value: text });

export const fieldWire = z.object({
  id: nativeId,
  type: z.string(),
  title: text,
  key: text,
  active: z.nullish(z.boolean()),
  required: z.nullish(z.boolean()),
  required_in_portal: z.nullish(z.boolean()),
  editable_in_portal: z.nullish(z.boolean()),
  custom_field_options: z.nullish(z.array(option)),
  system_field_options: z.nullish(z.array(option)),
});
export type ZendeskField = z.infer<typeof fieldWire>;

export const formWire = z.object({
  id: nativeId,
  name: text,
  ticket_field_ids: nativeIds,
  active: z.nullish(z.boolean()),
  default: z.nullish(z.boolean()),
  end_user_visible: z.nullish(z.boolean()),
});
export type ZendeskForm = z.infer<typeof formWire>;
