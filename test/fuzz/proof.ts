import { createHmac } from 'node:crypto';
import type { Fields } from './mutate-headers.ts';
import type { Random } from './random.ts';
import type { Desk } from './seeds.ts';

// Written apart from the library's own checks, so that a mistake there is not repeated here.

/** Two at a time, as while a secret is rotated. */
export const SECRETS: Readonly<Record<Desk, readonly [string, string]>> = {
  zendesk: ['c2VjcmV0LW9mLWEtd2ViaG9vaw==', 'b2xkZXItc2VjcmV0'],
  intercom: ['client-secret', 'older-client-secret'],
  freshdesk: ['long-and-random-0f9e8d7c', 'older-and-random-1a2b'],
};

/** Secrets that must open nothing; the first is the one that Zendesk publishes. */
const OTHERS = ['dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==', 'guess', ' '];

/** The user of Freshdesk rules that show the secret as a password. */
export const BASIC_USER = 'hook';

const TOLERANCE_MS = 300_000;
const SIGNATURE = 'x-zendesk-webhook-signature';
const TIMESTAMP = 'x-zendesk-webhook-signature-timestamp';

/** How a delivery is signed: as it should be, with nothing, or for something else. */
export type Signing = 'good' | 'other-body' | 'other-secret' | 'none';

/** What a signature is made for. */
export interface Signed {
  readonly desk: Desk;
  readonly body: Buffer;
  readonly secret: string;
  readonly now: number;
}

const hmac = (
  [algorithm, encoding]: readonly ['sha1' | 'sha256', 'hex' | 'base64'],
  secret: string,
  ...parts: readonly (string | Buffer)[]
): string => {
  const signer = createHmac(algorithm, secret);
  for (const part of parts) signer.update(part);
  return signer.digest(encoding);
};

interface Scheme {
  readonly header: string;
  readonly prefix: string;
  readonly algorithm: 'sha1' | 'sha256';
}

const INTERCOM: readonly Scheme[] = [
  { header: 'x-hub-signature', prefix: 'sha1=', algorithm: 'sha1' },
  { header: 'x-body-signature', prefix: '', algorithm: 'sha256' },
  { header: 'x-fin-agent-api-webhook-signature', prefix: 'sha256=', algorithm: 'sha256' },
];

const basic = (secret: string): string =>
  `Basic ${Buffer.from(`${BASIC_USER}:${secret}`).toString('base64')}`;

const SIGNERS: Readonly<Record<Desk, (signed: Signed, random: Random) => Fields>> = {
  zendesk({ body, secret, now }, random) {
    const timestamp = random.chance(0.9)
      ? new Date(now).toISOString().slice(0, 19) + 'Z'
      : random.pick(oddTimes(now));
    return {
      'X-Zendesk-Account-Id': '10203040',
      'X-Zendesk-Webhook-Invocation-Id': `01JNB2${random.below(1e9)}`,
      'X-Zendesk-Webhook-Signature-Timestamp': timestamp,
      'X-Zendesk-Webhook-Signature': hmac(['sha256', 'base64'], secret, timestamp, body),
    };
  },
  intercom({ body, secret }, random) {
    const { header, prefix, algorithm } = random.pick(INTERCOM);
    return { [header]: prefix + hmac([algorithm, 'hex'], secret, body) };
  },
  freshdesk: ({ secret }, random) => ({
    'Content-Type': random.pick([
      'application/json',
      'application/x-www-form-urlencoded',
      'text/xml',
    ]),
    'X-Webhook-Secret': secret,
    Authorization: basic(secret),
  }),
};

const oddTimes = (now: number): readonly string[] => [
  new Date(now - 400_000).toISOString(),
  new Date(now + 400_000).toISOString(),
  new Date(now - 200_000).toISOString(),
  new Date(now).toUTCString(),
  String(Math.floor(now / 1000)),
  '1234',
  '2026-02-30T00:00:00Z',
  'soon',
];

/** Headers of a delivery, signed in one of the ways. */
export function sign(
  signing: Signing,
  { desk, body, now }: Omit<Signed, 'secret'>,
  random: Random,
): Fields {
  if (signing === 'none') return { 'content-type': 'application/json' };
  const secret = random.pick(signing === 'other-secret' ? OTHERS : SECRETS[desk]);
  const signed = signing === 'other-body' ? Buffer.concat([body, Buffer.from(' ')]) : body;
  return SIGNERS[desk]({ desk, body: signed, secret, now }, random);
}

/** Every value that a name has, in whatever spelling. */
function valuesOf(headers: Fields | Headers, name: string): readonly string[] {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return entries
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => (typeof value === 'string' ? value : value.join(', ')));
}

type Evidence = Omit<Signed, 'secret'> & { readonly headers: Fields | Headers };

const PROOFS: Readonly<Record<Desk, (evidence: Evidence, secret: string) => boolean>> = {
  zendesk: ({ headers, body, now }, secret) =>
    valuesOf(headers, TIMESTAMP).some(
      (timestamp) =>
        Math.abs(now - Date.parse(timestamp)) <= TOLERANCE_MS &&
        valuesOf(headers, SIGNATURE).includes(hmac(['sha256', 'base64'], secret, timestamp, body)),
    ),
  intercom: ({ headers, body }, secret) =>
    INTERCOM.some(({ header, prefix, algorithm }) =>
      valuesOf(headers, header).includes(prefix + hmac([algorithm, 'hex'], secret, body)),
    ),
  freshdesk: ({ headers }, secret) =>
    valuesOf(headers, 'x-webhook-secret').includes(secret) ||
    valuesOf(headers, 'authorization').some(
      (value) => value.replace(/^basic\s+/i, 'Basic ') === basic(secret),
    ),
};

/** Whether whoever sent this knew one of the secrets. */
export const isProven = (evidence: Evidence): boolean =>
  SECRETS[evidence.desk].some((secret) => PROOFS[evidence.desk](evidence, secret));
