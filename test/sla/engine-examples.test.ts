import { presetPolicy, SLA_PRESETS, type SlaPolicy } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import {
  at,
  became,
  business,
  created,
  evaluate,
  policy,
  prioritised,
  said,
  told,
} from './engine.support.ts';

const seed = presetPolicy(SLA_PRESETS.standard);

describe('worked examples by hand', () => {
  it('B.5-1: the seed preset in calendar minutes, and a breach only above the target', () => {
    const events = [created('03-02T10:00', { priority: 'urgent' })];
    const first = (now: string) =>
      told(evaluate(events, [seed], now)).find((line) => line.startsWith('first_reply'));
    expect(first('03-02T10:30')).toBe('first_reply 1: 30 of 30, due 03-02T10:30, at_risk');
    expect(first('03-02T10:30:20')).toContain('breached by 0');
    expect(first('03-02T10:31')).toContain('breached by 1');
    const late = evaluate(events, [seed], '03-02T14:07:30').clocks;
    expect(late.map(({ metric, minutesOverdue }) => [metric, minutesOverdue])).toEqual([
      ['total_resolution', 8],
      ['first_reply', 218],
    ]);
  });

  it('B.5-2: an hour of New York on a Friday afternoon ends on Monday', () => {
    const events = [created('05-08T20:30')];
    const policies = [policy({ first_reply: 60 }, business('ny'))];
    expect(told(evaluate(events, policies, '05-09T15:00'))).toEqual([
      'first_reply 1: 30 of 60, due 05-11T13:30, ok',
    ]);
    expect(evaluate(events, policies, '05-11T13:30').clocks[0]?.breached).toBe(false);
    expect(evaluate(events, policies, '05-11T13:45').clocks[0]?.minutesOverdue).toBe(15);
  });

  it('B.5-3: a clock change between two days leaves the wall time of the due date', () => {
    const policies = [policy({ first_reply: 480 }, business('ny'))];
    expect(told(evaluate([created('03-06T21:00')], policies, '03-09T19:00'))).toEqual([
      'first_reply 1: 420 of 480, due 03-09T20:00, at_risk',
    ]);
  });

  it('B.5-4: a holiday and half a day', () => {
    const policies = [policy({ first_reply: 480 }, business('ny'))];
    expect(told(evaluate([created('11-25T21:00')], policies, '11-27T20:00'))).toEqual([
      'first_reply 1: 300 of 480, due 11-30T17:00, ok',
    ]);
  });

  it('B.5-5: a lunch break in Shanghai', () => {
    const policies = [policy({ first_reply: 120 }, business('sh'))];
    expect(told(evaluate([created('05-08T03:40')], policies, '05-08T05:00'))).toEqual([
      'first_reply 1: 20 of 120, due 05-08T07:10, ok',
    ]);
  });

  it('B.5-6: three real hours, of which the wall clock shows two', () => {
    const policies = [policy({ first_reply: 180 }, business('nyAlways'))];
    expect(told(evaluate([created('11-01T04:30')], policies, '11-01T07:00'))).toEqual([
      'first_reply 1: 150 of 180, due 11-01T07:30, at_risk',
    ]);
  });

  it('B.5-7: what pauses which clock', () => {
    const policies = [policy({ requester_wait: 300, agent_work: 200, total_resolution: 360 })];
    const events = [
      created('06-01T10:00'),
      became('06-01T11:00', 'pending'),
      became('06-01T13:00', 'open'),
      became('06-01T14:00', 'pending', 'waiting_on_third_party'),
      became('06-01T15:00', 'in_progress'),
      became('06-01T16:00', 'resolved'),
    ];
    expect(told(evaluate(events, policies, '06-01T12:00'))).toEqual([
      'requester_wait 1: 60 of 300, due none, paused',
      'agent_work 1: 60 of 200, due none, paused',
      'total_resolution 1: 120 of 360, due 06-01T16:00, ok',
    ]);
    expect(told(evaluate(events, policies, '06-01T14:30'))).toEqual([
      'requester_wait 1: 150 of 300, due 06-01T17:00, ok',
      'agent_work 1: 120 of 200, due none, paused',
      'total_resolution 1: 270 of 360, due 06-01T16:00, ok',
    ]);
    expect(told(evaluate(events, policies, '06-01T16:30'))).toEqual([
      'requester_wait 1: 240 of 300, due 06-01T17:00, met',
      'agent_work 1: 180 of 200, due 06-01T16:20, met',
      'total_resolution 1: 360 of 360, due 06-01T16:00, met',
    ]);
  });

  it('B.5-8: bots and notes are no answer, and more questions do not start the clock again', () => {
    const events = [
      created('06-01T09:00'),
      said('06-01T09:00:30', 'bot'),
      said('06-01T09:30', 'agent', false),
      said('06-01T09:50', 'agent'),
      said('06-01T10:10', 'customer'),
      said('06-01T10:40', 'customer'),
      said('06-01T11:00', 'agent'),
      said('06-01T12:00', 'customer'),
      became('06-01T12:20', 'resolved'),
    ];
    const policies = [policy({ first_reply: 60, next_reply: 45 })];
    expect(told(evaluate(events, policies, '06-01T13:00'))).toEqual([
      'first_reply 1: 50 of 60, due 06-01T10:00, met',
      'next_reply 1: 50 of 45, due 06-01T10:55, breached by 5',
      'next_reply 2: 20 of 45, due 06-01T12:45, met',
    ]);
  });

  it('B.5-9: a new priority measures open clocks anew; settled ones keep what applied', () => {
    const events = [
      created('06-01T09:00'),
      prioritised('06-01T09:40', 'urgent'),
      prioritised('06-01T10:00', 'high'),
      said('06-01T10:30', 'agent'),
      prioritised('06-01T10:45', 'urgent'),
    ];
    const first = (now: string) =>
      told(evaluate(events, [seed], now)).find((line) => line.startsWith('first_reply'));
    expect(first('06-01T09:40')).toBe('first_reply 1: 40 of 30, due 06-01T09:30, breached by 10');
    expect(first('06-01T10:00')).toBe('first_reply 1: 60 of 120, due 06-01T11:00, ok');
    const end = evaluate(events, [seed], '06-01T11:00');
    expect(told(end)).toEqual([
      'total_resolution 1: 120 of 240, due 06-01T13:00, ok',
      'first_reply 1: 90 of 120, due 06-01T11:00, met',
    ]);
    expect(end.breachLog).toEqual([
      { metric: 'first_reply', cycle: 1, at: at('06-01T09:40'), clearedAt: at('06-01T10:00') },
    ]);
  });

  it('B.5-10: a reopened ticket goes on, and its question is due from the reopening', () => {
    const events = [
      created('06-01T09:00'),
      said('06-01T09:20', 'agent'),
      became('06-01T11:00', 'resolved'),
      said('06-02T09:00', 'customer'),
      became('06-02T09:00', 'open'),
      said('06-02T09:30', 'agent'),
      became('06-02T09:30', 'pending'),
      became('06-02T10:30', 'resolved'),
    ];
    const policies = [
      policy({ first_reply: 60, next_reply: 60, requester_wait: 240, total_resolution: 240 }),
    ];
    expect(told(evaluate(events, policies, '06-02T09:15'))).toEqual([
      'requester_wait 1: 135 of 240, due 06-02T11:00, ok',
      'total_resolution 1: 135 of 240, due 06-02T11:00, ok',
      'first_reply 1: 20 of 60, due 06-01T10:00, met',
      'next_reply 1: 15 of 60, due 06-02T10:00, ok',
    ]);
    const end = evaluate(events, policies, '06-02T11:00').clocks;
    expect(end.map(({ metric, elapsedMinutes }) => `${metric} ${elapsedMinutes}`)).toEqual([
      'requester_wait 150',
      'total_resolution 210',
      'first_reply 20',
      'next_reply 30',
    ]);
  });

  it('B.5-11: periodic updates run on while the customer is waited for, pausable ones do not', () => {
    const events = [
      created('06-01T09:00'),
      said('06-01T09:30', 'agent'),
      became('06-01T10:00', 'pending'),
      said('06-01T11:00', 'customer'),
      became('06-01T11:00', 'open'),
      said('06-01T12:15', 'agent'),
      became('06-01T13:00', 'resolved'),
    ];
    const policies = [policy({ periodic_update: 120, pausable_update: 120 })];
    expect(told(evaluate(events, policies, '06-01T14:00'))).toEqual([
      'periodic_update 1: 165 of 120, due 06-01T11:30, breached by 45',
      'pausable_update 1: 105 of 120, due 06-01T12:30, met',
      'periodic_update 2: 45 of 120, due 06-01T14:15, met',
      'pausable_update 2: 45 of 120, due 06-01T14:15, met',
    ]);
  });

  it('B.5-12: the first policy that applies wins; an answer out of hours meets the target', () => {
    const policies: readonly SlaPolicy[] = [
      policy({ first_reply: 480 }, { id: 'standard', position: 3, ...business('ny') }),
      policy(
        { first_reply: 360 },
        {
          id: 'pro',
          position: 2,
          ...business('ny'),
          when: { field: 'plan', op: 'eq', value: 'Pro' },
        },
      ),
      policy(
        { first_reply: 240 },
        {
          id: 'enterprise',
          position: 1,
          schedule: 'ny',
          hours: { normal: 'business', urgent: 'calendar' },
          when: { all: [{ field: 'mrr', op: 'gte', value: 5000 }] },
        },
      ),
    ];
    const events = [
      created('05-08T17:00', { attributes: { plan: 'pro', mrr: 5000 } }),
      said('05-09T18:00', 'agent'),
    ];
    const end = evaluate(events, policies, '05-09T18:00');
    expect(end.policyId).toBe('enterprise');
    expect(told(end)).toEqual(['first_reply 1: 240 of 240, due 05-08T21:00, met']);
    const cheaper = [created('05-08T17:00', { attributes: { plan: 'pro', mrr: 4999.99 } })];
    expect(evaluate(cheaper, policies, '05-08T18:00').policyId).toBe('pro');
  });
});
