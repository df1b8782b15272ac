import type { RateBudget } from '../../../src/adapter/observers.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/http/http-options.ts';

const BUCKET_HEADER = /^zendesk-rate-?limit-(.+)$/;
const PART = /(\w+)=(\d+)/g;

const readNumber = (text: string | undefined): number | null => {
  if (text === undefined || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
};

const resetOf = (seconds: number | null, nowMs: number): Date | null =>
  seconds === null ? null : new Date(nowMs + seconds * 1000);

/**
 * The rate budgets in an answer's headers, in all spellings seen since 2019 (sheet section 4).
 *
 * @example readBudgets({ headers: { 'x-rate-limit': '700', 'x-rate-limit-remaining': '699' }, … }, 0)
 * //=> [{ name: 'account', limit: 700, remaining: 699, resetsAt: null }]
 */
export function readBudgets(answer: HttpAnswer, nowMs: number): readonly RateBudget[] {
  const { headers } = answer;
  const budgets: RateBudget[] = [];
  const remaining = readNumber(
    headers['ratelimit-remaining'] ??
      headers['rate-limit-remaining'] ??
      headers['x-rate-limit-remaining'],
  );
  if (remaining !== null) {
    budgets.push({
      name: isHelpCenter(answer.path) ? HELP_CENTER_BUDGET : 'account',
      limit: readNumber(
        headers['ratelimit-limit'] ?? headers['rate-limit'] ?? headers['x-rate-limit'],
      ),
      remaining,
      resetsAt: resetOf(
        readNumber(headers['ratelimit-reset'] ?? headers['rate-limit-reset']),
        nowMs,
      ),
    });
  }
  for (const name in headers) {
    // Most headers are not buckets: the first letter rules them out without a regular expression.
    if (name[0] !== 'z') continue;
    const bucket = BUCKET_HEADER.exec(name)?.[1];
    if (bucket === undefined) continue;
    const parts = Object.fromEntries(
      [...(headers[name] ?? '').matchAll(PART)].map(([, key, value]) => [key, Number(value)]),
    );
    if (parts['remaining'] === undefined) continue;
    budgets.push({
      name: bucket,
      limit: parts['total'] ?? null,
      remaining: parts['remaining'],
      resetsAt: resetOf(parts['resets'] ?? null, nowMs),
    });
  }
  return budgets;
}

/** The Help Center has the same limit as the account, in a bucket of its own. */
export const HELP_CENTER_BUDGET = 'help-center';

const isHelpCenter = (path: string): boolean => path.includes('/help_center/');

/** Endpoint budgets that a call draws on, beside the account's. */
export function bucketsOf(request: HttpRequest): readonly string[] {
  const { path, method } = request;
  if (isHelpCenter(path)) return [HELP_CENTER_BUDGET];
  if (path.includes('/incremental/')) return ['incremental-exports'];
  if (path.includes('/search')) return ['search-index'];
  // A refusal for too many jobs must hold back jobs only, not the whole account.
  if (STARTS_JOB.test(path) && method !== 'GET') return ['jobs'];
  if (/\/tickets\/\d+(\.json)?$/.test(path) && method === 'PUT') return ['tickets-update'];
  // One a second for the whole account: a migration that makes contacts would be refused all the time.
  if (WRITES_USER.test(path) && (method === 'PUT' || method === 'POST')) return ['users-update'];
  return NO_BUCKETS;
}

const STARTS_JOB = /_many(\.json)?$|\/merge$|\/deleted_tickets\/\d+$/;
const WRITES_USER = /\/users\/(create_or_update|\d+)(\.json)?$/;
const NO_BUCKETS: readonly string[] = [];
