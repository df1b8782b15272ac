import {
  ConfigurationError,
  createMemorySnapshots,
  createPollingSource,
  type EventPage,
  RateLimitError,
  ServerError,
  type SnapshotStore,
  UnsupportedError,
} from 'polydesk';
import { describe, expect, it } from 'vitest';
import { createStubDesk } from '../support/stub-desk.ts';
import {
  at,
  createFeedDesk,
  line,
  message,
  roundOf,
  sourceOf,
  upsert,
  version,
} from './support.ts';

describe('reading without an end', () => {
  async function firstPages(
    source: ReturnType<typeof sourceOf>,
    count: number,
  ): Promise<readonly EventPage[]> {
    const pages: EventPage[] = [];
    for await (const page of source.pages()) {
      pages.push(page);
      if (pages.length === count) break;
    }
    return pages;
  }

  it('rests between rounds, and only there', async () => {
    const feed = createFeedDesk();
    feed.pages.push([upsert(version('1', '08:01'))], [upsert(version('2', '08:02'))]);
    const pages = await firstPages(sourceOf(feed, { intervalMs: 30_000 }), 4);
    expect(pages.map(({ upToDate }) => upToDate)).toEqual([false, true, true, true]);
    expect(feed.clock.sleeps).toEqual([30_000, 30_000]);
    expect(feed.asked).toEqual(['since 08:00:00', 'cursor 1', 'cursor 2', 'cursor 2']);
  });

  it('gives event after event when it is iterated', async () => {
    const feed = createFeedDesk();
    feed.pages.push([
      upsert(version('1', '08:01', { createdAt: at('08:01') })),
      upsert(version('2', '08:02', { createdAt: at('08:02') })),
    ]);
    const seen: string[] = [];
    for await (const event of sourceOf(feed)) {
      seen.push(line(event));
      if (seen.length === 2) break;
    }
    expect(seen).toEqual(['ticket.created 1', 'ticket.created 2']);
  });

  it('ends with the signal, also while it rests', async () => {
    const feed = createFeedDesk();
    const controller = new AbortController();
    feed.clock.hold(() => controller.abort());
    let pages = 0;
    for await (const _page of sourceOf(feed).pages({ signal: controller.signal })) pages += 1;
    expect(pages).toBe(1);
  });

  it('does not begin with a signal that is aborted', async () => {
    const feed = createFeedDesk();
    for await (const _page of sourceOf(feed).pages({ signal: AbortSignal.abort() })) {
      throw new Error('There should be no page.');
    }
    expect(feed.asked).toEqual([]);
  });

  it('waits out what passes, longer each time, and at least as long as it is told', async () => {
    const feed = createFeedDesk();
    const down = () => new ServerError('Down.', { status: 503, retryable: true });
    feed.failures.push(down(), down());
    feed.failures.push(new RateLimitError('Slowly.', { status: 429, retryAfterMs: 500_000 }));
    const heard: string[] = [];
    const source = sourceOf(feed, {
      intervalMs: 10_000,
      onRetry: ({ code }, delayMs) => void heard.push(`${code} ${delayMs}`),
    });
    await firstPages(source, 2);
    expect(heard).toEqual(['server_error 10000', 'server_error 20000', 'rate_limited 500000']);
    // The last rest is the usual one.
    expect(feed.clock.sleeps).toEqual([10_000, 20_000, 500_000, 10_000]);
  });

  it('ends with what does not pass', async () => {
    const feed = createFeedDesk();
    feed.failures.push(new ConfigurationError('The cursor is gone.'));
    await expect(firstPages(sourceOf(feed), 1)).rejects.toThrow('The cursor is gone.');
  });

  it('refuses a second reader', async () => {
    const source = sourceOf(createFeedDesk());
    for await (const _page of source.round()) {
      await expect(roundOf(source)).rejects.toThrow('read already');
    }
    await roundOf(source);
  });
});

describe('snapshots', () => {
  it('are stored after the page was handled, once a page, as plain JSON', async () => {
    const feed = createFeedDesk('08:30');
    const stored: string[] = [];
    const snapshots: SnapshotStore = {
      get: async () => new Map(),
      set: async (entries) => void stored.push(JSON.stringify([...entries])),
    };
    feed.threads.set('paper:acme:1', [message('1', 'm1', '08:01')]);
    feed.pages.push([upsert(version('1', '08:01', { dueAt: at('12:00') }))]);
    for await (const _page of sourceOf(feed, { snapshots }).round()) expect(stored).toEqual([]);
    expect(stored).toHaveLength(1);
    const [[id, snapshot]] = JSON.parse(stored[0] ?? '') as [[string, object]];
    expect(id).toBe('paper:acme:1');
    expect(snapshot).toMatchObject({
      at: '2026-05-11T08:01:00.000Z',
      messages: ['m1'],
      deletion: null,
      fields: { status: 'open', dueAt: { date: '2026-05-11T12:00:00.000Z' } },
    });
    // No words of the customer and no address.
    expect(stored[0]).not.toContain('thousand rows');
    expect(stored[0]).not.toContain('ada@');
  });

  it('in memory forget those that were not touched for longest', async () => {
    const store = createMemorySnapshots({ limit: 2 });
    const snapshot = {
      at: '2026-05-11T08:00:00.000Z',
      sequence: null,
      settled: true,
      fields: {},
      messages: [],
      deletion: null,
    };
    await store.set(
      new Map([
        ['a', snapshot],
        ['b', snapshot],
      ]),
    );
    await store.set(new Map([['a', snapshot]]));
    await store.set(new Map([['c', snapshot]]));
    expect([...(await store.get(['a', 'b', 'c'])).keys()]).toEqual(['a', 'c']);
    expect(() => createMemorySnapshots({ limit: 0 })).toThrow(ConfigurationError);
  });
});

describe('createPollingSource', () => {
  it('refuses a provider without a change feed, and messages it cannot list', () => {
    const silent = createStubDesk({ provider: 'phone' });
    expect(() => createPollingSource({ adapter: silent })).toThrow(UnsupportedError);
    const { desk } = createFeedDesk('08:00', false);
    expect(() => createPollingSource({ adapter: desk, messages: true })).toThrow(UnsupportedError);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses an interval of %d',
    (intervalMs) => {
      const { desk } = createFeedDesk();
      expect(() => createPollingSource({ adapter: desk, intervalMs })).toThrow('intervalMs');
    },
  );

  it('refuses a date that is none', () => {
    const { desk } = createFeedDesk();
    const since = new Date('yesterday');
    expect(() => createPollingSource({ adapter: desk, since })).toThrow('since');
  });
});
