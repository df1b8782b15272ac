/**
 * The pure functions, with the figures of their pages in docs/, so that every runtime counts alike.
 * Throws when one differs.
 */
export async function operations({ triage, model, sla, health, metrics, planning }) {
  const ticket = { tags: [], metadata: { plan: null, mrr: null } };
  const triaged = await triage.triageTicket(
    {
      ...ticket,
      subject: 'Parcel',
      description: 'Where is my order? It should have come last week.',
    },
    { classifier: model.createFirstDayClassifier() },
  );
  same('triage', triaged.category, 'order_delivery.track');

  const { breaches } = sla.checkSLABreaches(
    [
      {
        id: '7',
        status: 'open',
        priority: 'urgent',
        createdAt: new Date('2026-03-02T10:00:00Z'),
        firstResponseAt: null,
        resolvedAt: null,
      },
    ],
    { now: new Date('2026-03-02T10:31:00Z'), policies: sla.SLA_PRESETS.standard },
  );
  same('sla', breaches.map((breach) => sla.explainSlaBreach(breach).message).join(), LATE);
  const night = new Date('2026-03-28T12:00:00Z');
  const open = sla.businessTime.between(NIGHTS, night, new Date('2026-03-29T12:00:00Z'));
  same('business time', open / 3_600_000, 7);

  const { rawScore, status } = health.calculateHealthScore(USAGE, {
    coreFeatures: ['reports', 'api', 'sso', 'exports', 'alerts'],
  });
  same('health', `${rawScore} ${status}`, '15.5 critical');

  const report = metrics.computeMetrics(
    [
      {
        id: '1',
        createdAt: new Date('2026-03-02T09:00:00Z'),
        firstHumanReplyAt: new Date('2026-03-02T09:30:00Z'),
        resolvedAt: new Date('2026-03-02T11:00:00Z'),
        humanReplies: 1,
      },
      { id: '2', createdAt: new Date('2026-03-04T00:00:00Z'), humanReplies: 0 },
    ],
    { now: new Date('2026-03-05T00:00:00Z') },
  );
  same('metrics', report.timeToResolution.full.median, 120);
  same('metrics', report.firstReply.unanswered.agesMinutes.join(), '1440');

  const { agents, scheduled, serviceLevel } = planning.plan(CALLS);
  same('planning', `${agents} ${scheduled} ${serviceLevel.toFixed(3)}`, '14 20 0.888');
}

function same(name, found, expected) {
  if (found !== expected) throw new Error(`${name}: ${found} instead of ${expected}`);
}

/** The clocks of Berlin go forward at two. */
const NIGHTS = { timezone: 'Europe/Berlin', weekly: { sat: [['22:00', '06:00']] } };
const LATE = 'No first response after 31 minutes; the target for urgent tickets is 30.';
const USAGE = {
  loginDaysLast30: 2,
  featuresUsed: ['reports'],
  ticketsLast90Days: 5,
  resolvedTicketsLast90Days: 1,
  currentMonthUsage: 50,
  previousMonthUsage: 100,
  failedPaymentsLast90Days: 3,
};
const CALLS = {
  mode: 'queue',
  arrivals: 100,
  intervalSeconds: 1_800,
  ahtSeconds: 180,
  serviceLevel: 0.8,
  targetSeconds: 20,
  maxOccupancy: 0.85,
  shrinkage: 0.3,
};
