import type { WebhookTraits } from '../../adapter/contract.ts';
import type { SupportError } from '../../errors/base.ts';
import type { SupportEvent } from '../../model/event.ts';
import type { DeliveryResult, WebhookAnswer } from '../types.ts';

type AnswerTraits = Pick<WebhookTraits, 'retryAnswer' | 'answerTo'>;

/** What an answer says beside its status. */
export interface AnswerParts {
  readonly events?: readonly SupportEvent[];
  readonly error?: SupportError | null;
  /** @default what the result means to this provider */
  readonly status?: number;
}

const AGAIN: ReadonlySet<DeliveryResult> = new Set<DeliveryResult>(['failed', 'unavailable']);

/**
 * The answer after which a provider does what it should: deliver again, or stop.
 *
 * @example answerOf(traits, 'handled').status //=> 200
 */
export function answerOf(
  traits: AnswerTraits,
  result: DeliveryResult,
  parts: AnswerParts = {},
): WebhookAnswer {
  const { events = [], error = null } = parts;
  if (AGAIN.has(result)) {
    const { status, retryAfterSeconds } = traits.retryAnswer;
    const headers = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
    return { status, headers, body: null, result, events, error };
  }
  const body = events.length === 0 ? null : (traits.answerTo?.(events) ?? null);
  const status = parts.status ?? (result === 'refused' ? 401 : 200);
  const headers = body === null ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers, body, result, events, error };
}
