import type { MessageId } from '../../../src/model/ids.ts';
import type { Attachment } from '../../../src/model/message.ts';
import type { IntercomAttachment } from '../wire/attachments.ts';
import { emptyToNull, optionalDateOf } from './common.ts';

/** A file of a message. It has no id, and its address is good for minutes (sheet section 10). */
export function attachmentToUnified(
  wire: IntercomAttachment,
  messageId: MessageId | null,
): Attachment {
  const url = emptyToNull(wire.url);
  return {
    id: null,
    externalId: null,
    fileName: wire.name ?? '',
    contentType: emptyToNull(wire.content_type),
    size: wire.filesize ?? null,
    url,
    urlExpiresAt: expiryOf(url),
    requiresAuth: false,
    isInline: false,
    contentId: null,
    sha256: null,
    malwareScan: null,
    messageId,
  };
}

/** Signed addresses name their end in seconds; one that does not is taken to be of unknown age. */
function expiryOf(url: string | null): Date | null {
  const seconds = url === null ? undefined : /[?&]expires=(\d{9,11})(?:&|$)/i.exec(url)?.[1];
  return optionalDateOf(seconds, 'attachments.url');
}
