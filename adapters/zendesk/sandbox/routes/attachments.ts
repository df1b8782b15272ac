import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put } from '../../../../src/sandbox/kit/table.ts';
import { actorOf, type Call, noContent, ok, rowOf, type ZendeskRoute } from '../call.ts';
import { problems } from '../errors.ts';
import { presentAttachment } from '../present/tickets.ts';
import type { UploadRow } from '../records/settings.ts';
import type { AttachmentRow } from '../records/tickets-and-people.ts';
import { isoNow, isoSeconds, nextId } from '../world.ts';

/** 50 MB by default (section 5.2); recorded tokens live three days (section 10). */
const maxBytes = 50 * 1024 * 1024;
const tokenMs = 3 * 24 * 60 * 60_000;

function upload(call: Call): Reply {
  actorOf(call);
  const name = call.query.get('filename');
  if (name === null || name === '') throw problems.parameterMissing('filename');
  const { bytes, headers } = call.request;
  if (bytes.length > maxBytes)
    return {
      status: 413,
      body: { error: 'AttachmentTooLarge', description: 'Attachment is too large' },
    };
  if (bytes.length === 0)
    throw problems.unprocessable('AttachmentUnprocessable', 'Attachment is empty');
  const type = headers.get('content-type') ?? 'application/binary';
  const row = addAttachment(call, name, type, bytes);
  const entry = openUpload(call, call.query.get('token'));
  entry.attachment_ids = [...entry.attachment_ids, row.id];
  return { status: 201, body: { upload: presentUpload(call, entry, row) } };
}

function addAttachment(
  call: Call,
  file_name: string,
  content_type: string,
  bytes: Uint8Array,
): AttachmentRow {
  const { state, random } = call.world;
  const row = put(state.attachments, {
    id: nextId(call.world),
    file_name,
    content_type,
    size: bytes.length,
    width: null,
    height: null,
    inline: false,
    deleted: false,
    token: random.token(25),
    bytes,
  });
  state.attachmentsByToken.set(row.token, row.id);
  return row;
}

/** Several files travel under the first one's token (section 10). */
function openUpload(call: Call, token: string | null): UploadRow {
  const { state, random, clock } = call.world;
  const known = token === null ? undefined : state.uploads.get(token);
  if (known !== undefined && !known.used) return known;
  if (token !== null)
    throw problems.unprocessable('AttachmentUnprocessable', 'Upload token is invalid or expired');
  const row = {
    token: random.token(25),
    expires_at: isoSeconds(clock.now() + tokenMs),
    attachment_ids: [],
    used: false,
  };
  state.uploads.set(row.token, row);
  return row;
}

function presentUpload(call: Call, entry: UploadRow, latest: AttachmentRow): object {
  const files = entry.attachment_ids.flatMap(
    (id) => call.world.state.attachments.rows.get(id) ?? [],
  );
  return {
    token: entry.token,
    expires_at: entry.expires_at,
    attachments: files.map((file) => presentAttachment(call, file)),
    attachment: presentAttachment(call, latest),
  };
}

function deleteUpload(call: Call): Reply {
  actorOf(call);
  if (!call.world.state.uploads.delete(call.params['token'] ?? '')) throw problems.notFound();
  return noContent;
}

function fileOf(call: Call): AttachmentRow {
  const id = call.world.state.attachmentsByToken.get(call.params['token'] ?? '');
  const row = id === undefined ? undefined : call.world.state.attachments.rows.get(id);
  if (row === undefined || row.deleted) throw problems.notFound();
  return row;
}

/** The account host only redirects; the file lies elsewhere (section 10). */
function redirectToFile(call: Call): Reply {
  const row = fileOf(call);
  const files = call.request.origins['files'] ?? call.origin;
  return {
    status: 302,
    headers: { location: `${files}/attachment/${row.token}/${encodeURIComponent(row.file_name)}` },
  };
}

/** The file host must never be sent the account's credentials: what it received is kept. */
function download(call: Call): Reply {
  call.world.state.fileHost.push({
    at: isoNow(call.world),
    path: call.request.path,
    authorization: call.request.headers.get('authorization') === null ? null : '[redacted]',
  });
  const row = fileOf(call);
  return { status: 200, bytes: row.bytes, headers: { 'content-type': row.content_type } };
}

function redact(call: Call): Reply {
  actorOf(call);
  const row = rowOf(call.world.state.attachments.rows, call, 'attachment_id');
  // Replaced by an empty text file (section 7.1).
  Object.assign(row, {
    file_name: 'redacted.txt',
    content_type: 'text/plain',
    size: 0,
    bytes: new Uint8Array(),
  });
  return ok({ attachment: presentAttachment(call, row) });
}

export const attachmentRoutes: readonly ZendeskRoute[] = [
  ['POST', '/api/v2/uploads', upload],
  ['DELETE', '/api/v2/uploads/{token}', deleteUpload],
  [
    'GET',
    '/api/v2/attachments/{attachment_id}',
    (call) => (
      actorOf(call),
      ok({
        attachment: presentAttachment(
          call,
          rowOf(call.world.state.attachments.rows, call, 'attachment_id'),
        ),
      })
    ),
  ],
  [
    'PUT',
    '/api/v2/tickets/{ticket_id}/comments/{comment_id}/attachments/{attachment_id}/redact',
    redact,
  ],
  ['GET', '/attachments/token/{token}', redirectToFile],
  // The provider's other host; see the dispatcher.
  ['GET', '/files/attachment/{token}/{name}', download],
];
