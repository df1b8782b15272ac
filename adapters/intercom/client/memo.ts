/** Keeps answers for a short while, for what changes seldom and is asked for with every write. */
export type Memo = <T>(key: string, load: () => Promise<T>) => Promise<T>;

const LIFE_MS = 60_000;
const MOST_ENTRIES = 1_000;

/** A memory of answers; failures are not kept, and a call in flight is not shared. */
export function createMemo(now: () => number): Memo {
  const entries = new Map<string, { readonly at: number; readonly value: unknown }>();
  return async <T>(key: string, load: () => Promise<T>): Promise<T> => {
    const known = entries.get(key);
    // Safe: a key names one kind of record, and only the loader of that kind has written it.
    if (known !== undefined && now() - known.at < LIFE_MS) return known.value as T;
    const value = await load();
    if (entries.size >= MOST_ENTRIES) entries.clear();
    entries.set(key, { at: now(), value });
    return value;
  };
}
