import fc from 'fast-check';
import {
  allowedEvents,
  LIFECYCLE_EVENTS,
  LIFECYCLE_STATES,
  LIFECYCLE_TABLE,
  type LifecycleContext,
  type LifecycleEvent,
  lifecycleOf,
  type LifecycleState,
  replayLifecycle,
  statusOfLifecycle,
  transition,
  TransitionError,
} from 'polydesk/escalation';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, SupportError } from 'polydesk';

const now = new Date('2026-03-02T12:00:00Z');
const DAY = 24 * 60;
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const go = (
  state: LifecycleState,
  event: LifecycleEvent,
  context: Partial<LifecycleContext> = {},
) => transition(state, event, { now, ...context });
const types = (state: LifecycleState, event: LifecycleEvent, context = {}) =>
  go(state, event, context).effects.map(({ type }) => type);

/** Doc B's diagram and the arrows that it omits, as section G.4 writes them. */
const ARROWS: Readonly<Record<LifecycleState, readonly LifecycleState[]>> = {
  new: ['triaged', 'resolved', 'closed'],
  triaged: ['assigned', 'resolved', 'closed'],
  assigned: ['in_progress', 'resolved', 'closed'],
  in_progress: ['pending', 'waiting', 'escalated', 'resolved', 'closed'],
  pending: ['waiting', 'in_progress', 'escalated', 'resolved', 'closed'],
  waiting: ['in_progress', 'resolved', 'closed'],
  escalated: ['engineering', 'in_progress', 'assigned', 'resolved', 'closed'],
  engineering: ['in_progress', 'escalated', 'resolved', 'closed'],
  resolved: ['closed', 'in_progress'],
  closed: [],
};

describe('E7 and G.4: the arrows of the lifecycle', () => {
  it('are those of the diagram, no more and no fewer', () => {
    for (const state of LIFECYCLE_STATES) {
      const steps = LIFECYCLE_EVENTS.flatMap((event) => {
        const path = LIFECYCLE_TABLE[event][state] ?? [];
        return [state, ...path].slice(0, -1).map((from, index) => [from, path[index] ?? from]);
      });
      const own = steps.filter(([from]) => from === state).map(([, to]) => to);
      expect([...new Set(own)].sort()).toEqual([...ARROWS[state]].sort());
      // A path of several steps takes arrows only.
      for (const [from = state, to = state] of steps) expect(ARROWS[from]).toContain(to);
    }
  });

  it('refuse the rest with an error that lists what is allowed', () => {
    const attempt = () => go('new', 'escalate');
    expect(attempt).toThrow(TransitionError);
    try {
      attempt();
    } catch (error) {
      expect(SupportError.isInstance(error)).toBe(true);
      expect(error).toMatchObject({
        code: 'transition_refused',
        state: 'new',
        event: 'escalate',
        allowed: [
          'triage',
          'resolve',
          'close',
          'agent_reply',
          'bot_reply',
          'customer_reply',
          'time_passes',
        ],
      });
      expect(JSON.parse(JSON.stringify(error))).toMatchObject({ state: 'new', event: 'escalate' });
    }
  });

  it('let nothing out of a closed case but a linked follow-up', () => {
    expect(go('closed', 'follow_up')).toMatchObject({
      next: 'closed',
      effects: [{ type: 'create_follow_up' }],
    });
    expect(go('closed', 'customer_reply')).toMatchObject({
      next: 'closed',
      effects: [{ type: 'create_follow_up' }],
      reasons: [{ code: 'case_is_final' }],
    });
    expect(() => go('closed', 'reopen')).toThrow(TransitionError);
  });

  it('close an open case for a reason only', () => {
    expect(() => go('in_progress', 'close')).toThrow('closeReason');
    expect(go('in_progress', 'close', { closeReason: 'spam' })).toMatchObject({
      next: 'closed',
      effects: [
        { type: 'set_status', status: 'closed', statusDetail: null },
        { type: 'close', because: 'spam' },
      ],
    });
    expect(go('resolved', 'close').effects).toContainEqual({ type: 'close', because: 'agent' });
    // Nobody thanks a spammer.
    expect(types('new', 'close', { closeReason: 'spam' })).not.toContain('acknowledge');
  });
});

