const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Bytes of base64, `null` for what is none. Line breaks are passed over. */
export function bytesOfBase64(text: string): Uint8Array | null {
  const compact = text.replace(/[\r\n]+/g, '');
  if (compact.length < 4 || compact.length % 4 === 1 || !BASE64.test(compact)) return null;
  try {
    return Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

const CHUNK = 8192;

/** Each byte as the character of the same number. */
export function latin1Of(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return text;
}

/** Bytes in base64. */
export const base64Of = (bytes: Uint8Array): string => btoa(latin1Of(bytes));

/** Text of UTF-8, byte order mark included; `null` for other bytes. */
export function textOfBytes(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Parsed JSON, or `undefined` for what is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Bytes in hex. */
export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Text without its percent signs; `null` where they mean nothing. */
export function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
