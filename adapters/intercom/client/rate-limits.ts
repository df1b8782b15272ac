import type { RateBudget } from '../../../src/adapter/observers.ts';
import type { HttpAnswer } from '../../../src/http/http-options.ts';

const readNumber = (text: string | undefined): number | null => {
  if (text === undefined || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
};

// Windows are fixed slots of ten seconds (sheet section 3).
const SLOT_MS = 10_000;

/**
 * The budget in an answer's headers; it is full again at a second that the header names. A refusal
 * without headers is waited out to the end of a slot, since Intercom sends no `Retry-After`.
 *
 * @example
 * readBudgets({ headers: { 'x-ratelimit-limit': '1667', 'x-ratelimit-remaining': '0',
 *   'x-ratelimit-reset': '1778133326' }, … }, 0)
 * //=> [{ name: 'account', limit: 1667, remaining: 0, resetsAt: 2026-05-07T05:55:26.000Z }]
 */
export function readBudgets(answer: HttpAnswer, nowMs: number): readonly RateBudget[] {
  const { headers, status } = answer;
  const remaining = readNumber(headers['x-ratelimit-remaining']);
  const reset = readNumber(headers['x-ratelimit-reset']);
  if (remaining !== null) {
    return [
      {
        name: 'account',
        limit: readNumber(headers['x-ratelimit-limit']),
        remaining: status === 429 ? 0 : remaining,
        resetsAt: reset === null ? null : new Date(reset * 1000),
      },
    ];
  }
  if (status !== 429) return NONE;
  return [{ name: 'account', limit: null, remaining: 0, resetsAt: new Date(nowMs + SLOT_MS) }];
}

const NONE: readonly RateBudget[] = [];
