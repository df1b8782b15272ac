import { SENTIMENT_LEXICON } from './data/sentiment-lexicon.ts';
import { endsShortlyBefore, outermost } from './text/neighbours.ts';
import { normalizeText } from './text/normalize-text.ts';
import { createPhraseIndex, findPhrases, type PhraseIndex } from './text/phrase-index.ts';

/** All moods. */
export const SENTIMENT_LABELS = ['negative', 'neutral', 'positive'] as const;
/** The mood of a message. */
export type SentimentLabel = (typeof SENTIMENT_LABELS)[number];

/** The mood of a message. */
export interface Sentiment {
  /** From -1 (negative) to 1 (positive). */
  readonly score: number;
  /** Negative from -.25 down, positive from .25 up. */
  readonly label: SentimentLabel;
  /** The telling words, in order of place, with what each added. */
  readonly cues: readonly { readonly phrase: string; readonly weight: number }[];
}

type Role = 'intensifier' | 'negator' | number;

const LABEL_FROM = 0.25;
const INTENSIFIED = 1.5;
const NEGATION_GAP = 12;
const INTENSIFIER_GAP = 2;
const EXCLAMATION = 0.1;
const CAPITALS = 1.25;
/** Puts the sum of weights between -1 and 1 (Hutto and Gilbert, VADER, 2014). */
const NORMALIZATION = 15;

let index: PhraseIndex<Role> | null = null;

function buildIndex(): PhraseIndex<Role> {
  return createPhraseIndex(
    SENTIMENT_LEXICON.flatMap(({ role, phrases }) =>
      phrases.split('|').map((phrase) => ({ phrase, payload: role })),
    ),
  );
}

/**
 * The mood of a message from telling words in seven languages: each has a weight from -3 to 3; a
 * negator shortly before it turns it round, an intensifier makes it half as strong again; exclamation
 * marks and capitals strengthen it. The sum s becomes s / √(s² + 15).
 *
 * @example detectSentiment('This is terrible, I am very disappointed!').label //=> 'negative'
 */
export function detectSentiment(text: string): Sentiment {
  index ??= buildIndex();
  const normalized = normalizeText(text);
  const matches = findPhrases(normalized.text, index);
  const follows = (role: Role, gap: number) =>
    endsShortlyBefore(
      matches.filter(({ payload }) => payload === role),
      { text: normalized.text, gap },
    );
  const isNegated = follows('negator', NEGATION_GAP);
  const isIntensified = follows('intensifier', INTENSIFIER_GAP);
  const weighty = matches.flatMap(({ payload, ...match }) =>
    typeof payload === 'number' ? [{ ...match, payload }] : [],
  );
  const cues = outermost(weighty).map(({ payload, phrase, start, end }) => {
    const source = text.slice(normalized.starts[start], normalized.ends[end - 1]);
    const isShouted =
      source.length > 2 && source !== source.toLowerCase() && source === source.toUpperCase();
    const weight =
      payload *
      (isNegated(start) ? -0.75 : 1) *
      (isIntensified(start) ? INTENSIFIED : 1) *
      (isShouted ? CAPITALS : 1);
    return { phrase, weight };
  });
  const sum = cues.reduce((total, { weight }) => total + weight, 0);
  const marks = Math.min(3, text.match(/[!！]/gu)?.length ?? 0);
  const strengthened = sum * (1 + marks * EXCLAMATION);
  const raw = strengthened / Math.sqrt(strengthened ** 2 + NORMALIZATION);
  const score = Math.round(raw * 1e9) / 1e9;
  const label = score <= -LABEL_FROM ? 'negative' : score >= LABEL_FROM ? 'positive' : 'neutral';
  return { score, label, cues };
}
