import { describe, expect, test } from 'vitest';
import { createIntercomWebhooks } from '../../../../adapters/intercom/webhook/index.ts';
import { webhookFixture } from '../support/own-fixtures.ts';
import { ADA, conversation, MIRA, notification, parse, part, typesOf } from './deliveries.ts';

const at = (text: string) => new Date(text);
const told = (topic: string, item: Readonly<Record<string, unknown>>) =>
  parse(notification(topic, item));

describe('a conversation begins', () => {
  const events = parse(webhookFixture('conversation.user.created'));

  test('in two events: the case, and its first message, which no other delivery brings', () => {
    expect(typesOf(events)).toEqual(['ticket.created', 'message.created']);
    expect(events.map(({ id }) => id)).toEqual([
      'intercom:abc123de:notif_0a0a0a0a-0000-4000-8000-000000000001',
      'intercom:abc123de:source-3900000001.message.created',
    ]);
  });

  test('with what the notification says of it, and nothing else', () => {
    expect(events[0]).toMatchObject({
      provider: 'intercom',
      account: 'abc123de',
      occurredAt: at('2026-01-05T08:00:01Z'),
      sequence: null,
      nativeType: 'conversation.user.created',
      changes: [],
    });
    expect(events[0]).toHaveProperty('ticket', {
      id: 'intercom:abc123de:900100200300401',
      externalId: '900100200300401',
      subject: 'Where is my invoice?',
      description: 'Where is my invoice?',
      descriptionHtml: '<p>Where is my invoice?</p>',
      status: 'open',
      statusDetail: null,
      nativeStatus: { id: 'open', label: null, category: 'open' },
      priority: 'normal',
      nativePriority: { id: 'not_priority', label: null, category: null },
      category: null,
      tags: [],
      requester: {
        id: 'intercom:abc123de:65a000000000000000000a01',
        email: null,
        name: null,
        callerKey: 'user-17',
        organizationId: null,
      },
      participants: [
        {
          id: 'intercom:abc123de:65a000000000000000000a01',
          role: 'requester',
          kind: 'customer',
          email: null,
          name: null,
        },
      ],
      assignee: null,
      groupId: null,
      createdAt: at('2026-01-05T08:00:00Z'),
      updatedAt: at('2026-01-05T08:00:00Z'),
      version: { at: at('2026-01-05T08:00:00Z'), sequence: null },
      snoozedUntil: null,
      firstResponseAt: null,
      firstAssignedAt: null,
      lastCustomerReplyAt: at('2026-01-05T08:00:00Z'),
      lastStaffReplyAt: null,
      resolvedAt: null,
      reopenCount: 0,
      channel: { kind: 'messenger', native: 'conversation' },
      customFields: {
        'Order: number.1': {
          value: 'A-77',
          nativeId: 'Order: number.1',
          label: null,
          type: 'unknown',
        },
      },
      satisfaction: null,
      sla: null,
      links: [],
    });
  });

  test('with the message as the adapter reads it', () => {
    expect(events[1]).toMatchObject({
      actor: { id: 'intercom:abc123de:65a000000000000000000a01', kind: 'customer' },
      message: {
        id: 'intercom:abc123de:source-3900000001',
        externalId: 'source-3900000001',
        ticketId: 'intercom:abc123de:900100200300401',
        visibility: 'public',
        bodyText: 'Where is my invoice?',
        bodyHtml: '<p>Where is my invoice?</p>',
        isFirst: true,
        channel: { kind: 'messenger' },
        createdAt: at('2026-01-05T08:00:00Z'),
      },
    });
    expect(events[1]).not.toHaveProperty('message.raw');
    expect(events[1]).not.toHaveProperty('message.provenance');
  });

  test('without a first message in one event', () => {
    for (const source of [null, { type: null, delivered_as: 'x', body: '' }]) {
      expect(typesOf(told('conversation.user.created', conversation([], { source })))).toEqual([
        'ticket.created',
      ]);
    }
  });

  test('by a teammate too', () => {
    const source = { type: 'conversation', id: '9', body: 'Hello', author: ADA };
    const [created, first] = told(
      'conversation.admin.single.created',
      conversation([], { source }),
    );
    expect(created).toMatchObject({ type: 'ticket.created', actor: { kind: 'agent' } });
    expect(first).toMatchObject({ type: 'message.created', message: { bodyText: 'Hello' } });
  });
});

