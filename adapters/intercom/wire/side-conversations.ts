import * as z from '../../../src/adapter/wire-schema.ts';
import { count, nativeId } from './common.ts';
import { partWire } from './messages.ts';

/** A thread beside a conversation: an id and its parts, nothing else. */
export const sideConversationWire = z.object({
  side_conversation_id: nativeId,
  conversation_parts: z.nullish(z.array(partWire)),
  total_count: count,
});
