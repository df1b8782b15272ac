import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { AttachmentDraft, UploadedAttachment } from '../../../src/model/message.ts';
import { uploadToUnified } from '../to-unified/attachments.ts';
import type { ZendeskCore } from './core.ts';

/** Puts a file where a comment can name it. */
export async function uploadFile(
  core: ZendeskCore,
  draft: AttachmentDraft,
  options?: RequestOptions,
): Promise<UploadedAttachment> {
  const data = await core.send(
    {
      method: 'POST',
      path: '/api/v2/uploads',
      query: { filename: draft.fileName },
      bytes: 'read' in draft.data ? await draft.data.read() : draft.data,
      contentType: draft.contentType,
      // Sent twice, the first upload is never named in a comment, and Zendesk drops it.
      idempotent: true,
    },
    options,
  );
  return uploadToUnified(data, draft.fileName);
}
