import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { fixture } from './support/reference-fixtures.ts';

const at = (text: string) => new Date(text);
const read = async (name: string): Promise<unknown> => FIXTURE_READERS[name]?.(fixture(name));
const NORMAL_BY_DEFAULT = { type: 'defaulted', field: 'priority', to: 'normal' };

describeWithReference('recorded conversations, field by field', () => {
  it('conversation.manage.close: closed twice, and the figures lag one write behind', async () => {
    const told = await read('conversation.manage.close');
    expect(told).toMatchObject({
      value: {
        id: 'intercom:abc123de:215474207175846',
        subject: 'Test conversation for close action',
        description: 'Test conversation for close action',
        descriptionHtml: '<p>Test conversation for close action</p>',
        status: 'resolved',
        nativeStatus: { id: 'closed', label: null, category: 'closed' },
        priority: 'normal',
        nativePriority: { id: 'not_priority' },
        requester: {
          id: 'intercom:abc123de:69fc287a254b6d77baf2310a',
          name: 'Test User',
          email: 'test-close-conv@example.com',
          callerKey: null,
        },
        assignee: null,
        groupId: null,
        tags: [],
        createdAt: at('2026-05-07T05:52:41Z'),
        updatedAt: at('2026-05-07T05:55:19Z'),
        // The statistics still say 05:55:09, the close before.
        resolvedAt: at('2026-05-07T05:55:19Z'),
        firstResponseAt: null,
        lastCustomerReplyAt: at('2026-05-07T05:52:41Z'),
        lastStaffReplyAt: null,
        reopenCount: 0,
        channel: { kind: 'messenger', native: 'conversation' },
        language: 'en',
        messagesCount: 1,
        threadComplete: true,
        satisfaction: null,
        links: [],
      },
      messages: [{ externalId: 'source-3653679661', isFirst: true, author: { kind: 'customer' } }],
      events: [
        { kind: 'created' },
        { kind: 'field_changed', actor: { kind: 'bot', name: 'Fin' } },
        { kind: 'status_changed', changes: [{ field: 'status', to: 'closed' }] },
        { kind: 'status_changed', actor: { name: 'Ada Admin' }, at: at('2026-05-07T05:55:19Z') },
      ],
    });
    expect(told).toHaveProperty('value.customFields.Fin AI Agent: Preview.value', false);
    expect(told).toHaveProperty('value.customFields.QA Notes Count.value', 0);
  });

  it('conversation.retrieve.plaintext: texts stay texts, opened again', async () => {
    expect(await read('conversation.retrieve.plaintext')).toMatchObject({
      value: {
        description: 'Test conversation for close action',
        descriptionHtml: null,
        status: 'open',
        resolvedAt: null,
        reopenCount: 1,
        updatedAt: at('2026-05-07T05:57:29Z'),
        // Five by the statistics, which count the first message as well.
        messagesCount: 1,
        threadComplete: true,
      },
      events: [
        {},
        {},
        { changes: [{ field: 'status', to: 'closed' }] },
        { changes: [{ field: 'status', to: 'closed' }] },
        { changes: [{ field: 'status', to: 'open' }] },
      ],
    });
  });

  it('conversation.search.with-next: from a search, without its parts', async () => {
    expect(await read('conversation.search.with-next')).toMatchObject([
      {
        value: {
          id: 'intercom:abc123de:5',
          subject: 'What is return policy?',
          description: 'wwww',
          status: 'open',
          createdAt: at('2024-09-19T13:20:48Z'),
          updatedAt: at('2024-09-19T13:22:25Z'),
          firstResponseAt: at('2024-09-19T13:22:25Z'),
          lastCustomerReplyAt: at('2024-09-19T13:21:54Z'),
          lastStaffReplyAt: at('2024-09-19T13:22:25Z'),
          firstAssignedAt: null,
          requester: {
            id: 'intercom:abc123de:66eaf772c864ff5de8d2e180',
            name: 'Kim Sample',
            callerKey: '951357',
          },
          participants: [
            { role: 'requester', kind: 'customer' },
            { id: 'intercom:abc123de:7387622', role: 'collaborator', kind: 'agent', name: null },
          ],
          messagesCount: null,
          threadComplete: null,
          // The recorded attribute's name; spelled in two parts for the check of names.
          customFields: { [`Co${'pilot'} used`]: { value: false } },
        },
        warnings: [NORMAL_BY_DEFAULT, { type: 'derived', field: 'firstResponseAt' }],
      },
    ]);
  });
});

