import type { Claim, EventEntry, FailureNote, WebhookStore } from 'polydesk/webhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { entry } from './contract-entry.ts';

/** A store to be proven. */
export interface StoreUnderTest {
  /** Opens the same store again each time, until `fresh` is called. */
  open(): Promise<WebhookStore<never>>;
  /** From now on another, empty one. */
  fresh(): Promise<void>;
  /** Several can be open at the same time. */
  readonly isShared: boolean;
}

const DESK = 'zendesk:acme';
const NOTE: FailureNote = { name: 'TypeError', code: null, message: null };

export { entry };

const claimable = { desks: [DESK], limit: 10 };
const keysOf = (claims: readonly Claim[]): readonly string[] =>
  claims.map((claim) => claim.entry.key);

/** Adds an entry and claims it at once. */
async function addClaimed(
  store: WebhookStore<never>,
  one: EventEntry,
  now = 0,
  claimUntil = 100,
): Promise<Claim> {
  const [admission] = await store.add([one], { now, claimUntil });
  if (admission?.result !== 'claimed') return expect.unreachable();
  return admission.claim;
}

const ended = (now: number, record: string | null = null) => ({ now, record, writes: [] });

/** The rules of `WebhookStore`, one by one. */
export function describeStore(name: string, subject: StoreUnderTest): void {
  const open: WebhookStore<never>[] = [];
  const start = async (): Promise<WebhookStore<never>> => {
    const store = await subject.open();
    open.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
    await subject.fresh();
  });

  describe(name, () => {
    it('admits a key once, and says how far it got', async () => {
      const store = await start();
      const claim = await addClaimed(store, entry('a'));
      expect(claim).toMatchObject({ entry: entry('a'), attempt: 1, record: null });
      const again = async () => (await store.add([entry('a')], { now: 1, claimUntil: 100 }))[0];
      expect(await again()).toEqual({ key: 'a', result: 'known', state: 'running' });
      expect(await store.complete(claim, ended(2))).toBe(true);
      expect(await again()).toEqual({ key: 'a', result: 'known', state: 'done' });
      expect(await store.states(['a', 'b'])).toEqual(new Map([['a', 'done']]));
    });

    it('admits a key once of many at the same time', async () => {
      const store = await start();
      const all = await Promise.all(
        Array.from({ length: 20 }, () => store.add([entry('a')], { now: 0, claimUntil: 100 })),
      );
      expect(all.flat().filter(({ result }) => result === 'claimed')).toHaveLength(1);
    });

    it('keeps an entry whose stream is busy, and one that nobody wants to claim', async () => {
      const store = await start();
      await addClaimed(store, entry('a', 's'));
      expect(await store.add([entry('b', 's')], { now: 0, claimUntil: 100 })).toEqual([
        { key: 'b', result: 'kept' },
      ]);
      expect(await store.add([entry('c')], { now: 0, claimUntil: null })).toEqual([
        { key: 'c', result: 'kept' },
      ]);
      expect(await store.add([entry('d', 'c')], { now: 0, claimUntil: 100 })).toEqual([
        { key: 'd', result: 'kept' },
      ]);
    });

    it('claims one entry of a stream at a time, those that came first first', async () => {
      const store = await start();
      for (const [key, stream] of [
        ['a', 's'],
        ['b', 's'],
        ['c', 't'],
        ['d', 's'],
      ] as const) {
        await store.add([entry(key, stream)], { now: 0, claimUntil: null });
      }
      const claims = await store.claim({ ...claimable, now: 1, claimUntil: 100 });
      expect(keysOf(claims)).toEqual(['a', 'c']);
      expect(await store.claim({ ...claimable, now: 1, claimUntil: 100 })).toEqual([]);
      const [first] = claims;
      if (first === undefined) return expect.unreachable();
      await store.complete(first, ended(2));
      expect(keysOf(await store.claim({ ...claimable, now: 3, claimUntil: 100 }))).toEqual(['b']);
    });

    it('claims no more than the limit, of the desks and keys that were asked for', async () => {
      const store = await start();
      for (const key of ['a', 'b', 'c'])
        await store.add([entry(key)], { now: 0, claimUntil: null });
      await store.add([entry('z', 'z', 'paper:acme')], { now: 0, claimUntil: null });
      const asked = { now: 1, claimUntil: 100 };
      expect(keysOf(await store.claim({ ...claimable, keys: ['c', 'z'], ...asked }))).toEqual([
        'c',
      ]);
      expect(keysOf(await store.claim({ ...claimable, limit: 1, ...asked }))).toEqual(['a']);
      expect(keysOf(await store.claim({ ...claimable, ...asked }))).toEqual(['b']);
      expect(keysOf(await store.claim({ desks: ['paper:acme'], limit: 5, ...asked }))).toEqual([
        'z',
      ]);
    });

    it('makes an entry claimable again when its lease has ended, and the claim worthless', async () => {
      const store = await start();
      const lost = await addClaimed(store, entry('a', 's'), 0, 100);
      await store.add([entry('b', 's')], { now: 1, claimUntil: 100 });
      expect(await store.claim({ ...claimable, now: 99, claimUntil: 200 })).toEqual([]);
      const [again, ...others] = await store.claim({ ...claimable, now: 100, claimUntil: 200 });
      expect(again).toMatchObject({ entry: entry('a', 's'), attempt: 2 });
      expect(others).toEqual([]);
      expect(await store.complete(lost, ended(101, 'lost'))).toBe(false);
      expect(await store.fail(lost, { now: 101, retryAt: 1, failure: NOTE })).toBe(false);
      expect(await store.extend(lost, 300, 101)).toBe(false);
      expect(await store.records(['s'])).toEqual(new Map());
      if (again === undefined) return expect.unreachable();
      expect(await store.complete(again, ended(199))).toBe(true);
    });

    it('makes a lease longer', async () => {
      const store = await start();
      const claim = await addClaimed(store, entry('a'), 0, 100);
      expect(await store.extend(claim, 500, 50)).toBe(true);
      expect(await store.nextDueAt([DESK])).toBe(500);
      expect(await store.claim({ ...claimable, now: 499, claimUntil: 600 })).toEqual([]);
      expect(await store.complete(claim, ended(499))).toBe(true);
    });

    it('puts an entry back until its time, and holds up nobody meanwhile', async () => {
      const store = await start();
      const claim = await addClaimed(store, entry('a', 's'));
      expect(await store.fail(claim, { now: 10, retryAt: 50, failure: NOTE })).toBe(true);
      expect(await store.states(['a'])).toEqual(new Map([['a', 'waiting']]));
      await store.add([entry('b', 's')], { now: 11, claimUntil: null });
      const [later] = await store.claim({ ...claimable, now: 49, claimUntil: 100 });
      expect(later?.entry.key).toBe('b');
      if (later === undefined) return expect.unreachable();
      await store.complete(later, ended(49));
      expect(await store.nextDueAt([DESK])).toBe(50);
      const [again] = await store.claim({ ...claimable, now: 50, claimUntil: 100 });
      expect(again).toMatchObject({ attempt: 2, entry: entry('a', 's') });
    });

    it('remembers what a record was like, together with the end of an entry', async () => {
      const store = await start();
      const claim = await addClaimed(store, entry('a', 's'));
      await store.complete(claim, ended(1, '{"v":1}'));
      const next = await addClaimed(store, entry('b', 's'), 2);
      expect(next.record).toBe('{"v":1}');
      await store.complete(next, ended(3));
      expect(await store.records(['s', 'nobody'])).toEqual(new Map([['s', '{"v":1}']]));
    });

    it('records nothing when a write fails, and throws what it threw', async () => {
      const store = await start();
      const claim = await addClaimed(store, entry('a', 's'));
      const failing = () => {
        throw new Error('disk full');
      };
      const completion = { now: 1, record: '{}', writes: [failing] };
      await expect(store.complete(claim, completion)).rejects.toThrow('disk full');
      expect(await store.states(['a'])).toEqual(new Map([['a', 'running']]));
      expect(await store.records(['s'])).toEqual(new Map());
      expect(await store.complete(claim, ended(2))).toBe(true);
    });

    it('keeps the dead, revives and discards them', async () => {
      const store = await start();
      for (const [index, key] of ['a', 'b', 'c'].entries()) {
        const claim = await addClaimed(store, entry(key));
        await store.fail(claim, { now: 10 + index, retryAt: null, failure: NOTE });
      }
      const page = (after: string | null, limit = 2) => store.dead({ desks: [DESK], limit, after });
      const first = await page(null);
      expect(first).toEqual([
        { entry: entry('a'), attempts: 1, failure: NOTE, diedAt: 10 },
        { entry: entry('b'), attempts: 1, failure: NOTE, diedAt: 11 },
      ]);
      expect((await page('b')).map((letter) => letter.entry.key)).toEqual(['c']);
      expect(await store.dead({ desks: ['paper:acme'], limit: 5, after: null })).toEqual([]);
      expect(await store.claim({ ...claimable, now: 20, claimUntil: 100 })).toEqual([]);
      expect(await store.revive(['b', 'nobody'], 20)).toBe(1);
      const [again] = await store.claim({ ...claimable, now: 20, claimUntil: 100 });
      expect(again).toMatchObject({ entry: entry('b'), attempt: 1 });
      expect(await store.discard(['a', 'b'], 21)).toBe(1);
      expect(await store.states(['a', 'b', 'c'])).toEqual(
        new Map([
          ['a', 'done'],
          ['b', 'running'],
          ['c', 'dead'],
        ]),
      );
    });

    it('buries what cannot be read, once', async () => {
      const store = await start();
      await store.bury([entry('a')], { now: 1, failure: NOTE });
      await store.bury([entry('a'), entry('b')], { now: 2, failure: NOTE });
      const letters = await store.dead({ desks: [DESK], limit: 5, after: null });
      expect(letters.map(({ entry: { key }, diedAt }) => [key, diedAt])).toEqual([
        ['a', 1],
        ['b', 2],
      ]);
      expect(await store.add([entry('a')], { now: 3, claimUntil: 100 })).toEqual([
        { key: 'a', result: 'known', state: 'dead' },
      ]);
    });

    it('remembers words for a while', async () => {
      const store = await start();
      await store.mark(['one', 'two'], 100, 0);
      await store.mark(['one'], 50, 0);
      expect(await store.marked(['one', 'two', 'three'], 99)).toEqual(new Set(['one', 'two']));
      expect(await store.marked(['one', 'two'], 100)).toEqual(new Set());
    });

    it('counts', async () => {
      const store = await start();
      const claims = [];
      for (const key of ['a', 'b', 'c']) claims.push(await addClaimed(store, entry(key)));
      await store.add([entry('d', 'c')], { now: 0, claimUntil: 100 });
      const [a, b] = claims;
      if (a === undefined || b === undefined) return expect.unreachable();
      await store.complete(a, ended(1));
      await store.fail(b, { now: 1, retryAt: null, failure: NOTE });
      expect(await store.counts([DESK])).toEqual({ waiting: 1, running: 1, done: 1, dead: 1 });
    });

    it('is due when there is something to do', async () => {
      const store = await start();
      expect(await store.nextDueAt([DESK])).toBeNull();
      const claim = await addClaimed(store, entry('a'), 0, 70);
      expect(await store.nextDueAt([DESK])).toBe(70);
      await store.complete(claim, ended(1));
      expect(await store.nextDueAt([DESK])).toBeNull();
      await store.add([entry('b')], { now: 30, claimUntil: null });
      expect(await store.nextDueAt([DESK])).toBe(30);
    });

    it.runIf(subject.isShared)('is one store for all who have it open', async () => {
      const [left, right] = [await start(), await start()];
      const claim = await addClaimed(left, entry('a', 's'));
      expect((await right.add([entry('a', 's')], { now: 1, claimUntil: 100 }))[0]?.result).toBe(
        'known',
      );
      await right.add([entry('b', 's')], { now: 1, claimUntil: 100 });
      expect(await right.claim({ ...claimable, now: 2, claimUntil: 100 })).toEqual([]);
      await left.complete(claim, ended(3, '{"v":1}'));
      const [next] = await right.claim({ ...claimable, now: 4, claimUntil: 100 });
      expect(next).toMatchObject({ entry: { key: 'b' }, record: '{"v":1}' });
    });
  });
}

