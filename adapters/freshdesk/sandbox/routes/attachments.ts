import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { remove } from '../../../../src/sandbox/kit/table.ts';
import { actorOf, type Call, type FreshdeskRoute, idOf, noContent, rowOf } from '../call.ts';
import { signatureOf } from '../present/attachments.ts';
import { isoNow } from '../world.ts';

/** The file host answers errors as XML; it knows nothing of the API. */
function refused(status: number, code: string, message: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}

/** `20241202T000725Z` as milliseconds. */
function momentOfStamp(stamp: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(stamp) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/**
 * A presigned link names its own moment and life; a second way of authenticating is refused
 * (section 10). What the host was sent is kept, so that a leaked key shows.
 */
function download(call: Call): Reply {
  const authorization = call.request.headers.get('authorization');
  call.world.state.fileHost.push({
    at: isoNow(call.world),
    path: call.request.path,
    authorization: authorization === null ? null : '[redacted]',
  });
  if (authorization !== null)
    return refused(400, 'InvalidArgument', 'Only one auth mechanism allowed');
  const row = rowOf(call.world.state.attachments.rows, call, 'attachment_id');
  const stamp = call.query.get('X-Amz-Date') ?? '';
  if (call.query.get('X-Amz-Signature') !== signatureOf(row.id, stamp))
    return refused(403, 'SignatureDoesNotMatch', 'The request signature does not match');
  const lifeMs = Number(call.query.get('X-Amz-Expires')) * 1000;
  const ageMs = call.world.clock.now() - momentOfStamp(stamp);
  if (!(ageMs <= lifeMs)) return refused(403, 'AccessDenied', 'Request has expired');
  return { status: 200, bytes: row.bytes, headers: { 'content-type': row.content_type } };
}

/** There is no way to look at one attachment, only to delete it (section 8). */
function destroy(call: Call): Reply {
  actorOf(call);
  const { attachments, tickets, articles } = call.world.state;
  const id = idOf(call, 'attachment_id');
  rowOf(attachments.rows, call, 'attachment_id');
  remove(attachments, id);
  for (const ticket of tickets.rows.values()) {
    if (ticket.attachment_ids.includes(id))
      ticket.attachment_ids = ticket.attachment_ids.filter((own) => own !== id);
  }
  for (const article of articles.rows.values())
    article.attachment_ids = article.attachment_ids.filter((own) => own !== id);
  return noContent;
}

export const attachmentRoutes: readonly FreshdeskRoute[] = [
  ['DELETE', '/api/v2/attachments/{attachment_id}', destroy],
  [
    'GET',
    '/files/cdn.freshdesk.com/data/helpdesk/attachments/production/{attachment_id}/original/{name}',
    download,
  ],
];
