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

/** The ticket while its events are played. */
interface PlayedTicket {
  readonly options: ReplayOptions;
  readonly state: TicketState;
  readonly clocks: RunningClock[];
  /** The clocks that are not settled, by metric: of each there is one at most. */
  readonly open: Map<SlaMetric, RunningClock>;
  readonly log: OpenBreach[];
  replied: boolean;
  /** Of a ticket that is done: whether a customer has written since. */
  unanswered: boolean;
}

/** Plays the events and leaves the clocks as they stand at `now`. */
export function replay(events: readonly TimedEvent[], options: ReplayOptions): Replay {
  const state = newTicketState();
  const clocks: RunningClock[] = [];
  const open = new Map<SlaMetric, RunningClock>();
  const log: OpenBreach[] = [];
  const ticket: PlayedTicket = {
    options,
    state,
    clocks,
    open,
    log,
    replied: false,
    unanswered: false,
  };
  for (const { at, event } of events) play(ticket, event, at);
  for (const clock of open.values()) logBreach(clock, { at: options.now, rule: options.rule, log });
  return { policy: state.policy, clocks, log };
}

function play(ticket: PlayedTicket, event: SlaEvent, at: number): void {
  const { state } = ticket;
  const wasDone = isDoneStatus(state.status);
  const groupBefore = state.group;
  applyEvent(state, event);
  const isDone = isDoneStatus(state.status);
  if (event.type === 'message') {
    hear(ticket, event, at);
  } else {
    if (!isDone) changeTerms(ticket, at);
    if (event.type === 'created') begin(ticket, event.by ?? 'customer', at);
    if (event.type === 'due_override') override(ticket, event, at);
    if (event.type === 'assigned' && state.group !== groupBefore) handOver(ticket, at);
    // Whatever else happens to a ticket that is done leaves alone what a customer has written since.
    if (isDone && (!wasDone || event.type === 'status')) finish(ticket, at);
    if (!isDone && wasDone) reopen(ticket, at);
  }
  runOrPause(ticket, at);
}

function begin(ticket: PlayedTicket, by: 'customer' | 'agent', at: number): void {
  for (const metric of CUMULATIVE) start(ticket, metric, at);
  if (by === 'customer') {
    start(ticket, 'first_reply', at);
  } else {
    ticket.replied = true;
    for (const metric of UPDATES) start(ticket, metric, at);
  }
  if (ticket.state.group !== null) start(ticket, 'ownership', at);
}

function hear(
  ticket: PlayedTicket,
  { author, public: isPublic }: SlaMessageEvent,
  at: number,
): void {
  if (!isPublic) return;
  const isDone = isDoneStatus(ticket.state.status);
  if (author === 'agent' || (author === 'bot' && ticket.options.botCountsAsReply)) {
    for (const metric of REPLIES) settle(ticket, metric, { by: 'agent_reply', at });
    for (const metric of UPDATES) settle(ticket, metric, { by: 'agent_reply', at });
    ticket.replied = true;
    ticket.unanswered = false;
    if (!isDone) for (const metric of UPDATES) start(ticket, metric, at);
  } else if (author === 'customer') {
    ticket.unanswered = true;
    if (!isDone && ticket.replied && !ticket.open.has('next_reply'))
      start(ticket, 'next_reply', at);
  }
}

function handOver(ticket: PlayedTicket, at: number): void {
  settle(ticket, 'ownership', { by: 'reassigned', at });
  if (ticket.state.group !== null && !isDoneStatus(ticket.state.status))
    start(ticket, 'ownership', at);
}

function finish(ticket: PlayedTicket, at: number): void {
  for (const metric of [...ticket.open.keys()]) settle(ticket, metric, { by: 'resolved', at });
  ticket.unanswered = false;
}

function reopen(ticket: PlayedTicket, at: number): void {
  for (const clock of ticket.clocks) {
    if (!CUMULATIVE.includes(clock.metric)) continue;
    clock.endedAt = null;
    clock.settledBy = null;
    ticket.open.set(clock.metric, clock);
    renew(ticket, clock, at);
  }
  if (ticket.unanswered) start(ticket, ticket.replied ? 'next_reply' : 'first_reply', at);
  if (ticket.state.group !== null) start(ticket, 'ownership', at);
}

function start(ticket: PlayedTicket, metric: SlaMetric, at: number): void {
  const cycle = 1 + ticket.clocks.filter((clock) => clock.metric === metric).length;
  const clock = createClock(metric, { cycle, at, terms: termsFor(ticket.state, metric) });
  ticket.clocks.push(clock);
  ticket.open.set(metric, clock);
}

function settle(
  ticket: PlayedTicket,
  metric: SlaMetric,
  { by, at }: { readonly by: SlaSettledBy; readonly at: number },
): void {
  const clock = ticket.open.get(metric);
  if (clock === undefined) return;
  stopSlice(clock, at);
  clock.pausedAt = null;
  clock.endedAt = at;
  clock.settledBy = by;
  logBreach(clock, { at, rule: ticket.options.rule, log: ticket.log });
  ticket.open.delete(metric);
}

function override(
  ticket: PlayedTicket,
  event: Extract<SlaEvent, { type: 'due_override' }>,
  at: number,
): void {
  const clock = ticket.open.get(event.metric);
  if (clock === undefined) return;
  const by = { at, rule: ticket.options.rule, log: ticket.log };
  logBreach(clock, by);
  clock.override = event.dueAt === null ? null : instantMs(event.dueAt, 'event.dueAt');
  clock.termsSince = at;
  logBreach(clock, by);
}

function changeTerms(ticket: PlayedTicket, at: number): void {
  ticket.state.policy = policyFor(ticket.state, ticket.options.policies);
  for (const clock of ticket.open.values()) renew(ticket, clock, at);
}

/** Puts a clock under the terms in force now; what it ran so far is measured by them from here on. */
function renew({ state, options, log }: PlayedTicket, clock: RunningClock, at: number): void {
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
function runOrPause({ state, open }: PlayedTicket, at: number): void {
  const key = statusKeyOf(state);
  for (const clock of open.values()) {
    const isPaused =
      state.policy?.pauses.get(clock.metric)?.has(key) ?? SLA_PAUSES[clock.metric].includes(key);
    if (!isPaused) {
      clock.runsFrom ??= at;
      clock.pausedAt = null;
    } else if (clock.pausedAt === null) {
      stopSlice(clock, at);
      clock.pausedAt = at;
    }
  }
}
