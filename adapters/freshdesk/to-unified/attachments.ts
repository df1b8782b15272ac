import type { MessageId } from '../../../src/model/ids.ts';
import type { Attachment } from '../../../src/model/message.ts';
import type { FreshdeskAttachment } from '../wire/attachments.ts';
import { emptyToNull, idOf, type TranslationContext } from './common.ts';

const SECOND_MS = 1000;

/**
 * When a presigned link stops working (sheet section 10): five minutes after its making for S3
 * today, a day in older recordings, an instant of its own for CloudFront.
 *
 * @example
 * expiryOf('https://s3.example/f?X-Amz-Date=20241202T000725Z&X-Amz-Expires=300')
 * //=> 2024-12-02T00:12:25.000Z
 */
export function expiryOf(url: string): Date | null {
  const query = new URLSearchParams(url.split('?')[1] ?? '');
  const signed = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '');
  const lifetime = secondsOf(query.get('X-Amz-Expires'));
  if (signed !== null && lifetime !== null) {
    const [, year, month, day, hour, minute, second] = signed;
    const start = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    return validOrNull(new Date(start.getTime() + lifetime * SECOND_MS));
  }
  const until = secondsOf(query.get('Expires'));
  return until === null ? null : validOrNull(new Date(until * SECOND_MS));
}

const secondsOf = (text: string | null): number | null =>
  text !== null && /^\d{1,11}$/.test(text) ? Number(text) : null;

const validOrNull = (date: Date): Date | null => (Number.isNaN(date.getTime()) ? null : date);

/** A file of a message. Its link is signed: credentials sent with it make the store refuse it. */
export function attachmentToUnified(
  wire: FreshdeskAttachment,
  context: Pick<TranslationContext, 'idPrefix'>,
  messageId: MessageId | null,
): Attachment {
  const url = emptyToNull(wire.attachment_url);
  return {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    fileName: wire.name ?? '',
    contentType: emptyToNull(wire.content_type),
    size: wire.size ?? wire.file_size ?? null,
    url,
    urlExpiresAt: url === null ? null : expiryOf(url),
    requiresAuth: false,
    // Inline images stand in the HTML only, and are no attachments.
    isInline: false,
    contentId: null,
    sha256: null,
    malwareScan: null,
    messageId,
  };
}
