import { placeIn } from '../classifier/places.ts';
import { tokenize } from '../text/tokenize.ts';
import type { ComparedTicket } from './types.ts';

/** A text as what two texts are compared by. */
export interface TextProfile {
  readonly words: readonly string[];
  /** Words joined: equal for texts that say the same in the same words. */
  readonly normalized: string;
  /** Pairs of neighbouring words, with the edges. */
  readonly shingles: ReadonlySet<string>;
}

/** The profile of subject and description. Numbers of orders and the like count as one. */
export function profileOf({ subject, description }: ComparedTicket): TextProfile {
  const words = tokenize(`${subject ?? ''}\n\n${description ?? ''}`);
  const shingles = words.map((word, index) => `${word} ${words[index + 1] ?? ''}`);
  return { words, normalized: words.join(' '), shingles: new Set(shingles) };
}

/** Shared members among all members of two sets. */
export function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const member of small) if (large.has(member)) shared += 1;
  return shared / (one.size + other.size - shared);
}

/** A word vector of length 1. */
export type WordVector = ReadonlyMap<string, number>;

/** Makes TF-IDF vectors (sublinear, smoothed) from the word frequencies of these texts. */
export function createWordWeights(
  profiles: readonly TextProfile[],
): (profile: TextProfile) => WordVector {
  const texts = new Map<string, number>();
  for (const { words } of profiles)
    for (const word of new Set(words)) texts.set(word, (texts.get(word) ?? 0) + 1);
  return ({ words }) => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const weights = [...counts].map(([word, count]) => {
      const rarity = Math.log((1 + profiles.length) / (1 + placeIn(texts, word))) + 1;
      return [word, (1 + Math.log(count)) * rarity] as const;
    });
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight ** 2, 0));
    return new Map(weights.map(([word, weight]) => [word, weight / length]));
  };
}

/** The cosine of two vectors of length 1. */
export function cosine(one: WordVector, other: WordVector): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [word, weight] of small) sum += weight * (large.get(word) ?? 0);
  return Math.min(1, sum);
}
