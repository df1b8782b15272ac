import { describe, expect, it } from 'vitest';
import { bucketsOf, readBudgets } from '../../../adapters/zendesk/client/rate-limits.ts';

const NOW = Date.UTC(2026, 0, 5, 9, 0, 0);
const inSeconds = (seconds: number) => new Date(NOW + seconds * 1000);
const read = (headers: Readonly<Record<string, string>>, path = '/api/v2/tickets') =>
  readBudgets({ method: 'GET', path, status: 200, headers }, NOW);

describe('the account’s budget', () => {
  it.each([
    [
      '2019: x-rate-limit',
      { 'x-rate-limit': '700', 'x-rate-limit-remaining': '699' },
      { limit: 700, remaining: 699, resetsAt: null },
    ],
    [
      '2023: rate-limit',
      { 'rate-limit': '400', 'rate-limit-remaining': '12', 'rate-limit-reset': '41' },
      { limit: 400, remaining: 12, resetsAt: inSeconds(41) },
    ],
    [
      '2024: ratelimit-limit',
      { 'ratelimit-limit': '400', 'ratelimit-remaining': '0', 'ratelimit-reset': '9' },
      { limit: 400, remaining: 0, resetsAt: inSeconds(9) },
    ],
    [
      'old and new together: the newer one, which tells the reset',
      {
        'x-rate-limit': '700',
        'x-rate-limit-remaining': '5',
        'ratelimit-limit': '700',
        'ratelimit-remaining': '4',
        'ratelimit-reset': '3',
      },
      { limit: 700, remaining: 4, resetsAt: inSeconds(3) },
    ],
  ])('%s', (_name, headers, expected) => {
    expect(read(headers)).toEqual([{ name: 'account', ...expected }]);
  });

  it('of the Help Center is one of its own', () => {
    const headers = { 'x-rate-limit': '700', 'x-rate-limit-remaining': '699' };
    expect(read(headers, '/api/v2/help_center/articles')).toMatchObject([{ name: 'help-center' }]);
  });

  it.each([
    {},
    { 'x-rate-limit': '700' },
    { 'x-rate-limit-remaining': '' },
    { 'x-rate-limit-remaining': 'many' },
    { 'x-rate-limit-remaining': '-1' },
  ])('%o says nothing', (headers) => {
    expect(read(headers)).toEqual([]);
  });
});

describe('budgets of endpoints', () => {
  it.each([
    ['zendesk-ratelimit-tickets-index', 'total=100; remaining=99; resets=50', 'tickets-index'],
    ['zendesk-rate-limit-tickets-index', 'total=100; remaining=99; resets=50', 'tickets-index'],
    ['zendesk-ratelimit-tickets-index', 'resets=50;remaining=99;total=100', 'tickets-index'],
  ])('%s: %s', (header, value, name) => {
    expect(read({ [header]: value })).toEqual([
      { name, limit: 100, remaining: 99, resetsAt: inSeconds(50) },
    ]);
  });

  it('a bucket that nobody listed is read like the others', () => {
    expect(read({ 'zendesk-ratelimit-something-new': 'remaining=1' })).toEqual([
      { name: 'something-new', limit: null, remaining: 1, resetsAt: null },
    ]);
  });

  it.each(['', 'soon', 'total=100'])('a bucket of %o says nothing', (value) => {
    expect(read({ 'zendesk-ratelimit-tickets-index': value })).toEqual([]);
  });

  it('other headers of the vendor are no budgets', () => {
    expect(read({ 'zendesk-service': 'x', 'x-zendesk-api-version': 'v2' })).toEqual([]);
  });
});

describe('which budgets a call draws on', () => {
  it.each([
    ['GET', '/api/v2/incremental/tickets/cursor', ['incremental-exports']],
    ['GET', '/api/v2/search/export', ['search-index']],
    ['PUT', '/api/v2/tickets/7001', ['tickets-update']],
    ['PUT', '/api/v2/users/7', ['users-update']],
    ['POST', '/api/v2/users/create_or_update', ['users-update']],
    ['GET', '/api/v2/users/7', []],
    ['DELETE', '/api/v2/users/7', []],
    ['POST', '/api/v2/users', []],
    ['GET', '/api/v2/tickets/7001', []],
    ['GET', '/api/v2/help_center/articles', ['help-center']],
  ] as const)('%s %s', (method, path, expected) => {
    expect(bucketsOf({ method, path })).toEqual(expect.arrayContaining([...expected]));
    if (expected.length === 0) expect(bucketsOf({ method, path })).toEqual([]);
  });
});
