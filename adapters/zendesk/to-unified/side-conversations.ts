import type { SideConversation } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { sideConversationWire } from '../wire/side-conversations.ts';
import { dateOf, emptyToNull, idOf, PROVIDER, rawOf, type TranslationContext } from './common.ts';

/** A side conversation of a ticket. */
export function sideConversationToUnified(
  json: unknown,
  ticketId: string,
  context: TranslationContext,
): SideConversation {
  const wire = parseWire(sideConversationWire, json, {
    provider: PROVIDER,
    what: 'side conversation',
  });
  return {
    id: wire.id,
    externalId: wire.id,
    ticketId: idOf(context, wire.ticket_id ?? ticketId),
    subject: emptyToNull(wire.subject),
    preview: emptyToNull(wire.preview_text),
    state: wire.state === 'closed' ? 'closed' : 'open',
    participants: (wire.participants ?? []).map((participant) => ({
      name: emptyToNull(participant.name),
      email: emptyToNull(participant.email),
    })),
    createdAt: dateOf(wire.created_at, 'created_at'),
    updatedAt: dateOf(wire.updated_at, 'updated_at'),
    ...rawOf<unknown>(context, wire),
  };
}
