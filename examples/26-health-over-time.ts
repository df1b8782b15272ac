// A customer's health over time: the trend, what would help, and alerts that do not repeat themselves.
import {
  calculateHealthScore,
  explainHealth,
  HEALTH_PRESETS,
  healthAlerts,
  healthHistoryEntry,
  type HealthHistoryEntry,
  healthTrend,
} from 'polydesk/health';

const coreFeatures = ['reports', 'api', 'sso', 'exports', 'alerts'];
const model = HEALTH_PRESETS.seed;
const customer = { id: 'acme', mrr: 2400, renewalDate: new Date('2026-06-01T00:00:00Z') };
const scored = (loginDays: number, failedPayments: number) =>
  calculateHealthScore(
    {
      loginDaysLast30: loginDays,
      featuresUsed: ['reports', 'api', 'sso', 'exports'],
      ticketsLast90Days: 4,
      resolvedTicketsLast90Days: 3,
      currentMonthUsage: 90,
      previousMonthUsage: 100,
      failedPaymentsLast90Days: failedPayments,
    },
    { coreFeatures, model },
  );

const history: HealthHistoryEntry[] = [];
for (const [day, loginDays] of [
  ['2026-01-01', 20],
  ['2026-01-31', 20],
  ['2026-03-02', 18],
] as const)
  history.push(healthHistoryEntry(scored(loginDays, 0), { at: new Date(day), version: 'seed-1' }));

const now = new Date('2026-04-01T00:00:00Z');
const health = scored(12, 1);
const entry = healthHistoryEntry(health, { at: now, version: 'seed-1' });
const trend = healthTrend([...history, entry], { now });
console.log('health:', health.rawScore, health.status);
console.log('trend:', trend.label, trend.changeIn30Days);
console.log('would help:', explainHealth(health, { model }).toHealthy);

const first = healthAlerts({ customer, health, history }, { now });
console.log('alerts:', first.alerts.map(({ kind }) => kind).join(', '));
const raised = first.alerts.map(({ key, status }) => ({
  key,
  status,
  raisedAt: now,
  clearedAt: null,
}));
const tomorrow = new Date('2026-04-02T00:00:00Z');
const again = healthAlerts({ customer, health, history }, { now: tomorrow, raised });
console.log('tomorrow:', again.alerts.length, 'suppressed:', again.suppressed.length);