describe('G.5: what messages do', () => {
  it.each(['waiting', 'pending'] as const)(
    'a customer who writes puts %s back to work',
    (state) => {
      expect(go(state, 'customer_reply').next).toBe('in_progress');
    },
  );

  it('a customer who writes within 7 days reopens a resolved case', () => {
    const reopened = go('resolved', 'customer_reply', { resolvedAt: minutesAgo(7 * DAY) });
    expect(reopened).toMatchObject({
      next: 'in_progress',
      reasons: [{ code: 'reopened_by_customer', evidence: { minutesSinceResolved: 7 * DAY } }],
    });
    expect(reopened.effects).toContainEqual({ type: 'set_resolved_at', at: null });
  });

  it('later it becomes a follow-up', () => {
    expect(
      go('resolved', 'customer_reply', { resolvedAt: new Date(minutesAgo(7 * DAY).getTime() - 1) }),
    ).toMatchObject({
      next: 'resolved',
      path: [],
      effects: [{ type: 'create_follow_up' }],
      reasons: [{ code: 'reopen_window_over' }],
    });
    expect(
      go('resolved', 'customer_reply', { resolvedAt: minutesAgo(61), reopenWindowMinutes: 60 })
        .next,
    ).toBe('resolved');
  });

  it("W4: an agent's public reply waits for the customer", () => {
    const replied = go('in_progress', 'agent_reply');
    expect(replied.next).toBe('waiting');
    expect(replied.effects[0]).toEqual({
      type: 'set_status',
      status: 'pending',
      statusDetail: 'waiting_on_customer',
    });
    expect(go('escalated', 'agent_reply')).toMatchObject({ next: 'escalated', effects: [] });
  });

  it('an agent who answers a case has taken it, along the arrows', () => {
    expect(go('new', 'agent_reply')).toMatchObject({
      next: 'waiting',
      path: ['triaged', 'assigned', 'in_progress', 'waiting'],
    });
    expect(types('triaged', 'agent_reply')).toContain('assign_author');
    expect(types('assigned', 'agent_reply')).not.toContain('assign_author');
  });

  it('a bot moves nothing, in no state', () => {
    for (const state of LIFECYCLE_STATES)
      expect(go(state, 'bot_reply')).toMatchObject({ next: state, path: [], effects: [] });
  });

  it('a resolved case closes 4 days later, or by its own limit', () => {
    const early = go('resolved', 'time_passes', { resolvedAt: minutesAgo(4 * DAY - 1) });
    expect(early).toMatchObject({ next: 'resolved', reasons: [{ code: 'not_yet_due' }] });
    expect(early.effects).toEqual([
      { type: 'time_limit', state: 'resolved', dueAt: new Date('2026-03-02T12:01:00Z') },
    ]);
    expect(go('resolved', 'time_passes', { resolvedAt: minutesAgo(4 * DAY) })).toMatchObject({
      next: 'closed',
      effects: [{ type: 'set_status' }, { type: 'close', because: 'no_reply' }],
    });
    expect(
      go('resolved', 'time_passes', { resolvedAt: minutesAgo(10), autoCloseMinutes: 10 }).next,
    ).toBe('closed');
    expect(go('waiting', 'time_passes').next).toBe('waiting');
  });

  it('needs to know when a case was resolved', () => {
    expect(() => go('resolved', 'time_passes')).toThrow(ConfigurationError);
    expect(() => go('resolved', 'customer_reply', { resolvedAt: new Date('x') })).toThrow(
      '`resolvedAt`',
    );
  });
});

describe('E6: the flow from submission to auto-close', () => {
  it('accepts, diagnoses, hands to the expert, lets the customer verify, closes', () => {
    const story: readonly [LifecycleEvent, LifecycleState][] = [
      ['triage', 'triaged'],
      ['assign', 'assigned'],
      ['start', 'in_progress'],
      ['escalate', 'escalated'],
      ['resolve', 'resolved'],
      ['customer_confirm', 'closed'],
    ];
    let state: LifecycleState = 'new';
    for (const [event, expected] of story) {
      state = go(state, event).next;
      expect(state).toBe(expected);
    }
  });

  it('is accepted by itself, and verified before it is closed', () => {
    expect(types('new', 'triage')).toContain('acknowledge');
    expect(types('escalated', 'resolve')).toContain('ask_customer_to_verify');
    expect(go('resolved', 'customer_confirm').effects).toContainEqual({
      type: 'close',
      because: 'customer_confirmed',
    });
  });

  it('tells the owner of every node it enters, and sets a time limit', () => {
    for (const state of LIFECYCLE_STATES) {
      for (const event of allowedEvents(state)) {
        const { next, effects } = go(state, event, {
          resolvedAt: minutesAgo(10),
          closeReason: 'duplicate',
        });
        if (next === state || next === 'closed') continue;
        expect(effects).toContainEqual(expect.objectContaining({ type: 'notify', state: next }));
        expect(effects).toContainEqual(
          expect.objectContaining({ type: 'time_limit', state: next }),
        );
      }
    }
    expect(go('escalated', 'hand_to_engineering').effects).toContainEqual({
      type: 'notify',
      owner: 'engineering',
      state: 'engineering',
    });
  });

  it('takes other limits, and none', () => {
    const limits = { in_progress: 30 };
    expect(go('assigned', 'start', { limits }).effects).toContainEqual({
      type: 'time_limit',
      state: 'in_progress',
      dueAt: new Date('2026-03-02T12:30:00Z'),
    });
    expect(types('new', 'triage', { limits })).not.toContain('time_limit');
  });
});

