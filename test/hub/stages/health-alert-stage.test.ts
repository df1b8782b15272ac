import { healthAlertStage, type HealthAlertStageOptions } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../webhooks/support/manual-clock.ts';
import { CREATED, openStage } from './support.ts';

const HOUR = 3_600_000;
const CRITICAL = {
  loginDaysLast30: 0,
  featuresUsed: [],
  ticketsLast90Days: 20,
  resolvedTicketsLast90Days: 2,
  currentMonthUsage: 1,
  previousMonthUsage: 100,
  failedPaymentsLast90Days: 5,
};

function openAlerts(options: Partial<HealthAlertStageOptions> = {}) {
  const clock = createManualClock(CREATED);
  const alerts: string[] = [];
  const stage = healthAlertStage({
    coreFeatures: ['api'],
    signals: ({ externalId }) => ({ ...CRITICAL, customer: { id: externalId, mrr: 5000 } }),
    onAlert: ({ key }) => void alerts.push(key),
    clock,
    ...options,
  });
  return { clock, alerts, ...openStage(stage) };
}

describe('healthAlertStage', () => {
  it('raises an alert for a critical customer, and the same again after a day', async () => {
    const { clock, alerts, tell } = openAlerts();
    await tell('ticket.created', 'ada');
    await tell('ticket.created', 'bob');
    await tell('rating.received', 'ada', { rating: null });
    await clock.advance(24 * HOUR - 1);
    await tell('ticket.created', 'ada');
    expect(alerts).toEqual(['critical_health:ada', 'critical_health:bob']);
    await clock.advance(1);
    await tell('ticket.created', 'ada');
    expect(alerts).toHaveLength(3);
  });

  it('raises it again when raising it failed', async () => {
    const failures = [new Error('mail is down')];
    const alerts: string[] = [];
    const { tell } = openAlerts({
      onAlert: ({ key }) => {
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        alerts.push(key);
      },
    });
    await expect(tell('ticket.created', 'ada')).rejects.toMatchObject({
      errors: [new Error('mail is down')],
    });
    await tell('ticket.created', 'ada');
    expect(alerts).toEqual(['critical_health:ada']);
  });

  it('raises none for customers that are not known, bring little, or at other events', async () => {
    const unknown = openAlerts({ signals: () => null });
    await unknown.tell('ticket.created', 'ada');
    const small = openAlerts({
      signals: async () => ({ ...CRITICAL, customer: { id: 'ada', mrr: 999 } }),
    });
    await small.tell('ticket.created', 'ada');
    const other = openAlerts({ on: ['ticket.merged'] });
    await other.tell('ticket.created', 'ada');
    expect([...unknown.alerts, ...small.alerts, ...other.alerts]).toEqual([]);
    expect(() => openAlerts({ quietMs: -1 })).toThrow('quietMs');
  });
});
