/** Seeded randomness: the same seed gives the same ids, tokens and shuffles in every run. */
export interface SandboxRandom {
  /** A fraction in [0, 1). */
  next(): number;
  /** A whole number in [0, limit). */
  below(limit: number): number;
  hex(length: number): string;
  token(length: number): string;
  uuid(): string;
  /** A ULID of the given moment: sortable, 26 characters. */
  ulid(now: number): string;
  shuffle<Item>(items: readonly Item[]): Item[];
  save(): number;
  load(saved: number): void;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Makes the seeded generator of a sandbox.
 *
 * @example
 * createRandom(7).hex(4) === createRandom(7).hex(4); // true
 */
export function createRandom(seed: number): SandboxRandom {
  let state = seed >>> 0;
  // mulberry32: tiny, and its whole state is one number, which snapshots keep.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join('');
  const hex = (length: number) => pick('0123456789abcdef', length);
  return {
    next,
    below,
    hex,
    token: (length) => pick(letters, length),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    ulid: (now) => base32(now, 10) + pick(crockford, 16),
    shuffle: (items) => {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        // Both positions are inside the array, so neither read is undefined.
        const swapped = shuffled[last] as (typeof shuffled)[number];
        shuffled[last] = shuffled[other] as (typeof shuffled)[number];
        shuffled[other] = swapped;
      }
      return shuffled;
    },
    save: () => state,
    load: (saved) => {
      state = saved;
    },
  };
}

function base32(value: number, length: number): string {
  let rest = value;
  let text = '';
  for (let position = 0; position < length; position += 1) {
    text = crockford.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
