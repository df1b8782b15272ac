import { describe, expect, test } from 'vitest';
import { webhookFixture } from '../support/own-fixtures.ts';
import { conversation, MIRA, notification, parse, part, typesOf } from './deliveries.ts';

const at = (text: string) => new Date(text);
const told = (topic: string, item: Readonly<Record<string, unknown>>) =>
  parse(notification(topic, item));

describe('a conversation changes', () => {
  test.each(['conversation.admin.assigned', 'conversation.admin.open.assigned'])(
    '%s, with what the teammate typed',
    (topic) => {
      const item = conversation([
        part({
          part_type: 'assignment',
          body: '<p>Yours</p>',
          assigned_to: { type: 'admin', id: '4401' },
        }),
      ]);
      expect(told(topic, item)).toMatchObject([
        {
          type: 'ticket.assigned',
          actor: { id: 'intercom:abc123de:4401', kind: 'agent' },
          ticket: { assignee: { id: 'intercom:abc123de:4401', name: 'Ada' } },
          changes: [{ field: 'assignee.id', to: 'intercom:abc123de:4401' }],
        },
        { type: 'message.created', message: { bodyText: 'Yours', visibility: 'public' } },
      ]);
    },
  );

  test.each([
    [
      { type: 'team', id: '7701' },
      { field: 'groupId', to: 'intercom:abc123de:7701' },
    ],
    [
      { type: 'nobody_admin', id: null },
      { field: 'assignee.id', to: null },
    ],
    [
      { type: 'nobody_team', id: null },
      { field: 'groupId', to: null },
    ],
  ])('assigned to %j', (assigned_to, change) => {
    const item = conversation([part({ part_type: 'assignment', assigned_to })]);
    expect(told('conversation.admin.assigned', item)).toMatchObject([{ changes: [change] }]);
  });

  test('an assignment whose part is missing is told by what the conversation says', () => {
    const item = conversation([], { team_assignee_id: 7701 });
    expect(told('conversation.admin.assigned', item)).toMatchObject([
      {
        type: 'ticket.assigned',
        changes: [
          { field: 'assignee.id', to: 'intercom:abc123de:4401' },
          { field: 'groupId', to: 'intercom:abc123de:7701' },
        ],
      },
    ]);
  });

  test.each([
    ['conversation.admin.closed', 'close', { state: 'closed', open: false }, 'resolved', null],
    ['conversation.admin.opened', 'open', { state: 'open' }, 'open', null],
    ['conversation.admin.snoozed', 'snoozed', { state: 'snoozed' }, 'pending', 'snoozed'],
    ['conversation.admin.unsnoozed', 'unsnoozed', { state: 'open' }, 'open', null],
  ])('%s', (topic, part_type, state, status, statusDetail) => {
    for (const parts of [[part({ part_type })], []]) {
      expect(told(topic, conversation(parts, state))).toMatchObject([
        {
          type: 'ticket.status_changed',
          ticket: { status, statusDetail },
          changes: [
            { field: 'status', to: status },
            { field: 'statusDetail', to: statusDetail },
          ],
        },
      ]);
    }
  });

  test('words at closing are a message', () => {
    const item = conversation([part({ part_type: 'close', body: 'Bye' })], { state: 'closed' });
    expect(typesOf(told('conversation.admin.closed', item))).toEqual([
      'ticket.status_changed',
      'message.created',
    ]);
  });

  test('priority, in both vocabularies, and what it was where that is said', () => {
    const old = conversation([part({ part_type: 'priority_changed' })], { priority: 'priority' });
    expect(told('conversation.priority.updated', old)).toMatchObject([
      {
        type: 'ticket.updated',
        actor: { kind: 'agent' },
        ticket: { priority: 'high', nativePriority: { id: 'priority' } },
        changes: [{ field: 'priority', to: 'high' }],
      },
    ]);
    const details = { current_priority: 'urgent', previous_priority: 'none' };
    const recent = conversation([part({ part_type: 'priority_changed', event_details: details })], {
      priority: 'urgent',
    });
    expect(told('conversation.priority.updated', recent)).toMatchObject([
      { changes: [{ field: 'priority', from: 'normal', to: 'urgent' }] },
    ]);
  });

  test('a rating comes with its score', () => {
    const rating = { rating: 2, remark: 'Slow', updated_at: 1767600000, teammate: { id: '4401' } };
    const item = conversation([], { conversation_rating: rating });
    expect(told('conversation.rating.added', item)).toMatchObject([
      {
        type: 'rating.received',
        rating: {
          score: 0.25,
          comment: 'Slow',
          agentId: 'intercom:abc123de:4401',
          ticketId: 'intercom:abc123de:12',
        },
      },
    ]);
  });

  test('its company', () => {
    const item = conversation([], { company: { id: '65c', company_id: 'acct-7' } });
    expect(told('conversation.company.updated', item)).toMatchObject([
      { changes: [{ field: 'organizationId', to: 'intercom:abc123de:65c' }] },
    ]);
  });

  test('its tags, as they were and as they are', () => {
    const item = {
      ...conversation([part({ body: 'x', part_type: 'comment', author: MIRA })], {
        tags: {
          tags: [
            { id: '1', name: 'vip' },
            { id: '2', name: 'export' },
          ],
        },
      }),
      tags_added: { type: 'tag.list', tags: [{ id: '2', name: 'export' }] },
    };
    expect(told('conversation_part.tag.created', item)[0]).toMatchObject({
      type: 'ticket.updated',
      changes: [{ field: 'tags', from: ['vip'], to: ['vip', 'export'] }],
    });
  });

  test('somebody joins or leaves, in a form without a type and with numbers for ids', () => {
    const [event] = parse(webhookFixture('conversation.contact.attached'));
    expect(event).toMatchObject({
      type: 'ticket.updated',
      ticket: { id: 'intercom:abc123de:900100200300401', externalId: '900100200300401' },
      changes: [
        {
          field: 'participants',
          from: null,
          to: { id: 'intercom:abc123de:65a000000000000000000a02', role: 'cc' },
        },
      ],
    });
    const item = { conversation: { model: { id: 12 } }, contact: { id: '65a2' } };
    expect(told('conversation.contact.detached', item)).toMatchObject([
      { changes: [{ from: { id: 'intercom:abc123de:65a2' }, to: null }] },
    ]);
    expect(typesOf(told('conversation.contact.attached', { contact: {} }))).toEqual(['unknown']);
  });

  test('read, in a short form and without an id: the event has one that is made of what it says', () => {
    const [event] = parse(webhookFixture('conversation.read'));
    expect(event).toMatchObject({
      id: 'intercom:abc123de:conversation.read.900100200300401.1767600400',
      type: 'ticket.updated',
      changes: [{ field: 'native.read', to: true }],
    });
    expect(event).toHaveProperty('ticket', {
      id: 'intercom:abc123de:900100200300401',
      externalId: '900100200300401',
      status: 'open',
      statusDetail: null,
      nativeStatus: { id: 'open', label: null, category: 'open' },
      createdAt: at('2026-01-05T08:00:00Z'),
      updatedAt: at('2026-01-05T08:06:40Z'),
      version: { at: at('2026-01-05T08:06:40Z'), sequence: null },
    });
  });

  test('deleted, with nothing but an id in a key of its own', () => {
    const item = { type: 'conversation', conversation_id: '12' };
    expect(told('conversation.deleted', item)).toEqual([
      expect.objectContaining({
        type: 'ticket.deleted',
        ticket: { id: 'intercom:abc123de:12', externalId: '12', isDeleted: true },
        changes: [],
        permanent: true,
      }),
    ]);
    expect(typesOf(told('conversation.deleted', { type: 'conversation' }))).toEqual(['unknown']);
  });
});
