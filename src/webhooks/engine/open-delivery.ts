import type { WebhookParser, WebhookTraits } from '../../adapter/contract.ts';
import { SupportError } from '../../errors/base.ts';
import { WebhookFailedError, WebhookVerificationError } from '../../errors/classes.ts';
import type { SupportEvent } from '../../model/event.ts';
import { bodyText, headerOf, isLargerThan, rawBodyOf } from '../request.ts';
import type { EventEntry, StoredDelivery } from '../store/types.ts';
import type { IncomingDelivery, SecretSource, TicketCompleter } from '../types.ts';
import { recordOf } from './record-version.ts';
import { CAREFUL_TRAITS, type Settings } from './settings.ts';

/** One desk whose deliveries are received. */
export interface EngineDesk {
  /** `provider:account` */
  readonly name: string;
  readonly parser: WebhookParser;
  readonly secret: SecretSource;
  readonly complete?: TicketCompleter | undefined;
}

/** A desk with everything that is known of its provider's deliveries. */
export interface KnownDesk extends EngineDesk {
  readonly traits: Omit<WebhookTraits, 'desk'>;
}

/** Fills in what the parser does not tell. */
export const knownDesk = (desk: EngineDesk): KnownDesk => ({
  ...desk,
  traits: desk.parser.traits ?? CAREFUL_TRAITS,
});

/** What a delivery turned out to be. */
export type Opened =
  | {
      readonly kind: 'proven';
      readonly events: readonly SupportEvent[];
      readonly stored: StoredDelivery;
    }
  /** Proven, and not readable. */
  | { readonly kind: 'malformed'; readonly error: unknown; readonly stored: StoredDelivery }
  /** Not believed. */
  | { readonly kind: 'refused'; readonly error: WebhookVerificationError }
  /** Our own fault: what it is will only be known when it is delivered again. */
  | { readonly kind: 'unavailable'; readonly error: unknown };

/** Rejections that the sender can do nothing about. */
const OUR_FAULT: ReadonlySet<string> = new Set(['body_already_parsed', 'secret_missing']);

/** Proves a delivery and reads it. A body that is not proven is never parsed. */
export async function openDelivery(
  desk: KnownDesk,
  delivery: IncomingDelivery,
  settings: Settings,
): Promise<Opened> {
  const now = settings.clock.now();
  try {
    const body = rawBodyOf(delivery);
    if (isLargerThan(body, settings.maxBodyBytes))
      return { kind: 'refused', error: tooLarge(settings) };
    const { secret } = desk;
    const { toleranceSeconds } = settings;
    await desk.parser.verify(delivery, {
      secret: typeof secret === 'function' ? await secret() : secret,
      now: new Date(now),
      ...(toleranceSeconds === undefined ? {} : { toleranceSeconds }),
    });
  } catch (error) {
    if (isRejection(error) && !OUR_FAULT.has(error.reason)) return { kind: 'refused', error };
    return { kind: 'unavailable', error };
  }
  const stored = storedDelivery(desk, delivery, now);
  try {
    return { kind: 'proven', events: desk.parser.parse(delivery), stored };
  } catch (error) {
    return { kind: 'malformed', error, stored };
  }
}

// By its code, since a parser may come from the other build of this package.
const isRejection = (error: unknown): error is WebhookVerificationError =>
  SupportError.isInstance(error) && error.code === 'webhook_unverified';

const tooLarge = ({ maxBodyBytes }: Settings): WebhookVerificationError =>
  new WebhookVerificationError(
    `The webhook body is larger than ${maxBodyBytes} bytes. Raise maxBodyBytes if that is expected.`,
    { reason: 'body_too_large' },
  );

function storedDelivery(
  desk: KnownDesk,
  delivery: IncomingDelivery,
  receivedAt: number,
): StoredDelivery {
  const headers: Record<string, string> = {};
  for (const name of desk.traits.headers) {
    const value = headerOf(delivery.headers, name);
    if (value !== null) headers[name] = value;
  }
  return { desk: desk.name, body: bodyText(delivery.rawBody), headers, receivedAt };
}

/** The events of a delivery as they are kept. */
export function entriesOf(
  { traits }: KnownDesk,
  events: readonly SupportEvent[],
  stored: StoredDelivery,
): readonly EventEntry[] {
  return events.map((event, index) => {
    const isAlike = traits.isAlike?.(event) ?? false;
    const key = isAlike ? `${event.id}~${markOf(traits, stored)}` : event.id;
    return { key, stream: recordOf(event)?.id ?? key, delivery: stored, index };
  });
}

/** Tells deliveries apart that look the same: by the stretch of time that they came in, or at all. */
function markOf(
  { alikeWithinMs = 0 }: KnownDesk['traits'],
  { receivedAt }: StoredDelivery,
): string {
  if (alikeWithinMs > 0) return Math.floor(receivedAt / alikeWithinMs).toString(36);
  return globalThis.crypto.randomUUID();
}

/** An error for an answer: what is not of the family stays out, since nobody knows what it quotes. */
export function answerError(error: unknown): SupportError {
  if (SupportError.isInstance(error)) return error;
  return new WebhookFailedError(
    'A delivery could not be taken in: the store or the source of the secret failed. onReport gets ' +
      'the error itself.',
  );
}
