import type { WebhookTask } from 'polydesk/webhooks';
import { describe, expect, it } from 'vitest';
import { delivery } from '../support/deliveries.ts';
import { settle } from '../support/manual-clock.ts';
import { gate, openReceiver as open } from '../support/open-receiver.ts';

describe("acknowledge: 'first'", () => {
  it('answers before the handlers run, and keeps the runtime awake for them', async () => {
    const { receiver } = open({ acknowledge: 'first' });
    const { passed, open: finish } = gate();
    const done: string[] = [];
    receiver.on('*', async ({ id }) => {
      await passed;
      done.push(id);
    });
    const kept: Promise<unknown>[] = [];
    const answer = await receiver.receive(await delivery(), {
      waitUntil: (work) => void kept.push(work),
    });
    expect(answer).toMatchObject({ status: 200, result: 'accepted' });
    expect(done).toEqual([]);
    finish();
    await Promise.all(kept);
    expect(done).toEqual(['zendesk:acme:e1']);
    expect(await receiver.receive(await delivery())).toMatchObject({ result: 'duplicate' });
  });

  it('hands the work to a queue, whose consumer handles it', async () => {
    const tasks: WebhookTask[] = [];
    const { receiver } = open({
      acknowledge: 'first',
      queue: {
        push: async (task) => void tasks.push(JSON.parse(JSON.stringify(task)) as WebhookTask),
      },
    });
    const done: string[] = [];
    receiver.on('*', ({ id }) => void done.push(id));
    expect(await receiver.receive(await delivery())).toMatchObject({ result: 'accepted' });
    await settle();
    expect(done).toEqual([]);
    const [task] = tasks;
    if (task === undefined) return expect.unreachable();
    await receiver.process(task);
    await receiver.process(task);
    expect(done).toEqual(['zendesk:acme:e1']);
    expect(await receiver.receive(await delivery())).toMatchObject({ result: 'duplicate' });
    expect(tasks).toHaveLength(1);
  });

  it('lets the queue try again as long as the event has not ended', async () => {
    const tasks: WebhookTask[] = [];
    const { receiver } = open({
      acknowledge: 'first',
      retryDelaysMs: [1000],
      queue: { push: async (task) => void tasks.push(task) },
    });
    receiver.on('*', () => Promise.reject(new Error('no')));
    await receiver.receive(await delivery());
    const [task] = tasks;
    if (task === undefined) return expect.unreachable();
    await expect(receiver.process(task)).rejects.toMatchObject({ code: 'webhook_failed' });
    // The second attempt is the last: the event is dead, and the queue is rid of it.
    await receiver.process(task);
    expect(await receiver.deadLetters.list()).toHaveLength(1);
  });

  it('asks the provider to come again when the queue takes nothing, and pushes again then', async () => {
    let full = true;
    const tasks: WebhookTask[] = [];
    const { receiver } = open({
      acknowledge: 'first',
      queue: {
        push: async (task) => {
          if (full) throw new Error('queue is full');
          tasks.push(task);
        },
      },
    });
    expect(await receiver.receive(await delivery())).toMatchObject({
      status: 503,
      result: 'unavailable',
    });
    full = false;
    expect(await receiver.receive(await delivery())).toMatchObject({
      status: 200,
      result: 'accepted',
    });
    expect(tasks).toHaveLength(1);
  });
});

describe('close', () => {
  it('waits for handlers at work', async () => {
    const { receiver } = open({ acknowledge: 'first' });
    const { passed, open: finish } = gate();
    let done = false;
    receiver.on('*', async () => {
      await passed;
      done = true;
    });
    await receiver.receive(await delivery());
    let closed = false;
    const closing = receiver.close().then(() => {
      closed = true;
    });
    await settle();
    expect(closed).toBe(false);
    finish();
    await closing;
    expect(done).toBe(true);
  });
});

describe('echoes', () => {
  const isEcho = ({ id }: { readonly id: string }): boolean => id.endsWith('e1');

  it('are told as such', async () => {
    const { receiver } = open({ isEcho });
    const flags: boolean[] = [];
    receiver.on('*', (_event, context) => void flags.push(context.isEcho));
    await receiver.receive(await delivery({ id: 'e1' }));
    await receiver.receive(await delivery({ id: 'e2' }));
    expect(flags).toEqual([true, false]);
  });

  it('are kept from the handlers when they are to be ignored, and count as handled', async () => {
    const { receiver, kinds } = open({ isEcho, echoes: 'ignore' });
    const heard: string[] = [];
    receiver.on('*', ({ id }) => void heard.push(id));
    expect(await receiver.receive(await delivery({ id: 'e1' }))).toMatchObject({
      result: 'handled',
    });
    expect(heard).toEqual([]);
    expect(kinds()).toEqual(['echo', 'handled']);
  });
});
