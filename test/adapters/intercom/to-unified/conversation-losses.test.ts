import { describe, expect, it } from 'vitest';
import { NO_LOOKUPS } from '../../../../adapters/intercom/to-unified/common.ts';
import { ticketToUnified } from '../../../../adapters/intercom/to-unified/tickets.ts';
import type { IntercomTicket } from '../../../../adapters/intercom/wire/tickets.ts';
import { readContext } from '../support/contexts.ts';
import { restFixture } from '../support/own-fixtures.ts';

const at = (text: string) => new Date(text);
const sparse = (changes = {}, context = readContext()) =>
  ticketToUnified(restFixture('conversation.sparse', changes), context);
const fieldsOf = (warnings: readonly { readonly field: string }[]) =>
  warnings.map(({ field }) => field).sort();

describe('what a conversation is about', () => {
  const source = (changes: object) => ({
    source: { type: 'email', id: '1', delivered_as: 'customer_initiated', ...changes },
  });

  it('without a title it is the subject of the mail, without its markup', () => {
    const { value } = sparse(source({ subject: '<p>Re: A &amp; B</p>', body: '<p>Hi</p>' }));
    expect(value.subject).toBe('Re: A & B');
  });

  it('without both it is the first line of the first message, marked derived', () => {
    const { value, warnings } = sparse(
      source({ subject: '', body: '<p>My app</p><p>is slow</p>' }),
    );
    expect(value.subject).toBe('My app');
    expect(warnings).toContainEqual(expect.objectContaining({ type: 'derived', field: 'subject' }));
  });

  it('a long first line is cut', () => {
    const { value } = sparse(source({ body: 'x'.repeat(500) }));
    expect(value.subject).toHaveLength(120);
    expect(value.subject?.endsWith('…')).toBe(true);
  });

  it('text stays text: no HTML is made of it', () => {
    const { value } = sparse(source({ body: 'Plain text, 1 < 2' }));
    expect(value.description).toBe('Plain text, 1 < 2');
    expect(value.descriptionHtml).toBeNull();
  });

  it('the text of the HTML is made by whoever the caller chose', () => {
    const { value } = sparse(
      source({ body: '<p>Hi</p>' }),
      readContext({ htmlToText: (html) => `[${html.length}]` }),
    );
    expect(value.description).toBe('[9]');
  });

  it('a source whose type is null is still the first message', () => {
    const { value } = sparse(source({ type: null, body: '<p>From a bot</p>' }));
    expect(value.description).toBe('From a bot');
    expect(value.channel).toEqual({ kind: 'other', native: null });
  });

  it('without a source the first public text of a whole thread stands in, marked derived', () => {
    const part = (id: string, part_type: string, body: string) => ({
      id,
      part_type,
      body,
      created_at: 1767600100,
      author: { type: 'user', id: 'a', name: null, email: '' },
    });
    const thread = (total: number) => ({
      conversation_parts: {
        conversation_parts: [part('1', 'note', 'internal'), part('2', 'comment', 'Hello there')],
        total_count: total,
      },
    });
    const whole = sparse(thread(2));
    expect(whole.value.description).toBe('Hello there');
    expect(whole.warnings).toContainEqual(
      expect.objectContaining({ type: 'derived', field: 'description' }),
    );
    expect(sparse(thread(9)).value.description).toBeNull();
  });

  it('the requester is the customer who wrote, where nobody is listed', () => {
    const author = { type: 'user', id: '65a1', name: 'Jo', email: 'jo@x.example' };
    expect(sparse(source({ body: 'x', author })).value.requester).toMatchObject({
      id: 'intercom:abc123de:65a1',
      email: 'jo@x.example',
    });
    const staff = { ...author, type: 'admin' };
    expect(sparse(source({ body: 'x', author: staff })).value.requester.id).toBeNull();
  });
});

describe('a conversation that is also a ticket', () => {
  const embedded = {
    type: 'ticket',
    id: 12,
    url: 'https://api.example/tickets/12',
    custom_attributes: {
      _default_title_: { value: 'Refund', type: 'string' },
      _default_description_: { value: 'It came broken.', type: 'string' },
      Severity: { value: 'high', type: 'list' },
    },
    state: 'in_progress',
    ticket_type: 'Refunds',
    ticket_type_description: '',
    ticket_custom_state_admin_label: 'With warehouse',
  };
  const open = { state: 'open', open: true };

  it('shows the ticket inside its payload, in the form of old versions', () => {
    const { value } = sparse({ ...open, ticket: embedded });
    expect(value).toMatchObject({
      id: 'intercom:abc123de:12',
      subject: 'Refund',
      description: 'It came broken.',
      status: 'in_progress',
      nativeStatus: { id: null, label: 'With warehouse', category: 'in_progress' },
      category: 'Refunds',
      customFields: { Severity: { value: 'high', nativeId: 'Severity' } },
    });
    expect(Object.keys(value.customFields)).toEqual(['Severity']);
  });

  it('shows the ticket that was read for it, which says more', () => {
    // Safe: our own payload of a ticket, which the tests of tickets read as such.
    const ticket = restFixture('ticket.full') as unknown as IntercomTicket;
    const context = readContext({
      lookups: { ...NO_LOOKUPS, ticket: (id) => (id === '12' ? ticket : undefined) },
    });
    expect(sparse({ ...open, ticket: embedded }, context).value).toMatchObject({
      id: 'intercom:abc123de:12',
      subject: 'Refund for order 77',
      number: '1007',
      formId: '55',
      ticketTypeId: '55',
      isPrivate: false,
      organizationId: 'intercom:abc123de:65a000000000000000000c01',
      nativeStatus: { id: '6602', label: 'With warehouse', category: 'in_progress' },
    });
  });

  it('an attribute of both with different values is the conversation’s, and recorded', () => {
    const { value, warnings } = sparse({
      ...open,
      ticket: embedded,
      custom_attributes: { Severity: 'low' },
    });
    expect(value.customFields['Severity']?.value).toBe('low');
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'dropped', field: 'customFields' }),
    );
  });
});

