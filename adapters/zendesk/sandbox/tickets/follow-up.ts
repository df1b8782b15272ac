import { asInteger } from '../../../../src/sandbox/kit/json.ts';
import { complain, type Draft } from './draft.ts';

/** A follow-up of a closed ticket copies its tags and fields and names it (section 6.3). */
export function followUp(draft: Draft): void {
  const sourceId = asInteger(draft.input['via_followup_source_id']);
  if (sourceId === null) return;
  const source = draft.world.state.tickets.rows.get(sourceId);
  if (source === undefined || source.status !== 'closed') {
    complain(draft, 'base', {
      description: 'Follow-up source is not a closed ticket',
      error: null,
    });
    return;
  }
  draft.ticket.tags = [...source.tags];
  draft.ticket.custom_fields = { ...source.custom_fields };
  draft.ticket.via = {
    channel: 'closed_ticket',
    source: { from: { ticket_id: source.id, subject: source.subject }, to: {}, rel: 'follow_up' },
  };
  draft.onKeep.push(() => {
    source.followup_ids = [...source.followup_ids, draft.ticket.id];
  });
}
