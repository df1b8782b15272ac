import type { MetricsReport } from './types.ts';

/** Who looks at figures, from close up to far away. */
export const REPORT_LEVELS = ['tickets', 'queue', 'channel', 'operations', 'strategy'] as const;
/** Who looks at figures. */
export type ReportLevel = (typeof REPORT_LEVELS)[number];

/** What each level looks at. */
export interface ReportViews {
  readonly tickets: Pick<MetricsReport, 'aht' | 'csat'>;
  readonly queue: Pick<MetricsReport, 'firstReply' | 'nextReply' | 'backlog'>;
  readonly channel: Pick<MetricsReport, 'deflection' | 'containment'>;
  readonly operations: Pick<MetricsReport, 'costPerTicket' | 'nps'>;
  readonly strategy: Pick<MetricsReport, 'retention' | 'expansion'>;
}

const VIEWS: { readonly [Level in ReportLevel]: (report: MetricsReport) => ReportViews[Level] } = {
  tickets: ({ aht, csat }) => ({ aht, csat }),
  queue: ({ firstReply, nextReply, backlog }) => ({ firstReply, nextReply, backlog }),
  channel: ({ deflection, containment }) => ({ deflection, containment }),
  operations: ({ costPerTicket, nps }) => ({ costPerTicket, nps }),
  strategy: ({ retention, expansion }) => ({ retention, expansion }),
};

/**
 * The part of a report for one level: tickets (handle time, CSAT), queue (waits, backlog), channel
 * (deflection, containment), operations (cost per ticket, NPS), strategy (retention, expansion).
 *
 * @example
 * Object.keys(reportView(computeMetrics([], { now: 0 }), 'strategy')) //=> ['retention', 'expansion']
 */
export function reportView<Level extends ReportLevel>(
  report: MetricsReport,
  level: Level,
): ReportViews[Level] {
  return VIEWS[level](report);
}