describe('losses of a conversation', () => {
  it('a thread of 500 parts is not whole, and says so', () => {
    const parts = Array.from({ length: 500 }, (_, index) => ({
      id: String(index),
      part_type: 'comment',
      body: 'x',
      created_at: 1767600000 + index,
      author: { type: 'user', id: 'u', name: null, email: '' },
    }));
    const { value, warnings } = sparse({
      conversation_parts: { conversation_parts: parts, total_count: 500 },
    });
    expect(value).toMatchObject({
      threadComplete: false,
      messagesCount: null,
      attachmentsCount: null,
      firstResponseAt: null,
      // The newest are there, so the last one is known.
      lastCustomerReplyAt: at('2026-01-05T08:08:19Z'),
    });
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'dropped', field: 'messages' }),
    );
  });

  it.each([
    ['the statistics count more than 500', 3, 501],
    ['fewer parts come than are counted', 4, 3],
  ])('a thread is not whole when %s', (_when, total, counted) => {
    const { value } = sparse({
      statistics: { count_conversation_parts: counted },
      conversation_parts: {
        conversation_parts: [1, 2, 3].map((id) => ({
          id,
          part_type: 'comment',
          body: 'x',
          created_at: 1767600000,
        })),
        total_count: total,
      },
    });
    expect(value.threadComplete).toBe(false);
  });

  it('times of a thread that did not come are those of the statistics', () => {
    const { value, warnings } = sparse({
      statistics: {
        first_admin_reply_at: '2026-01-05T08:02:00.000Z',
        last_admin_reply_at: 1767607200,
        last_contact_reply_at: '1767603600',
        last_close_at: 1767610800,
        count_reopens: 2,
      },
    });
    expect(value).toMatchObject({
      firstResponseAt: at('2026-01-05T08:02:00Z'),
      lastStaffReplyAt: at('2026-01-05T10:00:00Z'),
      lastCustomerReplyAt: at('2026-01-05T09:00:00Z'),
      resolvedAt: at('2026-01-05T11:00:00Z'),
      reopenCount: 2,
    });
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'derived', field: 'firstResponseAt' }),
    );
  });

  it('the later close counts: statistics lag one write', () => {
    const close = (created_at: number) => ({ id: created_at, part_type: 'close', created_at });
    const { value } = sparse({
      statistics: { last_close_at: 1767603600 },
      conversation_parts: {
        conversation_parts: [close(1767603600), close(1767610800)],
        total_count: 2,
      },
    });
    expect(value.resolvedAt).toEqual(at('2026-01-05T11:00:00Z'));
  });

  it('links that are not named, and records elsewhere, are recorded as lost', () => {
    const some = { linked_objects: { data: [], has_more: true } };
    expect(fieldsOf(sparse(some).warnings)).toContain('links');
    const elsewhere = { external_references: [{ type: 'zendesk_ticket', id: '3' }] };
    expect(fieldsOf(sparse(elsewhere).warnings)).toContain('links');
  });

  it('a rating that was asked for has no score yet; one beyond the scale has none', () => {
    const rating = (value: number | null) =>
      sparse({ conversation_rating: { rating: value, remark: null, updated_at: 1767603600 } }).value
        .satisfaction;
    expect(rating(null)).toMatchObject({ score: null, status: 'offered', ratedAt: null });
    expect(rating(1)).toMatchObject({ score: 0, status: 'received' });
    expect(rating(5)).toMatchObject({ score: 1, ratedAt: at('2026-01-05T09:00:00Z') });
    expect(rating(9)).toMatchObject({ score: null, native: { value: 9 }, status: 'received' });
  });

  it('a language without a tag is lost, and recorded', () => {
    const { value, warnings } = sparse({ custom_attributes: { Language: 'Klingon' } });
    expect(value.language).toBeNull();
    expect(fieldsOf(warnings)).toContain('language');
  });

  it('an SLA without a status loses nothing', () => {
    const { value, warnings } = sparse({ sla_applied: { sla_name: 'Gold', sla_status: null } });
    expect(value.sla?.policy).toEqual({ id: null, name: 'Gold' });
    expect(fieldsOf(warnings)).toEqual(['priority']);
  });
});