describe('somebody writes', () => {
  test.each([
    ['conversation.user.replied', MIRA, 'customer'],
    ['conversation.admin.replied', ADA, 'agent'],
    ['conversation.operator.replied', { ...ADA, type: 'bot' }, 'bot'],
  ])('%s', (topic, author, kind) => {
    const events = told(topic, conversation([part({ author, body: 'Any news?' })]));
    expect(events).toMatchObject([
      {
        type: 'message.created',
        actor: { kind },
        ticket: { id: 'intercom:abc123de:12' },
        message: {
          externalId: '51',
          visibility: 'public',
          author: { kind },
          bodyText: 'Any news?',
          bodyHtml: null,
          isFirst: false,
        },
      },
    ]);
  });

  test('a note is a note, whatever the topic says', () => {
    for (const topic of ['conversation.admin.noted', 'conversation.admin.replied']) {
      expect(
        told(topic, conversation([part({ part_type: 'note', body: '<p>Hm</p>' })])),
      ).toMatchObject([
        { type: 'note.created', message: { visibility: 'internal', bodyText: 'Hm' } },
      ]);
    }
  });

  test('a customer’s answer to a closed conversation also opens it', () => {
    const item = conversation([part({ part_type: 'open', body: 'Again', author: MIRA })]);
    expect(told('conversation.user.replied', item)).toMatchObject([
      { type: 'message.created', message: { bodyText: 'Again' } },
      {
        type: 'ticket.status_changed',
        id: 'intercom:abc123de:51.ticket.status_changed',
        actor: { kind: 'customer' },
        changes: [
          { field: 'status', to: 'open' },
          { field: 'statusDetail', to: null },
        ],
      },
    ]);
  });

  test('several parts are several events', () => {
    const item = conversation([part({ body: 'a' }), part({ id: '52', body: 'b' })]);
    const events = told('conversation.admin.replied', item);
    expect(typesOf(events)).toEqual(['message.created', 'message.created']);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
  });

  test('without a part it is at least known which case moved', () => {
    expect(told('conversation.user.replied', conversation([]))).toMatchObject([
      { type: 'ticket.updated', ticket: { externalId: '12' }, changes: [] },
    ]);
  });

  test('a translation of an answer changes the message', () => {
    const item = conversation([part({ body: 'Hallo' })]);
    expect(told('conversation.admin.replied.translated', item)).toMatchObject([
      { type: 'message.updated', message: { externalId: '51', isRedacted: false } },
    ]);
  });

  test('a deleted message is told as such', () => {
    const item = conversation([part({ redacted: true, body: 'This message was deleted' })]);
    expect(told('conversation_part.redacted', item)).toMatchObject([
      { type: 'message.redacted', actor: null, message: { externalId: '51', isRedacted: true } },
    ]);
    expect(typesOf(told('conversation_part.redacted', conversation([])))).toEqual(['unknown']);
  });
});

describe('an account’s own words', () => {
  const parser = createIntercomWebhooks({
    workspaceId: 'abc123de',
    apiVersion: '2.14',
    statusMap: { closed: 'closed' },
    priorityMap: { priority: 'urgent' },
    fieldKeyOf: (nativeId) => (nativeId === 'Order' ? 'order' : nativeId),
    callerKeyAttribute: 'Order',
    categoryAttribute: 'Kind',
    htmlToText: () => 'converted',
    keepRaw: false,
  });

  test('are read as the adapter reads them', () => {
    const item = conversation([part({ part_type: 'close', body: '<p>x</p>' })], {
      state: 'closed',
      priority: 'priority',
      custom_attributes: { Order: 'A-1', Kind: 'billing' },
    });
    const [event, message] = parse(notification('conversation.admin.closed', item), parser);
    expect(event).toMatchObject({
      ticket: {
        status: 'closed',
        priority: 'urgent',
        callerKey: 'A-1',
        category: 'billing',
        customFields: { order: { value: 'A-1', nativeId: 'Order' } },
      },
      changes: [{ field: 'status', to: 'closed' }, {}],
    });
    expect(message).toMatchObject({ message: { bodyText: 'converted' } });
    expect(event).not.toHaveProperty('raw');
  });

  test('and refused where they are none of ours', () => {
    const map = { closed: 'done' as 'closed' };
    expect(() => createIntercomWebhooks({ workspaceId: 'x', statusMap: map })).toThrow('statusMap');
  });
});

describe('conversations of versions before 2.0', () => {
  const legacy = (author: object) => ({
    type: 'conversation',
    id: '12',
    created_at: 1767590000,
    updated_at: 1767600000,
    user: { type: 'lead', id: '65a1', user_id: 'user-17', name: 'Mira', email: 'mira@x.example' },
    assignee: { type: 'admin', id: '4401', name: 'Ada', email: 'ada@acme.example' },
    conversation_message: {
      type: 'conversation_message',
      id: '9',
      subject: '',
      body: '<p>Hello</p>',
      author,
      attachments: [],
    },
    conversation_parts: { conversation_parts: [], total_count: 0 },
    open: true,
    state: 'open',
  });

  test('are read in the form of today', () => {
    const events = told('conversation.user.created', legacy({ type: 'user', id: '65a1' }));
    expect(events).toMatchObject([
      {
        type: 'ticket.created',
        ticket: {
          requester: {
            id: 'intercom:abc123de:65a1',
            name: 'Mira',
            email: 'mira@x.example',
            callerKey: 'user-17',
          },
          assignee: { id: 'intercom:abc123de:4401' },
        },
      },
      { type: 'message.created', message: { externalId: 'source-9', bodyText: 'Hello' } },
    ]);
  });

  test('by a teammate, to a team', () => {
    const item = { ...legacy({ type: 'admin', id: '4401' }), assignee: { type: 'team', id: '77' } };
    expect(told('conversation.admin.single.created', item)[0]).toMatchObject({
      actor: { kind: 'agent' },
      ticket: { assignee: { type: 'team', id: 'intercom:abc123de:77' } },
    });
  });
});
