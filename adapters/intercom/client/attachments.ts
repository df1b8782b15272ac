import { downloadAttachment } from '../../../src/http/download-attachment.ts';
import type { IntercomCore, IntercomGroups } from './core.ts';

/** Files: their addresses are signed and expire, so that they are read at once or asked for anew. */
export function attachmentResource(core: IntercomCore): IntercomGroups['attachments'] {
  return {
    download: (attachment, options) => downloadAttachment(core.http, attachment, options),
  };
}
