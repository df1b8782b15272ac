import { describe, expect, it } from 'vitest';
import { ticketToUnified } from '../../../../adapters/intercom/to-unified/tickets.ts';
import { readContext } from '../support/contexts.ts';
import { restFixture } from '../support/own-fixtures.ts';

const at = (text: string) => new Date(text);
const full = (changes = {}) => ticketToUnified(restFixture('ticket.full', changes), readContext());
const old = (changes = {}) => ticketToUnified(restFixture('ticket.old', changes), readContext());

describe('a ticket of a ticket type', () => {
  it('has the id of its conversation, and its number for people', () => {
    expect(full().value).toMatchObject({
      id: 'intercom:abc123de:900100200300900',
      externalId: '900100200300900',
      number: '1007',
      url: 'https://app.intercom.com/a/apps/abc123de/conversations/900100200300900',
    });
  });

  it('has texts, state and type of its own', () => {
    const { value } = full();
    expect(value).toMatchObject({
      subject: 'Refund for order 77',
      description: 'The parcel came broken.',
      descriptionHtml: '<p>The parcel came <b>broken</b>.</p>',
      status: 'in_progress',
      statusDetail: null,
      nativeStatus: { id: '6602', label: 'With warehouse', category: 'in_progress' },
      category: 'Refund',
      formId: '55',
      ticketTypeId: '55',
      channel: { kind: 'messenger', native: 'messenger' },
      isPrivate: false,
      organizationId: 'intercom:abc123de:65a000000000000000000c01',
    });
    expect(value.customFields).toEqual({
      Severity: { value: 'high', nativeId: 'Severity', label: null, type: 'unknown' },
      Receipt: { value: [], nativeId: 'Receipt', label: null, type: 'unknown' },
      'Delivered on': { value: null, nativeId: 'Delivered on', label: null, type: 'unknown' },
    });
  });

  it('has no priority, which reads as normal and is recorded', () => {
    const { value, warnings } = full();
    expect(value.priority).toBe('normal');
    expect(value.nativePriority).toBeNull();
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'defaulted', field: 'priority', to: 'normal' }),
    );
  });

  it('tells times by its thread: there are no statistics', () => {
    expect(full().value).toMatchObject({
      createdAt: at('2026-01-05T08:00:00Z'),
      updatedAt: at('2026-01-05T10:13:20Z'),
      // A text typed while assigning is an answer.
      firstResponseAt: at('2026-01-05T08:33:20Z'),
      firstAssignedAt: at('2026-01-05T08:33:20Z'),
      lastCustomerReplyAt: at('2026-01-05T08:01:40Z'),
      lastStaffReplyAt: at('2026-01-05T08:33:20Z'),
      // The description is the first.
      messagesCount: 3,
      attachmentsCount: 1,
      threadComplete: true,
    });
  });

  it('says that only a part of what it is linked to is named', () => {
    expect(full().warnings).toContainEqual(
      expect.objectContaining({ type: 'dropped', field: 'links' }),
    );
  });

  it('resolved by its state, it was when the state became so', () => {
    const part = (id: string, created_at: number, from: string, to: string) => ({
      id,
      part_type: 'ticket_state_updated_by_admin',
      previous_ticket_state: from,
      ticket_state: to,
      created_at,
    });
    const { value } = full({
      ticket_state: { id: '1', category: 'resolved', internal_label: 'Done' },
      ticket_parts: {
        ticket_parts: [
          part('1', 1767603600, 'submitted', 'resolved'),
          part('2', 1767607200, 'resolved', 'resolved'),
        ],
        total_count: 2,
      },
    });
    expect(value).toMatchObject({ status: 'resolved', resolvedAt: at('2026-01-05T09:00:00Z') });
  });
});

describe('a ticket in the form of versions before 2.12', () => {
  it('reads the state from words', () => {
    expect(old().value).toMatchObject({
      status: 'pending',
      statusDetail: 'waiting_on_customer',
      nativeStatus: { id: null, label: 'Waiting for papers', category: 'waiting_on_customer' },
      category: 'Chores',
      ticketTypeId: '9',
    });
  });

  it('reads "0" as nobody, and a team as the assignee', () => {
    expect(old().value.assignee).toMatchObject({ id: 'intercom:abc123de:7701', type: 'team' });
  });

  it('is private when it is not shared, and has nobody as requester', () => {
    expect(old().value).toMatchObject({
      isPrivate: true,
      requester: { id: null, email: null, name: null },
      subject: null,
    });
  });

  it('what staff write on a back-office ticket is no public answer', () => {
    expect(old().value).toMatchObject({
      firstResponseAt: null,
      lastStaffReplyAt: null,
      description: null,
      messagesCount: 1,
    });
  });
});

describe('which form a payload has', () => {
  it('is said by its type, else by what only tickets have', () => {
    const { type: _type, ...untyped } = restFixture('ticket.full');
    expect(ticketToUnified(untyped, readContext()).value.number).toBe('1007');
    expect(() => ticketToUnified({ type: 'conversation', id: '1' }, readContext())).toThrow(
      'conversation',
    );
    expect(() => ticketToUnified({ type: 'ticket', id: '1' }, readContext())).toThrow('ticket');
  });

  it.each(['id', 'created_at', 'updated_at', 'state'])(
    'a conversation without %s is refused, by its path',
    (key) => {
      const json = restFixture('conversation.full', { [key]: null });
      expect(() => ticketToUnified(json, readContext())).toThrow(
        expect.objectContaining({
          code: 'wire_format',
          issues: [expect.objectContaining({ path: key })],
        }),
      );
    },
  );

  it('a message is not taken for a conversation', () => {
    const message = { type: 'user_message', id: '3', created_at: 1, conversation_id: '4' };
    expect(() => ticketToUnified(message, readContext())).toThrow('conversation');
  });

  it('a time that is none is refused, and not quoted', () => {
    const json = restFixture('conversation.full', { updated_at: 'tomorrow' });
    expect(() => ticketToUnified(json, readContext())).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: 'updated_at' })] }),
    );
    expect(() => ticketToUnified(json, readContext())).not.toThrow('tomorrow');
  });
});
