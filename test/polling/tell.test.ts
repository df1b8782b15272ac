import { describe, expect, it } from 'vitest';
import {
  at,
  createFeedDesk,
  deletion,
  line,
  linesOf,
  message,
  roundOf,
  sourceOf,
  upsert,
  version,
} from './support.ts';

describe('what a round tells', () => {
  it('a ticket made since the start, with all of its messages, as new', async () => {
    const feed = createFeedDesk();
    feed.pages.push([upsert(version('1', '08:01', { createdAt: at('08:01') }))]);
    feed.threads.set('paper:acme:1', [
      message('1', 'm1', '08:01'),
      message('1', 'm2', '08:01', { visibility: 'internal' }),
    ]);
    const events = await roundOf(sourceOf(feed));
    expect(events.map(line)).toEqual([
      'ticket.created 1',
      'message.created 1/m1',
      'note.created 1/m2',
    ]);
    expect(events[0]).toMatchObject({
      id: 'paper:acme:poll.ticket.created.1',
      provider: 'paper',
      account: 'acme',
      occurredAt: at('08:01'),
      nativeType: 'tickets.changes',
      changes: [],
      ticket: { subject: 'The export stops half way', status: 'open' },
    });
    expect(events[0]).not.toHaveProperty('ticket.provenance');
    expect(events[2]).toMatchObject({
      id: 'paper:acme:poll.message.1.m2',
      actor: { name: 'Ada', kind: 'customer' },
      message: { visibility: 'internal', bodyText: 'The export stops after a thousand rows.' },
      ticket: { id: 'paper:acme:1' },
    });
  });

  it('an older ticket that nobody told of as updated, and only its new messages', async () => {
    const feed = createFeedDesk();
    feed.pages.push([upsert(version('1', '08:05')), upsert(version('2', '08:06'))]);
    feed.threads.set('paper:acme:1', [message('1', 'm1', '07:30'), message('1', 'm2', '08:05')]);
    feed.threads.set('paper:acme:2', [message('2', 'm3', '07:30')]);
    const events = await roundOf(sourceOf(feed));
    expect(events.map(line)).toEqual(['message.created 1/m2', 'ticket.updated 2']);
    expect(events[1]).toMatchObject({ changes: [] });
  });

  it('which fields of a known ticket moved, by kind of change, from what to what', async () => {
    const feed = createFeedDesk();
    const before = version('1', '08:01', {
      createdAt: at('08:01'),
      tags: ['vip', 'eu'],
      customFields: { seats: { value: 5, nativeId: '9', label: null, type: 'integer' } },
    });
    const after: typeof before = {
      ...before,
      updatedAt: at('08:09'),
      version: { at: at('08:09'), sequence: null },
      status: 'pending',
      statusDetail: 'waiting_on_customer',
      priority: 'urgent',
      tags: ['eu', 'late', 'vip'],
      assignee: { id: 'paper:acme:a1', name: 'Noor', group: null, type: 'agent' },
      groupId: 'paper:acme:g1',
      dueAt: at('12:00'),
      customFields: { seats: { value: 8, nativeId: '9', label: null, type: 'integer' } },
    };
    feed.pages.push([upsert(before)]);
    const source = sourceOf(feed);
    await roundOf(source);
    feed.pages.push([upsert(after)]);
    const events = await roundOf(source);
    expect(events.map(line)).toEqual([
      'ticket.status_changed 1',
      'ticket.updated 1',
      'ticket.assigned 1',
    ]);
    expect(events[0]).toMatchObject({
      occurredAt: at('08:09'),
      changes: [
        { field: 'status', from: 'open', to: 'pending' },
        { field: 'statusDetail', from: null, to: 'waiting_on_customer' },
      ],
      ticket: { status: 'pending', priority: 'urgent' },
    });
    expect(events[1]).toMatchObject({
      changes: [
        { field: 'priority', from: 'normal', to: 'urgent' },
        { field: 'tags', from: ['eu', 'vip'], to: ['eu', 'late', 'vip'] },
        { field: 'dueAt', from: null, to: at('12:00') },
        { field: 'customFields.seats', from: 5, to: 8 },
      ],
    });
    expect(events[2]).toMatchObject({
      changes: [
        { field: 'assignee.id', from: null, to: 'paper:acme:a1' },
        { field: 'groupId', from: null, to: 'paper:acme:g1' },
      ],
    });
    // Due dates come back as dates.
    feed.pages.push([
      upsert({ ...after, dueAt: null, version: { at: at('08:11'), sequence: null } }),
    ]);
    expect(await roundOf(source)).toMatchObject([
      { changes: [{ field: 'dueAt', from: at('12:00'), to: null }] },
    ]);
  });

  it('a merge, and a rating once it is given', async () => {
    const feed = createFeedDesk();
    const offered = {
      score: null,
      native: { scale: 'good/bad', value: null, label: null },
      comment: null,
      ratedAt: null,
      agentId: null,
      ticketId: 'paper:acme:1',
      surveyId: null,
      status: 'offered' as const,
    };
    const received = { ...offered, score: 1, ratedAt: at('08:30'), status: 'received' as const };
    feed.pages.push([upsert(version('1', '08:01')), upsert(version('2', '08:02'))]);
    const source = sourceOf(feed);
    await roundOf(source);
    feed.pages.push([
      upsert(version('1', '08:10', { satisfaction: offered })),
      upsert(
        version('2', '08:11', {
          links: [{ kind: 'merged_into', ticketId: 'paper:acme:1', url: null }],
        }),
      ),
    ]);
    const second = await roundOf(source);
    expect(second.map(line)).toEqual(['ticket.updated 1', 'ticket.merged 2']);
    expect(second[0]).toMatchObject({
      changes: [{ field: 'satisfaction.status', from: null, to: 'offered' }],
    });
    expect(second[1]).toMatchObject({ intoTicketId: 'paper:acme:1' });
    feed.pages.push([upsert(version('1', '08:30', { satisfaction: received }))]);
    expect(await roundOf(source)).toMatchObject([
      { type: 'rating.received', rating: { score: 1, ratedAt: at('08:30') } },
    ]);
  });

  it('a deletion once, a purge after it, and a return from the bin', async () => {
    const feed = createFeedDesk();
    feed.pages.push([upsert(version('1', '08:01', { createdAt: at('08:01') }))]);
    feed.threads.set('paper:acme:1', [message('1', 'm1', '08:01')]);
    const source = sourceOf(feed);
    await roundOf(source);
    feed.pages.push([deletion('1', '08:05'), deletion('1', '08:05')]);
    const gone = await roundOf(source);
    expect(gone).toMatchObject([
      {
        type: 'ticket.deleted',
        permanent: false,
        occurredAt: at('08:05'),
        ticket: { id: 'paper:acme:1', externalId: '1', isDeleted: true },
      },
    ]);
    feed.pages.push([upsert(version('1', '08:07', { status: 'pending' }))]);
    expect(await linesOf(source)).toEqual(['ticket.restored 1']);
    feed.pages.push([deletion('1', '08:09'), deletion('1', '08:10', true)]);
    expect(await roundOf(source)).toMatchObject([
      { type: 'ticket.deleted', permanent: false },
      { type: 'ticket.deleted', permanent: true },
    ]);
  });

  it('a deletion of a ticket that it never saw', async () => {
    const feed = createFeedDesk();
    feed.pages.push([deletion('9', null)]);
    expect(await roundOf(sourceOf(feed))).toMatchObject([
      { type: 'ticket.deleted', id: 'paper:acme:poll.ticket.deleted.9', occurredAt: null },
    ]);
  });

  it('each message once, however often its ticket changes', async () => {
    const feed = createFeedDesk();
    const thread = [message('1', 'm1', '08:01')];
    feed.threads.set('paper:acme:1', thread);
    feed.pages.push([upsert(version('1', '08:01', { createdAt: at('08:01') }))]);
    const source = sourceOf(feed);
    await roundOf(source);
    thread.push(message('1', 'm2', '08:04'));
    feed.pages.push([upsert(version('1', '08:04'))]);
    expect(await linesOf(source)).toEqual(['message.created 1/m2']);
    feed.pages.push([upsert(version('1', '08:08', { priority: 'high' }))]);
    expect(await linesOf(source)).toEqual(['ticket.updated 1']);
  });

  it('no messages, and reads no thread, when it is told not to', async () => {
    const feed = createFeedDesk();
    feed.threads.set('paper:acme:1', [message('1', 'm1', '08:01')]);
    feed.pages.push([upsert(version('1', '08:01', { createdAt: at('08:01') }))]);
    expect(await linesOf(sourceOf(feed, { messages: false }))).toEqual(['ticket.created 1']);
    expect(feed.desk.threadsRead).toEqual([]);
  });

  it('no messages where the provider cannot list them', async () => {
    const feed = createFeedDesk('08:00', false);
    feed.pages.push([upsert(version('1', '08:01', { createdAt: at('08:01') }))]);
    expect(await linesOf(sourceOf(feed))).toEqual(['ticket.created 1']);
  });

  it('a ticket whose thread is gone already, without its messages', async () => {
    const feed = createFeedDesk();
    feed.pages.push([upsert(version('1', '08:01', { createdAt: at('08:01') }))]);
    expect(await linesOf(sourceOf(feed))).toEqual(['ticket.created 1']);
  });
});
