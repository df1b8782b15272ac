import {
  ConfigurationError,
  createMemorySnapshots,
  createPollingSource,
  type PollingOptions,
  type SupportEvent,
} from 'polydesk';
import { describe, expect, it } from 'vitest';
import {
  at,
  createFeedDesk,
  deletion,
  type FeedDesk,
  line,
  linesOf,
  message,
  roundOf,
  sourceOf,
  upsert,
  version,
} from './support.ts';

describe('changes that come again', () => {
  it('are told once: equal ones, and older ones after newer ones', async () => {
    const feed = createFeedDesk('08:30');
    const old = upsert(version('1', '08:01', { createdAt: at('08:01') }));
    const young = upsert(version('1', '08:05', { createdAt: at('08:01'), priority: 'high' }));
    feed.pages.push([old, young], [young, old], [old]);
    const events = await roundOf(sourceOf(feed));
    expect(events.map(line)).toEqual(['ticket.created 1', 'ticket.updated 1']);
  });

  it('cost no second reading of the thread', async () => {
    const feed = createFeedDesk('08:30');
    feed.threads.set('paper:acme:1', [message('1', 'm1', '08:01')]);
    const change = upsert(version('1', '08:01'));
    feed.pages.push([change], [change], [change]);
    await roundOf(sourceOf(feed));
    expect(feed.desk.threadsRead).toEqual(['paper:acme:1']);
  });

  it('are looked at again when they were read within the second they happened in', async () => {
    const feed = createFeedDesk('08:01:01');
    const thread = [message('1', 'm1', '08:01')];
    feed.threads.set('paper:acme:1', thread);
    feed.pages.push([upsert(version('1', '08:01', { createdAt: at('08:01') }))]);
    const source = sourceOf(feed);
    await roundOf(source);
    // The same second of the provider's clock: a reply, and another priority.
    thread.push(message('1', 'm2', '08:01'));
    const again = upsert(version('1', '08:01', { createdAt: at('08:01'), priority: 'high' }));
    feed.pages.push([again]);
    await feed.clock.sleep(60_000);
    expect(await linesOf(source)).toEqual(['ticket.updated 1', 'message.created 1/m2']);
    feed.pages.push([again]);
    expect(await linesOf(source)).toEqual([]);
    expect(feed.desk.threadsRead).toHaveLength(2);
  });

  it('have the same ids when they are told again, and other changes have others', async () => {
    const feed = createFeedDesk('08:30');
    const changed = version('1', '08:05', { createdAt: at('08:01'), status: 'pending' });
    feed.threads.set('paper:acme:1', [message('1', 'm1', '08:01')]);
    feed.pages.push(
      [upsert(version('1', '08:01', { createdAt: at('08:01') }))],
      [upsert(changed), deletion('2', '08:06')],
      [upsert(version('1', '08:09', { createdAt: at('08:01') }))],
    );
    const ids = async () => (await roundOf(sourceOf(feed))).map(({ id }) => id);
    const first = await ids();
    expect(await ids()).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
    expect(first).toHaveLength(5);
  });
});

