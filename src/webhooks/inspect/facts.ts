import { hexOf } from './encodings.ts';
import { type KnownHeaders, showName } from './known-headers.ts';
import type { DeliveryFacts } from './types.ts';

/** What a delivery consists of, without what it says. */
export async function factsOf(
  headers: KnownHeaders,
  body: string | Uint8Array | null,
): Promise<DeliveryFacts> {
  const headerNames = headers.names?.map(showName) ?? null;
  if (body === null) return { bodyBytes: null, bodySha256: null, headerNames };
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
  const subtle = globalThis.crypto?.subtle;
  const hash = subtle === undefined ? null : await subtle.digest('SHA-256', bytes);
  const bodySha256 = hash === null ? null : hexOf(new Uint8Array(hash));
  return { bodyBytes: bytes.length, bodySha256, headerNames };
}
