import type { DownloadedAttachment } from '../../adapter/resources.ts';

const IMAGE = /^data:(image\/[a-z0-9.+-]+)(?:;[^,;]*)*;base64,/i;

/** Whether the bytes of an image stand in its address. */
export const isDataAddress = (address: string): boolean => IMAGE.test(address.slice(0, 200));

/** The type of such an image. @example typeOfData('data:image/png;base64,iVBO') //=> 'image/png' */
export const typeOfData = (address: string): string =>
  IMAGE.exec(address.slice(0, 200))?.[1]?.toLowerCase() ?? 'application/octet-stream';

/** The bytes that stand in an address; `null` where they cannot be read. */
export async function readDataAddress(address: string): Promise<DownloadedAttachment | null> {
  const encoded = address.slice(address.indexOf(',') + 1).replace(/\s+/g, '');
  try {
    const data = Uint8Array.from(atob(decodeURIComponent(encoded)), (byte) => byte.charCodeAt(0));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return { data, contentType: typeOfData(address), sha256 };
  } catch {
    return null;
  }
}
