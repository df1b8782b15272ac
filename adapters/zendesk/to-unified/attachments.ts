import { parseWire } from '../../../src/adapter/wire.ts';
import type { MessageId } from '../../../src/model/ids.ts';
import type { Attachment, UploadedAttachment } from '../../../src/model/message.ts';
import { uploadWire, type ZendeskAttachment } from '../wire/attachments.ts';
import {
  emptyToNull,
  entryOf,
  idOf,
  optionalDateOf,
  PROVIDER,
  type TranslationContext,
} from './common.ts';

const SCANS: Readonly<Record<string, NonNullable<Attachment['malwareScan']>>> = {
  not_scanned: 'not_scanned',
  malware_found: 'infected',
  malware_not_found: 'clean',
  failed_to_scan: 'failed',
};

/** A file of a comment. */
export function attachmentToUnified(
  wire: ZendeskAttachment,
  context: Pick<TranslationContext, 'idPrefix'>,
  messageId: MessageId | null,
): Attachment {
  return {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    fileName: wire.file_name ?? '',
    contentType: emptyToNull(wire.content_type),
    size: wire.size ?? null,
    url: emptyToNull(wire.content_url),
    urlExpiresAt: null,
    // An account may require a login for files; then only an authenticated request gets them.
    requiresAuth: true,
    isInline: wire.inline ?? false,
    contentId: null,
    sha256: null,
    malwareScan: entryOf(SCANS, wire.malware_scan_result) ?? null,
    messageId,
  };
}

/** The answer of an upload: what to quote when the file is used. */
export function uploadToUnified(json: unknown, fileName: string): UploadedAttachment {
  const { upload } = parseWire(uploadWire, json, { provider: PROVIDER, what: 'upload' });
  return {
    token: upload.token,
    fileName: upload.attachment?.file_name ?? fileName,
    contentType: emptyToNull(upload.attachment?.content_type),
    size: upload.attachment?.size ?? null,
    expiresAt: optionalDateOf(upload.expires_at, 'upload.expires_at'),
  };
}
