import type { HealthInput } from 'polydesk/health';
import { calculateHealthScore, HEALTH_PRESETS, type HEALTH_SIGNALS } from 'polydesk/health';

export const coreFeatures = ['A', 'B', 'C', 'D', 'E'];
export const input = (changes: Partial<HealthInput> = {}): HealthInput => ({
  loginDaysLast30: 20,
  featuresUsed: ['A', 'B', 'C', 'D'],
  ticketsLast90Days: 4,
  resolvedTicketsLast90Days: 3,
  currentMonthUsage: 130,
  previousMonthUsage: 100,
  failedPaymentsLast90Days: 0,
  ...changes,
});
export const score = (changes: Partial<HealthInput> = {}, model = HEALTH_PRESETS.seed) =>
  calculateHealthScore(input(changes), { coreFeatures, model });
export const signal = (name: (typeof HEALTH_SIGNALS)[number], changes: Partial<HealthInput>) =>
  score(changes).signals.find((one) => one.signal === name)?.score;
