import type { SlaMetric } from '../../model/enums.ts';
import type { SlaClockResult, SlaEscalationDue, SlaEvaluation } from '../engine/result-types.ts';

/** Something that somebody should hear of. */
export interface SlaAlert {
  /** The same for the same thing: the key to deduplicate on. */
  readonly key: string;
  readonly kind: 'at_risk' | 'breached' | 'escalation';
  readonly severity: 'warning' | 'critical';
  readonly ticketId: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  /** Whom the policy wants told; empty unless it is an escalation. */
  readonly notify: readonly string[];
  readonly evidence: SlaClockResult;
}

/**
 * What is to be told of a ticket as it stands: open clocks that are at risk or over their target, and
 * escalations of the policy whose time has come. A clock that was stopped too late is history.
 *
 * @example slaAlertsOf('7', evaluation).map(({ kind, metric }) => `${kind} ${metric}`)
 * //=> ['breached first_reply']
 */
export function slaAlertsOf(ticketId: string, evaluation: SlaEvaluation): readonly SlaAlert[] {
  const open = evaluation.clocks.filter(({ state }) => state !== 'fulfilled');
  const alerts = open.flatMap((clock): readonly SlaAlert[] => {
    if (clock.risk !== 'breached' && clock.risk !== 'at_risk') return [];
    return [alert(ticketId, clock, { kind: clock.risk, mark: clock.breachedAt?.getTime() ?? '' })];
  });
  const escalations = evaluation.escalations.flatMap((due): readonly SlaAlert[] => {
    const clock = open.find((one) => isOf(one, due));
    if (clock === undefined) return [];
    const mark = `${due.offsetMinutes} ${due.notify.join(',')}`;
    return [{ ...alert(ticketId, clock, { kind: 'escalation', mark }), notify: due.notify }];
  });
  return [...alerts, ...escalations];
}

const isOf = (clock: SlaClockResult, due: SlaEscalationDue): boolean =>
  clock.metric === due.metric && clock.cycle === due.cycle;

function alert(
  ticketId: string,
  clock: SlaClockResult,
  { kind, mark }: { readonly kind: SlaAlert['kind']; readonly mark: string | number },
): SlaAlert {
  const { metric, cycle, breached } = clock;
  return {
    key: `${ticketId} ${metric} ${cycle} ${kind} ${mark}`.trim(),
    kind,
    severity: breached ? 'critical' : 'warning',
    ticketId,
    metric,
    cycle,
    notify: [],
    evidence: clock,
  };
}
