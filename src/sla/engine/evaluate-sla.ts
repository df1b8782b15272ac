import type { SlaMetric, SlaRisk } from '../../model/enums.ts';
import { requireNow } from '../../numbers/instant.ts';
import { compilePolicies } from '../policies/compile-policies.ts';
import { clockResult } from './clock-result.ts';
import { escalationsOf } from './escalations.ts';
import { orderedEvents } from './ordered-events.ts';
import { type Replay, replay } from './replay.ts';
import type {
  EvaluateSlaOptions,
  SlaClockResult,
  SlaEscalationDue,
  SlaEvaluation,
  SlaInput,
} from './result-types.ts';

/** From the worst to the best. */
const RISKS: readonly SlaRisk[] = ['breached', 'at_risk', 'paused', 'ok', 'met'];

/**
 * Where a ticket stands against its SLA at `now`: its history is played from the beginning, so the same
 * events give the same clocks, in whatever order they arrived. Events after `now` do not count yet.
 * Minutes are those of the policy, calendar or business time. Clocks without a target are left out.
 * A change of priority, plan or policy measures open clocks anew, without starting them again; settled
 * ones stay as they are.
 *
 * The rules and their sources (Zendesk, Freshdesk, Intercom, Jira Service Management) are in docs/sla.md.
 *
 * @throws ValidationError naming an instant that is none.
 * @throws ConfigurationError for events without a creation, an unknown type or
 * operator, and policies or schedules that can not be meant.
 * @example
 * evaluateSla({ events: [{ type: 'created', at: Date.UTC(2026, 2, 2, 10), priority: 'urgent' }],
 *   policies: [{ id: 'p', position: 1, targets: { urgent: { first_reply: 30 } } }] },
 *   { now: Date.UTC(2026, 2, 2, 10, 31) }).clocks[0]?.minutesOverdue //=> 1
 */
export function evaluateSla(input: SlaInput, options: EvaluateSlaOptions): SlaEvaluation {
  const now = requireNow(options);
  const { breachRule: rule = 'elapsed', botCountsAsReply = false } = options;
  const policies = compilePolicies(input.policies, input.schedules);
  const played = replay(orderedEvents(input.events, now), {
    now,
    policies,
    rule,
    botCountsAsReply,
  });
  const { policy } = played;

  const clocks: SlaClockResult[] = [];
  for (const clock of played.clocks) {
    const result = clockResult(clock, { now, rule, policy });
    if (result !== null) clocks.push(result);
  }
  const escalations = played.clocks.flatMap(escalationsOf).toSorted((a, b) => a.at - b.at);
  const moments = [
    ...clocks.flatMap(({ nextCheckAt }) => (nextCheckAt === null ? [] : [nextCheckAt.getTime()])),
    ...escalations.flatMap(({ at }) => (at > now ? [at] : [])),
  ];
  return {
    policyId: policy?.policy.id ?? null,
    clocks,
    breachLog: breachLogOf(played),
    escalations: escalations.flatMap(({ at, escalation }): SlaEscalationDue[] =>
      at <= now ? [{ ...escalation, at: new Date(at) }] : [],
    ),
    risk: RISKS.find((risk) => clocks.some((clock) => clock.risk === risk)) ?? null,
    nextDue: firstDue(clocks),
    attained: attainedOf(clocks),
    nextCheckAt: moments.length === 0 ? null : new Date(Math.min(...moments)),
  };
}

const breachLogOf = ({ log }: Replay): SlaEvaluation['breachLog'] =>
  log
    .map(({ clock: { metric, cycle }, at, clearedAt }) => ({
      metric,
      cycle,
      at: new Date(at),
      clearedAt: clearedAt === null ? null : new Date(clearedAt),
    }))
    .toSorted((left, right) => left.at.getTime() - right.at.getTime());

function firstDue(clocks: readonly SlaClockResult[]): SlaClockResult | null {
  let first: SlaClockResult | null = null;
  for (const clock of clocks) {
    if (clock.state === 'fulfilled' || clock.dueAt === null) continue;
    if (first?.dueAt == null || clock.dueAt < first.dueAt) first = clock;
  }
  return first;
}

function attainedOf(clocks: readonly SlaClockResult[]): SlaEvaluation['attained'] {
  const attained: Partial<Record<SlaMetric, boolean | null>> = {};
  for (const { metric, breached, state } of clocks) {
    const before = attained[metric];
    if (breached || before === false) attained[metric] = false;
    else attained[metric] = state === 'fulfilled' ? true : (before ?? null);
  }
  return attained;
}
