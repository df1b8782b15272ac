import { type LifecycleEvent, type LifecycleState, transition } from 'polydesk/escalation';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';

describe('a transition that cannot be meant', () => {
  it.each([
    ['constructor', 'customer_reply', 'state', 'must be a state of a case'],
    ['new', 'constructor', 'event', 'must be an event of a case'],
    ['new', 'sneeze', 'event', 'must be an event of a case'],
  ])('the state %s and the event %s are refused: %s', (state, event, path, message) => {
    // Safe: what a program without types would pass.
    const [odd, what] = [state as LifecycleState, event as LifecycleEvent];
    expect(() => transition(odd, what, { now: 0 })).toThrow(
      new ValidationError('The transition is not usable.', { issues: [{ path, message }] }),
    );
  });

  it('refuses a transition without its time', () => {
    // Safe: what a program without types would pass.
    expect(() => transition('new', 'triage', undefined as never)).toThrow(
      new ValidationError('`now` is not usable.', {
        issues: [{ path: 'now', message: 'must be a valid Date or milliseconds since 1970' }],
      }),
    );
  });
});
