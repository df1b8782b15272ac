import type { TicketPriority } from '../model/enums.ts';
import { keywordRows } from './data/keyword-table.ts';
import { findCancellationIntent } from './find-cancellation-intent.ts';
import { normalizeText } from './text/normalize-text.ts';
import { createPhraseIndex, findPhrases } from './text/phrase-index.ts';
import { prepareText } from './text/prepare-text.ts';
import type { Classification, ClassifierInput } from './types.ts';

/** A keyword list of your own. */
export interface KeywordRule {
  readonly category: string;
  readonly priority: TicketPriority;
  /** Words or phrases; case, width and Latin diacritics do not matter. */
  readonly keywords: readonly string[];
}

/** What the keyword classifier knows besides the built-in lists. */
export interface KeywordClassifierOptions {
  /** Added to the built-in lists; a category named here as well gets your priority. */
  readonly rules?: readonly KeywordRule[];
}

interface Keyword {
  readonly category: string;
  readonly weight: number;
}

const CANCELLATION = 'subscription.cancel_subscription';
const STRONG = 3;
const WEAK = 1;
const OTHER: Classification = {
  category: 'other',
  priority: 'normal',
  tags: [],
  confidence: 0,
  evidence: [],
};

/**
 * A classifier that needs no training: it counts key words in seven languages. Made for the first
 * day, until there is history to learn from; `docs/triage.md` says how often it is right. Quoted replies
 * and signatures do not count. The same text always gets the same answer. Without any key word: category `other`, confidence 0.
 *
 * @example
 * createKeywordClassifier()({ subject: 'I forgot my password', description: '',
 *   language: 'en', tags: [] }).category //=> 'account.password_recovery'
 */
export function createKeywordClassifier(
  options: KeywordClassifierOptions = {},
): (input: ClassifierInput) => Classification {
  const { index, priorities } = build(options.rules ?? []);
  return ({ subject, description, language }) => {
    const text = `${subject}\n\n${prepareText(description).text}`;
    const matches = findPhrases(normalizeText(text).text, index);
    const found = new Map<string, Map<string, number>>();
    for (const { phrase, payload } of matches) {
      const phrases = found.get(payload.category) ?? new Map<string, number>();
      found.set(payload.category, phrases.set(phrase, payload.weight));
    }
    weighCancellation(found, findCancellationIntent(text, { language }) !== null);
    const ranked = [...found]
      .map(([category, phrases]) => ({ category, phrases, score: sum(phrases.values()) }))
      .sort((a, b) => b.score - a.score);
    const [best, second] = ranked;
    if (best === undefined) return OTHER;
    return {
      category: best.category,
      priority: priorities.get(best.category) ?? 'normal',
      tags: [],
      confidence: confidenceOf(best.score, second?.score ?? 0),
      evidence: [...best.phrases.keys()],
    };
  };
}

/** Words cannot tell a cancelled order from a cancelled subscription; the cancellation rule can. */
function weighCancellation(found: Map<string, Map<string, number>>, isLeaving: boolean): void {
  if (!isLeaving) found.delete(CANCELLATION);
  else if (!found.has('account.delete'))
    found.set(CANCELLATION, new Map([...(found.get(CANCELLATION) ?? []), [CANCELLATION, STRONG]]));
}

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

function build(rules: readonly KeywordRule[]) {
  const rows = keywordRows();
  const entries = rows.flatMap(({ category, strong, weak }) => [
    ...split(strong).map((phrase) => ({ phrase, payload: { category, weight: STRONG } })),
    ...split(weak).map((phrase) => ({ phrase, payload: { category, weight: WEAK } })),
  ]);
  const own = rules.flatMap(({ category, keywords }) =>
    keywords
      .map((keyword) => normalizeText(keyword.trim()).text)
      .filter((phrase) => phrase !== '')
      .map((phrase) => ({ phrase, payload: { category, weight: STRONG } })),
  );
  const priorities = new Map<string, TicketPriority>([
    ...rows.map(({ category, priority }) => [category, priority] as const),
    ...rules.map(({ category, priority }) => [category, priority] as const),
  ]);
  return { index: createPhraseIndex<Keyword>([...entries, ...own]), priorities };
}

const split = (phrases: string): readonly string[] => (phrases === '' ? [] : phrases.split('|'));

function confidenceOf(best: number, second: number): number {
  return (1 - Math.exp(-best / 2.5)) * (1 - second / best);
}
