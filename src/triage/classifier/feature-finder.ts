import { cutText, PLACEHOLDERS, WORD_SIZE } from '../text/cut-text.ts';
import { createWordTable } from '../text/word-table.ts';

// As in places.ts, but of this file: a call across files costs the hot loops most of their speed.
// Safe: the loops end at the length of the lists.
const integerAt = (list: Int32Array, place: number): number => list[place] as number;

/** What a text has of the features: the first `used` places. */
export interface FoundFeatures {
  readonly places: Int32Array;
  readonly used: number;
}

/** Finds the features of texts: words, in their order, then pairs. The next call may fill the same list again. */
export interface FeatureFinder {
  ofText(text: string): FoundFeatures;
  /** The same for a text that is cut into words. */
  ofWords(words: readonly string[]): FoundFeatures;
}

/**
 * Finds features by their place in a list of them.
 *
 * @param features Words, and pairs of neighbouring ones: `first second`. Of the edge of a text the word is ''.
 * @param hasPairs Whether to look for pairs.
 */
export function createFeatureFinder(features: readonly string[], hasPairs: boolean): FeatureFinder {
  const parts = features.map((feature) => feature.split(' '));
  const words = [...new Set(parts.flat())];
  const table = createWordTable(words);
  const numberOf = (word = ''): number => table.placeOf(word);
  const edge = numberOf('');
  const placeOfWord = new Int32Array(words.length).fill(-1);
  const placeOfPair = new Map<number, number>();
  const pairOf = (first: number, second: number): number => first * words.length + second;
  for (const [place, [first, second]] of parts.entries())
    if (second === undefined) placeOfWord[numberOf(first)] = place;
    else placeOfPair.set(pairOf(numberOf(first), numberOf(second)), place);
  const placeholders = Int32Array.from(PLACEHOLDERS, numberOf);

  // Room for the words of a text, and for their features.
  let numbers = new Int32Array(256);
  let places = new Int32Array(2 * numbers.length + 1);
  const makeRoom = (count: number): void => {
    if (count <= numbers.length) return;
    numbers = new Int32Array(2 * count);
    places = new Int32Array(2 * numbers.length + 1);
  };
  const addPairs = (count: number, from: number): number => {
    let used = from;
    let first = edge;
    for (let at = 0; at <= count; at += 1) {
      const second = at === count ? edge : integerAt(numbers, at);
      const place = first < 0 || second < 0 ? undefined : placeOfPair.get(pairOf(first, second));
      if (place !== undefined) places[used++] = place;
      first = second;
    }
    return used;
  };
  const found = (count: number): FoundFeatures => {
    let used = 0;
    for (let at = 0; at < count; at += 1) {
      const number = integerAt(numbers, at);
      const place = number < 0 ? -1 : integerAt(placeOfWord, number);
      if (place >= 0) places[used++] = place;
    }
    // Where no word is known, no pair is.
    return { places, used: hasPairs && used > 0 ? addPairs(count, used) : used };
  };
  return {
    ofText(text) {
      const { codes, spans, used } = cutText(text);
      makeRoom(used / WORD_SIZE);
      let count = 0;
      for (let slot = 0; slot < used; slot += WORD_SIZE) {
        const start = integerAt(spans, slot);
        const number =
          start < 0
            ? integerAt(placeholders, -1 - start)
            : table.find(codes, start, integerAt(spans, slot + 1), integerAt(spans, slot + 2));
        numbers[count] = number;
        count += 1;
      }
      return found(count);
    },
    ofWords(list) {
      makeRoom(list.length);
      for (const [at, word] of list.entries()) numbers[at] = numberOf(word);
      return found(list.length);
    },
  };
}
