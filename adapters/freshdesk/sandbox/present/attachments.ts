import { createRandom } from '../../../../src/sandbox/kit/random.ts';
import type { Call } from '../call.ts';
import type { AttachmentRow } from '../records/tickets.ts';

const folder = 'cdn.freshdesk.com/data/helpdesk/attachments/production';

/** `20241202T000725Z`. */
const stampOf = (milliseconds: number) =>
  `${new Date(milliseconds).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

/** What stands for the signature: it belongs to one file and one moment. */
export function signatureOf(id: number, stamp: string): string {
  const moment = Number(stamp.replace(/\D/g, ''));
  return createRandom((id % 2 ** 31) + (moment % 2 ** 31)).hex(64);
}

/** A link that is good for five minutes from now (section 10). */
export function presignedUrl(call: Call, row: AttachmentRow): string {
  const stamp = stampOf(call.world.clock.now());
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `SANDBOX/${stamp.slice(0, 8)}/us-east-1/s3/aws4_request`,
    'X-Amz-Date': stamp,
    'X-Amz-Expires': String(Math.floor(call.world.settings.attachmentUrlMs / 1000)),
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': signatureOf(row.id, stamp),
  });
  const path = `${folder}/${row.id}/original/${encodeURIComponent(row.name)}`;
  return `${call.files}/${path}?${query}`;
}

/** The size is `size` in answers and `file_size` in events (section 10). */
export function presentAttachment(call: Call, row: AttachmentRow): object {
  const { id, content_type, size, name, created_at, updated_at } = row;
  const attachment_url = presignedUrl(call, row);
  return { id, content_type, size, name, attachment_url, created_at, updated_at };
}

export function presentAttachments(call: Call, ids: readonly number[]): readonly object[] {
  return ids.flatMap((id) => {
    const row = call.world.state.attachments.rows.get(id);
    return row === undefined ? [] : [presentAttachment(call, row)];
  });
}
