import { evaluateSla, type SlaEvaluation } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { at, created, policy, prioritised } from './engine.support.ts';
import { gate, MINUTE, openWatch, settle } from './watch.support.ts';

const two = [policy({ first_reply: 60, total_resolution: 60 })];
/** Both clocks of a ticket of nine o'clock. */
const both = (now: number): SlaEvaluation =>
  evaluateSla({ events: [created('06-01T09:00')], policies: two }, { now });

describe('slaWatch: the one timer', () => {
  it('is not set anew for a ticket whose time comes later, and not for one without a time', async () => {
    const { watch, waits, looks, stories, advance } = openWatch();
    await watch.look('7');
    stories.set('8', [created('06-01T09:00')]);
    stories.set('9', [created('06-01T09:00', { priority: 'low' })]);
    await watch.look('8');
    await watch.look('9');
    expect([waits, watch.size]).toEqual([[48 * MINUTE], 3]);
    await advance(48 * MINUTE);
    expect(looks.slice(3)).toEqual(['7', '8']);
  });

  it('waits no longer than timers can, and looks at nothing before its time', async () => {
    const longest = 2 ** 31 - 1;
    const days = 30;
    const policies = [policy({ first_reply: (days * 1440) / 0.8 })];
    let looks = 0;
    const { watch, waits, told, advance } = openWatch({
      evaluate(_, { now }) {
        looks += 1;
        return evaluateSla({ events: [created('06-01T09:00')], policies }, { now });
      },
    });
    await watch.look('7');
    await advance(days * 1440 * MINUTE - 1);
    expect([waits, looks, told]).toEqual([[longest, days * 1440 * MINUTE - longest], 1, []]);
    await advance(1);
    expect([looks, told]).toEqual([2, ['7 at_risk first_reply']]);
  });

  it('rings at once for a time that came while the ticket was looked at', async () => {
    const { opened, open } = gate();
    const { watch, waits, advance } = openWatch({
      async evaluate(_, { now }) {
        await opened;
        return { ...both(now), nextCheckAt: at('06-01T09:10') };
      },
    });
    const looked = watch.look('7');
    await advance(20 * MINUTE);
    open();
    await looked;
    expect(waits).toEqual([0]);
  });

  it.each([
    ['over', at('06-01T08:59')],
    ['this very one', at('06-01T09:00')],
    ['none', new Date(Number.NaN)],
  ])('waits a minute when the next moment is %s, so that nothing is polled', async (_, moment) => {
    const { watch, waits, looks, advance } = openWatch({
      evaluate(id, { now }) {
        looks.push(id);
        return { ...both(now), nextCheckAt: moment };
      },
    });
    await watch.look('7');
    await advance(MINUTE - 1);
    expect([waits, looks]).toEqual([[MINUTE], ['7']]);
    await advance(9 * MINUTE + 1);
    expect(looks).toHaveLength(11);
  });

  it('is not set while it rings, but right after', async () => {
    const { opened, open } = gate();
    const { watch, timers, stories, advance } = openWatch({ onAlert: () => opened });
    await watch.look('7');
    await advance(48 * MINUTE);
    stories.set('8', [created('06-01T09:00', { priority: 'normal' })]);
    stories.set('9', [created('06-01T09:30')]);
    await watch.look('9');
    // The look that has begun may take two minutes; nothing else is waited for.
    expect([...timers.keys()]).toEqual([at('06-01T09:50').getTime()]);
    open();
    await settle();
    expect([...timers.keys()]).toEqual([at('06-01T10:00').getTime() + 1]);
  });
});