describe('stations and unified statuses', () => {
  it('lead to each other and back', () => {
    for (const state of LIFECYCLE_STATES) {
      const assignee = state === 'new' || state === 'triaged' ? null : {};
      expect(lifecycleOf({ ...statusOfLifecycle(state), assignee })).toBe(state);
    }
    expect(lifecycleOf({ status: 'pending', statusDetail: 'snoozed' })).toBe('pending');
  });
});

describe('replayLifecycle', () => {
  const at = (minute: number) => new Date(now.getTime() + minute * 60_000);
  it('puts facts in order and keeps those that the state does not take', () => {
    const steps = replayLifecycle([
      { at: at(20), event: 'customer_reply' },
      { at: at(10), event: 'agent_reply' },
      { at: at(30), event: 'triage' },
      { at: at(40), event: 'close' },
      { at: at(50), event: 'close', closeReason: 'merged' },
    ]);
    expect(steps.map(({ state, accepted }) => [state, accepted])).toEqual([
      ['waiting', true],
      ['in_progress', true],
      ['in_progress', false],
      ['in_progress', false],
      ['closed', true],
    ]);
  });

  it('counts the reopen window and the auto-close from the resolution in the story', () => {
    const states = replayLifecycle(
      [
        { at: at(0), event: 'resolve' },
        { at: at(59), event: 'time_passes' },
        { at: at(60), event: 'customer_reply' },
        { at: at(70), event: 'resolve' },
        { at: at(170), event: 'time_passes' },
      ],
      { from: 'in_progress', autoCloseMinutes: 100 },
    ).map(({ state }) => state);
    expect(states).toEqual(['resolved', 'resolved', 'in_progress', 'resolved', 'closed']);
  });

  it('begins with a case whose end it did not see', () => {
    expect(
      replayLifecycle([{ at: at(0), event: 'customer_reply' }], { from: 'resolved' })[0]?.state,
    ).toBe('in_progress');
  });
});

describe('for any story', () => {
  const context = { now, resolvedAt: minutesAgo(5), closeReason: 'duplicate' } as const;
  it('every state takes what it says it takes, and nothing else', () => {
    for (const state of LIFECYCLE_STATES)
      for (const event of LIFECYCLE_EVENTS) {
        const allowed = allowedEvents(state).includes(event);
        if (allowed) expect(LIFECYCLE_STATES).toContain(transition(state, event, context).next);
        else expect(() => transition(state, event, context)).toThrow(TransitionError);
      }
  });

  it('a closed case stays closed, effects fit the move, and the input survives', () => {
    const facts = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 20_000 }).map((minute) => now.getTime() + minute * 60_000),
        event: fc.constantFrom(...LIFECYCLE_EVENTS),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(facts, (story) => {
        story.forEach((fact) => Object.freeze(fact));
        const steps = replayLifecycle(Object.freeze(story));
        expect(steps).toHaveLength(story.length);
        const end = steps.findIndex(({ state }) => state === 'closed');
        if (end >= 0) expect(new Set(steps.slice(end).map(({ state }) => state)).size).toBe(1);
        for (const { transition: step } of steps) {
          if (step === null) continue;
          const sets = step.effects.filter(({ type }) => type === 'set_status');
          expect(sets).toHaveLength(step.next === step.from ? 0 : 1);
          expect(step.path.at(-1) ?? step.from).toBe(step.next);
        }
        expect(replayLifecycle(story)).toEqual(steps);
      }),
    );
  });
});
