import type { Instant } from '../types.ts';
import { allowedEvents, transition } from './transition.ts';
import type { CloseReason, LifecycleEvent, LifecycleState, Transition } from './types.ts';
import { requireInstant } from '../../numbers/instant.ts';

/** Something that happened to a case, whatever desk told it. */
export interface LifecycleFact {
  readonly at: Instant;
  readonly event: LifecycleEvent;
  readonly closeReason?: CloseReason;
}

/** One fact and what it did. */
export interface LifecycleStep {
  readonly at: Date;
  readonly event: LifecycleEvent;
  readonly state: LifecycleState;
  /** False when the state does not take the event; it stays then. */
  readonly accepted: boolean;
  readonly transition: Transition | null;
}

/** Where a story begins, and the limits of its lifecycle. */
export interface ReplayOptions {
  /** @default 'new' */
  readonly from?: LifecycleState;
  readonly reopenWindowMinutes?: number;
  readonly autoCloseMinutes?: number;
}

/**
 * The stations of a case, from what happened to it: the facts are put in order of time (equal times keep
 * their order) and each is a `transition`. A fact that a state does not take is kept and marked, since
 * what happened at a desk cannot be refused afterwards. The same story gives the same stations at every
 * desk, because no native status takes part.
 *
 * @throws {ValidationError} when a time is no point in time.
 * @example
 * replayLifecycle([{ at, event: 'agent_reply' }]).map(({ state }) => state) //=> ['waiting']
 */
export function replayLifecycle(
  facts: readonly LifecycleFact[],
  options: ReplayOptions = {},
): readonly LifecycleStep[] {
  const { from = 'new', ...rules } = options;
  const ordered = facts
    .map((fact) => ({ fact, ms: requireInstant('at', fact.at) }))
    .sort((a, b) => a.ms - b.ms);
  const steps: LifecycleStep[] = [];
  let state = from;
  let resolvedAt: number | null = null;
  for (const { fact, ms } of ordered) {
    const { event, closeReason } = fact;
    const at = new Date(ms);
    const needsReason = event === 'close' && state !== 'resolved' && closeReason === undefined;
    // A case that was resolved before the story begins has no known end: it counts from here.
    const context = { now: ms, resolvedAt: resolvedAt ?? ms, ...rules };
    const step =
      needsReason || !allowedEvents(state).includes(event)
        ? null
        : transition(
            state,
            event,
            closeReason === undefined ? context : { ...context, closeReason },
          );
    if (step !== null && step.next === 'resolved' && state !== 'resolved') resolvedAt = ms;
    if (step !== null) state = step.next;
    steps.push({ at, event, state, accepted: step !== null, transition: step });
  }
  return steps;
}
