import { bytesOf, sizeOf } from '../../../src/adapter/attachments.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import type { HttpRequest } from '../../../src/http/http-options.ts';
import type { AttachmentDraft } from '../../../src/model/message.ts';
import { freshdeskCapabilities } from '../capabilities.ts';
import type { WireBody } from '../from-unified/common.ts';

const MOST_BYTES = freshdeskCapabilities.limits.attachmentBytes;

/**
 * A body as it is sent: JSON, or a form when it has files, which Freshdesk takes no other way. The
 * platform writes the form's boundary; a hand-set media type would lose it.
 *
 * @throws {ValidationError} `limit_exceeded` for files of more than 20 MB together.
 */
export async function encodeBody(body: WireBody): Promise<Pick<HttpRequest, 'body' | 'form'>> {
  const { attachments, ...fields } = body;
  // Safe: the translators put drafts of files under this key, and nothing else.
  const files = (attachments ?? []) as readonly AttachmentDraft[];
  if (files.length === 0) return { body: fields };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) append(form, name, value);
  let total = 0;
  for (const { fileName, contentType, data } of files) {
    const bytes = await bytesOf(data);
    total += bytes.byteLength;
    requireRoom(total);
    const part = new Blob([new Uint8Array(bytes)], { type: contentType });
    form.append('attachments[]', part, fileName);
  }
  return { form };
}

/**
 * The limit holds for a ticket, not for one call (sheet section 10): whoever knows all files of a
 * ticket checks them together before the first call.
 *
 * @throws {ValidationError} `limit_exceeded` for files of more than 20 MB together.
 */
export const requireRoomFor = (files: readonly AttachmentDraft[]): void =>
  requireRoom(files.reduce((sum, { data }) => sum + sizeOf(data), 0));

function requireRoom(total: number): void {
  if (total <= MOST_BYTES) return;
  throw new ValidationError('The files are larger than Freshdesk keeps on a ticket.', {
    issues: [{ path: 'attachments', message: `at most ${MOST_BYTES} bytes together` }],
    code: 'limit_exceeded',
  });
}

/**
 * The spelling of form fields (sheet section 10): lists as `tags[]`, custom fields one by one as
 * `custom_fields[cf_x]`, other objects as JSON. A form can say neither null nor an empty list.
 */
function append(form: FormData, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) form.append(`${name}[]`, textOf(item));
  } else if (name === 'custom_fields' && typeof value === 'object') {
    for (const [key, entry] of Object.entries(value)) append(form, `${name}[${key}]`, entry);
  } else form.append(name, textOf(value));
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
