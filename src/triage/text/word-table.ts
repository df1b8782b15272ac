/** Finds words by where they stand in a text. */
export interface WordTable {
  /** The place of the word from `start` to before `end` of a text in the list of words; -1 for an unknown one. */
  find(text: string, start: number, end: number): number;
}

// Safe: what is asked for is there, as the table is made so.
const at = (list: Int32Array, place: number): number => list[place] as number;

function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let place = start; place < end; place += 1)
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash ^ (hash >>> 15);
}

/**
 * Keeps a vocabulary so that words are found without a string of each, which a `Map` needs: hashes with open
 * addressing, at most half full.
 *
 * @param words Each of them once.
 */
export function createWordTable(words: readonly string[]): WordTable {
  const all = words.join('');
  // Reads of a list cost less than those of a text.
  const codes = Uint16Array.from({ length: all.length }, (_, place) => all.charCodeAt(place));
  const ends = new Int32Array(words.length + 1);
  let size = 2;
  while (size < words.length * 2) size *= 2;
  const mask = size - 1;
  // Places of words, from 1 on; 0 is free.
  const slots = new Int32Array(size);
  let length = 0;
  for (const [index, word] of words.entries()) {
    length += word.length;
    ends[index + 1] = length;
    let slot = hashOf(word, 0, word.length) & mask;
    while (at(slots, slot) !== 0) slot = (slot + 1) & mask;
    slots[slot] = index + 1;
  }
  const isAt = (place: number, text: string, start: number, end: number): boolean => {
    const from = at(ends, place);
    if (at(ends, place + 1) - from !== end - start) return false;
    for (let offset = end - start - 1; offset >= 0; offset -= 1)
      if (codes[from + offset] !== text.charCodeAt(start + offset)) return false;
    return true;
  };
  return {
    find(text, start, end) {
      let slot = hashOf(text, start, end) & mask;
      for (let place = at(slots, slot); place !== 0; place = at(slots, slot)) {
        if (isAt(place - 1, text, start, end)) return place - 1;
        slot = (slot + 1) & mask;
      }
      return -1;
    },
  };
}
