import { setImmediate } from 'node:timers/promises';
import {
  createMemoryLedger,
  createMigration,
  type Ledger,
  type MigrationOptions,
} from 'polydesk/migration';
import { expect, it } from 'vitest';
import type { AnySupportAdapter } from './support/types.ts';
import { createClocks, playDesk, seedAwkward } from './support/worlds.ts';

const COUNT = 10;

async function open() {
  const { clock, patient } = createClocks();
  const source = await playDesk('zendesk', clock);
  const target = await playDesk('freshdesk', clock, { empty: true });
  await seedAwkward(source, { count: COUNT, seed: 3 });
  clock.advance(3_600_000);
  target.sandbox.clearRequests();
  // Calls take a while: others come in between where there are others.
  const distant = target.connect({
    async fetch(input, init) {
      await setImmediate();
      return target.sandbox.fetch(input, init);
    },
  });
  const migrate = (options: Partial<MigrationOptions>) =>
    createMigration({
      from: source.adapter,
      to: distant,
      ledger: createMemoryLedger(),
      clock: patient,
      silence: 'confirmed',
      ...options,
    });
  /** What was written to threads, in the order in which it came: a ticket's number and its entry's. */
  const written = () =>
    target.sandbox.requests.flatMap(({ method, path, body, status }) => {
      const ticket = /^\/api\/v2\/tickets\/(\d+)\/notes$/.exec(path)?.[1];
      const entry = /no\. \d+\.(\d+)/.exec(body ?? '')?.[1];
      const isNote = method === 'POST' && status === 201 && ticket !== undefined;
      return isNote && entry !== undefined ? [{ ticket, entry: Number(entry) }] : [];
    });
  return { source, target, migrate, written };
}

async function whole(phase: AsyncIterable<unknown>): Promise<void> {
  for await (const _progress of phase);
}

/** How often the writing to one ticket was left for another and taken up again. */
function interruptions(list: readonly { readonly ticket: string }[]): number {
  const left = new Set<string>();
  let [last, count] = ['', 0];
  for (const { ticket } of list) {
    if (ticket === last) continue;
    left.add(last);
    if (left.has(ticket)) count += 1;
    last = ticket;
  }
  return count;
}

it('writes each thread in its order, and several of them at once', async () => {
  const { migrate, written } = await open();
  await whole(migrate({ concurrency: 8 }).run());
  const list = written();
  const tickets = new Set(list.map(({ ticket }) => ticket));
  for (const ticket of tickets) {
    const order = list.filter((one) => one.ticket === ticket).map(({ entry }) => entry);
    expect(order).toEqual(order.toSorted((left, right) => left - right));
  }
  expect(tickets.size).toBeGreaterThan(4);
  expect(interruptions(list)).toBeGreaterThan(0);
});

it('carries one ticket after the other where concurrency is 1', async () => {
  const { migrate, written } = await open();
  await whole(migrate({ concurrency: 1 }).run());
  expect(interruptions(written())).toBe(0);
});

/** Counts the tickets that a run holds: claimed, and not at their end. */
function counting(ledger: Ledger): { readonly ledger: Ledger; readonly most: () => number } {
  const held = new Set<string>();
  let most = 0;
  return {
    most: () => most,
    ledger: {
      ...ledger,
      async claim(request) {
        const claims = await ledger.claim(request);
        for (const { item } of claims) held.add(item.source);
        most = Math.max(most, held.size);
        return claims;
      },
      async advance(changes, now) {
        for (const { source, state } of changes) {
          if (state === 'confirmed' || state === 'failed' || state === 'skipped')
            held.delete(source);
        }
        return ledger.advance(changes, now);
      },
    },
  };
}

it('holds no more tickets than twice its concurrency, however many there are', async () => {
  const { migrate } = await open();
  const { ledger, most } = counting(createMemoryLedger());
  await whole(migrate({ ledger, concurrency: 3 }).run());
  expect(most()).toBeGreaterThan(0);
  expect(most()).toBeLessThanOrEqual(6);
});

it('leaves nothing behind when it is stopped: no listener, and no ticket half done', async () => {
  const { source, target, migrate } = await open();
  let listeners = 0;
  const watched = (desk: AnySupportAdapter): AnySupportAdapter => ({
    ...desk,
    on(name, listener) {
      listeners += 1;
      const stop = desk.on(name, listener);
      return () => {
        listeners -= 1;
        stop();
      };
    },
  });
  const stop = new AbortController();
  const ledger = createMemoryLedger();
  const ends = { from: watched(source.adapter), to: watched(target.adapter) };
  for await (const { done } of migrate({ ...ends, ledger }).run({ signal: stop.signal })) {
    if (done > 0) stop.abort();
  }
  expect(listeners).toBe(0);
  const { ticket = {} } = await ledger.counts();
  expect(ticket.confirmed).toBeGreaterThan(0);
  expect(ticket.confirmed).toBeLessThan(COUNT);
  expect(ticket.sent).toBeUndefined();
});
