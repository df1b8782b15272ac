import { describe, expect, it } from 'vitest';
import { restFixture } from '../support/rest-fixtures.ts';
import { parseApp, parseFixture } from './deliveries.ts';

const at = (text: string) => new Date(text);
const conversation = (changes: Readonly<Record<string, unknown>> = {}) =>
  restFixture('conversation.incoming', changes);

describe('a ticket that was moved to the bin', () => {
  const events = parseFixture('app.onTicketUpdate.deleted', { fieldKeyOf: () => 'area' });

  it('is an update that means a deletion, an assignment, a missed target and a change of a field', () => {
    expect(events.map(({ type }) => type)).toEqual([
      'ticket.deleted',
      'ticket.assigned',
      'sla.changed',
      'ticket.updated',
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(4);
    expect(events).toMatchObject([
      {
        permanent: false,
        ticket: { id: 'freshdesk:acme:4711', isDeleted: true },
        changes: [{ field: 'isDeleted', from: false, to: true }],
      },
      {
        changes: [
          {
            field: 'assignee.id',
            from: 'freshdesk:acme:70000000901',
            to: 'freshdesk:acme:70000000902',
          },
        ],
      },
      { changes: [{ field: 'native.fr_escalated', from: false, to: true }] },
      {
        changes: [
          { field: 'customFields.area', from: 'Software', to: 'Hardware' },
          // The text is masked: the record has it, the change does not.
          { field: 'descriptionHtml', to: null },
        ],
      },
    ]);
  });

  it('counts seconds with fractions, and was moved by Freshdesk itself', () => {
    expect(events[0]).toMatchObject({
      occurredAt: at('2026-02-06T08:00:00.500Z'),
      actor: { id: null, kind: 'system', name: null, email: null },
    });
  });

  it('shows the display id, never the internal one, and no text that was cut', () => {
    const { ticket } = events[0] as { readonly ticket: Readonly<Record<string, unknown>> };
    expect(ticket).toMatchObject({
      externalId: '4711',
      number: '4711',
      assignee: { id: 'freshdesk:acme:70000000902' },
    });
    expect('description' in ticket || 'descriptionHtml' in ticket).toBe(false);
    expect(JSON.stringify(ticket)).not.toContain('5004711');
    expect(ticket['customFields']).toMatchObject({
      area: { value: 'Hardware', nativeId: 'cf_area' },
    });
  });

  it('says nothing of what the payload does not speak of', () => {
    const { ticket } = events[0] as { readonly ticket: object };
    for (const key of ['firstResponseAt', 'satisfaction', 'messagesCount', 'dueAt', 'provenance']) {
      expect(key in ticket, key).toBe(false);
    }
  });
});

describe('other updates of tickets', () => {
  const update = (changes: Readonly<Record<string, unknown>>, more: object = {}) =>
    parseApp('onTicketUpdate', {
      ticket: { ...restFixture('ticket.nulls'), ...more, changes },
    });

  it('out of the bin is a restoration', () => {
    expect(update({ deleted: [true, false] })).toMatchObject([
      { type: 'ticket.restored', ticket: { isDeleted: false } },
    ]);
  });

  it('spam is an update', () => {
    expect(update({ spam: [false, true] })).toMatchObject([
      {
        type: 'ticket.updated',
        ticket: { isSpam: true },
        changes: [{ field: 'isSpam', from: false, to: true }],
      },
    ]);
  });

  it('a status of the account’s own is custom', () => {
    expect(update({ status: [2, 8] })).toMatchObject([
      {
        type: 'ticket.status_changed',
        ticket: { status: 'open', statusDetail: 'custom', nativeStatus: { id: '8' } },
        changes: [
          { field: 'statusDetail', from: null, to: 'custom' },
          { field: 'nativeStatus.id', from: '2', to: '8' },
        ],
      },
    ]);
  });

  it.each([
    ['subject', ['a', 'b'], 'subject', 'a', 'b'],
    ['priority', [1, 4], 'priority', 'low', 'urgent'],
    ['type', [null, 'Problem'], 'category', null, 'Problem'],
    ['source', [1, 7], 'channel.kind', 'email', 'chat'],
    ['requester_id', [1, 2], 'requester.id', 'freshdesk:acme:1', 'freshdesk:acme:2'],
    ['company_id', [null, 2], 'organizationId', null, 'freshdesk:acme:2'],
    ['product_id', [3, null], 'productId', '3', null],
    ['tags', [['a'], ['a', 'b']], 'tags', ['a'], ['a', 'b']],
    ['due_by', [null, '2026-02-04T12:00:00Z'], 'dueAt', null, at('2026-02-04T12:00:00Z')],
    ['email_config_id', [1, 2], 'native.email_config_id', 1, 2],
  ])('%s %j is a change of %s', (name, change, field, from, to) => {
    expect(update({ [name]: change })).toMatchObject([
      { type: 'ticket.updated', changes: [{ field, from, to }] },
    ]);
  });

  it('that name no change are updates all the same', () => {
    expect(update({})).toMatchObject([{ type: 'ticket.updated', changes: [] }]);
    expect(update({ odd: 'not a pair' })).toMatchObject([{ type: 'ticket.updated', changes: [] }]);
  });

  it('whose body is of no known form still say which ticket', () => {
    expect(parseApp('onTicketUpdate', { ticket: { id: 9, status: 'Open' } })).toMatchObject([
      { type: 'ticket.updated', ticket: { id: 'freshdesk:acme:9', externalId: '9' } },
    ]);
  });

  it('changes that stand beside the object, as newer events have them, are read', () => {
    const data = {
      ticket: { ...restFixture('ticket.nulls'), priority: 3 },
      changes: { model_changes: { priority: [2, 3] }, system_changes: {} },
    };
    expect(parseApp('onTicketUpdate', data)).toMatchObject([
      {
        ticket: { priority: 'high' },
        changes: [{ field: 'priority', from: 'normal', to: 'high' }],
      },
    ]);
  });
});

describe('a ticket that is gone', () => {
  it('is deleted for good where its own id is told, and unknown where it is not', () => {
    expect(parseApp('onTicketDelete', { ticket: { id: 4711, model_id: 5 } })).toMatchObject([
      {
        type: 'ticket.deleted',
        permanent: true,
        ticket: { id: 'freshdesk:acme:4711', isDeleted: true },
      },
    ]);
    expect(parseApp('onTicketDelete', { ticket: { model_id: 5 } })).toMatchObject([
      { type: 'unknown', nativeType: 'onTicketDelete' },
    ]);
  });
});

describe('entries of threads', () => {
  it('of a customer are messages, with his name from the entry itself', () => {
    expect(parseApp('onConversationCreate', { conversation: conversation() })).toMatchObject([
      {
        type: 'message.created',
        ticket: { id: 'freshdesk:acme:4711' },
        message: {
          id: 'freshdesk:acme:80000000010',
          visibility: 'public',
          author: { kind: 'customer', email: 'noor@example.com' },
        },
      },
    ]);
  });

  it('that are private, or do not say that they are not, are notes', () => {
    for (const isPrivate of [true, undefined, null]) {
      expect(
        parseApp('onConversationCreate', { conversation: conversation({ private: isPrivate }) }),
      ).toMatchObject([{ type: 'note.created', message: { visibility: 'internal' } }]);
    }
  });

  it('that answer a survey are ratings, not messages', () => {
    const events = parseApp('onConversationCreate', {
      conversation: restFixture('conversation.feedback'),
    });
    expect(events).toMatchObject([
      { type: 'rating.received', rating: null, ticket: { id: 'freshdesk:acme:4711' } },
    ]);
    expect('message' in (events[0] ?? {})).toBe(false);
  });

  it('whose text was cut have no text', () => {
    const [event] = parseApp('onConversationCreate', {
      conversation: conversation({ is_body_truncated: true, is_body_text_truncated: true }),
    }) as readonly { readonly message: object }[];
    expect('bodyText' in (event?.message ?? {})).toBe(false);
    expect('bodyHtml' in (event?.message ?? {})).toBe(false);
  });

  it('that are deleted, or belong to no ticket, are unknown', () => {
    expect(parseApp('onConversationDelete', { conversation: conversation() })).toMatchObject([
      { type: 'unknown', nativeType: 'onConversationDelete' },
    ]);
    expect(
      parseApp('onConversationCreate', { conversation: conversation({ ticket_id: null }) }),
    ).toMatchObject([{ type: 'unknown' }]);
  });
});

describe('people and companies', () => {
  it('a contact that is gone has nothing but an id', () => {
    const events = parseFixture('app.onContactDelete', { keepRaw: false });
    expect(events).toMatchObject([{ type: 'contact.deleted' }]);
    const [event] = events as readonly { readonly contact: unknown }[];
    expect(event?.contact).toEqual({
      id: 'freshdesk:acme:70000000501',
      externalId: '70000000501',
      isDeleted: true,
    });
  });

  it('a contact in the bin is deleted, a blocked one is changed', () => {
    const contact = (changes: object) => ({
      contact: { ...restFixture('contact.full'), changes },
    });
    expect(parseApp('onContactUpdate', contact({ deleted: [false, true] }))).toMatchObject([
      { type: 'contact.deleted', contact: { isDeleted: true } },
    ]);
    expect(
      parseApp(
        'onContactUpdate',
        contact({ blocked: [false, true], time_zone: ['London', 'Chennai'] }),
      ),
    ).toMatchObject([
      {
        type: 'contact.updated',
        contact: { timezone: 'Asia/Kolkata' },
        changes: [
          { field: 'isBlocked', from: false, to: true },
          { field: 'timezone', from: 'Europe/London', to: 'Asia/Kolkata' },
        ],
      },
    ]);
    expect(parseApp('onContactCreate', contact({}))).toMatchObject([
      { type: 'contact.created', contact: { callerKey: 'crm-501' }, changes: [] },
    ]);
  });

  it('a company’s dates without a zone are UTC; a column’s name stays native', () => {
    expect(parseFixture('app.onCompanyUpdate')).toMatchObject([
      {
        type: 'organization.updated',
        actor: { id: 'freshdesk:acme:70000000901', kind: 'agent' },
        organization: {
          id: 'freshdesk:acme:70000000601',
          plan: 'Premium',
          createdAt: at('2018-10-24T06:10:46Z'),
          updatedAt: at('2026-02-06T08:00:00Z'),
          customFields: { seats: { value: 40 } },
        },
        changes: [
          { field: 'native.string_cc02', from: 'a', to: 'b' },
          { field: 'plan', from: 'Basic', to: 'Premium' },
        ],
      },
    ]);
    const company = { id: 601, name: 'Globex' };
    expect(parseApp('onCompanyCreate', { company })).toMatchObject([
      { type: 'organization.created', organization: { name: 'Globex' } },
    ]);
    expect(parseApp('onCompanyDelete', { company })).toMatchObject([
      { type: 'organization.deleted', organization: { isDeleted: true } },
    ]);
  });
});
