import type { RateBudget } from '../../../src/adapter/observers.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/http/http-options.ts';
import { ACCOUNT_BUDGET } from '../../../src/http/rate-limit.ts';

const readNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : null;

/**
 * The account's budget, from an answer's headers. Freshdesk does not say when the minute ends.
 *
 * @example readBudgets({ headers: { 'x-ratelimit-total': '400', 'x-ratelimit-remaining': '399' }, … })
 * //=> [{ name: 'account', limit: 400, remaining: 399, resetsAt: null }]
 */
export function readBudgets({ headers }: HttpAnswer): readonly RateBudget[] {
  const remaining = readNumber(headers['x-ratelimit-remaining']);
  if (remaining === null) return [];
  const limit = readNumber(headers['x-ratelimit-total']);
  return [{ name: ACCOUNT_BUDGET, limit, remaining, resetsAt: null }];
}

/** Endpoints with a limit of their own, which no header tells (sheet section 2). */
const BUCKETS: readonly (readonly [method: string, path: RegExp, bucket: string])[] = [
  ['POST', /^\/api\/v2\/tickets(\/outbound_email)?$/, 'tickets-create'],
  ['PUT', /^\/api\/v2\/tickets\/\d+$/, 'tickets-update'],
  ['GET', /^\/api\/v2\/tickets$/, 'tickets-list'],
  ['GET', /^\/api\/v2\/contacts$/, 'contacts-list'],
];

/**
 * Endpoint budgets that a call draws on, beside the account's: a 429 while the account has calls
 * left holds back only calls of the same kind.
 */
export function bucketsOf({ method, path }: HttpRequest): readonly string[] {
  const [bare = ''] = path.split('?');
  const found = BUCKETS.find(([verb, pattern]) => verb === method && pattern.test(bare));
  return found === undefined ? [] : [found[2]];
}

/**
 * What a call costs for what comes along with it (sheet section 2): one more for each include of a
 * ticket, two more for each include of the list of tickets.
 *
 * @example costOf('/api/v2/tickets/7', 'stats,requester') //=> 3
 */
export function costOf(path: string, include: string | undefined): number {
  const includes = include === undefined ? 0 : include.split(',').length;
  return 1 + includes * (path === '/api/v2/tickets' ? 2 : 1);
}
