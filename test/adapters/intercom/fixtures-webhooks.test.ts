import type { SupportEvent } from 'polydesk';
import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { deliver, FIXTURE_READERS } from './support/fixture-readers.ts';
import { fixture } from './support/reference-fixtures.ts';

const at = (text: string) => new Date(text);
// Safe: the reader answers what the webhook parser answers.
const told = (name: string) => deliver(fixture(name)) as readonly SupportEvent[];
const ADA = { id: 'intercom:abc123de:9608799', kind: 'agent', name: 'Ada Admin' };

describeWithReference('recorded webhook bodies, field by field', () => {
  it('webhook.conversation.admin.open.assigned: assigned with a text; ISO times inside', () => {
    expect(told('webhook.conversation.admin.open.assigned')).toMatchObject([
      {
        type: 'ticket.assigned',
        id: 'intercom:abc123de:37358198341.ticket.assigned',
        provider: 'intercom',
        account: 'abc123de',
        occurredAt: at('2026-01-10T08:00:01Z'),
        nativeType: 'conversation.admin.open.assigned',
        actor: ADA,
        ticket: {
          id: 'intercom:abc123de:215472621202693',
          subject: 'helklo',
          description: 'helklo',
          descriptionHtml: '<p>helklo</p>',
          status: 'open',
          priority: 'normal',
          requester: {
            id: 'intercom:abc123de:696205460674dbb9050aa7fd',
            name: null,
            email: null,
            callerKey: '5e68ece4-0ec8-4792-baac-02deba39e7fe',
          },
          assignee: { id: 'intercom:abc123de:9608799', name: 'Ada Admin', type: 'agent' },
          groupId: null,
          createdAt: at('2026-01-10T07:56:29Z'),
          firstResponseAt: at('2026-01-10T08:00:00Z'),
          firstAssignedAt: at('2026-01-10T08:00:00Z'),
          lastCustomerReplyAt: at('2026-01-10T07:56:29Z'),
          resolvedAt: null,
          reopenCount: 0,
        },
        changes: [{ field: 'assignee.id', to: 'intercom:abc123de:9608799' }],
      },
      {
        type: 'message.created',
        message: {
          externalId: '37358198341',
          visibility: 'public',
          author: ADA,
          bodyText: 'aMSIJJO',
          bodyHtml: '<p class="no-margin">aMSIJJO</p>',
          nativeType: 'assignment',
          createdAt: at('2026-01-10T08:00:00Z'),
        },
      },
    ]);
  });

  it('webhook.conversation.priority.updated: the vocabulary from before 2.16', () => {
    const [event, ...others] = told('webhook.conversation.priority.updated');
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: 'ticket.updated',
      actor: ADA,
      ticket: {
        priority: 'high',
        nativePriority: { id: 'priority' },
        lastCustomerReplyAt: at('2026-01-10T08:07:30Z'),
        updatedAt: at('2026-01-10T08:08:54Z'),
      },
      changes: [{ field: 'priority', to: 'high' }],
    });
    // The delivery holds one part of many, so nothing is counted.
    expect(event).not.toHaveProperty('ticket.messagesCount');
    expect(event).not.toHaveProperty('ticket.threadComplete');
  });

  it('webhook.conversation.deleted: an id in a key of its own', () => {
    const [event] = told('webhook.conversation.deleted');
    expect(event).toMatchObject({
      type: 'ticket.deleted',
      id: 'intercom:abc123de:notif_d808d1ab-c203-42fb-9e66-d281c7d1f74d',
      occurredAt: at('2026-01-11T06:14:57Z'),
      actor: null,
      permanent: true,
      changes: [],
    });
    expect(event).toHaveProperty('ticket', {
      id: 'intercom:abc123de:215472621305755',
      externalId: '215472621305755',
      isDeleted: true,
    });
  });

  it('webhook.contact.deleted: an id, a key and a mark', () => {
    const [event] = told('webhook.contact.deleted');
    expect(event).toMatchObject({ type: 'contact.deleted', nativeType: 'contact.deleted' });
    expect(event).toHaveProperty('contact', {
      id: 'intercom:abc123de:696122fb2591e0cadd20073a',
      externalId: '696122fb2591e0cadd20073a',
      callerKey: '1',
      isDeleted: true,
    });
  });

  it('webhook.contact.merged: whoever stays, since whoever went is not named', () => {
    expect(told('webhook.contact.merged')).toMatchObject([
      {
        type: 'contact.merged',
        contact: {
          id: 'intercom:abc123de:6961f1c19b981fb5a0b90afb',
          name: 'Merge User Fixture',
          emails: [{ address: 'merge_user_fixture@example.com' }],
          role: 'user',
          callerKey: null,
          isDeleted: false,
          createdAt: at('2026-01-10T06:29:21.953Z'),
          updatedAt: at('2026-01-10T06:30:59.735Z'),
        },
      },
    ]);
  });

  it('webhook.contact.user.updated.retry: a second attempt has the id of the first', () => {
    expect(told('webhook.contact.user.updated.retry')).toMatchObject([
      {
        type: 'contact.updated',
        id: 'intercom:abc123de:notif_9cc0ef6e-3dfd-47a9-a715-be6cf19a273a',
        occurredAt: at('2023-08-15T20:29:48Z'),
        contact: {
          id: 'intercom:abc123de:64dbc8be576618069c4e0560',
          callerKey: '12342353',
          name: 'Sam Sample',
          createdAt: at('2023-08-15T18:49:35.016Z'),
          lastSeenAt: null,
        },
        changes: [],
      },
    ]);
  });

  it('webhook.ticket.state.updated: from submitted to submitted is how a ticket begins', () => {
    expect(told('webhook.ticket.state.updated')).toMatchObject([
      {
        type: 'ticket.status_changed',
        ticket: {
          id: 'intercom:abc123de:215472629311235',
          number: '66040342',
          subject: "Unclear user message 'erf' with pending email response",
          status: 'open',
          statusDetail: 'new',
          nativeStatus: { id: '4517893', label: 'Submitted', category: 'submitted' },
          category: 'Tickets',
          ticketTypeId: '2979330',
          assignee: null,
          groupId: null,
          organizationId: null,
          requester: { callerKey: 'f7c0bc1e-5ee2-46a0-b11a-ea473d1101a5' },
          channel: { kind: 'messenger', native: 'messenger' },
          isPrivate: false,
          customFields: { Platforms: { value: null }, 'Root cause': { value: null } },
          // The description, and one text of the bot's among four parts.
          messagesCount: 2,
          threadComplete: true,
        },
        changes: [],
      },
    ]);
  });

  it('webhook.ticket.admin.replied: an answer typed while assigning', () => {
    expect(told('webhook.ticket.admin.replied')).toMatchObject([
      {
        type: 'message.created',
        id: 'intercom:abc123de:37403474386.message.created',
        actor: ADA,
        ticket: {
          externalId: '215472629311235',
          assignee: { id: 'intercom:abc123de:9608799', name: 'Ada Admin' },
          groupId: null,
          // "AD", typed while assigning at 06:54:54.
          firstResponseAt: at('2026-01-11T06:54:54Z'),
          lastStaffReplyAt: at('2026-01-11T06:55:30Z'),
          messagesCount: 4,
        },
        message: {
          externalId: '37403474386',
          ticketId: 'intercom:abc123de:215472629311235',
          visibility: 'public',
          bodyText: 'Looking into it',
          nativeType: 'assignment',
        },
      },
      {
        type: 'ticket.assigned',
        id: 'intercom:abc123de:37403474386.ticket.assigned',
        changes: [{ field: 'assignee.id', to: 'intercom:abc123de:9608799' }],
      },
    ]);
  });

  it('webhook.ticket.contact.replied: a customer whose name is not known', () => {
    expect(told('webhook.ticket.contact.replied')).toMatchObject([
      {
        type: 'message.created',
        actor: {
          id: 'intercom:abc123de:696354ce6b48146fdc536f97',
          kind: 'customer',
          name: null,
          email: 'customer@example.com',
        },
        ticket: {
          number: '66044663',
          requester: { email: 'customer@example.com' },
          lastCustomerReplyAt: at('2026-01-11T07:45:06Z'),
        },
        message: { visibility: 'public', bodyText: 'asfsf', author: { kind: 'customer' } },
      },
    ]);
  });

  it('webhook.ticket.note.created: internal, on a ticket without a title', () => {
    expect(told('webhook.ticket.note.created')).toMatchObject([
      {
        type: 'note.created',
        actor: ADA,
        ticket: { subject: 'hgjvjh', number: '66040991' },
        message: {
          externalId: '37404518759',
          visibility: 'internal',
          bodyText: 'agd',
          createdAt: at('2026-01-11T07:41:58Z'),
        },
      },
    ]);
  });

  it('webhook.ping: without an id (recorded 2019)', () => {
    expect(told('webhook.ping')).toMatchObject([
      {
        type: 'ping',
        id: 'intercom:abc123de:ping.1553288147',
        occurredAt: at('2019-03-22T20:55:47Z'),
      },
    ]);
  });

  it('webhook.legacy-v1.conversation.user.replied: a conversation from before 2.0 (recorded 2019)', () => {
    expect(told('webhook.legacy-v1.conversation.user.replied')).toMatchObject([
      {
        type: 'message.created',
        id: 'intercom:abc123de:2824391734.message.created',
        actor: { kind: 'customer', name: 'Sam Sample', email: 'sam@example.com' },
        ticket: {
          id: 'intercom:abc123de:21322009097',
          description: 'Hello',
          status: 'open',
          requester: {
            id: 'intercom:abc123de:5c9553cb27e377f24eed49f7',
            name: 'Sam Sample',
            callerKey: '75067020-1204-495c-8edc-abb7d88bdd43',
          },
          assignee: { id: 'intercom:abc123de:1957471' },
        },
        message: {
          externalId: '2824391734',
          bodyText: 'Well, I need some help getting access to a developer account.',
          visibility: 'public',
        },
      },
    ]);
  });

  it('webhook.signature-vector: both signatures over one body, with signs beyond ASCII', async () => {
    const read = FIXTURE_READERS['webhook.signature-vector'];
    expect(await read?.(fixture('webhook.signature-vector'))).toMatchObject([
      { type: 'ping', id: 'intercom:abc123de:ping', raw: { data: { item: { type: 'ping' } } } },
    ]);
  });
});
