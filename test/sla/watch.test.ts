import { evaluateSla, type SlaEvent, slaWatch, type SlaWatchSettings } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { at, created, policy, said } from './engine.support.ts';

const MINUTE = 60_000;

function open(settings: Partial<SlaWatchSettings> = {}) {
  let now = at('06-01T09:00').getTime();
  const timers = new Map<number, () => void>();
  const told: string[] = [];
  const looks: string[] = [];
  const stories = new Map<string, readonly SlaEvent[]>([['7', [created('06-01T09:00')]]]);
  const policies = [policy({ first_reply: 60 })];
  const watch = slaWatch({
    now: () => now,
    timer(ms, ring) {
      const due = now + ms;
      timers.set(due, ring);
      return () => void timers.delete(due);
    },
    evaluate(id, { now: moment }) {
      looks.push(id);
      const events = stories.get(id);
      return events === undefined ? null : evaluateSla({ events, policies }, { now: moment });
    },
    onAlert: ({ kind, metric, ticketId }) => void told.push(`${ticketId} ${kind} ${metric}`),
    ...settings,
  });
  const advance = async (ms: number) => {
    const end = now + ms;
    for (;;) {
      const next = Math.min(...timers.keys());
      if (!(next <= end)) break;
      now = next;
      const ring = timers.get(next);
      timers.delete(next);
      ring?.();
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
    now = end;
  };
  return { watch, timers, told, looks, stories, advance };
}

describe('slaWatch', () => {
  it('tells each thing once, when it comes, with one timer and no polling', async () => {
    const { watch, timers, told, looks, advance } = open();
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
    const { watch, timers, told, stories, advance } = open();
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
    const { watch, advance } = open({
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
    const { watch, timers, told, stories, advance } = open({ maxTickets: 2 });
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
    expect(() => open({ maxTickets: 0 })).toThrow('maxTickets');
  });

  it('one ticket whose answer never comes does not hold up the others', async () => {
    const errors: unknown[] = [];
    const stories = new Map([
      ['7', [created('06-01T09:00')]],
      ['8', [created('06-01T09:00')]],
    ]);
    let isStuck = false;
    const { watch, told, advance } = open({
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
    const { watch, timers } = open({
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
