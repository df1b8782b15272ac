import { describe, expect, it } from 'vitest';
import {
  giveTicket,
  makesTicket,
  openSmallWorld,
  over,
  type SmallWorld,
  ticketsOf,
  whole,
} from './support/small-world.ts';
import type { Provider } from './support/worlds.ts';

type Pair = readonly [Provider, Provider];
const PAIRS: readonly Pair[] = [
  ['freshdesk', 'zendesk'],
  ['zendesk', 'intercom'],
  ['zendesk', 'freshdesk'],
];

const looksUp = ({ method, url }: Request): boolean =>
  method !== 'DELETE' && /tickets|conversations/.test(new URL(url).pathname);

/** Has the target take one ticket, and the process die before the answer is there. */
async function dieAfterSending(world: SmallWorld): Promise<string> {
  const id = await giveTicket(world.source);
  world.advance(3_600_000);
  const stop = new AbortController();
  const to = over(world.target, (request, answer) => {
    if (!makesTicket(request)) return null;
    return answer().then(() => {
      stop.abort();
      // Nobody hears this answer.
      return new Promise<Response>(() => undefined);
    });
  });
  // The process is gone: only its lease tells of it.
  const run = whole(world.migrate({ to }).run()).catch(() => undefined);
  await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
  void run;
  expect(await world.ticket(id)).toMatchObject({ state: 'sent', target: null });
  expect(await ticketsOf(world.target)).toHaveLength(1);
  world.advance(3_600_000);
  return id;
}

describe.each(PAIRS)('a ticket that was sent from %s to %s without an answer', (from, to) => {
  it('is looked for before it is sent again, also when it has failed meanwhile', async () => {
    const world = await openSmallWorld(from, to);
    const id = await giveTicket(world.source);
    world.advance(3_600_000);
    let isBroken = true;
    let sent = 0;
    const breaking = over(world.target, (request, answer) => {
      if (!isBroken) return null;
      if (makesTicket(request)) {
        sent += 1;
        return answer().then(() => new Response('<html>', { status: 502 }));
      }
      return sent > 0 && looksUp(request)
        ? Promise.resolve(new Response('{}', { status: 400 }))
        : null;
    });
    const migration = world.migrate({ to: breaking });
    await whole(migration.run());
    expect(await world.ticket(id)).toMatchObject({ state: 'failed' });
    isBroken = false;
    expect(await migration.retryFailed()).toBe(1);
    await whole(migration.run());
    expect(await ticketsOf(world.target)).toHaveLength(1);
    const last = await whole(migration.verify());
    expect(last?.counts.ticket).toEqual({ verified: 1 });
  });

  it('is taken away when the source deletes it meanwhile', async () => {
    const world = await openSmallWorld(from, to);
    const id = await dieAfterSending(world);
    await world.source.adapter.tickets.delete?.(id);
    world.advance(3_600_000);
    await whole(world.migrate().run());
    expect(await ticketsOf(world.target)).toEqual([]);
    expect(await world.ticket(id)).toMatchObject({
      state: 'skipped',
      reason: 'The source has deleted this ticket. Its copy is deleted, too.',
    });
  });

  it('is taken away when the scope leaves it out now', async () => {
    const world = await openSmallWorld(from, to);
    const id = await dieAfterSending(world);
    await whole(world.migrate({ scope: { tickets: () => false } }).run());
    expect(await ticketsOf(world.target)).toEqual([]);
    expect(await world.ticket(id)).toMatchObject({
      state: 'skipped',
      reason: 'The scope leaves it out.',
      target: null,
    });
  });

  it('is taken back by a rollback', async () => {
    const world = await openSmallWorld(from, to);
    const id = await dieAfterSending(world);
    const migration = world.migrate();
    await whole(migration.rollback({ confirm: await migration.createdRecords() }));
    expect(await ticketsOf(world.target)).toEqual([]);
    expect(await world.ticket(id)).toBeNull();
  });
});

describe.each(PAIRS)('a ticket that is deleted on both sides (%s to %s)', (from, to) => {
  it('is no failure', async () => {
    const world = await openSmallWorld(from, to);
    const id = await giveTicket(world.source);
    world.advance(3_600_000);
    const migration = world.migrate();
    await whole(migration.run());
    const [copy] = await ticketsOf(world.target);
    const { tickets } = world.target.adapter;
    await tickets.delete?.(copy?.id ?? '');
    await tickets.purge?.(copy?.id ?? '');
    await world.source.adapter.tickets.delete?.(id);
    world.advance(3_600_000);
    const last = await whole(migration.delta());
    expect(last?.counts.ticket).toEqual({ skipped: 1 });
  });
});

describe('a thread of which Freshdesk has a half when the process dies', () => {
  const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 9, minute));

  /** Dies with two of five messages at the target, and comes again. */
  async function comeAgain(between: (world: SmallWorld, id: string) => Promise<unknown>) {
    const world = await openSmallWorld('zendesk', 'freshdesk');
    const [authorId = ''] = world.source.directory.contacts.values();
    const id = await giveTicket(world.source, {
      subject: 'As it was',
      messages: [0, 1, 2, 3, 4].map((minute) => ({
        visibility: 'public',
        body: { text: `Message ${minute}` },
        authorId,
        authorKind: 'customer',
        createdAt: at(minute),
      })),
    });
    world.advance(3_600_000);
    const stop = new AbortController();
    const to = over(world.target, ({ method, url }, answer) =>
      method === 'POST' && /\/(?:notes|reply)$/.test(new URL(url).pathname)
        ? answer().then(() => {
            stop.abort();
            return new Promise<Response>(() => undefined);
          })
        : null,
    );
    const run = whole(world.migrate({ to }).run()).catch(() => undefined);
    await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
    void run;
    const [half] = await ticketsOf(world.target);
    world.advance(3_600_000);
    await between(world, id);
    world.advance(3_600_000);
    const migration = world.migrate();
    await whole(migration.run());
    world.advance(60_000);
    await whole(migration.verify());
    expect(await world.ticket(id)).toMatchObject({ state: 'verified', differences: [] });
    const tickets = await ticketsOf(world.target);
    expect(tickets).toHaveLength(1);
    return { half, carried: tickets[0] };
  }

  it('it is written anew when the source has changed meanwhile', async () => {
    const { half, carried } = await comeAgain(async ({ source }, id) => {
      await source.adapter.tickets.update?.(id, { subject: 'As it is', tags: { add: ['new'] } });
      await source.adapter.messages.note?.(id, { body: { text: 'Later' } });
    });
    expect(carried?.subject).toBe('As it is');
    expect(carried?.tags).toEqual(['new']);
    expect(carried?.id).not.toBe(half?.id);
  });

  it('the rest of it is added when the source is as it was', async () => {
    const { half, carried } = await comeAgain(async () => undefined);
    expect(carried?.subject).toBe('As it was');
    expect(carried?.id).toBe(half?.id);
  });
});
