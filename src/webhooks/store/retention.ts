import type { RetentionOptions } from './types.ts';

/** How long stores remember when nothing else is said: three days, and ninety. */
export const RETENTION: Required<RetentionOptions> = Object.freeze({
  keepDoneMs: 259_200_000,
  keepRecordsMs: 7_776_000_000,
});

const A_MINUTE_MS = 60_000;

/**
 * Calls with the moments before which things are to be forgotten, once a minute at most.
 *
 * @param forget gets the limits for handled entries, for records and for words.
 */
export function createTidy(
  { keepDoneMs, keepRecordsMs }: Required<RetentionOptions>,
  forget: (limits: readonly [done: number, records: number, words: number]) => void,
): (now: number) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (now) => {
    if (now - last < A_MINUTE_MS) return;
    last = now;
    forget([now - keepDoneMs, now - keepRecordsMs, now]);
  };
}
