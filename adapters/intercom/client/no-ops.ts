import { parseWire } from '../../../src/adapter/wire.ts';
import { NOBODY, type WireCall } from '../from-unified/common.ts';
import { nativeText, PROVIDER } from '../to-unified/common.ts';
import { type IntercomConversation, conversationWire } from '../wire/conversations.ts';
import type { Json } from './core.ts';

/**
 * The actions that change something about a conversation as it is. Intercom takes the others, too:
 * a case that is closed twice has two closings, the later of which would be when it was resolved
 * (sheet section 7.2).
 */
export function withoutRepeats(
  parts: readonly WireCall[],
  current: Json,
  { wakes }: { readonly wakes: boolean },
): readonly WireCall[] {
  const wire = parseWire(conversationWire, current, { provider: PROVIDER, what: 'conversation' });
  // Waking is for what sleeps: a closed conversation would be opened by it.
  const isAwake = wakes && wire.state !== 'snoozed';
  const left = parts.filter(
    ({ body }) => !isAssigned(body, wire) && !(isAwake && body['message_type'] === 'open'),
  );
  // Assigning opens a closed conversation, which is closed again then.
  const isAssigning = left.some(({ body }) => body['message_type'] === 'assignment');
  return left.filter(({ body }) => isAssigning || !isInState(body, wire));
}

function isAssigned(body: WireCall['body'], wire: IntercomConversation): boolean {
  if (body['message_type'] !== 'assignment') return false;
  const now = body['type'] === 'team' ? wire.team_assignee_id : wire.admin_assignee_id;
  return (nativeText(now) ?? NOBODY) === body['assignee_id'];
}

function isInState(
  body: WireCall['body'],
  { state, snoozed_until }: IntercomConversation,
): boolean {
  if (body['message_type'] === 'close') return state === 'closed';
  if (body['message_type'] === 'open') return state === 'open';
  const isSnooze = body['message_type'] === 'snoozed';
  return isSnooze && state === 'snoozed' && Number(snoozed_until) === body['snoozed_until'];
}

/** Whether the newest action in an answer has opened a closed conversation by assigning it. */
export function hasReopened(answer: Json): boolean {
  const wire = parseWire(conversationWire, answer, { provider: PROVIDER, what: 'conversation' });
  const parts = wire.conversation_parts?.conversation_parts ?? [];
  return parts.at(-1)?.part_type === 'assign_and_reopen';
}
