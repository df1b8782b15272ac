import type { ConversationRow, PartRow } from '../records/conversations.ts';
import { conversationChanged, nextNumber, secondsNow, type World } from '../world.ts';

export type NewPart = Pick<PartRow, 'part_type' | 'author'> & Partial<Omit<PartRow, 'id'>>;

/** Which app made a part through the API (section 8.3): the one whose token this is. */
export const appPackageCode = 'polydesk-sandbox';

/** Appends a part in its place by date, moves `updated_at` on and counts it. */
export function addPart(world: World, conversation: ConversationRow, given: NewPart): PartRow {
  const at = given.created_at ?? secondsNow(world);
  const part: PartRow = {
    body: null,
    assigned_to: null,
    attachment_ids: [],
    external_id: null,
    redacted: false,
    metadata: {},
    state: conversation.state,
    event_details: null,
    app_package_code: appPackageCode,
    ticket_state: null,
    previous_ticket_state: null,
    updated_attribute_data: null,
    ...given,
    id: nextNumber(world, 'part'),
    created_at: at,
    updated_at: at,
    notified_at: at,
  };
  conversation.parts.push(part);
  if ((conversation.parts.at(-2)?.created_at ?? 0) > at) sortByDate(conversation);
  conversation.updated_at = Math.max(conversation.updated_at, at);
  conversation.statistics.count_conversation_parts += 1;
  if (part.author.type === 'admin') addTeammate(conversation, part.author.id);
  conversationChanged(world, conversation);
  return part;
}

/** Imported parts stand where their dates put them; equal ones as they came (section 19). */
function sortByDate(conversation: ConversationRow): void {
  conversation.parts = [...conversation.parts].sort((one, two) => one.created_at - two.created_at);
}

function addTeammate(conversation: ConversationRow, id: string): void {
  if (conversation.teammate_ids.includes(id)) return;
  conversation.teammate_ids = [...conversation.teammate_ids, id];
}