/** What a durable store still has after it was closed. */
export function describeDurable(name: string, subject: StoreUnderTest): void {
  afterEach(() => subject.fresh());

  it(`${name} still has everything when it is opened again`, async () => {
    const before = await subject.open();
    expect(before.durable).toBe(true);
    const done = await addClaimed(before, entry('done', 's'));
    await before.complete(done, ended(1, '{"v":7}'));
    await addClaimed(before, entry('running'), 0, 100);
    await before.add([entry('kept')], { now: 3, claimUntil: null });
    const failed = await addClaimed(before, entry('failed'));
    await before.fail(failed, { now: 4, retryAt: 500, failure: NOTE });
    const dead = await addClaimed(before, entry('dead'));
    await before.fail(dead, { now: 5, retryAt: null, failure: NOTE });
    await before.mark(['word'], 900, 0);
    await before.close();
    const after = await subject.open();
    expect(await after.records(['s'])).toEqual(new Map([['s', '{"v":7}']]));
    expect(await after.states(['done', 'dead', 'kept'])).toEqual(
      new Map([
        ['done', 'done'],
        ['dead', 'dead'],
        ['kept', 'waiting'],
      ]),
    );
    expect(await after.marked(['word'], 899)).toEqual(new Set(['word']));
    const claims = await after.claim({ ...claimable, now: 200, claimUntil: 300 });
    expect(claims.map(({ entry: { key }, attempt }) => [key, attempt])).toEqual(
      expect.arrayContaining([
        ['running', 2],
        ['kept', 1],
      ]),
    );
    expect(claims).toHaveLength(2);
    const [later] = await after.claim({
      ...claimable,
      keys: ['failed'],
      now: 500,
      claimUntil: 600,
    });
    expect(later).toMatchObject({ attempt: 2, entry: entry('failed') });
    const [letter] = await after.dead({ desks: [DESK], limit: 1, after: null });
    expect(letter).toEqual({ entry: entry('dead'), attempts: 1, failure: NOTE, diedAt: 5 });
    await after.close();
  });
}
