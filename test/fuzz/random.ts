/** Choices that are the same for the same seed and number. */
export interface Random {
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number;
  chance(probability: number): boolean;
  /** @throws {TypeError} for an empty list. */
  pick<T>(list: readonly T[]): T;
}

/** Each case has a stream of its own, so that one of them can be repeated without those before it. */
export function randomOf(seed: number, number: number): Random {
  let state = (Math.imul(seed, 0x9e_37_79_b1) ^ Math.imul(number + 1, 0x85_eb_ca_6b)) >>> 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    chance: (probability) => next() < probability,
    pick(list) {
      const index = below(list.length);
      if (list.length === 0) throw new TypeError('Nothing to pick from.');
      // Safe: the index is within the list.
      return list[index] as (typeof list)[number];
    },
  };
}
