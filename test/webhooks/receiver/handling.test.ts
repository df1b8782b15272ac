import { describe, expect, it } from 'vitest';
import { bodyOf, delivery, parser } from '../support/deliveries.ts';
import { settle } from '../support/manual-clock.ts';
import { gate, openReceiver as open } from '../support/open-receiver.ts';

describe('an event is handled once', () => {
  it('however often it comes, one after the other', async () => {
    const { receiver, kinds } = open();
    let calls = 0;
    receiver.on('*', () => void (calls += 1));
    expect(await receiver.receive(await delivery())).toMatchObject({ result: 'handled' });
    expect(await receiver.receive(await delivery())).toMatchObject({
      result: 'duplicate',
      status: 200,
    });
    expect(calls).toBe(1);
    expect(kinds()).toEqual(['handled', 'duplicate']);
  });

  it('when it comes many times at once, and all are answered after its end', async () => {
    const { receiver } = open();
    const { passed, open: finish } = gate();
    let calls = 0;
    receiver.on('*', async () => {
      calls += 1;
      await passed;
    });
    const same = await delivery();
    const answers = Array.from({ length: 50 }, () => receiver.receive(same));
    await settle();
    finish();
    const results = (await Promise.all(answers)).map(({ result }) => result);
    expect(calls).toBe(1);
    expect(results.filter((result) => result === 'handled')).toHaveLength(1);
    expect(results.filter((result) => result === 'duplicate')).toHaveLength(49);
  });

  it('but each of deliveries that always look the same', async () => {
    const alike = parser.parse({ rawBody: bodyOf(), headers: {} });
    const { receiver } = open({
      parser: {
        verify: () => Promise.resolve(),
        parse: () => alike,
        traits: {
          desk: 'paper:acme',
          headers: [],
          timeoutMs: 5000,
          retryAnswer: { status: 503, retryAfterSeconds: null },
          isAlike: () => true,
        },
      },
    });
    let calls = 0;
    receiver.on('*', () => void (calls += 1));
    for (let time = 0; time < 3; time += 1) await receiver.receive({ rawBody: '', headers: {} });
    expect(calls).toBe(3);
  });

  it('but each of those, by the stretch of time that they come in', async () => {
    const { receiver, clock } = open({
      parser: {
        verify: () => Promise.resolve(),
        parse: () => parser.parse({ rawBody: bodyOf(), headers: {} }),
        traits: {
          desk: 'paper:acme',
          headers: [],
          timeoutMs: 5000,
          retryAnswer: { status: 503, retryAfterSeconds: null },
          isAlike: () => true,
          alikeWithinMs: 60_000,
        },
      },
    });
    let calls = 0;
    receiver.on('*', () => void (calls += 1));
    for (let time = 0; time < 3; time += 1) {
      await receiver.receive({ rawBody: '', headers: {} });
      await receiver.receive({ rawBody: '', headers: {} });
      await clock.advance(60_000);
    }
    expect(calls).toBe(3);
  });
});

describe('events of one ticket', () => {
  it('are handled one at a time, in the order of their arrival; those of others meanwhile', async () => {
    const { receiver } = open();
    const { passed, open: finish } = gate();
    const steps: string[] = [];
    receiver.on('*', async (event) => {
      const name = event.id.slice(-2);
      steps.push(`begin ${name}`);
      if (name === 'e1') await passed;
      steps.push(`end ${name}`);
    });
    const work = [
      receiver.receive(await delivery({ id: 'e1' })),
      receiver.receive(await delivery({ id: 'e2' })),
      receiver.receive(await delivery({ id: 'e3' })),
      receiver.receive(await delivery({ id: 'f1', ticketId: '9' })),
    ];
    await settle();
    expect(steps).toEqual(['begin e1', 'begin f1', 'end f1']);
    finish();
    await Promise.all(work);
    expect(steps.slice(3)).toEqual(['end e1', 'begin e2', 'end e2', 'begin e3', 'end e3']);
  });

  it('never number more at once than asked for', async () => {
    const { receiver } = open({ concurrency: 3 });
    let atWork = 0;
    let most = 0;
    receiver.on('*', async () => {
      most = Math.max(most, (atWork += 1));
      await settle();
      atWork -= 1;
    });
    const work = Array.from({ length: 12 }, async (_, index) =>
      receiver.receive(await delivery({ id: `e${index}`, ticketId: String(index + 1) })),
    );
    expect((await Promise.all(work)).every(({ result }) => result === 'handled')).toBe(true);
    expect(most).toBe(3);
  });
});

