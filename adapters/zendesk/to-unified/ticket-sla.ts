import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { SlaClockState, SlaMetric } from '../../../src/model/enums.ts';
import type { SlaClock, SlaState } from '../../../src/model/sla.ts';
import { SLA_METRIC_TO_UNIFIED } from '../enums.ts';
import type { ZendeskTicket } from '../wire/tickets.ts';
import { entryOf, optionalDateOf } from './common.ts';

const METRICS: Readonly<Record<string, SlaMetric>> = SLA_METRIC_TO_UNIFIED;

// The sheet names active, paused and achieved and leaves the list open: others count as pending.
const STAGES: Readonly<Record<string, SlaClockState>> = {
  active: 'active',
  paused: 'paused',
  achieved: 'fulfilled',
  fulfilled: 'fulfilled',
};

/** The SLA clocks that Zendesk shows for a ticket, when they were asked for. */
export function slaOf(wire: ZendeskTicket, log: WarningLog): SlaState | null {
  const metrics = wire.slas?.policy_metrics;
  if (metrics === null || metrics === undefined || metrics.length === 0) return null;
  const clocks = metrics.flatMap((entry): readonly SlaClock[] => {
    const metric = entryOf(METRICS, entry.metric);
    if (metric === undefined) {
      log.add({
        type: 'dropped',
        field: 'sla.clocks',
        reason: 'Zendesk runs an SLA clock that polydesk does not know.',
        from: entry.metric ?? null,
      });
      return [];
    }
    const known = entryOf(STAGES, entry.stage);
    const state = known ?? 'pending';
    if (known === undefined && entry.stage != null) {
      log.add({
        type: 'coerced',
        field: 'sla.clocks.state',
        reason: 'Zendesk names a stage of an SLA clock that polydesk does not know.',
        from: entry.stage,
        to: state,
      });
    }
    return [
      {
        metric,
        cycle: 1,
        state,
        // Overdue clocks show negative remaining time in whichever unit Zendesk chose.
        risk:
          state === 'paused'
            ? 'paused'
            : state === 'fulfilled'
              ? 'met'
              : isOverdue(entry)
                ? 'breached'
                : 'ok',
        targetMinutes: null,
        elapsedMinutes: null,
        startedAt: null,
        dueAt: optionalDateOf(entry.breach_at, 'slas.policy_metrics.breach_at'),
        pausedAt: null,
        stoppedAt: null,
        breachedAt: null,
      },
    ];
  });
  return { source: 'native', policy: null, clocks };
}

const isOverdue = (entry: {
  readonly days?: number | null | undefined;
  readonly hours?: number | null | undefined;
  readonly minutes?: number | null | undefined;
}): boolean => (entry.days ?? entry.hours ?? entry.minutes ?? 0) < 0;
