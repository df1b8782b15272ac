import {
  createWebhookReceiver,
  type WebhookReceiverOptions,
  type WebhookReport,
  type WebhookStore,
} from 'polydesk/webhooks';
import { describe, expect, it } from 'vitest';
import { bodyOf, delivery, NOW, parser, SECRET } from '../support/deliveries.ts';
import { createManualClock, settle } from '../support/manual-clock.ts';
import { createNaiveStore } from '../support/naive-store.ts';

const LEASE = 3000;

/** Two receivers in front of one store that outlives both. */
function openTwo(options: Partial<WebhookReceiverOptions<undefined>> = {}) {
  const clock = createManualClock(NOW);
  const store = createNaiveStore({ durable: true });
  const reports: WebhookReport[] = [];
  const [first, second] = ['first', 'second'].map(() =>
    createWebhookReceiver({
      parser,
      secret: SECRET,
      store,
      clock,
      leaseMs: LEASE,
      onReport: (report) => void reports.push(report),
      ...options,
    }),
  );
  if (first === undefined || second === undefined) return expect.unreachable();
  return { clock, store, first, second, reports, kinds: () => reports.map(({ kind }) => kind) };
}

const never = (): Promise<void> => new Promise(() => undefined);

describe('receivers of one store', () => {
  it('handle an event once, whichever gets it', async () => {
    const { first, second } = openTwo();
    const heard: string[] = [];
    first.on('*', () => void heard.push('first'));
    second.on('*', () => void heard.push('second'));
    const answers = await Promise.all([
      first.receive(await delivery()),
      second.receive(await delivery()),
    ]);
    expect(heard).toHaveLength(1);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await second.receive(await delivery())).result).toBe('duplicate');
  });

  it('never handle two events of a ticket at the same time', async () => {
    const { first, second, clock } = openTwo();
    let atWork = 0;
    let most = 0;
    const order: string[] = [];
    for (const receiver of [first, second]) {
      receiver.on('*', async ({ id }) => {
        most = Math.max(most, (atWork += 1));
        await settle();
        order.push(id.slice(-2));
        atWork -= 1;
      });
    }
    const deliveries = await Promise.all(
      ['e1', 'e2', 'e3', 'e4', 'e5', 'e6'].map((id) => delivery({ id })),
    );
    const work = deliveries.map((one, index) => (index % 2 === 0 ? first : second).receive(one));
    await clock.advance(5000);
    await Promise.all(work);
    expect(most).toBe(1);
    expect(order).toEqual(['e1', 'e2', 'e3', 'e4', 'e5', 'e6']);
  });

  it('take over what another left behind when its lease has ended', async () => {
    const { first, second, clock, store } = openTwo();
    const heard: string[] = [];
    // The first dies in the middle: its handler never ends, and nobody makes its lease longer.
    first.on('*', never);
    const gone = createNaiveStore({ durable: true });
    const dying: WebhookStore<undefined> = { ...store, extend: gone.extend };
    const dead = createWebhookReceiver({
      parser,
      secret: SECRET,
      store: dying,
      clock,
      leaseMs: LEASE,
    });
    dead.on('*', never);
    void dead.receive(await delivery());
    await settle();
    second.on('*', ({ id }, { attempt }) => void heard.push(`${id} ${attempt}`));
    second.start();
    await clock.advance(LEASE - 1);
    expect(heard).toEqual([]);
    await clock.advance(LEASE);
    expect(heard).toEqual(['zendesk:acme:e1 2']);
  });

  it('answer 2xx as soon as a delivery is kept, although its handling fails or takes long', async () => {
    const { first, clock } = openTwo();
    first.on('ticket.created', () => Promise.reject(new Error('no')));
    expect(await first.receive(await delivery())).toMatchObject({
      status: 200,
      result: 'accepted',
    });
    first.on('ticket.status_changed', never);
    const told = {
      id: 'e2',
      type: 'ticket.status_changed',
      event: { current: 'OPEN', previous: 'NEW' },
    };
    const slow = first.receive(await delivery({ ...told, ticketId: '9' }));
    await clock.advance(7300);
    expect(await slow).toMatchObject({ status: 200, result: 'accepted' });
  });

  it('cannot end what they lost, and say so', async () => {
    const { first, second, clock, store, kinds, reports } = openTwo();
    const frozen: WebhookStore<undefined> = { ...store, extend: never as never };
    const sleepy = createWebhookReceiver({
      parser,
      secret: SECRET,
      store: frozen,
      clock,
      leaseMs: LEASE,
      onReport: (report) => void reports.push(report),
    });
    let wake = (): void => undefined;
    let written = 0;
    sleepy.on('*', async (_event, { commitWith }) => {
      commitWith(() => void (written += 1));
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    });
    const work = sleepy.receive(await delivery());
    await clock.advance(LEASE + 1);
    second.on('*', (_event, { commitWith }) => commitWith(() => void (written += 10)));
    second.start();
    await settle();
    wake();
    expect(await work).toMatchObject({ status: 200 });
    expect(written).toBe(10);
    expect(kinds()).toContain('lease_lost');
    expect(await first.counts()).toMatchObject({ done: 1, running: 0 });
  });

  it('keep the lease of a handler that takes long', async () => {
    const { first, second, clock } = openTwo();
    let finish = (): void => undefined;
    const heard: string[] = [];
    first.on('*', async () => {
      heard.push('first');
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    second.on('*', () => void heard.push('second'));
    const work = first.receive(await delivery());
    second.start();
    await clock.advance(LEASE * 10);
    finish();
    await work;
    await clock.advance(LEASE * 2);
    expect(heard).toEqual(['first']);
  });

  it('try again what failed, whichever is there', async () => {
    const { first, second, clock } = openTwo();
    first.on('*', () => Promise.reject(new Error('no')));
    const heard: number[] = [];
    second.on('*', (_event, { attempt }) => void heard.push(attempt));
    await first.receive(await delivery());
    await first.close();
    second.start();
    await clock.advance(LEASE * 2);
    expect(heard).toEqual([2]);
  });

  it('give an event up that ends every process that handles it', async () => {
    const { first, clock, store, kinds } = openTwo({ retryDelaysMs: [10] });
    first.on('*', () => expect.unreachable());
    const entry = {
      key: 'zendesk:acme:e1',
      stream: 'zendesk:acme:5158',
      index: 0,
      delivery: { desk: 'zendesk:acme', body: bodyOf(), headers: {}, receivedAt: NOW.getTime() },
    };
    // Two attempts, both by processes that were never heard of again.
    await store.add([entry], { now: NOW.getTime(), claimUntil: NOW.getTime() + 1 });
    const again = { desks: ['zendesk:acme'], limit: 1, now: NOW.getTime() + 2 };
    await store.claim({ ...again, claimUntil: NOW.getTime() + 3 });
    await clock.advance(4);
    first.start();
    await clock.advance(1);
    expect(kinds()).toEqual(['dead']);
    const [letter] = await first.deadLetters.list();
    expect(letter).toMatchObject({
      failure: { name: 'WebhookFailedError', code: 'webhook_failed' },
    });
  });

  it('know of each other what a ticket was like', async () => {
    const { first, second } = openTwo();
    const orders: string[] = [];
    second.on('*', (_event, { order }) => void orders.push(order));
    await first.receive(await delivery({ id: 'e2', time: '2026-05-11T07:59:59Z' }));
    await second.receive(await delivery({ id: 'e1', time: '2026-05-11T07:00:00Z' }));
    expect(orders).toEqual(['stale']);
  });
});

