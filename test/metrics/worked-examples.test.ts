import { computeMetrics, type MetricTicket, netPromoterScore, percentile } from 'polydesk/metrics';
import { expect, it } from 'vitest';
import { describeWorked } from '../support/worked.ts';

interface WorkedTicket {
  readonly id: number;
  readonly created: string;
  readonly firstHumanReply: string | null;
  readonly resolved: string | null;
  readonly closed: string | null;
  readonly agentReplies: number;
  readonly reopens: number;
  readonly escalated: boolean;
  readonly csat: number | null;
  readonly handleMin: number;
}
interface Worked {
  readonly metrics: {
    readonly now: string;
    readonly tickets: readonly WorkedTicket[];
    readonly activeCustomers: number;
    readonly availableAgentMinutes: number;
    readonly expected: Readonly<Record<string, unknown>>;
  };
  readonly percentile: {
    readonly values: readonly number[];
    readonly expected: { mean: number; p50: number; p90: number; p95: number };
  };
  readonly nps: { promoters: number; passives: number; detractors: number; expected: number };
}

const moment = (text: string | null) => (text === null ? null : new Date(text));
const ticketOf = (one: WorkedTicket): MetricTicket => ({
  id: String(one.id),
  createdAt: new Date(one.created),
  firstHumanReplyAt: moment(one.firstHumanReply),
  resolvedAt: moment(one.resolved),
  closedAt: moment(one.closed),
  humanReplies: one.agentReplies,
  reopens: one.reopens,
  escalated: one.escalated,
  csat: one.csat,
  handleMinutes: one.handleMin,
});

/** To the six printed decimals. */
const printed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'number' ? Number(inner.toFixed(6)) : inner,
  );

describeWorked<Worked>('worked metrics examples', (read) => {
  it('M1–M6: every figure agrees to the printed digits', () => {
    const { metrics } = read();
    const found = computeMetrics(metrics.tickets.map(ticketOf), {
      now: new Date(metrics.now),
      activeCustomers: metrics.activeCustomers,
      paidMinutes: metrics.availableAgentMinutes,
    });
    const { n, mean, median, p90 } = found.firstReply.calendar;
    const full = found.timeToResolution.full;
    expect(
      printed({
        frt: { n, mean, median, p90, unanswered: found.firstReply.unanswered.count },
        ttr: { n: full.n, mean: full.mean, median: full.median, p90: full.p90 },
        csat: {
          responses: found.csat.responses,
          percent: found.csat.percent,
          mean: found.csat.mean,
          responseRatePercent: found.csat.responseRate.percent,
        },
        fcrPercent: found.fcr.standard.percent,
        reopenRatePercent: found.reopened.percent,
        escalationRatePercent: found.escalated.percent,
        ahtMinutes: found.aht.value,
        utilizationPercent: found.utilization.percent,
        volumePer100: found.volumePer100.value,
        backlog: {
          unresolved: found.backlog.unresolved,
          notClosed: found.backlog.notClosed,
          agesDays: found.backlog.agesDays,
        },
      }),
    ).toEqual(metrics.expected);
  });
  it('percentiles and NPS agree', () => {
    const { percentile: list, nps } = read();
    expect(percentile(list.values, 50)).toBeCloseTo(list.expected.p50, 5);
    expect(percentile(list.values, 90)).toBeCloseTo(list.expected.p90, 5);
    expect(percentile(list.values, 95)).toBeCloseTo(list.expected.p95, 5);
    const answers = [
      ...Array<number>(nps.promoters).fill(10),
      ...Array<number>(nps.passives).fill(8),
      ...Array<number>(nps.detractors).fill(0),
    ];
    expect(netPromoterScore(answers).score).toBe(nps.expected);
  });
});
