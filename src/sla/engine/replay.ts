import type { SlaMetric } from '../../model/enums.ts';
import { instantMs } from '../instant-ms.ts';
import type { CompiledPolicy, Terms } from '../policies/compile-policies.ts';
import { SLA_PAUSES } from '../policies/pauses.ts';
import { createClock, type OpenBreach, type RunningClock, stopSlice } from './clock.ts';
import type { SlaEvent, SlaMessageEvent } from './event-types.ts';
import { type BreachRule, logBreach } from './judge-clock.ts';
import type { TimedEvent } from './ordered-events.ts';
import type { SlaSettledBy } from './result-types.ts';
import {
  applyEvent,
  isDoneStatus,
  newTicketState,
  policyFor,
  statusKeyOf,
  type TicketState,
} from './ticket-state.ts';

export interface ReplayOptions {
  readonly now: number;
  readonly policies: readonly CompiledPolicy[];
  readonly rule: BreachRule;
  readonly botCountsAsReply: boolean;
}

/** What is left when all events were played. */
export interface Replay {
  readonly policy: CompiledPolicy | null;
  /** In order of their start. */
  readonly clocks: readonly RunningClock[];
  readonly log: readonly OpenBreach[];
}

/** Metrics that go on where they stopped when a ticket is reopened. */
const CUMULATIVE: readonly SlaMetric[] = ['requester_wait', 'agent_work', 'total_resolution'];
const UPDATES: readonly SlaMetric[] = ['periodic_update', 'pausable_update'];
const REPLIES: readonly SlaMetric[] = ['first_reply', 'next_reply'];

/** The replay while it goes on. */
interface Desk {
  readonly options: ReplayOptions;
  readonly state: TicketState;
  readonly clocks: RunningClock[];
  /** The clocks that are not settled, by metric: of each there is one at most. */
  readonly open: Map<SlaMetric, RunningClock>;
  readonly log: OpenBreach[];
  replied: boolean;
  unanswered: boolean;
}

/** Plays the events and leaves the clocks as they stand at `now`. */
export function replay(events: readonly TimedEvent[], options: ReplayOptions): Replay {
  const state = newTicketState();
  const clocks: RunningClock[] = [];
  const open = new Map<SlaMetric, RunningClock>();
  const log: OpenBreach[] = [];
  const desk: Desk = { options, state, clocks, open, log, replied: false, unanswered: false };
  for (const { at, event } of events) play(desk, event, at);
  for (const clock of open.values()) logBreach(clock, { at: options.now, rule: options.rule, log });
  return { policy: state.policy, clocks, log };
}

function play(desk: Desk, event: SlaEvent, at: number): void {
  const { state } = desk;
  const wasDone = isDoneStatus(state.status);
  const groupBefore = state.group;
  applyEvent(state, event);
  const isDone = isDoneStatus(state.status);
  if (event.type === 'message') {
    hear(desk, event, at);
  } else {
    if (!isDone) changeTerms(desk, at);
    if (event.type === 'created') begin(desk, event.by ?? 'customer', at);
    if (event.type === 'due_override') override(desk, event, at);
    if (event.type === 'assigned' && state.group !== groupBefore) handOver(desk, at);
    if (isDone) finish(desk, at);
    else if (wasDone) reopen(desk, at);
  }
  runOrPause(desk, at);
}

function begin(desk: Desk, by: 'customer' | 'agent', at: number): void {
  for (const metric of CUMULATIVE) start(desk, metric, at);
  if (by === 'customer') {
    desk.unanswered = true;
    start(desk, 'first_reply', at);
  } else {
    desk.replied = true;
    for (const metric of UPDATES) start(desk, metric, at);
  }
  if (desk.state.group !== null) start(desk, 'ownership', at);
}

