import { downloadAttachment } from '../../../src/http/download-attachment.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';

/** Files. They come and go with their message; there is neither an upload nor a file alone. */
export function attachmentResource(core: FreshdeskCore): FreshdeskGroups['attachments'] {
  return {
    async delete(id, options) {
      await core.send({ method: 'DELETE', path: `/api/v2/attachments/${core.path(id)}` }, options);
    },
    // The store refuses a signed link that comes with credentials beside it (sheet section 10).
    download: (attachment, options) => downloadAttachment(core.http, attachment, options),
  };
}
