import { evaluateSla, type SlaEvent } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { at, created, policy, said } from './engine.support.ts';
import { MINUTE, openWatch } from './watch.support.ts';

describe('slaWatch', () => {
  it('tells each thing once, when it comes, with one timer and no polling', async () => {
    const { watch, timers, told, looks, advance } = openWatch();
    await watch.look('7');
    expect([...timers.keys()]).toEqual([at('06-01T09:48').getTime()]);
    await advance(48 * MINUTE);
    expect(told).toEqual(['7 at_risk first_reply']);
    expect(timers.size).toBe(1);
    await advance(500 * MINUTE);
    expect(told.slice(1)).toEqual(['7 breached first_reply']);
    expect([looks.length, timers.size, watch.size]).toEqual([3, 0, 1]);
    await watch.look('7');
    expect(told).toHaveLength(2);
  });

  it('looks again before it tells, and an earlier ticket moves the one timer', async () => {
    const { watch, timers, told, stories, advance } = openWatch();
    await watch.look('7');
    stories.set('8', [created('06-01T08:30')]);
    await watch.look('8');
    expect([...timers.keys()]).toEqual([at('06-01T09:18').getTime()]);
    stories.set('7', [created('06-01T09:00'), said('06-01T09:10', 'agent')]);
    stories.delete('8');
    await advance(200 * MINUTE);
    expect([told, watch.size]).toEqual([[], 1]);
  });

  it('tells again when telling failed, and says what went wrong', async () => {
    const errors: unknown[] = [];
    const failures = [new Error('pager is down')];
    const told: string[] = [];
    const { watch, advance } = openWatch({
      onAlert({ kind }) {
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        told.push(kind);
      },
      onError: (error) => {
        errors.push(error);
        throw new Error('an observer that fails');
      },
    });
    await watch.look('7');
    await advance(48 * MINUTE);
    expect([told, errors]).toEqual([[], [new Error('pager is down')]]);
    await advance(MINUTE);
    expect(told).toEqual(['at_risk']);
  });

  it('forgets, keeps to its size, and stops', async () => {
    const { watch, timers, told, stories, advance } = openWatch({ maxTickets: 2 });
    for (const id of ['7', '8', '9']) {
      stories.set(id, [created('06-01T09:00')]);
      await watch.look(id);
    }
    expect(watch.size).toBe(2);
    watch.forget('9');
    expect(watch.size).toBe(1);
    await watch.stop();
    await advance(500 * MINUTE);
    expect([told, timers.size]).toEqual([[], 0]);
    expect(() => openWatch({ maxTickets: 0 })).toThrow('maxTickets');
  });

  it('one ticket whose answer never comes does not hold up the others', async () => {
    const errors: unknown[] = [];
    const stories = new Map([
      ['7', [created('06-01T09:00')]],
      ['8', [created('06-01T09:00')]],
    ]);
    let isStuck = false;
    const { watch, told, advance } = openWatch({
      evaluate(id, { now }) {
        if (isStuck && id === '7') return new Promise(() => undefined);
        const policies = [policy({ first_reply: 60 })];
        return evaluateSla({ events: stories.get(id) ?? [], policies }, { now });
      },
      onError: (error) => errors.push(error),
    });
    for (const id of stories.keys()) await watch.look(id);
    isStuck = true;
    await advance(50 * MINUTE);
    expect(told).toEqual(['8 at_risk first_reply']);
    expect(errors).toEqual([expect.objectContaining({ code: 'request_timeout' })]);
    isStuck = false;
    await advance(MINUTE);
    expect(told).toEqual(['8 at_risk first_reply', '7 at_risk first_reply']);
  });

  it('an answer that comes late does not undo a newer one, nor that a ticket is forgotten', async () => {
    const answers: ((events: readonly SlaEvent[]) => void)[] = [];
    const { watch, timers } = openWatch({
      evaluate: (_, { now }) =>
        new Promise((resolve) => {
          answers.push((events) =>
            resolve(evaluateSla({ events, policies: [policy({ first_reply: 60 })] }, { now })),
          );
        }),
    });
    const answered = [created('06-01T08:30'), said('06-01T08:40', 'agent')];
    const early = watch.look('7');
    const late = watch.look('7');
    answers[1]?.(answered);
    await late;
    answers[0]?.([created('06-01T08:30')]);
    await early;
    expect([watch.size, timers.size]).toEqual([1, 0]);
    const last = watch.look('7');
    watch.forget('7');
    answers[2]?.([created('06-01T08:30')]);
    await last;
    expect([watch.size, timers.size]).toEqual([0, 0]);
  });
});