describe('when a handler fails', () => {
  it('the provider delivers again, and the event is tried again by itself as well', async () => {
    const { receiver, clock, at, kinds } = open();
    const attempts: number[] = [];
    receiver.on('*', (_event, { attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) throw new Error('the database is down');
    });
    expect(await receiver.receive(await delivery())).toMatchObject({
      status: 503,
      result: 'failed',
    });
    // Before the next attempt a redelivery finds it waiting.
    expect(await receiver.receive(await delivery())).toMatchObject({
      status: 503,
      result: 'failed',
    });
    expect(attempts).toEqual([1]);
    await clock.advance(1000);
    expect(attempts).toEqual([1, 2]);
    expect(await receiver.receive(await delivery({}, at()))).toMatchObject({ result: 'duplicate' });
    expect(kinds()).toEqual(['retrying', 'duplicate', 'handled', 'duplicate']);
  });

  it('for good, the event is kept among the dead, and can be replayed', async () => {
    const { receiver, clock, at, kinds } = open({ retryDelaysMs: [10, 20] });
    let broken = true;
    const attempts: number[] = [];
    receiver.on('*', (_event, { attempt }) => {
      attempts.push(attempt);
      if (broken) throw new TypeError('customer Jane Roe is undefined');
    });
    await receiver.receive(await delivery());
    await clock.advance(30);
    expect(attempts).toEqual([1, 2, 3]);
    expect(kinds()).toEqual(['retrying', 'retrying', 'dead']);
    const [letter] = await receiver.deadLetters.list();
    expect(letter).toMatchObject({
      entry: { key: 'zendesk:acme:e1' },
      attempts: 3,
      failure: { name: 'TypeError', code: null, message: null },
    });
    // It stops coming.
    expect(await receiver.receive(await delivery({}, at()))).toMatchObject({
      status: 200,
      result: 'duplicate',
    });
    broken = false;
    expect(await receiver.deadLetters.replay(['zendesk:acme:e1'])).toBe(1);
    await receiver.idle();
    expect(attempts).toEqual([1, 2, 3, 1]);
    expect(await receiver.deadLetters.list()).toEqual([]);
    expect(await receiver.counts()).toMatchObject({ done: 1, dead: 0, waiting: 0, running: 0 });
  });

  it('later events of its ticket go on', async () => {
    const { receiver } = open();
    const done: string[] = [];
    receiver.on('*', ({ id }) => {
      if (id.endsWith('e1')) throw new Error('poison');
      done.push(id);
    });
    await receiver.receive(await delivery({ id: 'e1' }));
    await receiver.receive(await delivery({ id: 'e2' }));
    expect(done).toEqual(['zendesk:acme:e2']);
  });

  it('the others of the same event still run', async () => {
    const { receiver } = open();
    const heard: string[] = [];
    receiver.on('ticket.created', () => Promise.reject(new Error('no')));
    receiver.on('*', () => void heard.push('all'));
    await receiver.receive(await delivery());
    expect(heard).toEqual(['all']);
  });

  it('that never ends counts as failed, and its signal aborts', async () => {
    const { receiver, clock, kinds } = open({ handlerTimeoutMs: 3000 });
    let aborted = false;
    receiver.on('*', (_event, { signal, attempt }) => {
      if (attempt > 1) return undefined;
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return new Promise(() => undefined);
    });
    const work = receiver.receive(await delivery());
    await clock.advance(3000);
    expect(await work).toMatchObject({ result: 'failed' });
    expect(aborted).toBe(true);
    await clock.advance(1000);
    expect(kinds()).toEqual(['retrying', 'handled']);
  });
});

describe('commitWith', () => {
  it('writes when the event ends, in the order of the calls, and not when it fails', async () => {
    const { receiver, clock } = open();
    const log: string[] = [];
    receiver.on('*', (_event, { commitWith, attempt }) => {
      commitWith(() => void log.push(`first of ${attempt}`));
      commitWith(async () => void log.push(`second of ${attempt}`));
      log.push(`handled ${attempt}`);
      if (attempt === 1) throw new Error('no');
    });
    await receiver.receive(await delivery());
    await clock.advance(1000);
    expect(log).toEqual(['handled 1', 'handled 2', 'first of 2', 'second of 2']);
  });

  it('that fails makes the attempt fail', async () => {
    const { receiver, kinds } = open();
    receiver.on('*', (_event, { commitWith }) =>
      commitWith(() => Promise.reject(new Error('full'))),
    );
    expect(await receiver.receive(await delivery())).toMatchObject({ result: 'failed' });
    expect(kinds()).toEqual(['retrying']);
  });

  it('is refused after the handlers are done', async () => {
    const { receiver } = open();
    let late: (() => void) | null = null;
    receiver.on('*', (_event, { commitWith }) => {
      late = () => commitWith(() => undefined);
    });
    await receiver.receive(await delivery());
    expect(late).toThrow('The event has ended');
  });
});
