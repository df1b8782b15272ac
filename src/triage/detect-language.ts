import { limitMarks } from '../text/limit-marks.ts';
import { FUNCTION_WORDS, TELLING_LETTERS } from './data/function-words.ts';
import { TRIGRAMS } from './data/trigrams.ts';
import type { DetectedLanguage } from './types.ts';

// Checked in this order: Japanese has kana besides Han, Chinese has Han alone.
const SCRIPTS = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
] as const;

const MINIMUM_WORDS = 3;
const MINIMUM_MARGIN = 0.1;
const MINIMUM_EVIDENCE = 0.5;
const LONGEST_READ = 2000;
const UNKNOWN: DetectedLanguage = { language: 'und', confidence: 0 };

let wordLanguages: ReadonlyMap<string, readonly string[]> | null = null;

function buildWordLanguages(): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const [language, words] of Object.entries(FUNCTION_WORDS))
    for (const word of words.split(' ')) map.set(word, [...(map.get(word) ?? []), language]);
  return map;
}

// How much a frequent trigram says, compared with a small word.
const TRIGRAM_WEIGHT = 0.12;
const TRIGRAM = 3;

let trigramRanks: ReadonlyMap<string, ReadonlyMap<string, number>> | null = null;

/** From 1 for the most frequent trigram of a language down to 0. */
function buildTrigramRanks(): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(
    Object.entries(TRIGRAMS).map(([language, joined]) => {
      const count = joined.length / TRIGRAM;
      const ranks = new Map<string, number>();
      for (let rank = 0; rank < count; rank += 1)
        ranks.set(joined.slice(rank * TRIGRAM, (rank + 1) * TRIGRAM), 1 - rank / count);
      return [language, ranks];
    }),
  );
}

/** What the trigrams of a text say for each language beyond what they say for all on average. */
function trigramPoints(text: string): readonly (readonly [string, number])[] {
  trigramRanks ??= buildTrigramRanks();
  const letters = ` ${text.replace(/[^\p{L}\p{M}]+/gu, ' ').trim()} `.slice(0, LONGEST_READ);
  const points = [...trigramRanks].map(([language, ranks]) => {
    let sum = 0;
    for (let at = 0; at + TRIGRAM <= letters.length; at += 1)
      sum += ranks.get(letters.slice(at, at + TRIGRAM)) ?? 0;
    return [language, sum] as const;
  });
  const mean = points.reduce((sum, [, one]) => sum + one, 0) / points.length;
  return points.map(([language, sum]) => [language, Math.max(0, sum - mean) * TRIGRAM_WEIGHT]);
}

/**
 * The language a text is written in: by script first, and among languages with Latin script by
 * small words, telling letters and frequent trigrams. `und` when a text is too short (fewer than 3 words) or two
 * languages are about as likely. `ru`, `ar` and `hi` stand for all languages of their script.
 *
 * @example detectLanguage('Mein Konto wurde gesperrt.').language //=> 'de'
 */
export function detectLanguage(text: string): DetectedLanguage {
  const cleaned = withoutAddresses(text);
  const letters = cleaned.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return UNKNOWN;
  for (const [language, pattern] of SCRIPTS) {
    const count = cleaned.match(pattern)?.length ?? 0;
    // A Chinese or Japanese message often names Latin products; one character says as much as a
    // short word.
    if (count * 4 >= letters) return { language, confidence: Math.min(1, (count * 2) / letters) };
  }
  return detectLatin(cleaned);
}

/** Web and mail addresses and `code` say nothing about the language around them. */
const withoutAddresses = (text: string): string =>
  limitMarks(text)
    .replace(/`[^`]*`/gu, ' ')
    .split(/\s+/u)
    .filter((token) => !token.includes('@') && !token.includes('://'))
    .join(' ');

function detectLatin(text: string): DetectedLanguage {
  const words = text
    .toLowerCase()
    .replaceAll('’', "'")
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .match(/\p{L}+(?:'\p{L}+)?/gu);
  if (words === null || words.length < MINIMUM_WORDS) return UNKNOWN;
  wordLanguages ??= buildWordLanguages();
  const scores = new Map<string, number>();
  const add = (language: string, points: number) =>
    scores.set(language, (scores.get(language) ?? 0) + points);
  for (const word of words) {
    const languages = wordLanguages.get(word) ?? [];
    for (const language of languages) add(language, 1 / languages.length);
  }
  const composed = text.normalize('NFC').toLowerCase();
  for (const [language, pattern] of Object.entries(TELLING_LETTERS))
    add(language, Math.min(3, composed.match(pattern)?.length ?? 0));
  for (const [language, points] of trigramPoints(composed)) add(language, points);
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1]);
  const total = [...scores.values()].reduce((sum, points) => sum + points, 0);
  if (best === undefined || second === undefined || best[1] < MINIMUM_EVIDENCE) return UNKNOWN;
  const margin = (best[1] - second[1]) / total;
  if (margin < MINIMUM_MARGIN) return UNKNOWN;
  return { language: best[0], confidence: best[1] / total };
}
