import { describe, expect, test } from 'vitest';
import { webhookFixture } from '../support/own-fixtures.ts';
import { MIRA, notification, parse, part, ticket, typesOf, withTicketPart } from './deliveries.ts';

const told = (topic: string, item: Readonly<Record<string, unknown>>) =>
  parse(notification(topic, item));
const stateChange = (from: string, to: string) =>
  part({
    part_type: 'ticket_state_updated_by_admin',
    previous_ticket_state: from,
    ticket_state: to,
  });
const parts = (list: readonly unknown[]) => ({
  ticket_parts: { ticket_parts: list, total_count: list.length },
});

describe('a ticket', () => {
  test('begins', () => {
    const [event, ...others] = told('ticket.created', ticket(parts([])));
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: 'ticket.created',
      ticket: {
        id: 'intercom:abc123de:12',
        number: '3',
        subject: 'Refund',
        category: 'Refund',
        ticketTypeId: '55',
        formId: '55',
        status: 'in_progress',
        nativeStatus: { id: '6602', label: 'With warehouse', category: 'in_progress' },
        assignee: { id: 'intercom:abc123de:4401', type: 'agent' },
        groupId: null,
        requester: { id: 'intercom:abc123de:65a1', callerKey: 'user-17' },
        customFields: { Severity: { value: 'high' } },
        isPrivate: false,
        messagesCount: 0,
        threadComplete: true,
      },
      changes: [],
    });
    // A ticket has no priority and no tags of its own, so nothing is said of them.
    expect(event).not.toHaveProperty('ticket.priority');
    expect(event).not.toHaveProperty('ticket.tags');
  });

  test.each(['ticket.state.updated', 'ticket.resolved'])(
    '%s tells from where to where, by the last change in its thread',
    (topic) => {
      const item = ticket({
        ticket_state: { id: '1', category: 'resolved', internal_label: 'Done' },
        ...parts([stateChange('submitted', 'submitted'), stateChange('in_progress', 'resolved')]),
      });
      expect(told(topic, item)).toMatchObject([
        {
          type: 'ticket.status_changed',
          ticket: { status: 'resolved' },
          changes: [{ field: 'status', from: 'in_progress', to: 'resolved' }],
        },
      ]);
    },
  );

  test('a change of its shade alone is one', () => {
    const item = ticket({
      ticket_state: { id: '1', category: 'submitted', internal_label: 'New' },
      ...parts([stateChange('waiting_on_customer', 'submitted')]),
    });
    expect(told('ticket.state.updated', item)).toMatchObject([
      {
        changes: [
          { field: 'status', from: 'pending', to: 'open' },
          { field: 'statusDetail', from: 'waiting_on_customer', to: 'new' },
        ],
      },
    ]);
  });

  test('without its thread only where it is now is known', () => {
    expect(told('ticket.state.updated', ticket())).toMatchObject([
      {
        changes: [
          { field: 'status', to: 'in_progress' },
          { field: 'statusDetail', to: null },
        ],
      },
    ]);
  });

  test('closed comes nested, and is not the same as resolved by its state', () => {
    const item = { ticket: ticket({ open: false }), admin: null };
    expect(told('ticket.closed', item)).toMatchObject([
      {
        type: 'ticket.status_changed',
        ticket: { status: 'resolved', nativeStatus: { id: 'closed' } },
        changes: [
          { field: 'status', to: 'resolved' },
          { field: 'statusDetail', to: null },
        ],
      },
    ]);
  });

  test.each([
    ['ticket.admin.snoozed', { snoozed_until: 1767700000 }, 'pending', 'snoozed'],
    ['ticket.admin.unsnoozed', { snoozed_until: null }, 'in_progress', null],
  ])('%s', (topic, changes, status, statusDetail) => {
    expect(told(topic, ticket(changes))).toMatchObject([
      { type: 'ticket.status_changed', ticket: { status, statusDetail } },
    ]);
  });

  test.each([
    ['ticket.admin.assigned', { type: 'admin', id: '4402' }, 'assignee.id', '4402'],
    ['ticket.team.assigned', { type: 'team', id: '7701' }, 'groupId', '7701'],
  ])('%s', (topic, assigned_to, field, id) => {
    const item = withTicketPart({ part_type: 'assignment', assigned_to });
    expect(told(topic, item)).toMatchObject([
      {
        type: 'ticket.assigned',
        actor: { kind: 'agent' },
        changes: [{ field, to: `intercom:abc123de:${id}` }],
      },
    ]);
    // The form of these two is not certain: a bare ticket is read as well.
    expect(typesOf(told(topic, ticket()))).toEqual(['ticket.assigned']);
  });

  test('an attribute changes', () => {
    const item = withTicketPart({
      part_type: 'ticket_attribute_updated_by_admin',
      updated_attribute_data: {
        attribute: { type: 'attribute', id: '901', label: 'Severity' },
        value: { type: 'value', id: '5f', label: 'high' },
      },
    });
    expect(told('ticket.attribute.updated', item)).toMatchObject([
      {
        type: 'ticket.updated',
        actor: { name: 'Ada' },
        changes: [{ field: 'customFields.Severity', to: 'high' }],
      },
    ]);
  });

  test.each([
    ['ticket.contact.replied', MIRA, 'customer'],
    ['ticket.admin.replied', undefined, 'agent'],
  ])('%s', (topic, author, kind) => {
    const item = withTicketPart({ body: '<p>Hi</p>', ...(author ? { author } : {}) });
    expect(told(topic, item)).toMatchObject([
      {
        type: 'message.created',
        actor: { kind },
        ticket: { externalId: '12' },
        message: { visibility: 'public', bodyText: 'Hi', ticketId: 'intercom:abc123de:12' },
      },
    ]);
  });

  test('an answer typed while assigning is both', () => {
    const item = withTicketPart({
      part_type: 'assignment',
      body: '<p>On it</p>',
      assigned_to: { type: 'admin', id: '4401' },
    });
    expect(typesOf(told('ticket.admin.replied', item))).toEqual([
      'message.created',
      'ticket.assigned',
    ]);
  });

  test('a note is a note, and so is everything that staff write in the back office', () => {
    const note = withTicketPart({ part_type: 'note', body: 'Hm' });
    expect(typesOf(told('ticket.note.created', note))).toEqual(['note.created']);
    const comment = withTicketPart({ body: 'Ask the bank' }, { category: 'Back-office' });
    expect(told('ticket.admin.replied', comment)).toMatchObject([
      { type: 'note.created', message: { visibility: 'internal' } },
    ]);
  });

  test('a translation of an answer changes the message', () => {
    expect(
      typesOf(told('ticket.admin.replied.translated', withTicketPart({ body: 'Hallo' }))),
    ).toEqual(['message.updated']);
  });

  test('a rating without a conversation has no score', () => {
    expect(told('ticket.rating.provided', { ticket: ticket() })).toMatchObject([
      { type: 'rating.received', rating: null, ticket: { externalId: '12' } },
    ]);
  });

  test('somebody joins or leaves, in the old form of a ticket', () => {
    const [event] = parse(webhookFixture('ticket.contact.attached'));
    expect(event).toMatchObject({
      type: 'ticket.updated',
      ticket: { id: 'intercom:abc123de:900100200300900', externalId: '900100200300900' },
      changes: [
        {
          field: 'participants',
          from: null,
          to: { id: 'intercom:abc123de:65a000000000000000000a02', role: 'cc' },
        },
      ],
    });
    const item = { ticket: { id: 12 }, contact: { id: '65a2' } };
    expect(told('ticket.contact.detached', item)).toMatchObject([
      { changes: [{ field: 'participants', to: null }] },
    ]);
  });
});
