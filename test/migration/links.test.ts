import { createMemoryLedger, createMigration, type Ledger } from 'polydesk/migration';
import { describe, expect, it } from 'vitest';
import { carryPostponed, postpone } from '../../src/migration/carry/postpone.ts';
import { MOVED, restoreLinks } from '../../src/migration/carry/restore-links.ts';
import { createLinkBook } from '../../src/migration/carry/link-book.ts';
import { createClocks, type PlayedDesk, playDesk, seedAwkward } from './support/worlds.ts';

async function open(ledger = createMemoryLedger(), count = 4) {
  const { clock, patient } = createClocks();
  const source = await playDesk('zendesk', clock);
  const target = await playDesk('freshdesk', clock, { empty: true });
  const ids = await seedAwkward(source, { count });
  clock.advance(3_600_000);
  const migration = createMigration({
    from: source.adapter,
    to: target.adapter,
    ledger,
    clock: patient,
    silence: 'confirmed',
    scope: { articles: 'none' },
  });
  const whole = async (phase: 'run' | 'delta' | 'verify') => {
    let last = 0;
    for await (const { done, total, handled } of migration[phase]()) {
      expect(done).toBeLessThanOrEqual(total);
      last = handled;
    }
    return last;
  };
  const targetOf = async (id: string) => (await ledger.item('ticket', id))?.target ?? '';
  /** A process with a ledger that dies, and one that comes next and knows nothing of it. */
  const killed = async (phase: 'run' | 'delta', dying: Ledger) => {
    const options = { from: source.connect(), to: target.connect(), clock: patient } as const;
    const alike = { silence: 'confirmed', scope: { articles: 'none' } } as const;
    const other = createMigration({ ...options, ...alike, ledger: dying });
    const all = async () => {
      for await (const { done, total } of other[phase]()) expect(done).toBeLessThanOrEqual(total);
    };
    await expect(all()).rejects.toThrow('killed');
    const next = { from: source.connect(), to: target.connect(), clock: patient };
    const after = createMigration({ ...next, ...alike, ledger });
    for await (const { done, total } of after.run()) expect(done).toBeLessThanOrEqual(total);
  };
  return { clock, source, target, ids, ledger, migration, whole, targetOf, killed };
}

async function lead({ adapter }: PlayedDesk, from: string, to: string): Promise<void> {
  const { url } = await adapter.tickets.get(to);
  await adapter.messages.note?.(from, { body: { text: `The same as ${url} here.` } });
}

const wordsOf = async ({ adapter }: PlayedDesk, id: string): Promise<string> => {
  const messages = await adapter.messages.list(id).toArray({ limit: 100 });
  return messages.map(({ bodyText }) => bodyText).join('\n');
};

