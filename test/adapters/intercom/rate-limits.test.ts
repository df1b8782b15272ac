import { describe, expect, it } from 'vitest';
import { readBudgets } from '../../../adapters/intercom/client/rate-limits.ts';

const NOW = Date.UTC(2026, 4, 7, 5, 55, 20);
const read = (headers: Readonly<Record<string, string>>, status = 200) =>
  readBudgets({ method: 'GET', path: '/tags', status, headers }, NOW);

describe('the budget of an app', () => {
  it('is full again at a second that the header names', () => {
    const headers = {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-ratelimit-reset': '1778133326',
    };
    expect(read(headers)).toEqual([
      {
        name: 'account',
        limit: 5000,
        remaining: 4999,
        resetsAt: new Date('2026-05-07T05:55:26.000Z'),
      },
    ]);
  });

  it('is spent when a call was refused, whatever the header says', () => {
    const headers = { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '1778133326' };
    expect(read(headers, 429)).toMatchObject([{ remaining: 0, limit: null }]);
  });

  it('is spent for a window where a refusal says nothing', () => {
    expect(read({}, 429)).toEqual([
      { name: 'account', limit: null, remaining: 0, resetsAt: new Date(NOW + 10_000) },
    ]);
  });

  it.each([{}, { 'x-ratelimit-limit': '5000' }, { 'x-ratelimit-remaining': 'many' }])(
    'is not known from %j',
    (headers) => {
      expect(read(headers)).toEqual([]);
    },
  );
});
