import type { SupportEvent } from 'polydesk';
import { createZendeskWebhooks } from 'polydesk/zendesk';
import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { deliver, deliverRecorded } from './support/fixture-readers.ts';
import { fixture } from './support/reference-fixtures.ts';

const at = (text: string) => new Date(text);
const eventOf = (name: string): SupportEvent | undefined => {
  // Safe: both readers answer what the webhook parser answers.
  const events = deliver(fixture(name)) as readonly SupportEvent[];
  expect(events).toHaveLength(1);
  return events[0];
};

describeWithReference('recorded webhook bodies, field by field', () => {
  it('webhook.ticket.created: upper-case words and text ids become the same as from the API', () => {
    expect(eventOf('webhook.ticket.created')).toMatchObject({
      type: 'ticket.created',
      id: 'zendesk:acme:cbe4028c-7239-495d-b020-f22348516046',
      provider: 'zendesk',
      account: 'acme',
      nativeType: 'zen:event-type:ticket.created',
      occurredAt: at('2025-01-08T10:12:07.672Z'),
      actor: { id: 'zendesk:acme:8447388090494' },
      ticket: {
        id: 'zendesk:acme:5158',
        externalId: '5158',
        subject: 'ticket_subject_dRTdJ',
        description: 'ticket_desc_dRTdJ',
        status: 'open',
        nativeStatus: { id: '8447320465790', label: null, category: 'open' },
        priority: 'high',
        category: 'problem',
        tags: ['ticket_tag_dRTdJ'],
        channel: { kind: 'api', native: 'web_service' },
        formId: '8646151517822',
        isPrivate: false,
        requester: { id: 'zendesk:acme:8447388090494' },
      },
    });
  });

  it('webhook.ticket.status_changed: from open to resolved', () => {
    expect(eventOf('webhook.ticket.status_changed')).toMatchObject({
      type: 'ticket.status_changed',
      ticket: { status: 'resolved', updatedAt: at('2025-01-08T10:15:42Z') },
      changes: [{ field: 'status', from: 'open', to: 'resolved' }],
    });
  });

  it('webhook.ticket.agent_assignment_changed: from one agent to another', () => {
    expect(eventOf('webhook.ticket.agent_assignment_changed')).toMatchObject({
      type: 'ticket.assigned',
      ticket: { assignee: { id: 'zendesk:acme:8447388090496' } },
      changes: [
        {
          field: 'assignee.id',
          from: 'zendesk:acme:8447388090494',
          to: 'zendesk:acme:8447388090496',
        },
      ],
    });
  });

  it('webhook.ticket.comment_added: a public answer of the customer', () => {
    expect(eventOf('webhook.ticket.comment_added')).toMatchObject({
      type: 'message.created',
      message: {
        externalId: '35436',
        ticketId: 'zendesk:acme:5158',
        visibility: 'public',
        bodyText: 'Any news?',
        author: { id: 'zendesk:acme:8447388090494', kind: 'customer', name: 'Marta Novak' },
        createdAt: at('2025-01-08T10:16:02.991Z'),
      },
    });
  });

  it('webhook.ticket.custom_field_changed: the values are the options’ tags', () => {
    expect(eventOf('webhook.ticket.custom_field_changed')).toMatchObject({
      type: 'ticket.updated',
      changes: [{ field: 'customFields.1900004086785', from: 'component_a', to: 'component_b' }],
    });
  });

  it('webhook.ticket.tags_changed: the set before and after', () => {
    expect(eventOf('webhook.ticket.tags_changed')).toMatchObject({
      type: 'ticket.updated',
      changes: [{ field: 'tags', from: ['ticket_tag_dRTdJ'], to: ['ticket_tag_dRTdJ', 'vip'] }],
    });
  });

  it('webhook.ticket.merged: closed, and into which ticket', () => {
    expect(eventOf('webhook.ticket.merged')).toMatchObject({
      type: 'ticket.merged',
      intoTicketId: 'zendesk:acme:5101',
      ticket: { status: 'closed' },
    });
  });

  it('webhook.messaging_ticket.message_added: a bot spoke', () => {
    expect(eventOf('webhook.messaging_ticket.message_added')).toMatchObject({
      type: 'message.created',
      ticket: { id: 'zendesk:acme:141' },
      message: {
        externalId: '67ab5f55155becd183e284cb',
        bodyText: 'Hi there. How can I help you today?',
        author: { kind: 'bot', name: 'Acme bot' },
        channel: { kind: 'messenger' },
      },
    });
  });

  it('webhook.article.author_changed: `event.current` is the new author', () => {
    expect(eventOf('webhook.article.author_changed')).toMatchObject({
      type: 'article.updated',
      article: { id: 'zendesk:acme:7005450498174', authorId: 'zendesk:acme:6998057797118' },
    });
  });

  it('webhook.user.active_changed: "" and "0" mean nothing, an inactive user is deleted', () => {
    expect(eventOf('webhook.user.active_changed')).toMatchObject({
      type: 'contact.updated',
      contact: {
        id: 'zendesk:acme:6596848315901',
        callerKey: null,
        organizationIds: [],
        emails: [{ address: 'user.name@example.com' }],
        isDeleted: true,
      },
      changes: [{ field: 'isDeleted', from: false, to: true }],
    });
  });

  it('webhook.user.deleted.delivery: the recorded body is read as it was sent', () => {
    expect(deliverRecorded(fixture('webhook.user.deleted.delivery'))).toMatchObject([
      {
        type: 'contact.deleted',
        occurredAt: at('2023-09-18T23:30:03Z'),
        contact: { id: 'zendesk:acme:6164069643162', emails: [], isDeleted: true },
      },
    ]);
  });

  it('webhook.trigger_template.ticket_update: an administrator’s own keys and labels', () => {
    expect(eventOf('webhook.trigger_template.ticket_update')).toMatchObject({
      ticket: { id: 'zendesk:acme:12345', externalId: '12345', priority: 'normal' },
    });
  });

  it('webhook.signature_vector: the signature holds over the raw bytes, and over no other', async () => {
    const { secret, timestamp, raw_body, expected_signature } = fixture('webhook.signature_vector');
    const webhooks = createZendeskWebhooks({ account: 'acme', allowTestSecret: true });
    const verify = (rawBody: string) =>
      webhooks.verify(
        {
          rawBody,
          headers: {
            'X-Zendesk-Webhook-Signature': String(expected_signature),
            'X-Zendesk-Webhook-Signature-Timestamp': String(timestamp),
          },
        },
        { secret: String(secret), now: at('2026-01-05T09:00:00Z') },
      );
    // The vector is stamped "1234", which is long ago; age is judged once the signature is proven.
    await expect(verify(String(raw_body))).rejects.toMatchObject({ reason: 'timestamp_expired' });
    await expect(verify(String(raw_body).trimEnd())).rejects.toMatchObject({
      reason: 'signature_mismatch',
    });
  });
});