describe('texts that lead to other tickets', () => {
  it('lead to the new ones, also to those that come later', async () => {
    const { clock, source, target, ids, whole, targetOf } = await open();
    const [first = '', second = '', third = ''] = ids;
    await lead(source, first, third);
    await lead(source, second, first);
    clock.advance(3_600_000);
    await whole('run');
    for (const [from, to] of [
      [first, third],
      [second, first],
    ] as const) {
      const { url } = await target.adapter.tickets.get(await targetOf(to));
      expect(await wordsOf(target, await targetOf(from))).toContain(`The same as ${url} here.`);
    }
  });

  it('lead to tickets that wait themselves', async () => {
    const { clock, source, target, ids, ledger, whole, targetOf } = await open();
    const [first = '', second = '', third = '', fourth = ''] = ids;
    await lead(source, first, second);
    await lead(source, first, fourth);
    await lead(source, second, third);
    await lead(source, third, fourth);
    clock.advance(3_600_000);
    await whole('run');
    for (const [from, to] of [
      [first, second],
      [second, third],
      [third, fourth],
    ] as const) {
      const { url } = await target.adapter.tickets.get(await targetOf(to));
      expect(await wordsOf(target, await targetOf(from))).toContain(`The same as ${url} here.`);
    }
    expect((await ledger.counts()).ticket).toEqual({ confirmed: 4 });
  });

  it('keep the words and signs around an address, whatever else it says', async () => {
    const { clock, source, target, ids, whole, targetOf } = await open();
    const [first = '', second = ''] = ids;
    const { url } = await source.adapter.tickets.get(first);
    const shouted = url?.replace('https://acme', 'HTTPS://ACME') ?? '';
    const text = `See ${url}. Also ${url}/events#2, and (${shouted})!`;
    await source.adapter.messages.note?.(second, { body: { text } });
    clock.advance(3_600_000);
    await whole('run');
    const there = (await target.adapter.tickets.get(await targetOf(first))).url;
    expect(await wordsOf(target, await targetOf(second))).toContain(
      `See ${there}. Also ${there}, and (${there})!`,
    );
  });

  it('wait again when the process was killed while one was put off', async () => {
    const { clock, source, target, ids, ledger, targetOf, killed } = await open();
    const [first = '', second = ''] = ids;
    await lead(source, first, second);
    clock.advance(3_600_000);
    let isDead = false;
    const advance: Ledger['advance'] = async (changes, now) => {
      isDead ||= changes.some(({ state }) => state === 'skipped');
      if (isDead) throw new DOMException('killed', 'AbortError');
      return ledger.advance(changes, now);
    };
    await killed('run', { ...ledger, advance });
    const { url } = await target.adapter.tickets.get(await targetOf(second));
    expect(await wordsOf(target, await targetOf(first))).toContain(`The same as ${url} here.`);
  });

  it('do not wait for each other for ever', async () => {
    const { clock, source, target, ids, ledger, whole, targetOf } = await open();
    const [first = '', second = ''] = ids;
    await lead(source, first, second);
    await lead(source, second, first);
    clock.advance(3_600_000);
    // Four tickets, of which two waited, and their two links, each once however often it has waited for the other.
    expect(await whole('run')).toBe(8);
    await whole('verify');
    expect((await ledger.counts()).ticket).toEqual({ verified: 4 });
    const known = [];
    for (const [from, to] of [
      [first, second],
      [second, first],
    ] as const) {
      const { url } = await target.adapter.tickets.get(await targetOf(to));
      const words = await wordsOf(target, await targetOf(from));
      const item = await ledger.item('ticket', from);
      const isDeclared = item?.losses.some(({ field }) => field === 'links') === true;
      known.push([words.includes(`The same as ${url} here.`), isDeclared]);
    }
    // One of them had to be written first, and says so.
    expect(known.sort()).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  it('follow a ticket that is written anew', async () => {
    const { clock, source, target, ids, ledger, whole, targetOf } = await open();
    const [first = '', second = '', third = ''] = ids;
    await lead(source, second, first);
    await lead(source, third, second);
    clock.advance(3_600_000);
    await whole('run');
    const before = await targetOf(first);
    await source.adapter.tickets.update?.(first, { priority: 'urgent' });
    clock.advance(3_600_000);
    await whole('delta');
    expect(await targetOf(first)).not.toBe(before);
    for (const [from, to] of [
      [second, first],
      [third, second],
    ] as const) {
      const { url } = await target.adapter.tickets.get(await targetOf(to));
      expect(await wordsOf(target, await targetOf(from))).toContain(`The same as ${url} here.`);
    }
    await whole('verify');
    expect((await ledger.counts()).ticket).toEqual({ verified: 4 });
  });

  it('follow it on all ways, of whatever length', async () => {
    const { clock, source, ids, ledger, whole } = await open(createMemoryLedger(), 6);
    // The last leads to all others, and each to the one before.
    const last = ids.at(-1) ?? '';
    for (const [index, id] of ids.entries()) {
      const before = ids[index - 1];
      if (before !== undefined && before !== last) await lead(source, id, before);
      if (index < ids.length - 2) await lead(source, last, id);
    }
    clock.advance(3_600_000);
    await whole('run');
    await source.adapter.tickets.update?.(ids[0] ?? '', { priority: 'urgent' });
    clock.advance(3_600_000);
    await whole('delta');
    await whole('verify');
    expect((await ledger.counts()).ticket).toEqual({ verified: 6 });
  });

  it('come to rest when two lead to each other', async () => {
    const { clock, source, target, ids, ledger, whole, targetOf } = await open();
    const [first = '', second = ''] = ids;
    await lead(source, first, second);
    await lead(source, second, first);
    clock.advance(3_600_000);
    await whole('run');
    for (const changed of [first, second]) {
      await source.adapter.tickets.update?.(changed, { priority: 'urgent' });
      clock.advance(3_600_000);
      await whole('delta');
      await whole('verify');
      expect((await ledger.counts()).ticket).toEqual({ verified: 4 });
    }
    const { url } = await target.adapter.tickets.get(await targetOf(first));
    expect(await wordsOf(target, await targetOf(second))).toContain(`The same as ${url} here.`);
    const { losses = [] } = (await ledger.item('ticket', first)) ?? {};
    expect(losses.some(({ field }) => field === 'links')).toBe(true);
    // Four, then the first with the one that leads to it, then that one.
    const numbers = [await targetOf(first), await targetOf(second)];
    expect(numbers).toEqual(['freshdesk:acme:5', 'freshdesk:acme:7']);
  });

  it('follow it when the process was killed before them', async () => {
    const { clock, source, target, ids, ledger, whole, targetOf, killed } = await open();
    const [first = '', second = ''] = ids;
    await lead(source, second, first);
    clock.advance(3_600_000);
    await whole('run');
    await source.adapter.tickets.update?.(first, { priority: 'urgent' });
    clock.advance(3_600_000);
    const claim: Ledger['claim'] = async (request) => {
      if (request.kinds.includes('link')) throw new Error('killed');
      return ledger.claim(request);
    };
    await killed('delta', { ...ledger, claim });
    const { url } = await target.adapter.tickets.get(await targetOf(first));
    expect(await wordsOf(target, await targetOf(second))).toContain(`The same as ${url} here.`);
  });

  it('follow a ticket that was deleted and restored', async () => {
    const { clock, source, target, ids, ledger, whole, targetOf } = await open();
    const [first = '', second = ''] = ids;
    await lead(source, second, first);
    clock.advance(3_600_000);
    await whole('run');
    await source.adapter.tickets.delete?.(first);
    clock.advance(3_600_000);
    await whole('delta');
    await source.adapter.tickets.restore?.(first);
    clock.advance(3_600_000);
    await whole('delta');
    const { url } = await target.adapter.tickets.get(await targetOf(first));
    expect(await wordsOf(target, await targetOf(second))).toContain(`The same as ${url} here.`);
    await whole('verify');
    expect((await ledger.counts()).ticket).toEqual({ verified: 4 });
  });

  it('are different when they lead to a ticket that is gone', async () => {
    const { clock, source, ids, ledger, whole } = await open();
    const [first = '', second = ''] = ids;
    await lead(source, second, first);
    clock.advance(3_600_000);
    await whole('run');
    await source.adapter.tickets.delete?.(first);
    clock.advance(3_600_000);
    await whole('delta');
    await whole('verify');
    const item = await ledger.item('ticket', second);
    expect(item?.differences).toMatchObject([{ field: 'links', expected: null }]);
  });
});

describe('links whose tickets are at work in another process', () => {
  async function claimed(link: string) {
    const { patient: clock } = createClocks();
    const ledger = createMemoryLedger();
    await ledger.open({ from: 'zendesk:a', to: 'freshdesk:b' });
    const { id: runId } = await ledger.startRun('run', 0);
    const planned = { order: 0, sourceVersion: 1000 };
    await ledger.plan([{ ...planned, kind: 'ticket', source: 't1' }], 0);
    await ledger.plan([{ ...planned, kind: 'link', source: link }], 0);
    const request = { runId, now: 0, until: 60_000, limit: 1 };
    const [ticket] = await ledger.claim({ ...request, kinds: ['ticket'] });
    const [claim] = await ledger.claim({ ...request, kinds: ['link'] });
    if (ticket === undefined || claim === undefined) throw new Error('nothing was claimed');
    const desk = { ledger, clock, runId, signal: new AbortController().signal };
    const stateOf = async (kind: 'ticket' | 'link', source: string) =>
      (await ledger.item(kind, source))?.state;
    return { desk, ticket, claim, request, stateOf };
  }

  it('wait for one that is about to be postponed, which would never be carried otherwise', async () => {
    const { desk, ticket, claim, request, stateOf } = await claimed('ticket t1');
    await carryPostponed(desk, claim, 't1');
    expect(await stateOf('link', 'ticket t1')).toBe('planned');
    const own = { kind: 'ticket', source: 't1', token: ticket.token } as const;
    await desk.ledger.advance([{ ...own, state: 'skipped', writtenVersion: -2 }], 0);
    const [again] = await desk.ledger.claim({ ...request, kinds: ['link'] });
    if (again === undefined) throw new Error('the link does not wait');
    await carryPostponed(desk, again, 't1');
    expect(await stateOf('ticket', 't1')).toBe('planned');
    expect(await stateOf('link', 'ticket t1')).toBe('confirmed');
  });

  it('come last where the target itself has them', async () => {
    const { patient: clock } = createClocks();
    const ledger = createMemoryLedger();
    await ledger.open({ from: 'zendesk:a', to: 'freshdesk:b' });
    const { id: runId } = await ledger.startRun('run', 0);
    const planned = { kind: 'ticket', order: 0, sourceVersion: 1000 } as const;
    const sources = ['child', 'parent', 'other'];
    await ledger.plan(
      sources.map((source) => ({ ...planned, source })),
      0,
    );
    const request = { runId, now: 0, until: 60_000, limit: 2 };
    const [child, parent] = await ledger.claim({ ...request, kinds: ['ticket'] });
    if (child === undefined || parent === undefined) throw new Error('nothing was claimed');
    const tell = async () => undefined;
    const known = { targets: new Map<string, string>() };
    for (const { claim, missing, natives } of [
      { claim: child, missing: ['parent', 'other'], natives: new Set(['parent']) },
      { claim: parent, missing: ['child'], natives: new Set<string>() },
    ]) {
      const linked = { ...known, missing, natives };
      const desk = { ledger, clock, postpones: true };
      expect(await postpone(desk, { item: claim.item, linked, tell, version: 1000 })).toBe(true);
    }
    const links = await ledger.claim({ ...request, kinds: ['link'] });
    expect(links.map(({ item }) => item.source)).toEqual(['ticket parent', 'ticket child']);
  });

  it('wait for one that is about to have another address', async () => {
    const { desk, ticket, claim, request, stateOf } = await claimed(MOVED);
    const { source, target } = await open();
    const work = { ...desk, links: createLinkBook(), from: source.adapter, to: target.adapter };
    await restoreLinks(work, claim);
    expect(await stateOf('link', MOVED)).toBe('planned');
    const own = { kind: 'ticket', source: 't1', token: ticket.token } as const;
    await desk.ledger.advance([{ ...own, state: 'failed' }], 0);
    const [again] = await desk.ledger.claim({ ...request, kinds: ['link'] });
    if (again === undefined) throw new Error('the link does not wait');
    await restoreLinks(work, again);
    expect(await stateOf('link', MOVED)).toBe('confirmed');
  });
});