function hear(desk: Desk, { author, public: isPublic }: SlaMessageEvent, at: number): void {
  if (!isPublic) return;
  const isDone = isDoneStatus(desk.state.status);
  if (author === 'agent' || (author === 'bot' && desk.options.botCountsAsReply)) {
    for (const metric of REPLIES) settle(desk, metric, { by: 'agent_reply', at });
    for (const metric of UPDATES) settle(desk, metric, { by: 'agent_reply', at });
    desk.replied = true;
    desk.unanswered = false;
    if (!isDone) for (const metric of UPDATES) start(desk, metric, at);
  } else if (author === 'customer') {
    desk.unanswered = true;
    if (!isDone && desk.replied && !desk.open.has('next_reply')) start(desk, 'next_reply', at);
  }
}

function handOver(desk: Desk, at: number): void {
  settle(desk, 'ownership', { by: 'reassigned', at });
  if (desk.state.group !== null && !isDoneStatus(desk.state.status)) start(desk, 'ownership', at);
}

function finish(desk: Desk, at: number): void {
  for (const metric of [...desk.open.keys()]) settle(desk, metric, { by: 'resolved', at });
  desk.unanswered = false;
}

function reopen(desk: Desk, at: number): void {
  for (const clock of desk.clocks) {
    if (!CUMULATIVE.includes(clock.metric)) continue;
    clock.endedAt = null;
    clock.settledBy = null;
    desk.open.set(clock.metric, clock);
    renew(desk, clock, at);
  }
  if (desk.unanswered) start(desk, desk.replied ? 'next_reply' : 'first_reply', at);
  if (desk.state.group !== null) start(desk, 'ownership', at);
}

function start(desk: Desk, metric: SlaMetric, at: number): void {
  const cycle = 1 + desk.clocks.filter((clock) => clock.metric === metric).length;
  const clock = createClock(metric, { cycle, at, terms: termsFor(desk.state, metric) });
  desk.clocks.push(clock);
  desk.open.set(metric, clock);
}

function settle(
  desk: Desk,
  metric: SlaMetric,
  { by, at }: { readonly by: SlaSettledBy; readonly at: number },
): void {
  const clock = desk.open.get(metric);
  if (clock === undefined) return;
  stopSlice(clock, at);
  clock.pausedAt = null;
  clock.endedAt = at;
  clock.settledBy = by;
  logBreach(clock, { at, rule: desk.options.rule, log: desk.log });
  desk.open.delete(metric);
}

function override(
  desk: Desk,
  event: Extract<SlaEvent, { type: 'due_override' }>,
  at: number,
): void {
  const clock = desk.open.get(event.metric);
  if (clock === undefined) return;
  const by = { at, rule: desk.options.rule, log: desk.log };
  logBreach(clock, by);
  clock.override = event.dueAt === null ? null : instantMs(event.dueAt);
  clock.termsSince = at;
  logBreach(clock, by);
}

function changeTerms(desk: Desk, at: number): void {
  desk.state.policy = policyFor(desk.state, desk.options.policies);
  for (const clock of desk.open.values()) renew(desk, clock, at);
}

/** Puts a clock under the terms in force now; what it ran so far is measured by them from here on. */
function renew({ state, options, log }: Desk, clock: RunningClock, at: number): void {
  const terms = termsFor(state, clock.metric);
  if (terms === clock.terms) return;
  const by = { at, rule: options.rule, log };
  logBreach(clock, by);
  clock.terms = terms;
  clock.termsSince = at;
  logBreach(clock, by);
}

const termsFor = ({ policy, priority }: TicketState, metric: SlaMetric): Terms | null =>
  policy?.terms.get(priority)?.get(metric) ?? null;

/** Lets the open clocks run that are not paused in the status of the ticket. */
function runOrPause({ state, open }: Desk, at: number): void {
  if (open.size === 0) return;
  const key = statusKeyOf(state);
  for (const clock of open.values()) {
    const isPaused =
      state.policy?.pauses.get(clock.metric)?.has(key) ?? SLA_PAUSES[clock.metric].includes(key);
    if (!isPaused) {
      clock.runsFrom ??= at;
      clock.pausedAt = null;
    } else if (clock.runsFrom !== null || clock.pausedAt === null) {
      stopSlice(clock, at);
      clock.pausedAt = at;
    }
  }
}