describe('cursors', () => {
  /** Reads pages until one has been handled, then stops as a crash would. */
  async function handledUntil(feed: FeedDesk, pages: number, options: Partial<PollingOptions>) {
    const seen: SupportEvent[] = [];
    let stored: string | null = null;
    let count = 0;
    for await (const page of sourceOf(feed, options).round()) {
      if (count === pages) break;
      seen.push(...page.events);
      stored = await page.commit();
      count += 1;
    }
    return { seen, stored };
  }

  const story = (): FeedDesk => {
    const feed = createFeedDesk('09:00');
    feed.pages.push(
      [upsert(version('1', '08:01', { createdAt: at('08:01') }))],
      [upsert(version('2', '08:02', { createdAt: at('08:02') }))],
      [upsert(version('1', '08:05', { createdAt: at('08:01'), status: 'resolved' }))],
      [deletion('2', '08:06')],
    );
    return feed;
  };

  it.each([0, 1, 2, 3])('resume after page %i without a loss or a repeat', async (pages) => {
    const snapshots = createMemorySnapshots();
    const { seen, stored } = await handledUntil(story(), pages, { snapshots });
    const rest = await roundOf(sourceOf(story(), { snapshots, cursor: stored }));
    expect([...seen, ...rest].map(line)).toEqual([
      'ticket.created 1',
      'ticket.created 2',
      'ticket.status_changed 1',
      'ticket.deleted 2',
    ]);
  });

  it('resume without snapshots: nothing is lost, and what is repeated has its old id', async () => {
    for (const pages of [1, 2, 3]) {
      const { seen, stored } = await handledUntil(story(), pages, {});
      const rest = await roundOf(sourceOf(story(), { cursor: stored }));
      const told = new Set([...seen, ...rest].map(({ id }) => id));
      expect(told).toContain('paper:acme:poll.ticket.created.1');
      expect(told).toContain('paper:acme:poll.ticket.created.2');
      expect([...told].filter((id) => id.includes('deleted.2'))).toHaveLength(1);
    }
  });

  it('keep a page that was not handled to its end', async () => {
    const feed = story();
    const source = sourceOf(feed);
    const failing = async (): Promise<void> => {
      for await (const _page of source.round()) throw new Error('handler failed');
    };
    await expect(failing()).rejects.toThrow('handler failed');
    expect(await linesOf(source)).toContain('ticket.created 1');
  });

  it('are given out once what they build on is kept', async () => {
    const feed = createFeedDesk('09:00');
    feed.pages.push([upsert(version('1', '08:01', { createdAt: at('08:01') }))]);
    const full = { get: async () => new Map(), set: () => Promise.reject(new Error('disk full')) };
    const stored: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const page of sourceOf(feed, { snapshots: full }).round()) {
        stored.push(await page.commit());
      }
    };
    await expect(reading()).rejects.toThrow('disk full');
    expect(stored).toEqual([]);
  });

  it('know after a restart which tickets were new once', async () => {
    const feed = createFeedDesk('09:00');
    feed.pages.push([upsert(version('1', '08:01', { createdAt: at('08:01') }))]);
    feed.pages.push([upsert(version('2', '08:30', { createdAt: at('08:30') }))]);
    const before = sourceOf(feed);
    await roundOf(before);
    // No snapshots any more; 1 was told, 3 was not.
    const after = sourceOf(feed, { cursor: before.cursor });
    feed.pages.push([
      upsert(version('1', '08:50', { createdAt: at('08:01') })),
      upsert(version('3', '08:51', { createdAt: at('08:49') })),
    ]);
    expect(await linesOf(after)).toEqual(['ticket.updated 1', 'ticket.created 3']);
  });

  it('still take a ticket for new that the feed gives late', async () => {
    const feed = createFeedDesk('08:10:01');
    feed.pages.push([upsert(version('1', '08:10', { createdAt: at('08:10') }))]);
    const source = sourceOf(feed);
    await roundOf(source);
    feed.pages.push([upsert(version('2', '08:08', { createdAt: at('08:08') }))]);
    expect(await linesOf(source)).toEqual(['ticket.created 2']);
  });

  it('are not led into the future by a clock that is ahead', async () => {
    const feed = createFeedDesk('08:10');
    feed.pages.push([upsert(version('1', '11:00', { createdAt: at('11:00') }))]);
    const source = sourceOf(feed);
    await roundOf(source);
    feed.pages.push([upsert(version('2', '08:20', { createdAt: at('08:20') }))]);
    expect(await linesOf(source)).toEqual(['ticket.created 2']);
  });

  it('of other things are refused', () => {
    const feed = createFeedDesk();
    for (const cursor of ['time:1778486400', '17', '', 'p1.', 'h1.[]']) {
      expect(() => sourceOf(feed, { cursor }), cursor).toThrow(ConfigurationError);
    }
  });

  it('start the first round from `since`, also when the source was stored before it', async () => {
    const feed = createFeedDesk();
    const source = sourceOf(feed, { since: at('06:30') });
    const stored = source.cursor;
    await roundOf(source);
    await roundOf(sourceOf(feed, { cursor: stored }));
    expect(feed.asked).toEqual(['since 06:30:00', 'since 06:30:00']);
  });

  it('start now without `since`, at the first read', async () => {
    const feed = createFeedDesk('08:00');
    const source = createPollingSource({ adapter: feed.desk, clock: feed.clock });
    expect(source.cursor).toBeNull();
    await feed.clock.sleep(90_000);
    await roundOf(source);
    expect(feed.asked).toEqual(['since 08:01:30']);
  });
});
