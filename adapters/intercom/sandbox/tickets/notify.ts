import type { ConversationRow, PartRow } from '../records/conversations.ts';
import type { OutboxRow } from '../records/settings.ts';
import { contactOf, secondsNow, type World } from '../world.ts';

export interface NotifyOptions {
  /** `skip_notifications` of the request (sections 7.1, 11 and 19). */
  readonly skip: boolean;
  /** The contact who wrote hears nothing of it. */
  readonly exceptId?: string;
}

/**
 * Records which customers a real workspace would tell, by mail or in their messenger. Nobody hears
 * of a note, and nobody can be told who has no address.
 */
export function notify(
  world: World,
  conversation: ConversationRow,
  kind: OutboxRow['kind'],
  part: PartRow | null,
  options: NotifyOptions,
): void {
  if (options.skip || part?.part_type === 'note') return;
  const to = conversation.contact_ids
    .filter((id) => id !== options.exceptId)
    .flatMap((id) => contactOf(world, id)?.email ?? [])
    .filter((email) => email !== '');
  if (to.length === 0) return;
  world.state.outbox.push({
    at: secondsNow(world),
    kind,
    conversation_id: conversation.id,
    part_id: part?.id ?? null,
    to,
  });
}