describeWithReference('conversations of the description (examples), field by field', () => {
  it('conversation.reply.user-reopens: the customer’s text stands in a part of the kind open', async () => {
    expect(await read('conversation.reply.user-reopens')).toMatchObject({
      value: {
        id: 'intercom:abc123de:524',
        subject: 'this is the message body',
        status: 'open',
        priority: 'normal',
        nativePriority: { id: 'none' },
        requester: {
          id: 'intercom:abc123de:6762f1571bb69f9f2193bbbb',
          name: 'Pat Sample',
          email: 'person10@example.com',
          callerKey: '70',
        },
        assignee: {
          id: 'intercom:abc123de:991267715',
          name: null,
          type: 'agent',
          groupId: 'intercom:abc123de:5017691',
        },
        createdAt: at('2024-12-18T15:59:19Z'),
        // Staff began it, so nobody has answered a customer yet.
        firstResponseAt: null,
        lastCustomerReplyAt: at('2024-12-18T15:59:21Z'),
        lastStaffReplyAt: at('2024-12-18T15:59:19Z'),
        messagesCount: 2,
      },
      warnings: [{ type: 'derived', field: 'subject' }, NORMAL_BY_DEFAULT],
      messages: [
        { isFirst: true, author: { kind: 'agent', name: 'Teammate 212' } },
        {
          externalId: '132',
          nativeType: 'open',
          visibility: 'public',
          author: { kind: 'customer', name: 'Pat Sample' },
          bodyText: 'Thanks again :)',
          bodyHtml: '<p>Thanks again :)</p>',
        },
      ],
      events: [{ kind: 'created' }, { kind: 'message_added' }, { kind: 'status_changed' }],
    });
  });

  it('conversation.manage.snooze: asleep although open says true', async () => {
    expect(await read('conversation.manage.snooze')).toMatchObject({
      value: {
        id: 'intercom:abc123de:532',
        status: 'pending',
        statusDetail: 'snoozed',
        snoozedUntil: at('2024-12-18T16:59:47Z'),
        updatedAt: at('2024-12-18T15:59:47Z'),
        messagesCount: 1,
      },
      events: [
        { kind: 'created' },
        {
          kind: 'status_changed',
          nativeType: 'snoozed',
          changes: [{ field: 'status', to: 'snoozed' }],
          actor: { name: 'Teammate 220' },
        },
      ],
    });
  });

  it('conversation.manage.assign: assigned and opened again in one part', async () => {
    expect(await read('conversation.manage.assign')).toMatchObject({
      value: {
        status: 'open',
        assignee: {
          id: 'intercom:abc123de:991267715',
          name: 'Teammate 223',
          email: 'person11@example.com',
        },
        firstAssignedAt: at('2024-12-18T16:00:05Z'),
      },
      messages: [{ isFirst: true, bodyText: 'this is the message body' }],
      events: [
        { kind: 'created', at: at('2024-12-18T16:00:03Z') },
        {
          kind: 'assigned',
          nativeType: 'assign_and_reopen',
          changes: [
            { field: 'assignee.id', to: '991267715' },
            { field: 'status', to: 'open' },
          ],
        },
      ],
    });
  });

  it('conversation.redact: what was said is gone, that it was said is not', async () => {
    expect(await read('conversation.redact')).toMatchObject({
      value: { id: 'intercom:abc123de:608', messagesCount: 2 },
      messages: [
        { isRedacted: false },
        {
          externalId: '149',
          isRedacted: true,
          bodyText: 'This message was deleted',
          createdAt: at('2024-12-18T16:02:02Z'),
          updatedAt: at('2024-12-18T16:02:04Z'),
        },
      ],
    });
  });

  it('conversation.retrieve.event-details: numbers as ids, the bot as a teammate, details', async () => {
    expect(await read('conversation.retrieve.event-details')).toMatchObject({
      value: {
        id: 'intercom:abc123de:503',
        status: 'resolved',
        resolvedAt: null,
        tags: ['Test tag'],
        // The only answer is the bot's; the message that began it is a teammate's.
        firstResponseAt: null,
        lastStaffReplyAt: at('2024-12-18T15:58:31Z'),
        firstAssignedAt: null,
        messagesCount: 2,
      },
      messages: [
        { author: { kind: 'agent' } },
        {
          id: 'intercom:abc123de:1',
          externalId: '1',
          author: { kind: 'bot', name: 'Operator', id: 'intercom:abc123de:274' },
          bodyText: 'Okay!',
          updatedAt: at('2022-09-19T14:21:00Z'),
        },
      ],
      events: [
        { kind: 'created' },
        { kind: 'message_added', messageId: 'intercom:abc123de:1', actor: { kind: 'bot' } },
        { kind: 'other', nativeType: 'custom_action_started', actor: { kind: 'agent' } },
        {
          kind: 'field_changed',
          changes: [{ field: 'customFields.jira_issue_key', to: 'PROJ-007' }],
        },
        { kind: 'other', nativeType: 'custom_action_finished' },
      ],
    });
  });

  it('conversation.convert.ticket: a ticket, with the customer’s words in its first comment', async () => {
    expect(await read('conversation.convert.ticket')).toMatchObject({
      value: {
        id: 'intercom:abc123de:611',
        number: '22',
        subject: 'Comment for message',
        description: 'Comment for message',
        status: 'open',
        statusDetail: 'new',
        nativeStatus: { id: '7493', label: 'Submitted', category: 'submitted' },
        category: 'my-ticket-type-1',
        formId: '53',
        ticketTypeId: '53',
        requester: { name: 'Pat Sample', callerKey: '70' },
        assignee: null,
        isPrivate: false,
        createdAt: at('2024-12-18T16:02:12Z'),
      },
      messages: [{ externalId: '151', isFirst: true, author: { kind: 'customer' } }],
      events: [
        { kind: 'created' },
        { kind: 'message_added' },
        {
          kind: 'status_changed',
          actor: { kind: 'bot' },
          changes: [{ field: 'status', from: 'submitted', to: 'submitted' }],
        },
      ],
    });
  });

  it('ticket.create: of the back office, with texts in its attributes', async () => {
    const told = await read('ticket.create');
    expect(told).toMatchObject({
      value: {
        id: 'intercom:abc123de:626',
        externalId: '626',
        number: '33',
        subject: 'example',
        description: 'there is a problem',
        descriptionHtml: null,
        status: 'open',
        category: 'my-ticket-type-23',
        priority: 'normal',
        nativePriority: null,
        requester: { id: 'intercom:abc123de:6762f2d81bb69f9f2193bc54', name: null },
        assignee: null,
        isPrivate: true,
        customFields: {},
        createdAt: at('2024-12-18T16:05:44Z'),
        updatedAt: at('2024-12-18T16:05:46Z'),
        messagesCount: 1,
      },
      warnings: [NORMAL_BY_DEFAULT, { type: 'dropped', field: 'tags' }],
      messages: [{ bodyText: 'there is a problem', visibility: 'internal' }],
    });
  });

  it('ticket.search: a ticket with an empty description', async () => {
    expect(await read('ticket.search')).toMatchObject([
      {
        value: {
          id: 'intercom:abc123de:633',
          number: '40',
          subject: 'attribute_value',
          description: null,
          nativeStatus: { id: '8577', category: 'submitted' },
          requester: { callerKey: '9b913927-c084-4391-b1db-098341b5ffe3' },
          url: 'https://app.intercom.com/a/apps/abc123de/conversations/633',
        },
        events: [{ kind: 'created' }, { actor: { name: 'Teammate 539', kind: 'agent' } }],
      },
    ]);
  });

  it('ticket.reply.note: a note, with its lists as text', async () => {
    const note = await read('ticket.reply.note');
    expect(note).toMatchObject({
      id: 'intercom:abc123de:156',
      ticketId: 'intercom:abc123de:626',
      visibility: 'internal',
      author: { id: 'intercom:abc123de:991267943', kind: 'agent', name: 'Teammate 419' },
      createdAt: at('2024-12-18T16:04:44Z'),
      nativeType: 'note',
      isFirst: false,
      isRedacted: false,
    });
    expect(note).toHaveProperty('bodyText', expect.stringContaining('- Coffee\n'));
    expect(note).toHaveProperty('bodyText', expect.stringMatching(/^An Unordered HTML List\n/));
  });
});
