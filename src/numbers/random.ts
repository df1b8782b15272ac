/** Numbers from 0 to below 1 that look random and are the same for the same seed. */
export type Random = () => number;

/** The generator "mulberry32" (Tommy Ettinger, public domain): 32 bits of state. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    const first = Math.imul(state ^ (state >>> 15), state | 1);
    const second = first ^ (first + Math.imul(first ^ (first >>> 7), first | 61));
    return ((second ^ (second >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 to below `count`. */
export const pick = (random: Random, count: number): number => Math.floor(random() * count);
