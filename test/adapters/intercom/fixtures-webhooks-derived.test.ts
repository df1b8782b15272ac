import type { SupportEvent } from 'polydesk';
import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { deliver } from './support/fixture-readers.ts';
import { fixture } from './support/reference-fixtures.ts';

const at = (text: string) => new Date(text);
// Safe: the reader answers what the webhook parser answers.
const told = (name: string) => deliver(fixture(name)) as readonly SupportEvent[];
const ADA = { id: 'intercom:abc123de:9608799', kind: 'agent', name: 'Ada Admin' };

describeWithReference('derived webhook bodies (composed, not recorded), field by field', () => {
  const TICKET = 'intercom:abc123de:215472621202693';
  const SAM = {
    id: 'intercom:abc123de:696205460674dbb9050aa7fd',
    kind: 'customer',
    name: 'Sam Sample',
  };

  it('webhook.derived.conversation.user.created: plain text, and the first message', () => {
    expect(told('webhook.derived.conversation.user.created')).toMatchObject([
      {
        type: 'ticket.created',
        actor: SAM,
        ticket: {
          id: TICKET,
          subject: 'My export is stuck since this morning',
          descriptionHtml: null,
          requester: { name: 'Sam Sample', email: 'sam@example.com' },
          assignee: null,
          organizationId: null,
          lastCustomerReplyAt: at('2026-01-10T07:56:29Z'),
        },
      },
      {
        type: 'message.created',
        actor: SAM,
        message: {
          externalId: 'source-3381828792',
          isFirst: true,
          bodyText: 'My export is stuck since this morning',
          bodyHtml: null,
          createdAt: at('2026-01-10T07:56:29Z'),
        },
      },
    ]);
  });

  it('webhook.derived.conversation.user.replied', () => {
    expect(told('webhook.derived.conversation.user.replied')).toMatchObject([
      {
        type: 'message.created',
        id: 'intercom:abc123de:37358400001.message.created',
        actor: SAM,
        ticket: { id: TICKET },
        message: { externalId: '37358400001', bodyText: 'Any news? It is urgent.' },
      },
    ]);
  });

  it('webhook.derived.conversation.user.replied.reopens-closed: a text that also opens', () => {
    expect(told('webhook.derived.conversation.user.replied.reopens-closed')).toMatchObject([
      { type: 'message.created', actor: SAM, message: { bodyText: 'It broke again' } },
      {
        type: 'ticket.status_changed',
        actor: SAM,
        changes: [
          { field: 'status', to: 'open' },
          { field: 'statusDetail', to: null },
        ],
      },
    ]);
  });

  it('webhook.derived.conversation.admin.replied', () => {
    expect(told('webhook.derived.conversation.admin.replied')).toMatchObject([
      {
        type: 'message.created',
        actor: ADA,
        message: { visibility: 'public', bodyText: 'We are on it.', author: ADA },
      },
    ]);
  });

  it('webhook.derived.conversation.admin.noted: internal', () => {
    expect(told('webhook.derived.conversation.admin.noted')).toMatchObject([
      {
        type: 'note.created',
        message: { visibility: 'internal', bodyText: 'Looks like the export worker died' },
      },
    ]);
  });

  it('webhook.derived.conversation.admin.closed: resolved, since an answer opens it again', () => {
    expect(told('webhook.derived.conversation.admin.closed')).toMatchObject([
      {
        type: 'ticket.status_changed',
        actor: ADA,
        ticket: { status: 'resolved', nativeStatus: { id: 'closed' } },
        changes: [
          { field: 'status', to: 'resolved' },
          { field: 'statusDetail', to: null },
        ],
      },
    ]);
  });

  it('webhook.derived.conversation.rating.added: four of five', () => {
    expect(told('webhook.derived.conversation.rating.added')).toMatchObject([
      {
        type: 'rating.received',
        ticket: { id: TICKET },
        rating: {
          score: 0.75,
          native: { scale: '1_to_5', value: 4, label: null },
          comment: 'Quick help, thanks 👍',
          ratedAt: at('2026-01-10T08:25:00Z'),
          agentId: 'intercom:abc123de:9608799',
          ticketId: TICKET,
          status: 'received',
        },
      },
    ]);
  });
});
