import type { VerifyOptions, WebhookParser } from '../../adapter/contract.ts';
import { hasCode, WEBHOOK_REJECTIONS, type WebhookRejection } from '../../errors/classes.ts';
import type { KnownHeaders } from './known-headers.ts';

/** What is put before `verify`. */
export interface Setup {
  readonly headers: KnownHeaders;
  readonly body: string | Uint8Array;
  readonly secrets: readonly string[];
}

/** What `verify` says of it. */
export interface Outcome {
  readonly passed: boolean;
  readonly reason: WebhookRejection | null;
  /** The headers that it asked for, in order. */
  readonly asked: readonly string[];
}

/** A parser's `verify`, asked as often as the limits allow: what passes is proof. */
export interface Probe {
  /** With the time and tolerance of the caller. */
  strict(setup: Setup): Promise<Outcome>;
  /** However old or new the delivery is, or within so many seconds. */
  lenient(setup: Setup, toleranceSeconds?: number): Promise<Outcome>;
  /** Whether secret, body and headers belong together, whatever the time and the account are. */
  fits(setup: Setup): Promise<boolean>;
  /** True when the limits are reached; from then on nothing fits. */
  exhausted(): boolean;
}

/** Longer than anything is old, and still exact in milliseconds. */
export const ANY_AGE_SECONDS = 1_000_000_000_000;

const MAX_ATTEMPTS = 1500;
// About a fifth of a second of hashing.
const MAX_BYTES = 134_217_728;
const OVERHEAD_BYTES = 512;

type Verify = WebhookParser['verify'];

/** Why a delivery was refused, whichever copy of the library says so; `null` for other failures. */
export function reasonOf(error: unknown): WebhookRejection | null {
  if (!hasCode(error, 'webhook_unverified') || !('reason' in error)) return null;
  return WEBHOOK_REJECTIONS.find((reason) => reason === error.reason) ?? null;
}

/** Asks once, and looks over the shoulder which headers are read. */
export async function ask(verify: Verify, setup: Setup, options: VerifyOptions): Promise<Outcome> {
  const asked = new Set<string>();
  const headers = {
    get(name: string) {
      asked.add(name.toLowerCase());
      return setup.headers.get(name);
    },
  };
  try {
    const secret = [...setup.secrets];
    await verify({ rawBody: setup.body, headers }, { ...options, secret });
    return { passed: true, reason: null, asked: [...asked] };
  } catch (error) {
    return { passed: false, reason: reasonOf(error), asked: [...asked] };
  }
}

/** Makes a probe of a parser. */
export function createProbe(
  parser: Pick<WebhookParser, 'verify'>,
  options: Pick<VerifyOptions, 'now' | 'toleranceSeconds'>,
): Probe {
  const verify: Verify = (delivery, verifyOptions) => parser.verify(delivery, verifyOptions);
  let attempts = 0;
  let bytes = 0;
  const spent = (): boolean => attempts >= MAX_ATTEMPTS || bytes >= MAX_BYTES;
  const run = (setup: Setup, toleranceSeconds: number | undefined): Promise<Outcome> => {
    attempts += 1;
    bytes += (setup.body.length + OVERHEAD_BYTES) * Math.max(1, setup.secrets.length);
    const tolerance = toleranceSeconds === undefined ? {} : { toleranceSeconds };
    return ask(verify, setup, { secret: '', now: options.now, ...tolerance });
  };
  const lenient = (setup: Setup, toleranceSeconds = ANY_AGE_SECONDS): Promise<Outcome> =>
    run(setup, toleranceSeconds);
  return {
    strict: (setup) => run(setup, options.toleranceSeconds),
    lenient,
    async fits(setup) {
      if (spent()) return false;
      const { passed, reason } = await lenient(setup);
      return passed || reason === 'account_mismatch';
    },
    exhausted: spent,
  };
}
