import { describe, expect, it } from 'vitest';
import { bucketsOf, costOf, readBudgets } from '../../../adapters/freshdesk/client/rate-limits.ts';

const answer = (headers: Readonly<Record<string, string>>) => ({
  method: 'GET',
  path: '/api/v2/tickets',
  status: 200,
  headers,
});

describe('the budget in the headers', () => {
  it('is the account’s', () => {
    expect(
      readBudgets(answer({ 'x-ratelimit-total': '400', 'x-ratelimit-remaining': '399' })),
    ).toEqual([{ name: 'account', limit: 400, remaining: 399, resetsAt: null }]);
  });

  it('is known without its limit', () => {
    expect(readBudgets(answer({ 'x-ratelimit-remaining': '0' }))).toEqual([
      { name: 'account', limit: null, remaining: 0, resetsAt: null },
    ]);
  });

  it.each<Readonly<Record<string, string>>>([
    {},
    { 'x-ratelimit-remaining': '' },
    { 'x-ratelimit-remaining': 'many' },
    { 'x-ratelimit-total': '50' },
  ])('is not there in %o', (headers) => {
    expect(readBudgets(answer(headers))).toEqual([]);
  });
});

describe('the endpoints with limits of their own', () => {
  it.each([
    ['POST', '/api/v2/tickets', ['tickets-create']],
    ['POST', '/api/v2/tickets/outbound_email', ['tickets-create']],
    ['PUT', '/api/v2/tickets/42', ['tickets-update']],
    ['GET', '/api/v2/tickets', ['tickets-list']],
    ['GET', '/api/v2/tickets?page=2', ['tickets-list']],
    ['GET', '/api/v2/contacts', ['contacts-list']],
    ['GET', '/api/v2/tickets/42', []],
    ['PUT', '/api/v2/tickets/42/restore', []],
    ['POST', '/api/v2/tickets/42/notes', []],
    ['POST', '/api/v2/contacts', []],
    ['GET', '/api/v2/contacts/7', []],
  ] as const)('%s %s draws on %o', (method, path, expected) => {
    expect(bucketsOf({ method, path })).toEqual(expected);
  });
});

describe('the cost of what comes along', () => {
  it.each([
    ['/api/v2/tickets', undefined, 1],
    ['/api/v2/tickets', 'stats', 3],
    ['/api/v2/tickets', 'requester,stats,description', 7],
    ['/api/v2/tickets/42', undefined, 1],
    ['/api/v2/tickets/42', 'stats', 2],
    ['/api/v2/tickets/42', 'conversations', 2],
    ['/api/v2/tickets/42', 'stats,requester,company', 4],
    ['/api/v2/contacts', undefined, 1],
  ])('%s with %s is %i', (path, include, expected) => {
    expect(costOf(path, include)).toBe(expected);
  });
});
