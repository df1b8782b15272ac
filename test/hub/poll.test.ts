import { createHub, createPollingSource, type PollOptions } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { at, createFeedDesk, line, upsert, version } from '../polling/support.ts';
import { createStubDesk } from '../support/stub-desk.ts';
import { deferred } from './support.ts';

const created = (id: string, time: string) => upsert(version(id, time, { createdAt: at(time) }));

const openHub = () => {
  const feed = createFeedDesk('08:30');
  feed.pages.push([created('1', '08:01'), created('2', '08:02')], [created('3', '08:03')]);
  const source = createPollingSource({
    adapter: feed.desk,
    clock: feed.clock,
    since: at('08:00'),
    messages: false,
  });
  return { feed, source, hub: createHub({ adapters: [feed.desk] }) };
};

describe('hub.poll', () => {
  it('hands events to handlers in their order, and a cursor after each page', async () => {
    const { hub, source } = openHub();
    const steps: string[] = [];
    hub.on('*', async (event, { origin }) => {
      await Promise.resolve();
      steps.push(`${line(event)} by ${origin}`);
    });
    await hub.poll(source, {
      once: true,
      onCursor: (cursor) => void steps.push(cursor.replace(/^p1\.\w+\./, 'cursor ')),
    });
    expect(steps).toEqual([
      'ticket.created 1 by poll',
      'ticket.created 2 by poll',
      'cursor 1',
      'ticket.created 3 by poll',
      'cursor 2',
    ]);
  });

  it('ends with the first failure, without the cursor of that page, and loses nothing', async () => {
    const { hub, source } = openHub();
    const cursors: string[] = [];
    const heard: string[] = [];
    let isDown = true;
    hub.on('*', (event) => {
      if (isDown && line(event) === 'ticket.created 3') throw new Error('down');
      heard.push(line(event));
    });
    const options: PollOptions = { once: true, onCursor: (cursor) => void cursors.push(cursor) };
    await expect(hub.poll(source, options)).rejects.toMatchObject({
      errors: [new Error('down')],
      message: '1 failure while handling ticket.created paper:acme:poll.ticket.created.3.',
    });
    expect(cursors).toHaveLength(1);
    isDown = false;
    await hub.poll(source, options);
    expect(cursors).toHaveLength(2);
    expect(heard).toEqual(['ticket.created 1', 'ticket.created 2', 'ticket.created 3']);
  });

  it('goes on past an event whose failure somebody takes over', async () => {
    const { hub, source } = openHub();
    const heard: string[] = [];
    const left: string[] = [];
    hub.on('*', (event) => {
      if (line(event) === 'ticket.created 1') throw new Error('down');
      heard.push(line(event));
    });
    await hub.poll(source, {
      once: true,
      onFailure: (_error, event) => void left.push(line(event)),
    });
    expect(left).toEqual(['ticket.created 1']);
    expect(heard).toEqual(['ticket.created 2', 'ticket.created 3']);
  });

  it('ends with its signal, after the page at hand', async () => {
    const { hub, source, feed } = openHub();
    const controller = new AbortController();
    const heard: string[] = [];
    hub.on('*', (event) => {
      heard.push(line(event));
      controller.abort();
    });
    let cursors = 0;
    await hub.poll(source, { signal: controller.signal, onCursor: () => void (cursors += 1) });
    expect(heard).toEqual(['ticket.created 1', 'ticket.created 2']);
    expect(cursors).toBe(1);
    expect(feed.asked).toHaveLength(1);
  });

  it('ends when the hub closes, which waits for the page at hand', async () => {
    const { hub, source } = openHub();
    const gate = deferred();
    const begun = deferred();
    const order: string[] = [];
    hub.on('*', async (event) => {
      begun.resolve();
      await gate.promise;
      order.push(line(event));
    });
    const polled = hub.poll(source).then(() => order.push('polled'));
    await begun.promise;
    const closed = hub.close().then(() => order.push('closed'));
    gate.resolve();
    await Promise.all([polled, closed]);
    expect(order.slice(0, 2)).toEqual(['ticket.created 1', 'ticket.created 2']);
    expect(order.slice(2).sort()).toEqual(['closed', 'polled']);
  });

  it('ends when the hub closes while the source rests', async () => {
    const { hub, source, feed } = openHub();
    const resting = deferred();
    feed.clock.hold(resting.resolve);
    const polled = hub.poll(source);
    await resting.promise;
    await hub.close();
    await polled;
  });

  it('refuses the source of a desk that is not there', async () => {
    const { source } = openHub();
    const other = createHub({ adapters: [createStubDesk({ provider: 'phone' })] });
    await expect(other.poll(source, { once: true })).rejects.toThrow('no desk paper:acme');
  });
});
