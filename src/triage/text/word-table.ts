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
  let size = 2;
  while (size < words.length * 2) size *= 2;
  const mask = size - 1;
  // Places of words, from 1 on; 0 is free.
  const slots = new Int32Array(size);
  const isAt = (place: number, text: string, start: number, end: number): boolean => {
    // Safe: only places of words are asked for.
    const word = words[place] as string;
    let offset = end - start;
    if (word.length !== offset) return false;
    while (offset > 0) {
      offset -= 1;
      if (word.charCodeAt(offset) !== text.charCodeAt(start + offset)) return false;
    }
    return true;
  };
  const slotOf = (text: string, start: number, end: number): number => {
    let slot = hashOf(text, start, end) & mask;
    for (let place = at(slots, slot); place !== 0; place = at(slots, slot)) {
      if (isAt(place - 1, text, start, end)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  for (const [index, word] of words.entries()) slots[slotOf(word, 0, word.length)] = index + 1;
  return { find: (text, start, end) => at(slots, slotOf(text, start, end)) - 1 };
}
