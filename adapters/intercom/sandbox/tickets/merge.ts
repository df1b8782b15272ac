import { asInteger } from '../../../../src/sandbox/kit/json.ts';
import type { Call } from '../call.ts';
import { problems } from '../errors.ts';
import type { ConversationRow } from '../records/conversations.ts';
import { adminAuthor } from '../world.ts';
import { addPart } from './parts.ts';
import { close } from './manage.ts';

const failed = (message: string) => problems.list(422, 'merge_failed', message);

/**
 * Merges a conversation into another and answers that one (section 7). What it does to the parts is
 * not documented beyond the marks on both sides; the thread stays where it is.
 */
export function mergeConversation(call: Call, secondary: ConversationRow): ConversationRow {
  const { world, admin } = call;
  const id = asInteger(call.body['merge_into_conversation_id']);
  if (id === null)
    throw problems.invalid('merge_into_conversation_id must be a valid integer conversation ID');
  if (String(id) === secondary.id) throw failed('Cannot merge a conversation into itself');
  const primary = world.state.conversations.rows.get(String(id));
  if (primary === undefined) throw failed('Primary conversation not found');
  if (secondary.merged_into !== null)
    throw failed('Secondary conversation has already been merged');
  secondary.merged_into = primary.id;
  const author = adminAuthor(admin);
  // Which part type stands on which side is not certain: each is named for its own.
  addPart(world, secondary, { part_type: 'merged_secondary_conversation', author });
  if (secondary.state !== 'closed') close(world, secondary, admin, '', { silent: true });
  primary.contact_ids = [...new Set([...primary.contact_ids, ...secondary.contact_ids])];
  addPart(world, primary, { part_type: 'merged_primary_conversation', author });
  return primary;
}
