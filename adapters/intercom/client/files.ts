import { bytesOf, isUploaded } from '../../../src/adapter/attachments.ts';
import type { MessageAttachment } from '../../../src/model/message.ts';
import type { WireBody } from '../from-unified/common.ts';

/** Files as replies take them: their bytes in base64, inside the body (sheet section 10). */
export async function withFiles(
  body: WireBody,
  attachments: readonly MessageAttachment[] = [],
): Promise<WireBody> {
  if (attachments.length === 0) return body;
  const files: WireBody[] = [];
  for (const file of attachments) {
    // The translation has refused files that were uploaded elsewhere.
    if (isUploaded(file)) continue;
    files.push({
      content_type: file.contentType,
      name: file.fileName,
      data: toBase64(await bytesOf(file.data)),
    });
  }
  return { ...body, attachment_files: files };
}

// So many characters fit into the arguments of a call on every platform.
const CHUNK = 8_192;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(text);
}
