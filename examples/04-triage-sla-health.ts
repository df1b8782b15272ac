// The pure functions: they decide, give their reasons, and change nothing.
import { calculateHealthScore } from 'polydesk/health';
import { checkSLABreaches, explainSlaBreach } from 'polydesk/sla';
import { aTicket } from 'polydesk/testing';
import { triageTicket } from 'polydesk/triage';

const now = new Date('2026-05-11T12:00:00Z');
const ticket = aTicket({
  subject: 'Contract',
  description: 'We will not renew when the contract ends in June.',
  status: 'open',
  priority: 'normal',
  createdAt: new Date('2026-05-11T02:00:00Z'),
  firstResponseAt: null,
  resolvedAt: null,
});

const { priority, team, tags, reasons } = await triageTicket(ticket);
console.log('triage:', priority, team, tags);
for (const reason of reasons) console.log('  -', reason.message);

const { breaches } = checkSLABreaches([ticket], { now });
for (const breach of breaches) console.log('sla:', explainSlaBreach(breach).message);

const health = calculateHealthScore(
  {
    loginDaysLast30: 2,
    featuresUsed: ['reports'],
    ticketsLast90Days: 5,
    resolvedTicketsLast90Days: 1,
    currentMonthUsage: 50,
    previousMonthUsage: 100,
    failedPaymentsLast90Days: 3,
  },
  { coreFeatures: ['reports', 'automations', 'api', 'sso', 'mobile'] },
);
console.log('health:', health.score, health.status);
for (const { signal, score } of health.signals) console.log('  -', signal, score);
