import { ValidationError } from '../errors/classes.ts';
import type { AttachmentDraft, MessageAttachment, UploadedAttachment } from '../model/message.ts';

/** Whether a file was uploaded before, rather than given as bytes. */
export const isUploaded = (attachment: MessageAttachment): attachment is UploadedAttachment =>
  'token' in attachment;

/**
 * The bytes of a message's files, for providers that take files only with the message itself.
 *
 * @throws {ValidationError} for a file that is named by an upload's token.
 */
export function requireBytes(
  attachments: readonly MessageAttachment[] = [],
  label: string,
): readonly AttachmentDraft[] {
  return attachments.map((attachment, index) => {
    if (!isUploaded(attachment)) return attachment;
    throw new ValidationError(`${label} has no uploads; pass the file’s bytes.`, {
      issues: [
        { path: `attachments.${index}`, message: 'must have fileName, contentType and data' },
      ],
    });
  });
}

/**
 * The tokens of a message's files, for providers that take tokens only.
 *
 * @throws {ValidationError} for a file that is given as bytes: a translation cannot upload it.
 */
export function requireTokens(
  attachments: readonly MessageAttachment[],
  label: string,
): readonly string[] {
  return attachments.map((attachment, index) => {
    if (isUploaded(attachment)) return attachment.token;
    throw new ValidationError(`${label} takes files that were uploaded before.`, {
      issues: [
        {
          path: `attachments.${index}`,
          message: 'upload it, or write through the adapter, which does',
        },
      ],
    });
  });
}

/** The draft with all its files uploaded; the same object when nothing was to upload. */
export async function withUploads<
  Draft extends { readonly attachments?: readonly MessageAttachment[] },
>(
  draft: Draft,
  upload: (attachment: AttachmentDraft) => Promise<UploadedAttachment>,
): Promise<Draft> {
  const { attachments = [] } = draft;
  if (attachments.every(isUploaded)) return draft;
  const uploaded: UploadedAttachment[] = [];
  // One after the other: files are large, and their order on the message is the caller's.
  for (const attachment of attachments) {
    uploaded.push(isUploaded(attachment) ? attachment : await upload(attachment));
  }
  return { ...draft, attachments: uploaded };
}

/** How long a file is, before its bytes are fetched. */
export function sizeOf(data: AttachmentDraft['data']): number {
  return 'size' in data ? data.size : data.byteLength;
}

/** A file's bytes, whatever they came as. */
export async function bytesOf(data: AttachmentDraft['data']): Promise<Uint8Array> {
  if (data instanceof Uint8Array) return data;
  if ('read' in data) return data.read();
  return new Uint8Array(data instanceof ArrayBuffer ? data : await data.arrayBuffer());
}
