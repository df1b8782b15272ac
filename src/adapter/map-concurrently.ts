/**
 * Maps items with an async function, at most `limit` of them at the same time, and keeps their
 * order. After the first failure nothing new is begun, and that failure is the answer.
 *
 * @example await mapConcurrently([1, 2, 3], 2, async (n) => n * 10) //=> [10, 20, 30]
 */
export async function mapConcurrently<T, U>(
  items: readonly T[],
  limit: number,
  map: (item: T) => Promise<U>,
): Promise<readonly U[]> {
  const results: U[] = [];
  const entries = items.entries();
  let failed = false;
  const work = async (): Promise<void> => {
    for (const [index, item] of entries) {
      if (failed) return;
      try {
        results[index] = await map(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
