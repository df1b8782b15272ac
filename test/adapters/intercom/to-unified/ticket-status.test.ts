import { describe, expect, it } from 'vitest';
import { ticketToUnified } from '../../../../adapters/intercom/to-unified/tickets.ts';
import { readContext } from '../support/contexts.ts';
import { restFixture } from '../support/own-fixtures.ts';

const conversation = (changes: object, context = readContext()) =>
  ticketToUnified(restFixture('conversation.sparse', { ...changes }), context);
const ticket = (changes: object, context = readContext()) =>
  ticketToUnified(restFixture('ticket.full', { ...changes }), context);
const state = (category: string) => ({
  ticket_state: { type: 'ticket_state', id: '6601', category, internal_label: 'Ours' },
});

describe('status', () => {
  it.each([
    ['open', 'open', null],
    ['snoozed', 'pending', 'snoozed'],
    ['closed', 'resolved', null],
  ])('a conversation that is %s is %s', (word, status, statusDetail) => {
    const { value, warnings } = conversation({ state: word, open: word !== 'closed' });
    expect(value).toMatchObject({ status, statusDetail, nativeStatus: { id: word } });
    expect(warnings.map(({ field }) => field)).toEqual(['priority']);
  });

  it.each([
    ['submitted', 'open', 'new'],
    ['in_progress', 'in_progress', null],
    ['waiting_on_customer', 'pending', 'waiting_on_customer'],
    ['resolved', 'resolved', null],
  ])('a ticket in a state of the category %s is %s', (category, status, statusDetail) => {
    expect(ticket(state(category)).value).toMatchObject({
      status,
      statusDetail,
      nativeStatus: { id: '6601', label: 'Ours', category },
    });
  });

  it('open is also said of a sleeping conversation: the state decides', () => {
    expect(conversation({ state: 'snoozed', open: true }).value.status).toBe('pending');
    expect(
      conversation({ state: 'snoozed', open: true, snoozed_until: 1767700000 }).value,
    ).toMatchObject({ snoozedUntil: new Date('2026-01-06T11:46:40Z') });
  });

  it('a closed or sleeping ticket is closed or asleep, whatever its state', () => {
    expect(ticket({ ...state('in_progress'), open: false }).value).toMatchObject({
      status: 'resolved',
      nativeStatus: { id: 'closed' },
    });
    expect(ticket({ ...state('in_progress'), snoozed_until: 1767700000 }).value).toMatchObject({
      status: 'pending',
      statusDetail: 'snoozed',
    });
  });

  it('a case reads the same as a conversation and as a ticket', () => {
    const embedded = { type: 'ticket', id: 1, state: 'waiting_on_customer', ticket_type: 'X' };
    for (const [words, side] of [
      [{ state: 'open', open: true }, { open: true }],
      [{ state: 'closed', open: false }, { open: false }],
      [
        { state: 'snoozed', open: true },
        { open: true, snoozed_until: 1767700000 },
      ],
    ] as const) {
      const one = conversation({ ...words, ticket: embedded }).value;
      const other = ticket({ ...state('waiting_on_customer'), ...side }).value;
      expect([one.status, one.statusDetail]).toEqual([other.status, other.statusDetail]);
    }
  });

  it('a ticket without a state stands where its conversation stands', () => {
    expect(ticket({ ticket_state: null }).value).toMatchObject({
      status: 'open',
      nativeStatus: { id: 'open' },
    });
  });

  it.each([
    ['a conversation’s state', () => conversation({ state: 'archived' }), 'archived'],
    ['a category', () => ticket(state('reopened')), 'reopened'],
    ['a word of the language', () => ticket(state('constructor')), 'constructor'],
  ])('%s that nobody documented is open, and recorded', (_what, read, from) => {
    const { value, warnings } = read();
    expect(value.status).toBe('open');
    expect(value.nativeStatus?.category).toBe(from);
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'coerced', field: 'status', from, to: 'open' }),
    );
  });

  it.each(['6601', 'Ours', 'in_progress'])(
    'the account’s own table wins, by id, label or category: %s',
    (key) => {
      const context = readContext({
        statusMap: new Map([[key, { status: 'pending', statusDetail: 'engineering' }]]),
      });
      expect(ticket(state('in_progress'), context).value).toMatchObject({
        status: 'pending',
        statusDetail: 'engineering',
        nativeStatus: { id: '6601', category: 'in_progress' },
      });
    },
  );

  it('the account’s table knows conversations by their state', () => {
    const context = readContext({
      statusMap: new Map([['closed', { status: 'closed', statusDetail: null }]]),
    });
    expect(conversation({ state: 'closed' }, context).value.status).toBe('closed');
  });
});

