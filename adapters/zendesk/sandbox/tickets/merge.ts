import { invalidField } from '../errors.ts';
import { fireTicketEvent } from '../events.ts';
import type { TicketRow, UserRow } from '../records/tickets-and-people.ts';
import type { World } from '../world.ts';
import { updateTicket } from './write.ts';

export interface MergeTexts {
  readonly targetComment: string | null;
  readonly sourceComment: string | null;
  readonly targetPublic: boolean;
  readonly sourcePublic: boolean;
}

/** Closes each source, comments on both sides and copies the sources' files (section 6.6). */
export function mergeTickets(
  world: World,
  actor: UserRow,
  target: TicketRow,
  sources: readonly TicketRow[],
  texts: MergeTexts,
): void {
  if (target.status === 'closed')
    throw invalidField('status', 'Status: closed prevents ticket update');
  for (const source of sources) {
    if (source.status === 'closed')
      throw invalidField('status', 'Status: closed prevents ticket update');
  }
  const listed = sources.map((source) => `#${source.id}`).join(', ');
  const body =
    texts.targetComment ?? `Requests ${listed} were closed and merged into this request.`;
  updateTicket(world, actor, target, { comment: { body, public: texts.targetPublic } });
  const files = sources.flatMap((source) =>
    source.comments.flatMap((comment) => comment.attachment_ids),
  );
  target.comments.at(-1)?.attachment_ids.push(...files);
  for (const source of sources) close(world, actor, source, target, texts);
}

function close(
  world: World,
  actor: UserRow,
  source: TicketRow,
  target: TicketRow,
  texts: MergeTexts,
): void {
  const body =
    texts.sourceComment ?? `This request was closed and merged into request #${target.id}.`;
  const { audit } = updateTicket(world, actor, source, {
    status: 'closed',
    comment: { body, public: texts.sourcePublic },
  });
  // No field of the source names the target: the audit's channel does (section 6.6).
  if (audit !== null) {
    audit.via = {
      channel: 'merge',
      source: { from: { ticket_id: target.id, subject: target.subject }, to: {}, rel: 'merge' },
    };
  }
  fireTicketEvent(world, source, actor.id, 'merged', { target_ticket_id: String(target.id) });
}
