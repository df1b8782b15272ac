import { compareWithNative } from 'polydesk/sla';
import type { SlaClock } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { at, created, evaluate, policy } from './engine.support.ts';

const native = (changes: Partial<SlaClock>): SlaClock => ({
  metric: 'first_reply',
  cycle: 1,
  state: 'active',
  risk: 'ok',
  targetMinutes: null,
  elapsedMinutes: null,
  startedAt: null,
  dueAt: at('06-01T10:00'),
  pausedAt: null,
  stoppedAt: null,
  breachedAt: null,
  ...changes,
});
const state = (...clocks: readonly SlaClock[]) =>
  ({ source: 'native', policy: null, clocks }) as const;
const evaluation = evaluate(
  [created('06-01T09:00')],
  [policy({ first_reply: 60, requester_wait: 480 })],
  '06-01T09:30',
);

describe('compareWithNative', () => {
  it('agrees within a minute, and compares the one resolution clock that both have', () => {
    const theirs = state(
      native({ dueAt: at('06-01T10:01') }),
      native({ metric: 'total_resolution', dueAt: at('06-01T17:00') }),
    );
    expect(compareWithNative(theirs, evaluation)).toMatchObject({
      verdict: 'agrees',
      agreement: { numerator: 2, denominator: 2 },
      clocks: [{ dueDifferenceMinutes: -1 }, { ours: { metric: 'requester_wait' } }],
    });
  });

  it('says on what they differ, and what only one of them has', () => {
    const theirs = state(
      native({ dueAt: at('06-01T11:00'), risk: 'breached', state: 'paused' }),
      native({ metric: 'next_reply', state: 'pending' }),
    );
    const { verdict, clocks } = compareWithNative(theirs, evaluation);
    expect(verdict).toBe('differs');
    expect(clocks.map(({ metric, differences }) => [metric, ...differences])).toEqual([
      ['first_reply', 'due_at', 'breached', 'state'],
      ['next_reply', 'only_native'],
      ['requester_wait', 'only_ours'],
    ]);
  });

  it('takes no clock of ours for two of theirs, and no due date for one that is not known', () => {
    const both = state(
      native({ metric: 'total_resolution' }),
      native({ metric: 'requester_wait' }),
    );
    const differences = [{ differences: ['only_native'] }, {}, { differences: ['only_ours'] }];
    expect(compareWithNative(both, evaluation)).toMatchObject({
      clocks: differences,
      agreement: { denominator: 1 },
    });
    const paused = evaluate(
      [created('06-01T09:00', { status: 'pending' })],
      [policy({ requester_wait: 480 })],
      '06-01T09:30',
    );
    const theirs = state(native({ metric: 'requester_wait', state: 'paused' }));
    expect(compareWithNative(theirs, paused)).toMatchObject({
      verdict: 'agrees',
      clocks: [{ dueDifferenceMinutes: null, differences: [] }],
    });
  });

  it('compares nothing that the desk does not tell', () => {
    expect(compareWithNative(null, evaluation)).toMatchObject({ verdict: 'not_told', clocks: [] });
    expect(
      compareWithNative(state(native({ dueAt: null, state: 'pending' })), evaluation).verdict,
    ).toBe('agrees');
  });
});
