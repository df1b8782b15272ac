const encoder = new TextEncoder();

/**
 * HMAC-SHA256 of a text under a text key, through Web Crypto. Written apart from the library's own
 * verification on purpose: two makers of one signature check each other.
 */
export function signSha256(secret: string, message: string): Promise<Uint8Array> {
  return sign('SHA-256', secret, message);
}

/** The same with SHA-1, for providers that still sign with it. */
export function signSha1(secret: string, message: string): Promise<Uint8Array> {
  return sign('SHA-1', secret, message);
}

async function sign(hash: string, secret: string, message: string): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
  ]);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(message)));
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
