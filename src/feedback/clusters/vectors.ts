import { limitMarks } from '../../text/limit-marks.ts';

/** A sparse vector of length 1, or without entries. */
export type Vector = ReadonlyMap<string, number>;

/** Short and frequent words that name no topic. */
const STOP_WORDS = new Set(
  `a about after all also am an and any are as at be been but by can cannot could did do does for from
  get had has have he hello help hi how i if in into is it its just me my no not of on or our out please
  she so some thank thanks that the their them then there they this to up us was we were what when where
  which who why will with would you your`.split(/\s+/),
);

/** Scripts that are written without spaces: Han, Kana, Thai. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Words of a text in lower case; of scripts without spaces pairs of characters. */
export function wordsOf(text: string): readonly string[] {
  const words =
    limitMarks(text)
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => {
    if (UNSPACED.test(word)) return pairsOf([...word]);
    return word.length < 2 || STOP_WORDS.has(word) ? [] : [word];
  });
}

const pairsOf = (characters: readonly string[]): readonly string[] =>
  characters.length === 1
    ? characters
    : characters.slice(1).map((character, index) => `${characters[index]}${character}`);

/** TF-IDF with ln((1 + N) ÷ (1 + df)) + 1, scaled to length 1. */
export function tfIdf(documents: readonly (readonly string[])[]): readonly Vector[] {
  const frequency = new Map<string, number>();
  for (const words of documents)
    for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const weight = (word: string) =>
    Math.log((1 + documents.length) / (1 + Number(frequency.get(word)))) + 1;
  return documents.map((words) => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + weight(word));
    return unit(counts);
  });
}

/** Numbers of an embedding as a vector of length 1. */
export const fromEmbedding = (values: readonly number[]): Vector =>
  unit(new Map(values.map((value, index) => [String(index), value])));

/** Scaled to length 1; the zero vector is empty. */
export function unit(vector: Vector): Vector {
  let squares = 0;
  for (const value of vector.values()) squares += value ** 2;
  if (squares === 0) return new Map();
  const length = Math.sqrt(squares);
  return new Map([...vector].map(([key, value]) => [key, value / length]));
}

/** Cosine of two vectors of length 1. */
export function cosine(a: Vector, b: Vector): number {
  const [short, long] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [key, value] of short) sum += value * (long.get(key) ?? 0);
  return sum;
}

/** The mean direction. */
export function centroidOf(vectors: readonly Vector[]): Vector {
  const sum = new Map<string, number>();
  for (const vector of vectors)
    for (const [key, value] of vector) sum.set(key, (sum.get(key) ?? 0) + value);
  return unit(sum);
}
