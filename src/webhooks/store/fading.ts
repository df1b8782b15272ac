/** Values that are forgotten: those that were written longest ago first. */
export interface Fading<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, now: number): void;
  /** With the time of their writing, oldest first. */
  entries(): Iterable<readonly [key: string, value: Value, at: number]>;
  readonly size: number;
}

/** Remembers so many, and each for so long. */
export function createFading<Value>(limits: {
  readonly keepMs: number;
  readonly max: number;
}): Fading<Value> {
  const kept = new Map<string, { readonly value: Value; readonly at: number }>();
  return {
    get: (key) => kept.get(key)?.value,
    get size() {
      return kept.size;
    },
    *entries() {
      for (const [key, { value, at }] of kept) yield [key, value, at];
    },
    set(key, value, now) {
      // A map keeps its order of insertion, so this moves the key to the young end.
      kept.delete(key);
      kept.set(key, { value, at: now });
      for (const [oldest, { at }] of kept) {
        if (kept.size <= limits.max && at + limits.keepMs > now) break;
        kept.delete(oldest);
      }
    },
  };
}
