import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text } from './common.ts';

export const sideConversationWire = z.object({
  id: z.string(),
  ticket_id: z.nullish(nativeId),
  subject: text,
  preview_text: text,
  state: text,
  participants: z.nullish(z.array(z.object({ name: text, email: text }))),
  created_at: z.string(),
  updated_at: z.string(),
});
export type ZendeskSideConversation = z.infer<typeof sideConversationWire>;
