import { describe, expect, test } from 'vitest';
import { invocationId, webhooks, fixture, signed, parseOne, ticketEvent } from './deliveries.ts';

describe('messages', () => {
  test('a private comment is a note, by the agent who wrote it', () => {
    expect(parseOne(fixture('ticket.comment_added.note'))).toMatchObject({
      type: 'note.created',
      actor: { id: 'zendesk:acme:9001001001002', kind: 'agent', name: 'Ines Duarte' },
      message: {
        id: 'zendesk:acme:9100200300400',
        externalId: '9100200300400',
        ticketId: 'zendesk:acme:7313',
        visibility: 'internal',
        author: { kind: 'agent', name: 'Ines Duarte', email: null },
        bodyText: 'Ask accounting first.',
      },
    });
  });

  test('a comment that does not say that it is public is a note', () => {
    const event = ticketEvent('ticket.comment_added', { comment: { id: '1', body: 'x' } });
    expect(parseOne(event)).toMatchObject({
      type: 'note.created',
      message: { visibility: 'internal' },
    });
  });

  test('making private and redacting are told of the message', () => {
    expect(
      parseOne(ticketEvent('ticket.comment_made_private', { comment: { id: '1' } })),
    ).toMatchObject({
      type: 'message.updated',
      message: { externalId: '1', visibility: 'internal' },
    });
    expect(
      parseOne(ticketEvent('ticket.comment_redacted', { comment: { id: '1' } })),
    ).toMatchObject({
      type: 'message.redacted',
      message: { externalId: '1', isRedacted: true },
    });
  });

  test('an attachment comes with its message', () => {
    expect(parseOne(fixture('ticket.attachment_linked_to_comment'))).toMatchObject({
      type: 'message.updated',
      message: {
        externalId: '9100200300401',
        attachments: [
          {
            fileName: 'march.pdf',
            contentType: 'application/pdf',
            messageId: 'zendesk:acme:9100200300401',
          },
        ],
      },
    });
  });

  test('a comment event without its comment is unknown, not an exception', () => {
    expect(parseOne(ticketEvent('ticket.comment_added', {}))).toMatchObject({ type: 'unknown' });
  });

  test('a message of a live conversation has its author and its ticket', () => {
    expect(parseOne(fixture('messaging_ticket.message_added'))).toMatchObject({
      type: 'message.created',
      actor: { id: 'zendesk:acme:9001001001008', kind: 'customer', name: 'Ruth Okafor' },
      ticket: { id: 'zendesk:acme:7313', externalId: '7313' },
      message: {
        externalId: '69a5c2',
        bodyText: 'Are you there?',
        visibility: 'public',
        channel: { kind: 'messenger' },
      },
    });
  });
});

describe('people, organizations and articles', () => {
  test('unset values of user events, "" and "0", are null (Zendesk top ten, 4)', () => {
    const event = parseOne(fixture('user.name_changed'));
    expect(event).toMatchObject({
      type: 'contact.updated',
      changes: [{ field: 'name', from: 'Ruth Adeyemi', to: 'Ruth Okafor' }],
    });
    expect(event && 'contact' in event ? event.contact : null).toEqual({
      id: 'zendesk:acme:9001001001008',
      externalId: '9001001001008',
      callerKey: null,
      emails: [],
      organizationIds: [],
      role: 'user',
      createdAt: new Date('2026-01-04T08:00:00Z'),
      updatedAt: new Date('2026-03-02T09:29:58Z'),
    });
  });

  test.each([
    ['user.created', {}, { type: 'contact.created' }],
    ['user.merged', {}, { type: 'contact.merged' }],
    [
      'user.suspended_changed',
      { current: true, previous: false },
      { changes: [{ field: 'isBlocked', from: false, to: true }] },
    ],
    [
      'user.tags_changed',
      { added: { tags: ['vip'] }, removed: { tags: [] } },
      { changes: [{ field: 'tags', from: null, to: 'vip' }] },
    ],
    [
      'user.organization_membership_created',
      { organization: { id: '5' } },
      { changes: [{ field: 'organizationIds', from: null, to: 'zendesk:acme:5' }] },
    ],
    ['user.password_changed', { current: 'hidden' }, { type: 'contact.updated', changes: [] }],
    [
      'organization.name_changed',
      { current: 'B', previous: 'A' },
      { type: 'organization.updated', changes: [{ field: 'name', from: 'A', to: 'B' }] },
    ],
    [
      'organization.deleted',
      {},
      { type: 'organization.deleted', organization: { isDeleted: true } },
    ],
  ])('%s', (name, event, expected) => {
    expect(parseOne(ticketEvent(name, event))).toMatchObject(expected);
  });

  test('an organization is created with its name and key', () => {
    expect(parseOne(fixture('organization.created'))).toMatchObject({
      type: 'organization.created',
      organization: { externalId: '9001001001007', name: 'Lindqvist AB', callerKey: 'crm-77' },
    });
  });

  test('an article is published where, by whom, in which language', () => {
    expect(parseOne(fixture('article.published'))).toMatchObject({
      type: 'article.published',
      id: 'zendesk:acme:01JNB2V5T6Q8R9S0ABCDEFGHJK',
      article: {
        id: 'zendesk:acme:9200300400502',
        state: 'published',
        authorId: 'zendesk:acme:9001001001002',
        sectionId: '9200300400501',
        categoryId: '9200300400500',
        locale: 'en-us',
        title: 'Changing your billing address',
      },
    });
  });

  test('other families and later events are unknown, with native type and raw body', () => {
    for (const body of [
      fixture('agent.state_changed'),
      JSON.stringify(ticketEvent('ticket.teleported', {})),
      JSON.stringify(ticketEvent('ticket.constructor', {})),
      JSON.stringify(ticketEvent('__proto__.toString', {})),
      JSON.stringify(ticketEvent('article.vote_created', { vote: { id: '1', value: 1 } })),
    ]) {
      const event = parseOne(body);
      expect(event).toMatchObject({ type: 'unknown', raw: JSON.parse(body) as object });
    }
  });
});

describe('identity over redelivery', () => {
  test('an event has the same id in every attempt', () => {
    const body = fixture('ticket.status_changed');
    const first = webhooks.parse(signed(body));
    const again = webhooks.parse(signed(body, { signedAt: '2026-03-02T10:00:00Z' }));
    expect(again).toEqual(first);
  });

  test('a trigger delivery goes by its invocation, which retries repeat', () => {
    const body = fixture('trigger.recommended');
    const [first] = webhooks.parse(signed(body));
    const [again] = webhooks.parse(signed(body, { signedAt: '2026-03-02T10:00:00Z' }));
    expect(first?.id).toBe(`zendesk:acme:${invocationId}`);
    expect(again?.id).toBe(first?.id);
  });
});
