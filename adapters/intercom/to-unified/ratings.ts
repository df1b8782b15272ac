import { parseWire } from '../../../src/adapter/wire.ts';
import type { SatisfactionRating } from '../../../src/model/satisfaction.ts';
import { conversationWire } from '../wire/conversations.ts';
import type { IntercomRating } from '../wire/ratings.ts';
import {
  assignedId,
  emptyToNull,
  idOf,
  optionalDateOf,
  optionalIdOf,
  PROVIDER,
  rawOf,
  type TranslationContext,
} from './common.ts';

const WORST = 1;
const BEST = 5;

/**
 * The rating of a conversation: Intercom has none apart from it. Status `none` where it was never
 * asked for.
 *
 * @throws {WireFormatError} when the payload is not a conversation.
 */
export function ratingToUnified(json: unknown, context: TranslationContext): SatisfactionRating {
  const wire = parseWire(conversationWire, json, { provider: PROVIDER, what: 'conversation' });
  const nativeId = String(wire.id);
  return {
    ...ratingOf(wire.conversation_rating ?? null, nativeId, context),
    ...rawOf<unknown>(context, wire),
  };
}

/** From 1 to 5; null while the customer has been asked and has not answered (sheet 8.5). */
export function ratingOf(
  wire: IntercomRating | null,
  nativeId: string,
  context: Pick<TranslationContext, 'idPrefix'>,
): SatisfactionRating {
  const value = wire?.rating ?? null;
  return {
    score: value === null ? null : scoreOf(value),
    native: { scale: '1_to_5', value, label: null },
    comment: emptyToNull(wire?.remark),
    // `created_at` is when the rating was asked for; older versions do not say when it came.
    ratedAt: value === null ? null : optionalDateOf(wire?.updated_at, 'updated_at'),
    agentId: optionalIdOf(context, assignedId(wire?.teammate?.id)),
    ticketId: idOf(context, nativeId),
    surveyId: null,
    status: wire === null ? 'none' : value === null ? 'offered' : 'received',
  };
}

const scoreOf = (value: number): number | null =>
  value >= WORST && value <= BEST ? (value - WORST) / (BEST - WORST) : null;
