import { parseWire } from '../../../src/adapter/wire.ts';
import type { SatisfactionRating } from '../../../src/model/satisfaction.ts';
import { RATING_SCORES } from '../enums.ts';
import { ratingWire } from '../wire/ratings.ts';
import {
  emptyToNull,
  entryOf,
  nativeText,
  optionalDateOf,
  optionalIdOf,
  PROVIDER,
  rawOf,
  type TranslationContext,
} from './common.ts';

const SCORES: Readonly<Record<string, number>> = RATING_SCORES;

/**
 * A satisfaction rating: the answer to the survey's default question on a scale from 0 to 1. Newer
 * surveys count from -103 to 103, the classic one from 1 (happy) to 3 (sheet section 6.6). A value
 * of neither scale has no score; it stands in `native`.
 *
 * @throws {WireFormatError} when the payload is not a rating.
 */
export function ratingToUnified(json: unknown, context: TranslationContext): SatisfactionRating {
  const wire = parseWire(ratingWire, json, { provider: PROVIDER, what: 'satisfaction rating' });
  const answer = wire.ratings?.['default_question'];
  const value = typeof answer === 'number' || typeof answer === 'string' ? answer : null;
  return {
    score: entryOf(SCORES, value) ?? null,
    native: { scale: scaleOf(value), value, label: null },
    comment: emptyToNull(wire.feedback),
    ratedAt: optionalDateOf(wire.created_at ?? wire.updated_at, 'created_at'),
    agentId: optionalIdOf(context, wire.agent_id),
    ticketId: optionalIdOf(context, wire.ticket_id),
    surveyId: nativeText(wire.survey_id),
    status: 'received',
    ...rawOf<unknown>(context, wire),
  };
}

const scaleOf = (value: string | number | null): string =>
  value === null || Math.abs(Number(value)) > 3 ? 'minus103_to_103' : '1_to_3';
