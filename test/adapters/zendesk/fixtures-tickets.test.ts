import { expect, it } from 'vitest';
import { createFieldMap } from '../../../src/adapter/custom-fields.ts';
import { auditToUnified } from '../../../adapters/zendesk/to-unified/events.ts';
import { commentToUnified } from '../../../adapters/zendesk/to-unified/messages.ts';
import { ticketToUnified } from '../../../adapters/zendesk/to-unified/tickets.ts';
import { describeWithReference } from '../../support/reference.ts';
import { readContext, unmeasured } from './support/contexts.ts';
import { deskAnswering } from './support/desk.ts';
import { fixture, listIn } from './support/reference-fixtures.ts';

const context = readContext();
const ticketOf = (json: unknown) => ticketToUnified(json, context);
const at = (text: string) => new Date(text);
const NO_PRIORITY = {
  type: 'defaulted',
  field: 'priority',
  reason: 'The provider gives no value.',
  to: 'normal',
};

describeWithReference('recorded tickets, field by field', () => {
  it('ticket.show: a sample ticket of 2026', () => {
    const { value, warnings } = ticketOf(fixture('ticket.show')['ticket']);
    expect(warnings).toEqual(unmeasured());
    expect(value).toMatchObject({
      id: 'zendesk:acme:1',
      externalId: '1',
      number: '1',
      callerKey: null,
      subject: 'SAMPLE: How does Zendesk work',
      status: 'open',
      statusDetail: null,
      nativeStatus: { id: '46406158222353', label: null, category: 'open' },
      priority: 'normal',
      nativePriority: { id: 'normal', label: null, category: null },
      category: null,
      tags: ['zendesk_accelerated_setup'],
      requester: { id: 'zendesk:acme:46406156914577', email: null, name: null },
      assignee: {
        id: 'zendesk:acme:46406145565073',
        name: null,
        group: null,
        groupId: 'zendesk:acme:46406158244625',
        type: 'agent',
      },
      groupId: 'zendesk:acme:46406158244625',
      organizationId: null,
      createdAt: at('2026-05-06T07:46:23Z'),
      updatedAt: at('2026-05-06T07:46:23Z'),
      resolvedAt: null,
      closedAt: null,
      dueAt: null,
      url: 'https://acme.zendesk.com/agent/tickets/1',
      channel: { kind: 'other', native: 'sample_ticket' },
      brandId: '46406158162961',
      formId: '46406146302353',
      // An offer that was never made is no rating.
      satisfaction: null,
      sla: null,
      links: [],
      isDeleted: false,
      isPrivate: false,
      version: { at: at('2026-05-06T07:46:23Z'), sequence: 1778053583 },
    });
    expect(value.description).toMatch(/^Hello, let's see how you .* Team$/s);
    expect(value.participants.map(({ id, role }) => [role, id])).toEqual([
      ['requester', 'zendesk:acme:46406156914577'],
      ['cc', 'zendesk:acme:46406145565073'],
    ]);
    expect(Object.keys(value.customFields)).toHaveLength(13);
    expect(value.customFields['46406182281361']?.value).toBeNull();
  });

  it('ticket.show.email_channel: a solved mail ticket without a priority', () => {
    const { value, warnings } = ticketOf(fixture('ticket.show.email_channel')['ticket']);
    expect(warnings).toEqual([...unmeasured('resolvedAt'), NO_PRIORITY]);
    expect(value).toMatchObject({
      id: 'zendesk:acme:2',
      description: 'Mail to create fixture ticket for testing\n\nkenji (●ↀ ω ↀ●)',
      status: 'resolved',
      nativeStatus: { id: '12480498776781', label: null, category: 'solved' },
      priority: 'normal',
      nativePriority: null,
      channel: { kind: 'email', native: 'email' },
      organizationId: 'zendesk:acme:360363695492',
      // Solved, but the answer has no measurements: the time is unknown, not the time of the update.
      resolvedAt: null,
      updatedAt: at('2019-06-05T01:13:24Z'),
      version: { at: at('2019-06-05T01:13:24Z'), sequence: null },
    });
    // One person is requester, submitter, follower and collaborator, and is named once.
    expect(value.participants).toHaveLength(1);
  });

  it('ticket.show.custom_field_values: text, list, null and boolean', () => {
    const { value } = ticketOf(fixture('ticket.show.custom_field_values')['ticket']);
    expect(value.status).toBe('resolved');
    // A body of 2019: there was no custom status yet.
    expect(value.nativeStatus).toEqual({ id: 'solved', label: null, category: 'solved' });
    expect(value.channel).toEqual({ kind: 'web_form', native: 'web' });
    const fields = Object.entries(value.customFields);
    expect(fields.map(([key, field]) => [key, field.value])).toEqual([
      ['360005657120', 'Custom field value for testing'],
      ['360005657121', ['list', 'of', 'values']],
      ['360005657122', null],
      ['360005657123', true],
    ]);
  });

  it('ticket.show.sideloaded: names come from the users beside the ticket', async () => {
    const ticket = await deskAnswering(fixture('ticket.show.sideloaded')).tickets.get('1017');
    expect(ticket).toMatchObject({
      id: 'zendesk:acme:1017',
      category: 'question',
      priority: 'low',
      status: 'resolved',
      tags: ['billing____payment_gateway_link', 'query'],
      requester: {
        id: 'zendesk:acme:363003813860',
        name: 'Marta Novak',
        email: 'marta.novak@example.com',
        phone: '+15550100142',
        callerKey: null,
        locale: 'en-gb',
        timezone: 'Europe/London',
      },
      assignee: {
        id: 'zendesk:acme:362626196619',
        name: 'Leo Brandt',
        email: 'leo.brandt@example.com',
        groupId: 'zendesk:acme:360001382300',
      },
      satisfaction: {
        score: null,
        native: { scale: 'good_bad', value: 'offered', label: null },
        status: 'offered',
        comment: null,
      },
      brandId: '360000656319',
    });
    expect(ticket.participants).toEqual([
      {
        id: 'zendesk:acme:363003813860',
        role: 'requester',
        kind: 'customer',
        email: 'marta.novak@example.com',
        name: 'Marta Novak',
      },
    ]);
    // Numbers of integer fields are text on the wire and stay so without a schema.
    expect(ticket.customFields['360004897100']?.value).toBe('16');
    expect(ticket.customFields['360004171439']?.value).toBe('INC01167381');
  });

  it('ticket.create: the ticket as it was made, and its audit as one event and one message', () => {
    const { ticket, audit } = fixture('ticket.create');
    const { value } = ticketOf(ticket);
    expect(value).toMatchObject({
      id: 'zendesk:acme:33',
      status: 'open',
      statusDetail: 'new',
      assignee: null,
      description: 'Some comment',
      channel: { kind: 'api', native: 'api' },
      createdAt: at('2024-09-06T18:52:11Z'),
      // 0 in the answer of a create means "not known yet".
      version: { at: at('2024-09-06T18:52:11Z'), sequence: null },
    });
    const events = auditToUnified(audit, context);
    expect(events.map(({ kind, nativeType }) => [kind, nativeType])).toEqual([
      ['created', 'Create'],
      ['message_added', 'Comment'],
      ['other', 'Notification'],
      ['other', 'Notification'],
    ]);
    expect(events[0]?.changes).toEqual([
      { field: 'subject', to: 'example ticket' },
      { field: 'requester.id', to: '26155588908179' },
      { field: 'priority', to: null },
      { field: 'category', to: null },
      { field: 'status', to: 'new' },
      { field: 'organizationId', to: '26155621659539' },
      { field: 'brandId', to: '26155621587603' },
      { field: 'formId', to: '26155621471251' },
      { field: 'nativeStatus.id', to: '26155621627539' },
    ]);
    expect(events[1]).toMatchObject({
      id: 'zendesk:acme:33144692244371.33144692244499',
      ticketId: 'zendesk:acme:33',
      messageId: 'zendesk:acme:33144692244499',
      at: at('2024-09-06T18:52:11Z'),
      actor: { id: 'zendesk:acme:26155588908179', kind: 'unknown' },
    });
  });

  it('ticket.create.with_rules: what triggers changed at once is in the ticket and in its history', () => {
    const { ticket, audit } = fixture('ticket.create.with_rules');
    const { value, warnings } = ticketOf(ticket);
    expect(warnings).toEqual(unmeasured());
    expect(value).toMatchObject({
      status: 'open',
      statusDetail: null,
      priority: 'normal',
      assignee: { id: 'zendesk:acme:46406145565073' },
      groupId: 'zendesk:acme:46406158244625',
    });
    const events = auditToUnified(audit, context);
    expect(events.find(({ kind }) => kind === 'priority_changed')?.changes).toEqual([
      { field: 'priority', from: null, to: 'normal' },
    ]);
    expect(events[0]?.changes.at(-1)).toEqual({ field: 'sla_policy', to: 'Set first reply time' });
  });

  it('ticket.update: one change, with what was there before', () => {
    const { ticket, audit } = fixture('ticket.update');
    const subject = 'testa94a8fe5ccb19ba61c4c0873d391e987982fbbd3';
    expect(ticketOf(ticket).value).toMatchObject({
      id: 'zendesk:acme:4016',
      subject,
      createdAt: at('2023-09-18T23:26:00Z'),
      updatedAt: at('2023-09-18T23:26:01Z'),
    });
    expect(auditToUnified(audit, context)).toMatchObject([
      { kind: 'field_changed', changes: [{ field: 'subject', from: 'test', to: subject }] },
    ]);
  });

  it('tickets.list.cursor: a list item lacks `fields`', () => {
    const [first] = listIn(fixture('tickets.list.cursor'), 'tickets');
    expect(ticketOf(first).value).toMatchObject({
      id: 'zendesk:acme:1',
      category: 'incident',
      status: 'open',
      priority: 'normal',
      tags: ['sample', 'support', 'zendesk'],
      requester: { id: 'zendesk:acme:6130869168922' },
      version: { at: at('2023-09-09T23:52:05Z'), sequence: null },
    });
  });

  it('tickets.show_many: two tickets, each with its own id', () => {
    const tickets = listIn(fixture('tickets.show_many'), 'tickets');
    expect(tickets.map((json) => ticketOf(json).value.externalId)).toEqual(['3561', '3562']);
  });

  it('search.tickets: an urgent new ticket in a group, without a person', () => {
    const [found] = listIn(fixture('search.tickets'), 'results');
    const { value, warnings } = ticketOf(found);
    expect(warnings).toEqual(unmeasured());
    expect(value).toMatchObject({
      priority: 'urgent',
      status: 'open',
      statusDetail: 'new',
      assignee: { id: 'zendesk:acme:360004077472', type: 'team', name: null },
      groupId: 'zendesk:acme:360004077472',
    });
  });

  it('incremental.tickets: the export’s own time orders versions', () => {
    const [byCursor] = listIn(fixture('incremental.tickets.cursor'), 'tickets');
    expect(ticketOf(byCursor).value.version).toEqual({
      at: at('2023-09-18T15:57:42Z'),
      sequence: 1695052663,
    });
    const byTime = listIn(fixture('incremental.tickets.time_based'), 'tickets');
    expect(byTime.map((json) => ticketOf(json).value.id)).toEqual([
      'zendesk:acme:28',
      'zendesk:acme:29',
    ]);
  });

  it('ticket.comments.list: a public comment with a file', () => {
    const [json] = listIn(fixture('ticket.comments.list'), 'comments');
    const { value, warnings } = commentToUnified(json, {
      ...context,
      ticketId: '33',
      isFirst: true,
    });
    expect(warnings).toEqual([]);
    expect(value).toMatchObject({
      id: 'zendesk:acme:33144692244499',
      ticketId: 'zendesk:acme:33',
      visibility: 'public',
      author: { id: 'zendesk:acme:26155588908179', kind: 'unknown', name: null, email: null },
      bodyText: 'Some comment',
      bodyHtml: '<div class="zd-comment" dir="auto"><p dir="auto">Some comment</p></div>',
      channel: { kind: 'api', native: 'api' },
      createdAt: at('2024-09-06T18:52:11Z'),
      to: ['dana.reyes@example.com'],
      cc: [],
      isFirst: true,
      nativeType: 'Comment',
    });
    expect(value.attachments).toMatchObject([
      {
        id: 'zendesk:acme:33144647570963',
        fileName: 'README.md',
        contentType: 'application/x-genesis-rom',
        size: 15156,
        isInline: false,
        malwareScan: 'not_scanned',
        messageId: 'zendesk:acme:33144692244499',
      },
    ]);
  });

  it('ticket_audits.list: what the first update set is one event', () => {
    const [json] = listIn(fixture('ticket_audits.list'), 'audits');
    const events = auditToUnified(json, readContext({ fields: createFieldMap() }));
    expect(events.map(({ kind }) => kind)).toEqual(['created', 'message_added']);
    expect(events[0]).toMatchObject({
      id: 'zendesk:acme:6130852545178.create',
      at: at('2023-09-09T23:52:05Z'),
      messageId: null,
    });
    expect(events[0]?.changes).toContainEqual({
      field: 'tags',
      to: ['sample', 'support', 'zendesk'],
    });
  });
});
