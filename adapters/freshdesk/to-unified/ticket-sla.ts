import type { SlaClockState, SlaMetric } from '../../../src/model/enums.ts';
import type { SlaClock, SlaState } from '../../../src/model/sla.ts';
import type { FreshdeskTicket } from '../wire/tickets.ts';
import { optionalDateOf } from './common.ts';

interface ClockFacts {
  readonly metric: SlaMetric;
  /** `pending` where nothing says whether the clock still runs. */
  readonly state: SlaClockState;
  readonly dueAt: Date | null;
  readonly stoppedAt: Date | null;
  /** Freshdesk's own word that the target was missed. */
  readonly escalated: boolean;
}

/**
 * The SLA clocks of a ticket: first response, next response and resolution, each with its due date
 * and whether it was missed. Which policy it was, and whether a status stops the clock, Freshdesk
 * does not say. Due dates are null for a moment after a write in newer accounts (sheet section 7).
 */
export function slaOf(wire: FreshdeskTicket, done: boolean): SlaState | null {
  const clocks = [firstReply(wire), nextReply(wire), resolution(wire, done)]
    .filter(({ dueAt, escalated }) => dueAt !== null || escalated)
    .map(clockOf);
  return clocks.length === 0 ? null : { source: 'native', policy: null, clocks };
}

function firstReply({ stats, fr_due_by, fr_escalated }: FreshdeskTicket): ClockFacts {
  const stoppedAt = optionalDateOf(stats?.first_responded_at, 'stats.first_responded_at');
  return {
    metric: 'first_reply',
    state: stats == null ? 'pending' : stoppedAt === null ? 'active' : 'fulfilled',
    dueAt: optionalDateOf(fr_due_by, 'fr_due_by'),
    stoppedAt,
    escalated: fr_escalated === true,
  };
}

const nextReply = ({ nr_due_by, nr_escalated }: FreshdeskTicket): ClockFacts => ({
  metric: 'next_reply',
  state: 'pending',
  dueAt: optionalDateOf(nr_due_by, 'nr_due_by'),
  stoppedAt: null,
  escalated: nr_escalated === true,
});

function resolution(wire: FreshdeskTicket, done: boolean): ClockFacts {
  const resolvedAt = optionalDateOf(wire.stats?.resolved_at, 'stats.resolved_at');
  return {
    metric: 'total_resolution',
    state: done ? 'fulfilled' : 'active',
    dueAt: optionalDateOf(wire.due_by, 'due_by'),
    // A reopened ticket keeps the date of its earlier resolution.
    stoppedAt: done ? resolvedAt : null,
    escalated: wire.is_escalated === true,
  };
}

function clockOf({ metric, state, dueAt, stoppedAt, escalated }: ClockFacts): SlaClock {
  const late = escalated || (stoppedAt !== null && dueAt !== null && stoppedAt > dueAt);
  return {
    metric,
    cycle: 1,
    state,
    risk: late ? 'breached' : state === 'fulfilled' ? 'met' : 'ok',
    targetMinutes: null,
    elapsedMinutes: null,
    startedAt: null,
    dueAt,
    pausedAt: null,
    stoppedAt,
    breachedAt: null,
  };
}
