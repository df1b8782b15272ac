import { ConfigurationError } from '../../errors/index.ts';
import { refuse } from '../../numbers/check-numbers.ts';
import { minutesBetween, requireNow, requireInstant } from '../../numbers/instant.ts';
import { plusMinutes } from '../instants.ts';
import {
  AUTO_CLOSE_MINUTES,
  LIFECYCLE_LIMITS,
  LIFECYCLE_STATE_OWNERS,
  LIFECYCLE_STATUSES,
  LIFECYCLE_TABLE,
  REOPEN_WINDOW_MINUTES,
} from './defaults.ts';
import { TransitionError } from './transition-error.ts';
import {
  LIFECYCLE_EVENTS,
  LIFECYCLE_STATES,
  type LifecycleContext,
  type LifecycleEffect,
  type LifecycleEvent,
  type LifecycleReason,
  type LifecycleState,
  type Transition,
} from './types.ts';

/**
 * The events that a state takes, in the order of `LIFECYCLE_EVENTS`.
 *
 * @example allowedEvents('new').slice(0, 3) //=> ['triage', 'resolve', 'close']
 */
export function allowedEvents(state: LifecycleState): readonly LifecycleEvent[] {
  return LIFECYCLE_EVENTS.filter((event) => LIFECYCLE_TABLE[event][state] !== undefined);
}

/**
 * Where an event takes a case, and what the caller has to do then: the status to write, whom to tell,
 * by when to look again. Nothing is done here. A customer's reply puts a waiting case back to work and
 * reopens a resolved one within the reopen window; later, and on a closed case, it asks for a follow-up
 * case instead. An agent's public reply on a case that is worked on waits for the customer. A resolved
 * case closes when the customer confirms, or after four days without a reply.
 *
 * @throws {TransitionError} when the state does not take the event; it lists those that it takes.
 * @throws {ValidationError} when the state or the event is none, or a moment is no point in time.
 * @throws {ConfigurationError} when a `resolvedAt` that is needed is not there.
 * @example transition('waiting', 'customer_reply', { now }).next //=> 'in_progress'
 */
export function transition(
  state: LifecycleState,
  event: LifecycleEvent,
  context: LifecycleContext,
): Transition {
  checkKnown(state, event);
  const now = requireNow(context);
  const path = LIFECYCLE_TABLE[event][state];
  if (path === undefined)
    throw new TransitionError({ state, event, allowed: allowedEvents(state) });
  if (state === 'resolved' && event === 'time_passes') return closeInTime(context, now);
  if (event === 'customer_reply' && (state === 'resolved' || state === 'closed'))
    return replyAtTheEnd(state, context, now);
  const extra: LifecycleEffect[] = [];
  if (event === 'follow_up') extra.push({ type: 'create_follow_up' });
  if (event === 'close') extra.push({ type: 'close', because: closeReason(state, context) });
  if (event === 'customer_confirm') extra.push({ type: 'close', because: 'customer_confirmed' });
  if (event === 'agent_reply' && (state === 'new' || state === 'triaged'))
    extra.push({ type: 'assign_author' });
  const reason: LifecycleReason =
    event === 'customer_confirm'
      ? { code: 'customer_confirmed', message: 'The customer says that it is solved.' }
      : moved(state, path);
  return settle({ state, path, extra, reason, context, now });
}

function checkKnown(state: LifecycleState, event: LifecycleEvent): void {
  refuse('The transition', [
    ...(LIFECYCLE_STATES.includes(state)
      ? []
      : [{ path: 'state', message: 'must be a state of a case' }]),
    ...(LIFECYCLE_EVENTS.includes(event)
      ? []
      : [{ path: 'event', message: 'must be an event of a case' }]),
  ]);
}

const moved = (state: LifecycleState, path: readonly LifecycleState[]): LifecycleReason => {
  const next = path.at(-1);
  return next === undefined
    ? { code: 'stays', message: `The case stays ${state}.` }
    : { code: 'moved', message: `The case went from ${state} to ${next}.` };
};

