import { parseWire } from '../../../src/adapter/wire.ts';
import type { SatisfactionRating } from '../../../src/model/satisfaction.ts';
import { ratingWire } from '../wire/ratings.ts';
import {
  emptyToNull,
  entryOf,
  optionalDateOf,
  optionalIdOf,
  PROVIDER,
  rawOf,
  type TranslationContext,
} from './common.ts';

// Zendesk's classic survey knows good and bad; the normalised scale runs from 0 to 1.
const SCORES: Readonly<Record<string, number>> = { good: 1, bad: 0 };

/** A satisfaction rating of the classic survey. */
export function ratingToUnified(json: unknown, context: TranslationContext): SatisfactionRating {
  const wire = parseWire(ratingWire, json, { provider: PROVIDER, what: 'satisfaction rating' });
  const score = entryOf(SCORES, wire.score) ?? null;
  return {
    score,
    native: { scale: 'good_bad', value: wire.score, label: null },
    comment: emptyToNull(wire.comment),
    ratedAt:
      score === null ? null : optionalDateOf(wire.updated_at ?? wire.created_at, 'updated_at'),
    agentId: optionalIdOf(context, wire.assignee_id),
    ticketId: optionalIdOf(context, wire.ticket_id),
    surveyId: wire.id == null ? null : String(wire.id),
    status: wire.score === 'offered' ? 'offered' : wire.score === 'unoffered' ? 'none' : 'received',
    ...rawOf<unknown>(context, wire),
  };
}
