import type { DownloadedAttachment } from '../adapter/resources.ts';
import { ConfigurationError } from '../errors/classes.ts';
import type { Attachment } from '../model/message.ts';
import type { DownloadOptions, Http } from './http-options.ts';

/**
 * Reads an attachment's bytes and their hash.
 *
 * @throws {ConfigurationError} for an attachment without a URL.
 */
export async function downloadAttachment(
  http: Http,
  attachment: Pick<Attachment, 'url'>,
  options?: DownloadOptions,
): Promise<DownloadedAttachment> {
  if (attachment.url === null) {
    throw new ConfigurationError('This attachment has no URL to download from.');
  }
  const { bytes, contentType } = await http.download(attachment.url, options);
  return { data: bytes, contentType, sha256: await sha256Of(bytes) };
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
