/** Random choices that a seed repeats. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** Picks with `weigh(item)` as the relative chance. */
  pickWeighted<T>(items: readonly T[], weigh: (item: T) => number): T;
  shuffle<T>(items: readonly T[]): readonly T[];
}

/**
 * A small seeded generator (mulberry32): 32 bits of state, good enough for demo data.
 *
 * @example createRandom(7).between(1, 6) === createRandom(7).between(1, 6) //=> true
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const at = <T>(items: readonly T[], index: number): T => {
    const item = items[index];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  };
  return {
    next,
    between,
    pick: (items) => at(items, between(0, items.length - 1)),
    pickWeighted(items, weigh) {
      let rest = next() * items.reduce((sum, item) => sum + weigh(item), 0);
      const index = items.findIndex((item) => {
        rest -= weigh(item);
        return rest < 0;
      });
      return at(items, index < 0 ? items.length - 1 : index);
    },
    shuffle: (items) =>
      items
        .map((item) => ({ item, order: next() }))
        .sort((a, b) => a.order - b.order)
        .map(({ item }) => item),
  };
}
