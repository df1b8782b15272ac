import type { TicketPriority } from '../model/enums.ts';
import { CALM_PHRASES, CUE_NEGATORS, URGENCY_CUE_DEFINITIONS } from './data/urgency-cues.ts';
import { endsShortlyBefore } from './text/neighbours.ts';
import { normalizeText } from './text/normalize-text.ts';
import { createPhraseIndex, findPhrases, type PhraseIndex } from './text/phrase-index.ts';
import type { Urgency, UrgencyCue } from './types.ts';

type Role = UrgencyCue | 'calm' | 'negator';

/** Negation counts when it ends at most this many characters before the cue. */
const NEGATION_GAP = 4;
const URGENT_FROM = 0.85;
const HIGH_FROM = 0.6;
const NORMAL_FROM = 0.25;

let index: PhraseIndex<Role> | null = null;

function buildIndex(): PhraseIndex<Role> {
  const lists: readonly (readonly [Role, string])[] = [
    ...URGENCY_CUE_DEFINITIONS.map(({ cue, phrases }) => [cue, phrases] as const),
    ['calm', CALM_PHRASES],
    ['negator', CUE_NEGATORS],
  ];
  return createPhraseIndex(
    lists.flatMap(([payload, phrases]) =>
      phrases.split('|').map((phrase) => ({ phrase, payload })),
    ),
  );
}

/**
 * How pressing a message sounds, from cue words in seven languages. Each kind of cue counts once:
 * `1 - Π(1 - weight)`. From .85 on it suggests `urgent`, from .6 `high`, from .25 `normal`. Words of
 * questions and wishes ("how do I") keep the suggestion at `low` below .6.
 *
 * @example detectUrgency('The whole site is down').suggestedPriority //=> 'urgent'
 */
export function detectUrgency(text: string): Urgency {
  index ??= buildIndex();
  const normalized = normalizeText(text).text;
  const matches = findPhrases(normalized, index);
  const isNegated = endsShortlyBefore(
    matches.filter(({ payload }) => payload === 'negator'),
    { text: normalized, gap: NEGATION_GAP },
  );
  const found = new Set(
    matches.filter(({ start }) => !isNegated(start)).map(({ payload }) => payload),
  );
  const cues = URGENCY_CUE_DEFINITIONS.filter(({ cue }) => found.has(cue));
  const combined = 1 - cues.reduce((product, { weight }) => product * (1 - weight), 1);
  const score = Math.round(combined * 1e9) / 1e9;
  return {
    score,
    suggestedPriority: found.has('calm') && score < HIGH_FROM ? 'low' : priorityOf(score),
    cues: cues.map(({ cue }) => cue),
  };
}

function priorityOf(score: number): TicketPriority {
  if (score >= URGENT_FROM) return 'urgent';
  if (score >= HIGH_FROM) return 'high';
  return score >= NORMAL_FROM ? 'normal' : 'low';
}
