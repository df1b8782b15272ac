import { SupportError } from '../../errors/index.ts';
import type { LifecycleEvent, LifecycleState } from './types.ts';

/** The event has no place in this state of a case; `allowed` lists those that have. */
export class TransitionError extends SupportError {
  readonly state: LifecycleState;
  readonly event: LifecycleEvent;
  readonly allowed: readonly LifecycleEvent[];

  constructor(options: {
    readonly state: LifecycleState;
    readonly event: LifecycleEvent;
    readonly allowed: readonly LifecycleEvent[];
    /** What is missing, where the event would be allowed with it. */
    readonly hint?: string;
  }) {
    const { state, event, allowed, hint } = options;
    super(
      hint ??
        `A case that is ${state} does not take the event ${event}. Allowed: ${allowed.join(', ')}.`,
      { code: 'transition_refused' },
    );
    this.name = 'TransitionError';
    this.state = state;
    this.event = event;
    this.allowed = allowed;
  }

  override toJSON(): Record<string, unknown> {
    const { state, event, allowed } = this;
    return { ...super.toJSON(), state, event, allowed };
  }
}
