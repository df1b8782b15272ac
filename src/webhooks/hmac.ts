import { ConfigurationError } from '../errors/classes.ts';
import { timingSafeEqual } from './timing-safe.ts';

/** How a provider signs. */
export interface HmacOptions {
  readonly algorithm: 'sha256' | 'sha1';
  readonly encoding: 'hex' | 'base64';
}

/** A piece of what is signed; text counts as UTF-8. */
export type HmacPart = string | Uint8Array;

/**
 * Signs the parts in their order, without a separator. The answer is there at once where Node's
 * crypto is, and a promise where only Web Crypto is: `await` takes both.
 */
export type HmacSigner = (secret: string, parts: readonly HmacPart[]) => string | Promise<string>;

interface NodeHmac {
  update(data: HmacPart): NodeHmac;
  digest(encoding: HmacOptions['encoding']): string;
}

interface NodeCrypto {
  createHmac(algorithm: string, key: unknown): NodeHmac;
  createSecretKey(key: string, encoding: 'utf8'): unknown;
}

// Secrets are few; whoever passes ever new ones must not fill the memory.
const MAX_KEYS = 32;

const nodeCrypto = (): NodeCrypto | undefined => {
  const host: { readonly process?: { getBuiltinModule?(name: string): unknown } } = globalThis;
  // Safe: the built-in module of that name has these two functions in every release.
  return host.process?.getBuiltinModule?.('node:crypto') as NodeCrypto | undefined;
};

/** Looks a key up, importing it the first time only. */
function keyCache<Key>(importKey: (secret: string) => Key): (secret: string) => Key {
  const keys = new Map<string, Key>();
  return (secret) => {
    let key = keys.get(secret);
    if (key === undefined) {
      if (keys.size >= MAX_KEYS) keys.clear();
      key = importKey(secret);
      keys.set(secret, key);
    }
    return key;
  };
}

function nodeSigner(crypto: NodeCrypto, { algorithm, encoding }: HmacOptions): HmacSigner {
  const keyOf = keyCache((secret) => crypto.createSecretKey(secret, 'utf8'));
  return (secret, parts) => {
    const hmac = crypto.createHmac(algorithm, keyOf(secret));
    for (const part of parts) hmac.update(part);
    return hmac.digest(encoding);
  };
}

function concatenate(parts: readonly HmacPart[], encoder: TextEncoder): Uint8Array<ArrayBuffer> {
  const chunks = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part));
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

const ENCODERS = {
  hex: (bytes: Uint8Array) =>
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  base64: (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)),
} as const;

function webSigner(subtle: SubtleCrypto, { algorithm, encoding }: HmacOptions): HmacSigner {
  const encoder = new TextEncoder();
  const hash = algorithm === 'sha1' ? 'SHA-1' : 'SHA-256';
  const keyOf = keyCache((secret) =>
    subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash }, false, ['sign']),
  );
  return async (secret, parts) => {
    const digest = await subtle.sign('HMAC', await keyOf(secret), concatenate(parts, encoder));
    return ENCODERS[encoding](new Uint8Array(digest));
  };
}

/**
 * Makes a signer from whatever the runtime has: Node's crypto, which is the fastest, else Web
 * Crypto. Imported keys are kept, so that a secret is prepared once.
 *
 * @throws {ConfigurationError} in a runtime without either.
 * @example
 * const sign = createHmacSigner({ algorithm: 'sha256', encoding: 'hex' });
 * await sign('key', ['The quick brown fox ', 'jumps over the lazy dog']);
 * //=> 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8'
 */
export function createHmacSigner(options: HmacOptions): HmacSigner {
  const node = nodeCrypto();
  if (node !== undefined) return nodeSigner(node, options);
  const subtle = globalThis.crypto?.subtle;
  if (subtle !== undefined) return webSigner(subtle, options);
  throw new ConfigurationError(
    'This runtime has neither node:crypto nor Web Crypto, so webhook signatures cannot be checked.',
  );
}

/**
 * Whether one of several secrets makes this signature, while they are being rotated. Takes as long
 * whichever secret fits: there is no early exit.
 *
 * @example
 * const sign = createHmacSigner({ algorithm: 'sha1', encoding: 'hex' });
 * await isSignedBy({ sign, secrets: ['key'], parts: ['text'], signature: 'nonsense' }) //=> false
 */
export function isSignedBy(claim: {
  readonly sign: HmacSigner;
  readonly secrets: readonly string[];
  readonly parts: readonly HmacPart[];
  readonly signature: string;
}): boolean | Promise<boolean> {
  const { sign, secrets, parts, signature } = claim;
  const pending: Promise<boolean>[] = [];
  let proven = false;
  for (const secret of secrets) {
    const signed = sign(secret, parts);
    if (typeof signed === 'string') proven = timingSafeEqual(signed, signature) || proven;
    else pending.push(signed.then((expected) => timingSafeEqual(expected, signature)));
  }
  if (pending.length === 0) return proven;
  return Promise.all(pending).then((found) => found.includes(true));
}