describe('when the store fails', () => {
  it('the provider is asked to come again, and the error is not shown', async () => {
    const { store, clock } = openTwo();
    const reports: WebhookReport[] = [];
    const broken: WebhookStore<undefined> = {
      ...store,
      add: () =>
        Promise.reject(new Error('connect ECONNREFUSED db.internal with password hunter2')),
    };
    const receiver = createWebhookReceiver({
      parser,
      secret: SECRET,
      store: broken,
      clock,
      onReport: (report) => void reports.push(report),
    });
    const answer = await receiver.receive(await delivery());
    expect(answer).toMatchObject({ status: 503, result: 'unavailable' });
    expect(String(answer.error)).not.toContain('hunter2');
    expect(reports.map(({ kind }) => kind)).toEqual(['store_failed', 'unavailable']);
  });

  it('at the end of an event, the event is taken up again', async () => {
    const { store, clock, second } = openTwo();
    const broken: WebhookStore<undefined> = {
      ...store,
      complete: () => Promise.reject(new Error('gone')),
      fail: () => Promise.reject(new Error('gone')),
      extend: () => Promise.reject(new Error('gone')),
    };
    const receiver = createWebhookReceiver({
      parser,
      secret: SECRET,
      store: broken,
      clock,
      leaseMs: LEASE,
    });
    expect(await receiver.receive(await delivery())).toMatchObject({
      status: 200,
      result: 'accepted',
    });
    await receiver.close();
    const heard: number[] = [];
    second.on('*', (_event, { attempt }) => void heard.push(attempt));
    second.start();
    await clock.advance(LEASE * 3);
    expect(heard).toEqual([2]);
  });

  it('while looking for work, it is looked at again', async () => {
    const { store, clock } = openTwo();
    let failures = 2;
    const flaky: WebhookStore<undefined> = {
      ...store,
      claim: (options) => {
        failures -= 1;
        return failures >= 0 ? Promise.reject(new Error('busy')) : store.claim(options);
      },
    };
    await store.add(
      [
        {
          key: 'zendesk:acme:e1',
          stream: 's',
          index: 0,
          delivery: {
            desk: 'zendesk:acme',
            body: bodyOf(),
            headers: {},
            receivedAt: NOW.getTime(),
          },
        },
      ],
      { now: NOW.getTime(), claimUntil: null },
    );
    const receiver = createWebhookReceiver({ parser, secret: SECRET, store: flaky, clock });
    const heard: string[] = [];
    receiver.on('*', ({ id }) => void heard.push(id));
    receiver.start();
    await clock.advance(2000);
    expect(heard).toEqual(['zendesk:acme:e1']);
    await receiver.close();
  });
});
