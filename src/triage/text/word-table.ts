import { hashOf } from './cut-text.ts';

/** Finds words by their characters. */
export interface WordTable {
  /** The place of the word from `start` to before `end` in the list of words, by its hash; -1 for an unknown one. */
  find(codes: Uint16Array, start: number, end: number, hash: number): number;
  /** The same for a word of its own. */
  placeOf(word: string): number;
}

// Safe: what is asked for is there, as the table is made so.
const at = (list: Int32Array, place: number): number => list[place] as number;

/** The characters of a text. */
const codesOf = (text: string): Uint16Array =>
  Uint16Array.from({ length: text.length }, (_, place) => text.charCodeAt(place));

/**
 * Keeps a vocabulary so that words are found without a string of each, which a `Map` needs: hashes with open
 * addressing, at most half full.
 *
 * @param words Each of them once.
 */
export function createWordTable(words: readonly string[]): WordTable {
  const all = codesOf(words.join(''));
  const ends = new Int32Array(words.length + 1);
  let size = 2;
  while (size < words.length * 2) size *= 2;
  const mask = size - 1;
  // Places of words, from 1 on; 0 is free.
  const slots = new Int32Array(size);
  for (const [index, word] of words.entries()) {
    const from = at(ends, index);
    const end = from + word.length;
    ends[index + 1] = end;
    let slot = hashOf(all, from, end) & mask;
    while (at(slots, slot) !== 0) slot = (slot + 1) & mask;
    slots[slot] = index + 1;
  }
  const isAt = (place: number, codes: Uint16Array, start: number, end: number): boolean => {
    const from = at(ends, place);
    const length = end - start;
    if (at(ends, place + 1) - from !== length) return false;
    for (let offset = 0; offset < length; offset += 1)
      if (all[from + offset] !== codes[start + offset]) return false;
    return true;
  };
  const find = (codes: Uint16Array, start: number, end: number, hash: number): number => {
    let slot = hash & mask;
    for (let place = at(slots, slot); place !== 0; place = at(slots, slot)) {
      if (isAt(place - 1, codes, start, end)) return place - 1;
      slot = (slot + 1) & mask;
    }
    return -1;
  };
  return {
    find,
    placeOf(word) {
      const codes = codesOf(word);
      return find(codes, 0, codes.length, hashOf(codes, 0, codes.length));
    },
  };
}
