import { slaAlertsOf, type SlaEvent, type SlaPolicy } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { became, created, evaluate, policy, prioritised, said } from './engine.support.ts';

const one = [policy({ first_reply: 60, total_resolution: 60 })];
const alerts = (
  events: readonly SlaEvent[],
  now: string,
  policies: readonly SlaPolicy[] = one,
  ticketId = '7',
) => slaAlertsOf(ticketId, evaluate(events, policies, now));
const keys = (...given: Parameters<typeof alerts>) => alerts(...given).map(({ key }) => key);

describe('slaAlertsOf', () => {
  it('tells of open clocks that are at risk or over their target, whether they run or not', () => {
    const events = [created('06-01T09:00'), said('06-01T10:10', 'agent')];
    const waiting = [policy({ first_reply: 60, total_resolution: 60, requester_wait: 60 })];
    const told = (now: string, more: readonly SlaEvent[] = []) =>
      alerts([...events, ...more], now, waiting).map(
        ({ kind, severity, metric }) => `${kind} ${severity} ${metric}`,
      );
    expect(told('06-01T09:47')).toEqual([]);
    expect(told('06-01T09:48').toSorted()).toEqual([
      'at_risk warning first_reply',
      'at_risk warning requester_wait',
      'at_risk warning total_resolution',
    ]);
    // Answered too late: that is history. What waits for the customer is late all the same.
    const pending = became('06-01T10:10', 'pending', 'waiting_on_customer');
    expect(told('06-01T10:30', [pending]).toSorted()).toEqual([
      'breached critical requester_wait',
      'breached critical total_resolution',
    ]);
    expect(told('06-01T10:30', [became('06-01T10:20', 'resolved')])).toEqual([]);
    // Paused before the target: no risk that anybody could act upon.
    expect(
      alerts([created('06-01T09:00'), became('06-01T09:10', 'pending')], '06-01T12:00', [
        policy({ requester_wait: 60 }),
      ]),
    ).toEqual([]);
  });

  it('carries what is told of the clock', () => {
    const [alert] = alerts([created('06-01T09:00')], '06-01T09:50', [policy({ first_reply: 60 })]);
    expect(alert).toMatchObject({
      kind: 'at_risk',
      severity: 'warning',
      ticketId: '7',
      metric: 'first_reply',
      cycle: 1,
      notify: [],
      evidence: { metric: 'first_reply', elapsedMinutes: 50, risk: 'at_risk' },
    });
  });

  it('has one key for one thing, and another for another', () => {
    const events = [created('06-01T09:00')];
    const atRisk = keys(events, '06-01T09:50');
    expect(keys(events, '06-01T09:59')).toEqual(atRisk);
    const breached = keys(events, '06-01T10:01');
    expect(keys(events, '06-01T18:00')).toEqual(breached);
    const others = keys(events, '06-01T10:01', one, '8');

    // A next_reply that is late, and the next one.
    const cycle = (start: string) => [said(`06-01T${start}`, 'customer')];
    const talk = [created('06-01T09:00'), said('06-01T09:05', 'agent'), ...cycle('10:00')];
    const replies = [policy({ next_reply: 30 })];
    const first = keys(talk, '06-01T11:00', replies);
    const answered = [...talk, said('06-01T11:00', 'agent'), ...cycle('12:00')];
    const second = keys(answered, '06-01T13:00', replies);
    expect([first.length, second.length]).toEqual([1, 1]);

    const all = [...atRisk, ...breached, ...others, ...first, ...second];
    expect(new Set(all).size).toBe(8);
    for (const key of all) expect(key).toBe(key.trim());
  });

  it('a breach that was taken back and came again is another one', () => {
    const targets = { low: { first_reply: 240 }, urgent: { first_reply: 30 } };
    const policies = [{ ...policy({}), targets }];
    const urgent = [created('06-01T09:00', { priority: 'urgent' })];
    const lowered = [...urgent, prioritised('06-01T10:00', 'low')];
    const raised = [...lowered, prioritised('06-01T11:00', 'urgent')];
    const [before = ''] = keys(urgent, '06-01T09:45', policies);
    expect(keys(lowered, '06-01T10:30', policies)).toEqual([]);
    const [after = ''] = keys(raised, '06-01T11:30', policies);
    expect([before, after]).not.toContain('');
    expect(after).not.toBe(before);
  });

  it('escalations are told with those whom the policy names, of their own clock, while it is open', () => {
    const escalations = [
      { metric: 'total_resolution', offsetMinutes: 30, notify: ['lead', 'manager'] },
      { metric: 'total_resolution', offsetMinutes: 30, notify: ['sales'] },
      { metric: 'total_resolution', offsetMinutes: -20, notify: ['agent'] },
      { metric: 'first_reply', offsetMinutes: 0, notify: ['agent'] },
    ] as const;
    const policies = [policy({ first_reply: 20, total_resolution: 60 }, { escalations })];
    const events = [created('06-01T09:00'), said('06-01T09:30', 'agent')];
    const told = (now: string) =>
      alerts(events, now, policies)
        .filter(({ kind }) => kind === 'escalation')
        .map(
          ({ metric, severity, notify, evidence }) =>
            `${metric}=${evidence.metric} ${severity} ${notify.join('+')}`,
        );
    expect(told('06-01T09:25')).toEqual(['first_reply=first_reply critical agent']);
    expect(told('06-01T09:40')).toEqual(['total_resolution=total_resolution warning agent']);
    expect(told('06-01T10:30')).toEqual([
      'total_resolution=total_resolution critical agent',
      'total_resolution=total_resolution critical lead+manager',
      'total_resolution=total_resolution critical sales',
    ]);
    const late = keys(events, '06-01T10:30', policies);
    expect(new Set(late).size).toBe(4);
    expect(keys(events, '06-01T15:00', policies)).toEqual(late);
  });
});