describe('priority', () => {
  it.each([
    ['none', 'normal'],
    ['low', 'low'],
    ['medium', 'normal'],
    ['high', 'high'],
    ['urgent', 'urgent'],
    ['priority', 'high'],
    ['not_priority', 'normal'],
  ])('%s, in whichever vocabulary, is %s', (word, priority) => {
    const { value, warnings } = conversation({ priority: word });
    expect(value.priority).toBe(priority);
    expect(value.nativePriority).toEqual({ id: word, label: null, category: null });
    expect(warnings.some(({ type }) => type === 'coerced')).toBe(false);
  });

  it.each(['none', 'not_priority'])('that nobody gave one is recorded: %s', (word) => {
    expect(conversation({ priority: word }).warnings).toEqual([
      expect.objectContaining({ type: 'defaulted', field: 'priority', from: word, to: 'normal' }),
    ]);
  });

  it('medium is no default', () => {
    expect(conversation({ priority: 'medium' }).warnings).toEqual([]);
  });

  it.each(['critical', 'constructor'])('an unknown word is normal, and recorded: %s', (word) => {
    const { value, warnings } = conversation({ priority: word });
    expect(value.priority).toBe('normal');
    expect(warnings).toEqual([
      expect.objectContaining({ type: 'coerced', field: 'priority', from: word, to: 'normal' }),
    ]);
  });

  it('the account’s own table wins', () => {
    const context = readContext({ priorityMap: new Map([['priority', 'urgent']]) });
    expect(conversation({ priority: 'priority' }, context).value.priority).toBe('urgent');
  });

  it('an attribute that keeps the priority wins over Intercom’s flag', () => {
    const context = readContext({ priorityAttribute: 'Urgency' });
    const read = (kept: unknown) =>
      conversation({ priority: 'priority', custom_attributes: { Urgency: kept } }, context).value;
    expect(read('urgent').priority).toBe('urgent');
    expect(read('whatever').priority).toBe('high');
    expect(read(null).priority).toBe('high');
    expect(read('urgent').nativePriority?.id).toBe('priority');
  });
});

describe('channel', () => {
  const source = (type: unknown) => ({
    source: { type, id: '1', delivered_as: 'customer_initiated', body: 'x' },
  });

  it.each([
    ['conversation', 'messenger'],
    ['push', 'messenger'],
    ['email', 'email'],
    ['facebook', 'social'],
    ['instagram', 'social'],
    ['twitter', 'social'],
    ['phone_call', 'phone'],
    ['phone_switch', 'phone'],
    ['sms', 'sms'],
    ['whatsapp', 'whatsapp'],
  ])('a conversation that began by %s came by %s', (word, kind) => {
    expect(conversation(source(word)).value.channel).toEqual({ kind, native: word });
  });

  it('where it goes on counts more than where it began', () => {
    const moved = {
      ...source('conversation'),
      channel: { initial: 'messenger', current: 'email' },
    };
    expect(conversation(moved).value.channel).toEqual({ kind: 'email', native: 'email' });
  });

  it('an unknown word is other, stands beside it, and is recorded', () => {
    const { value, warnings } = conversation(source('carrier_pigeon'));
    expect(value.channel).toEqual({ kind: 'other', native: 'carrier_pigeon' });
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'coerced', field: 'channel.kind', from: 'carrier_pigeon' }),
    );
  });
});