describe('slaWatch: what is told', () => {
  it('again when it had ceased to hold, or the ticket was forgotten meanwhile', async () => {
    const { watch, told, stories, advance } = openWatch();
    const story = stories.get('7') ?? [];
    await advance(50 * MINUTE);
    await watch.look('7');
    await watch.look('7');
    expect(told).toHaveLength(1);
    stories.set('7', [...story, prioritised('06-01T09:50', 'low')]);
    await watch.look('7');
    stories.set('7', story);
    await watch.look('7');
    expect(told).toHaveLength(2);
    watch.forget('7');
    await watch.look('7');
    expect(told).toHaveLength(3);
    stories.delete('7');
    await watch.look('7');
    expect(watch.size).toBe(0);
    stories.set('7', story);
    await watch.look('7');
    expect(told).toEqual(Array.from({ length: 4 }, () => '7 at_risk first_reply'));
  });

  it('once, also to two who look at the same time', async () => {
    const { opened, open } = gate();
    const told: string[] = [];
    const { watch, advance } = openWatch({
      async onAlert({ key }) {
        told.push(key);
        await opened;
      },
    });
    await advance(50 * MINUTE);
    const looks = [watch.look('7'), watch.look('7')];
    await settle();
    open();
    await Promise.all(looks);
    expect(told).toHaveLength(1);
  });

  it('to the caller when he waits for it, else to `onError`; and the others are looked at', async () => {
    const errors: unknown[] = [];
    const broken = new Set(['7']);
    const { watch, told, looks, timers, stories, advance } = openWatch({
      onError: (error) => void errors.push(error),
      evaluate(id, { now }) {
        looks.push(id);
        if (broken.has(id)) throw new Error(`no ${id}`);
        const events = [created('06-01T09:00')];
        return evaluateSla({ events, policies: [policy({ first_reply: 60 })] }, { now });
      },
    });
    await expect(watch.look('7')).rejects.toThrow('no 7');
    expect([watch.size, errors, timers.size]).toEqual([0, [], 0]);
    broken.clear();
    stories.set('8', [created('06-01T09:00')]);
    await watch.look('7');
    await watch.look('8');
    broken.add('7');
    await advance(48 * MINUTE);
    expect([told, errors]).toEqual([['8 at_risk first_reply'], [new Error('no 7')]]);
    expect([...timers.keys()]).toEqual([at('06-01T09:49').getTime()]);
    broken.clear();
    await advance(MINUTE);
    expect(told).toEqual(['8 at_risk first_reply', '7 at_risk first_reply']);
    expect(looks).toEqual(['7', '7', '8', '7', '8', '7']);
  });

  it('of those that were looked at last, when there are too many', async () => {
    const { watch, told, stories, advance } = openWatch({ maxTickets: 2 });
    for (const id of ['7', '8', '9']) stories.set(id, [created('06-01T09:00')]);
    for (const id of ['7', '8', '7', '9']) await watch.look(id);
    expect(watch.size).toBe(2);
    await advance(50 * MINUTE);
    expect(told).toEqual(['7 at_risk first_reply', '9 at_risk first_reply']);
    // Of the one that had to go nobody knows any more what was told.
    await watch.look('8');
    await watch.look('9');
    await watch.look('7');
    expect(told.slice(2)).toEqual(['8 at_risk first_reply', '7 at_risk first_reply']);
  });

  it.each([0, -1, 0.5, Number.NaN])('refuses to watch %s tickets', (maxTickets) => {
    expect(() => openWatch({ maxTickets })).toThrow('maxTickets');
    expect(openWatch({ maxTickets: 1 }).watch.size).toBe(0);
  });
});

describe('slaWatch: a stop in the middle of a look', () => {
  it('waits for what is being told, tells nothing more and looks at nothing more', async () => {
    const { opened, open } = gate();
    const told: string[] = [];
    const looks: string[] = [];
    const signals = new Set<AbortSignal>();
    const { watch, timers, advance } = openWatch({
      evaluate(id, { now, signal }) {
        looks.push(id);
        signals.add(signal);
        return both(now);
      },
      async onAlert({ ticketId }) {
        told.push(ticketId);
        await opened;
      },
    });
    await watch.look('7');
    await watch.look('8');
    await advance(48 * MINUTE);
    expect([told, looks]).toEqual([['7'], ['7', '8', '7']]);
    let isStopped = false;
    const stopped = watch.stop().then(() => {
      isStopped = true;
    });
    await settle();
    expect([isStopped, [...signals].map(({ aborted }) => aborted)]).toEqual([false, [true]]);
    open();
    await stopped;
    expect([told, looks]).toEqual([['7'], ['7', '8', '7']]);
    expect(timers.size).toBe(0);
  });

  it('waits for a look that somebody else waits for, too', async () => {
    const { opened, open } = gate();
    const { watch, timers, advance } = openWatch({ onAlert: () => opened });
    await advance(50 * MINUTE);
    const looked = watch.look('7');
    await settle();
    let isStopped = false;
    const stopped = watch.stop().then(() => {
      isStopped = true;
    });
    await settle();
    expect(isStopped).toBe(false);
    open();
    await stopped;
    await looked;
    expect(timers.size).toBe(0);
  });

  it('takes what the stop itself broke for no failure', async () => {
    const errors: unknown[] = [];
    let looks = 0;
    const { watch, timers, advance } = openWatch({
      onError: (error) => void errors.push(error),
      evaluate(_, { now, signal }) {
        looks += 1;
        if (looks === 1) return both(now);
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        });
      },
    });
    await watch.look('7');
    await advance(48 * MINUTE);
    expect(looks).toBe(2);
    await watch.stop();
    expect([errors, timers.size]).toEqual([[], 0]);
  });
});
