import type { AttachmentResource } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { attachmentToUnified, uploadToUnified } from '../to-unified/attachments.ts';
import { attachmentWire } from '../wire/attachments.ts';
import type { ZendeskCore } from './core.ts';

/** Files: uploaded first, then named in a comment by their token. */
export function attachmentResource(core: ZendeskCore): AttachmentResource {
  return {
    async get(id, options) {
      const path = `/api/v2/attachments/${core.path(id)}`;
      const data = await core.send({ method: 'GET', path }, options);
      const { attachment } = parseWire(attachmentWire, data, {
        provider: PROVIDER,
        what: 'attachment',
      });
      return attachmentToUnified(attachment, core.context(), null);
    },
    async upload(draft, options) {
      const data = await core.send(
        {
          method: 'POST',
          path: '/api/v2/uploads',
          query: { filename: draft.fileName },
          bytes: draft.data,
          contentType: draft.contentType,
          // Sent twice, the first upload is never named in a comment, and Zendesk drops it.
          idempotent: true,
        },
        options,
      );
      return uploadToUnified(data, draft.fileName);
    },
    async download(attachment, options) {
      if (attachment.url === null)
        throw new ConfigurationError('This attachment has no URL to download from.');
      const { bytes, contentType } = await core.http.download(attachment.url, options);
      return { data: bytes, contentType, sha256: await sha256Of(bytes) };
    },
  };
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
