const CHUNK = 0x8000;

/** Numbers as text: their bytes (little-endian, as on every supported platform) in base 64. */
export function toBase64(numbers: Float32Array | Int32Array | Int8Array): string {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return btoa(parts.join(''));
}

function bytesOf(text: string): ArrayBuffer {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}

export const floatsOf = (text: string): Float32Array => new Float32Array(bytesOf(text));
export const integersOf = (text: string): Int32Array => new Int32Array(bytesOf(text));
export const bytesAsIntegersOf = (text: string): Int8Array => new Int8Array(bytesOf(text));
