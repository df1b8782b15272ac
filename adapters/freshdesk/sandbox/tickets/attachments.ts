import type { FormPart } from '../../../../src/sandbox/kit/multipart.ts';
import { put } from '../../../../src/sandbox/kit/table.ts';
import { type FieldError, invalidValue } from '../errors.ts';
import type { TicketRow } from '../records/tickets.ts';
import { isoNow, nextId, type World } from '../world.ts';

const sizeOf = (world: World, ids: readonly number[]): number =>
  ids.reduce((sum, id) => sum + (world.state.attachments.rows.get(id)?.size ?? 0), 0);

/** What a ticket already carries, its conversations' files included. */
function totalOf(world: World, ticket: TicketRow | null): number {
  if (ticket === null) return 0;
  const ids = ticket.conversations.flatMap((item) => item.attachment_ids);
  return sizeOf(world, [...ticket.attachment_ids, ...ids]);
}

/** Refuses files that would carry the ticket over its limit; the wording is not on record. */
export function fileErrors(
  world: World,
  ticket: TicketRow | null,
  files: readonly FormPart[],
): readonly FieldError[] {
  const sent = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const most = world.settings.unconfirmed.ticketAttachmentBytes;
  if (sent === 0 || totalOf(world, ticket) + sent <= most) return [];
  return [invalidValue('attachments', 'It should not exceed 20 MB in total for the ticket')];
}

/** Keeps the files and answers their ids. */
export function keepFiles(world: World, files: readonly FormPart[]): readonly number[] {
  return files.map(
    (file) =>
      put(world.state.attachments, {
        id: nextId(world),
        name: file.filename ?? 'attachment',
        content_type: file.contentType ?? 'application/octet-stream',
        size: file.bytes.length,
        created_at: isoNow(world),
        updated_at: isoNow(world),
        bytes: file.bytes,
      }).id,
  );
}
