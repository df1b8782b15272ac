import { expect, test } from 'vitest';
import { createZendeskWebhooks } from '../../../../adapters/zendesk/webhook/index.ts';
import { describeWithReference, readReferenceJson } from '../../../support/reference.ts';
import { webhooks, parseOne, rejects } from './deliveries.ts';

describeWithReference('the reference payloads', () => {
  const read = (name: string) =>
    readReferenceJson('providers', 'zendesk', 'fixtures', `webhook.${name}.json`);
  const ticket = { id: 'zendesk:acme:5158', externalId: '5158', subject: 'ticket_subject_dRTdJ' };

  test('the signature vector is proven with the secret as text', async () => {
    const vector = read('signature_vector') as Record<string, string>;
    const trying = createZendeskWebhooks({ account: 'acme', allowTestSecret: true });
    const delivery = {
      rawBody: vector['raw_body'] ?? '',
      headers: {
        'X-Zendesk-Webhook-Signature': vector['expected_signature'],
        'X-Zendesk-Webhook-Signature-Timestamp': vector['timestamp'],
      },
    };
    // The vector's timestamp is the text "1234", which reads as the year.
    const options = { secret: vector['secret'] ?? '', now: new Date('1234') };
    await expect(trying.verify(delivery, options)).resolves.toBeUndefined();
    expect(trying.parse(delivery)).toMatchObject([{ type: 'contact.updated', changes: [] }]);
    const tampered = { ...delivery, rawBody: delivery.rawBody.trimEnd() };
    await rejects(tampered, 'signature_mismatch', options, trying);
  });

  test('the recorded delivery reads header names and raw body as they were', () => {
    const { headers, raw_body } = read('user.deleted.delivery') as {
      headers: Record<string, string>;
      raw_body: string;
    };
    expect(webhooks.parse({ rawBody: raw_body, headers })).toMatchObject([
      {
        type: 'contact.deleted',
        id: 'zendesk:acme:b3695d61-2ef4-4e9c-97af-1f065c099564',
        occurredAt: new Date('2023-09-18T23:30:03Z'),
        contact: {
          id: 'zendesk:acme:6164069643162',
          emails: [],
          callerKey: null,
          organizationIds: [],
          isDeleted: true,
          createdAt: new Date('2023-09-18T23:29:35Z'),
        },
      },
    ]);
  });

  test.each([
    [
      'ticket.created',
      {
        type: 'ticket.created',
        occurredAt: new Date('2025-01-08T10:12:07.672Z'),
        actor: { id: 'zendesk:acme:8447388090494' },
        changes: [],
        ticket: {
          ...ticket,
          status: 'open',
          statusDetail: null,
          priority: 'high',
          category: 'problem',
          tags: ['ticket_tag_dRTdJ'],
          brandId: '8447346621310',
          formId: '8646151517822',
          callerKey: null,
          description: 'ticket_desc_dRTdJ',
          isPrivate: false,
          channel: { kind: 'api', native: 'web_service' },
          requester: { id: 'zendesk:acme:8447388090494' },
          assignee: { id: 'zendesk:acme:8447388090494' },
          groupId: 'zendesk:acme:8447320466430',
          organizationId: 'zendesk:acme:8447346622462',
          nativeStatus: { id: '8447320465790', category: 'open' },
          createdAt: new Date('2025-01-08T10:12:07Z'),
        },
      },
    ],
    [
      'ticket.status_changed',
      {
        type: 'ticket.status_changed',
        changes: [{ field: 'status', from: 'open', to: 'resolved' }],
        ticket: { ...ticket, status: 'resolved' },
      },
    ],
    [
      'ticket.agent_assignment_changed',
      {
        type: 'ticket.assigned',
        changes: [
          {
            field: 'assignee.id',
            from: 'zendesk:acme:8447388090494',
            to: 'zendesk:acme:8447388090496',
          },
        ],
        ticket,
      },
    ],
    [
      'ticket.comment_added',
      {
        type: 'message.created',
        actor: { kind: 'customer', name: 'Marta Novak' },
        ticket,
        message: {
          id: 'zendesk:acme:35436',
          externalId: '35436',
          ticketId: 'zendesk:acme:5158',
          visibility: 'public',
          bodyText: 'Any news?',
          author: {
            id: 'zendesk:acme:8447388090494',
            kind: 'customer',
            name: 'Marta Novak',
            email: null,
          },
        },
      },
    ],
    [
      'ticket.custom_field_changed',
      {
        type: 'ticket.updated',
        changes: [{ field: 'customFields.1900004086785', from: 'component_a', to: 'component_b' }],
        ticket,
      },
    ],
    [
      'ticket.merged',
      {
        type: 'ticket.merged',
        intoTicketId: 'zendesk:acme:5101',
        ticket: { ...ticket, status: 'closed' },
      },
    ],
    [
      'ticket.tags_changed',
      {
        type: 'ticket.updated',
        changes: [{ field: 'tags', from: ['ticket_tag_dRTdJ'], to: ['ticket_tag_dRTdJ', 'vip'] }],
        ticket,
      },
    ],
    [
      'user.active_changed',
      {
        type: 'contact.updated',
        changes: [{ field: 'isDeleted', from: false, to: true }],
        contact: {
          id: 'zendesk:acme:6596848315901',
          isDeleted: true,
          emails: [{ address: 'user.name@example.com', verified: null, primary: true }],
        },
      },
    ],
    [
      'article.author_changed',
      {
        type: 'article.updated',
        id: 'zendesk:acme:01GX7773HNJ9CA89HX2P1MQ8E1',
        article: { id: 'zendesk:acme:7005450498174', authorId: 'zendesk:acme:6998057797118' },
        changes: [{ field: 'authorId', to: 'zendesk:acme:6998057797118' }],
      },
    ],
    [
      'messaging_ticket.message_added',
      {
        type: 'message.created',
        actor: { id: null, kind: 'bot', name: 'Acme bot' },
        ticket: { externalId: '141' },
        message: {
          externalId: '67ab5f55155becd183e284cb',
          bodyText: 'Hi there. How can I help you today?',
        },
      },
    ],
    [
      'trigger_template.ticket_update',
      {
        type: 'ticket.updated',
        nativeType: 'End User Comment',
        ticket: {
          externalId: '12345',
          priority: 'normal',
          tags: ['new'],
          groupId: 'zendesk:acme:9000',
          assignee: { id: 'zendesk:acme:9001', email: 'leo.brandt@example.com' },
        },
      },
    ],
  ])('%s', (name, expected) => {
    expect(parseOne(read(name))).toMatchObject(expected);
  });
});