function closeReason(
  state: LifecycleState,
  { closeReason: because }: LifecycleContext,
): NonNullable<LifecycleContext['closeReason']> | 'agent' {
  if (because !== undefined) return because;
  if (state === 'resolved') return 'agent';
  throw new TransitionError({
    state,
    event: 'close',
    allowed: allowedEvents(state),
    hint: 'A case that is not resolved needs a `closeReason` to be closed.',
  });
}

/** A resolved case, when nobody answered. */
function closeInTime(context: LifecycleContext, now: number): Transition {
  const { autoCloseMinutes = AUTO_CLOSE_MINUTES } = context;
  const resolvedAt = requireResolvedAt(context);
  const dueAt = plusMinutes(resolvedAt, autoCloseMinutes);
  if (now < dueAt.getTime())
    return {
      from: 'resolved',
      next: 'resolved',
      path: [],
      effects: [{ type: 'time_limit', state: 'resolved', dueAt }],
      reasons: [{ code: 'not_yet_due', message: 'The customer may still answer.' }],
    };
  const reason: LifecycleReason = {
    code: 'no_reply_in_time',
    message: 'Nobody answered in time.',
    evidence: { autoCloseMinutes, minutesSinceResolved: minutesBetween(resolvedAt, now) },
  };
  const extra: readonly LifecycleEffect[] = [{ type: 'close', because: 'no_reply' }];
  return settle({ state: 'resolved', path: ['closed'], extra, reason, context, now });
}

/** A customer who writes after the end. */
function replyAtTheEnd(
  state: 'resolved' | 'closed',
  context: LifecycleContext,
  now: number,
): Transition {
  const stays = (reason: LifecycleReason): Transition => ({
    from: state,
    next: state,
    path: [],
    effects: [{ type: 'create_follow_up' }],
    reasons: [reason],
  });
  if (state === 'closed')
    return stays({ code: 'case_is_final', message: 'A closed case goes on as a follow-up case.' });
  const { reopenWindowMinutes = REOPEN_WINDOW_MINUTES } = context;
  const minutesSinceResolved = minutesBetween(requireResolvedAt(context), now);
  const evidence = { minutesSinceResolved, reopenWindowMinutes };
  if (minutesSinceResolved > reopenWindowMinutes)
    return stays({
      code: 'reopen_window_over',
      message: 'The reply came too late to reopen the case.',
      evidence,
    });
  const reason: LifecycleReason = {
    code: 'reopened_by_customer',
    message: 'The customer answered the solution.',
    evidence,
  };
  return settle({ state, path: ['in_progress'], extra: [], reason, context, now });
}

function requireResolvedAt({ resolvedAt }: LifecycleContext): number {
  if (resolvedAt == null)
    throw new ConfigurationError('A resolved case needs `resolvedAt` for this event.');
  return requireInstant('resolvedAt', resolvedAt);
}

/** The effects of entering the last state of a path. */
function settle(move: {
  readonly state: LifecycleState;
  readonly path: readonly LifecycleState[];
  readonly extra: readonly LifecycleEffect[];
  readonly reason: LifecycleReason;
  readonly context: LifecycleContext;
  readonly now: number;
}): Transition {
  const { state, path, extra, reason, context, now } = move;
  const next = path.at(-1) ?? state;
  if (next === state) return { from: state, next, path: [], effects: extra, reasons: [reason] };
  const effects: LifecycleEffect[] = [{ type: 'set_status', ...LIFECYCLE_STATUSES[next] }];
  if (next === 'resolved') {
    effects.push({ type: 'set_resolved_at', at: new Date(now) });
    effects.push({ type: 'ask_customer_to_verify' });
  }
  if (state === 'resolved' && next !== 'closed')
    effects.push({ type: 'set_resolved_at', at: null });
  if (state === 'new' && next !== 'closed') effects.push({ type: 'acknowledge' });
  effects.push(...extra);
  const owner = LIFECYCLE_STATE_OWNERS[next];
  if (owner !== null) effects.push({ type: 'notify', owner, state: next });
  const limit =
    next === 'resolved'
      ? (context.autoCloseMinutes ?? AUTO_CLOSE_MINUTES)
      : (context.limits ?? LIFECYCLE_LIMITS)[next];
  if (limit !== undefined)
    effects.push({ type: 'time_limit', state: next, dueAt: plusMinutes(now, limit) });
  return { from: state, next, path, effects, reasons: [reason] };
}
