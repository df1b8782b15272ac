/** How a provider signs deliveries. Describe your own, or use one of `WEBHOOK_SCHEMES`. */
export interface WebhookScheme {
  readonly algorithm: 'SHA-1' | 'SHA-256';
  readonly encoding: 'hex' | 'base64';
  readonly signatureHeader: string;
  /** Stands before the signature in its header, for example `sha1=`. */
  readonly prefix: string;
  /** The header with the signed time; its text is signed in front of the body. `null`: no time. */
  readonly timestampHeader: string | null;
  /** How the time is written. */
  readonly timestampFormat: 'iso-seconds' | 'unix-seconds';
}

/** Signing schemes that are in use. `hmac-sha1` and `hmac-sha256` are the plain ones. */
export const WEBHOOK_SCHEMES = Object.freeze({
  zendesk: {
    algorithm: 'SHA-256',
    encoding: 'base64',
    signatureHeader: 'X-Zendesk-Webhook-Signature',
    prefix: '',
    timestampHeader: 'X-Zendesk-Webhook-Signature-Timestamp',
    timestampFormat: 'iso-seconds',
  },
  'hmac-sha1': {
    algorithm: 'SHA-1',
    encoding: 'hex',
    signatureHeader: 'X-Hub-Signature',
    prefix: 'sha1=',
    timestampHeader: null,
    timestampFormat: 'unix-seconds',
  },
  'hmac-sha256': {
    algorithm: 'SHA-256',
    encoding: 'hex',
    signatureHeader: 'X-Hub-Signature-256',
    prefix: 'sha256=',
    timestampHeader: null,
    timestampFormat: 'unix-seconds',
  },
} as const satisfies Record<string, WebhookScheme>);

/** What is signed, and how. */
export interface SignWebhookOptions {
  readonly scheme: keyof typeof WEBHOOK_SCHEMES | WebhookScheme;
  readonly body: string | Uint8Array;
  readonly secret: string;
  /** When the delivery is signed. Needed where the scheme signs a time. */
  readonly timestamp?: Date;
}

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const ENCODERS = {
  hex: toHex,
  base64: (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)),
} as const;

const TIME_FORMATS = {
  'iso-seconds': (time: Date) => `${time.toISOString().slice(0, 19)}Z`,
  'unix-seconds': (time: Date) => String(Math.floor(time.getTime() / 1000)),
} as const;

/**
 * The headers with which a provider would send a delivery, for tests and local development.
 *
 * @example
 * const headers = await signTestWebhook({ scheme: 'hmac-sha1', body: '{}', secret: 'k' });
 * headers['X-Hub-Signature'].startsWith('sha1=') //=> true
 * @throws {TypeError} when the scheme signs a time and none is given.
 */
export async function signTestWebhook(
  options: SignWebhookOptions,
): Promise<Record<string, string>> {
  const scheme: WebhookScheme =
    typeof options.scheme === 'string' ? WEBHOOK_SCHEMES[options.scheme] : options.scheme;
  const time = signedTime(scheme, options.timestamp);
  const body = typeof options.body === 'string' ? encode(options.body) : options.body;
  const signature = await hmac(scheme.algorithm, options.secret, concat(encode(time), body));
  return {
    'Content-Type': 'application/json; charset=utf-8',
    [scheme.signatureHeader]: scheme.prefix + ENCODERS[scheme.encoding](signature),
    ...(scheme.timestampHeader === null ? {} : { [scheme.timestampHeader]: time }),
  };
}

function signedTime(scheme: WebhookScheme, timestamp: Date | undefined): string {
  if (scheme.timestampHeader === null) return '';
  if (timestamp === undefined) throw new TypeError('This scheme signs a time: pass `timestamp`.');
  return TIME_FORMATS[scheme.timestampFormat](timestamp);
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

// Written apart from the library's own HMAC, so that a mistake there is not repeated here.
async function hmac(
  hash: WebhookScheme['algorithm'],
  secret: string,
  data: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const keyBytes = concat(encode(secret), new Uint8Array());
  const key = await subtle.importKey('raw', keyBytes, { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', key, data));
}
