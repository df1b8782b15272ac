import { parseWire } from '../../../src/adapter/wire.ts';
import { downloadAttachment } from '../../../src/http/download-attachment.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { attachmentToUnified } from '../to-unified/attachments.ts';
import { attachmentWire } from '../wire/attachments.ts';
import type { ZendeskCore, ZendeskGroups } from './core.ts';
import { uploadFile } from './uploads.ts';

/** Files: uploaded first, then named in a comment by their token. */
export function attachmentResource(core: ZendeskCore): ZendeskGroups['attachments'] {
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
    upload: (draft, options) => uploadFile(core, draft, options),
    download: (attachment, options) => downloadAttachment(core.http, attachment, options),
  };
}
