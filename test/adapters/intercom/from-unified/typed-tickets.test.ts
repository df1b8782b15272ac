import type { AnyFields, TicketDraft, TicketPatch } from 'polydesk';
import { describe, expect, it } from 'vitest';
import {
  typedTicketFromDraft,
  typedTicketFromPatch,
} from '../../../../adapters/intercom/from-unified/typed-tickets.ts';
import { writeContext } from '../support/contexts.ts';

const ADA = '6762f0dd1bb69f9f2193bb83';
const draft = (changes: Partial<TicketDraft<AnyFields>> = {}): TicketDraft<AnyFields> => ({
  subject: 'Export stops',
  requester: { id: ADA },
  message: { body: { text: 'It stops half way.' }, visibility: 'public' },
  formId: 'intercom:abc123de:41',
  ...changes,
});
type Overrides = Parameters<typeof writeContext>[0];
const created = (changes: Partial<TicketDraft<AnyFields>> = {}, overrides: Overrides = {}) =>
  typedTicketFromDraft(draft(changes), writeContext({ read: 'tickets', ...overrides }));
const changed = (patch: TicketPatch<AnyFields>, overrides: Overrides = {}) =>
  typedTicketFromPatch(patch, writeContext({ read: 'tickets', ...overrides }));

const PLAIN = {
  ticket_type_id: '41',
  contacts: [{ id: ADA }],
  ticket_attributes: {
    _default_title_: 'Export stops',
    _default_description_: 'It stops half way.',
  },
};

describe('a new ticket of a ticket type', () => {
  it('has its title and its first message as attributes', () => {
    expect(created()).toEqual({
      value: { ticket: PLAIN, state: null, tickets: [], parts: [] },
      warnings: [],
    });
  });

  it('may be for an address, of which Intercom makes a contact', () => {
    expect(created({ requester: { email: 'ada@customer.example' } }).value.ticket).toMatchObject({
      contacts: [{ email: 'ada@customer.example' }],
    });
  });

  it('has everything that Intercom has a place for', () => {
    const { value, warnings } = created(
      {
        callerKey: 'order-88',
        priority: 'high',
        organizationId: '301',
        assigneeId: '900',
        groupId: '77',
        status: 'pending',
        snoozedUntil: new Date('2026-03-01T09:00:00Z'),
        customFields: { Plan: 'gold' },
        providerOptions: { intercom: { skip_notifications: true } },
      },
      { callerKeyAttribute: 'Key', priorityAttribute: 'Urgency' },
    );
    expect(value).toEqual({
      ticket: {
        ...PLAIN,
        skip_notifications: true,
        company_id: '301',
        assignment: { admin_assignee_id: '900', team_assignee_id: '77' },
        ticket_attributes: {
          ...PLAIN.ticket_attributes,
          Plan: 'gold',
          Key: 'order-88',
          Urgency: 'high',
        },
      },
      state: { wish: { category: 'waiting_on_customer' }, fields: ['status'] },
      tickets: [{ body: { snoozed_until: 1_772_355_600 }, fields: ['status', 'snoozedUntil'] }],
      parts: [],
    });
    expect(warnings).toEqual([]);
  });

  it('is assigned by calls of its own before 2.14', () => {
    const { value } = created({ assigneeId: '900', groupId: '77' }, { version: 13 });
    expect(value).toMatchObject({
      ticket: PLAIN,
      tickets: [
        { body: { assignment: { assignee_id: '900' } }, fields: ['assigneeId'] },
        { body: { assignment: { assignee_id: '77' } }, fields: ['groupId'] },
      ],
    });
  });

  it('is submitted without a word', () => {
    expect(created({ status: 'open', statusDetail: 'new' })).toEqual(created());
  });

  it.each<[string, Partial<TicketDraft<AnyFields>>]>([
    ['cc', { cc: ['sam@customer.example'] }],
    ['brandId', { brandId: '51' }],
    ['priority', { priority: 'urgent' }],
    ['callerKey', { callerKey: 'order-88' }],
    ['category', { category: 'task' }],
    ['dueAt', { dueAt: new Date('2026-03-01') }],
  ])('says that %s is lost', (field, changes) => {
    const { value, warnings } = created(changes);
    expect(value.ticket).toEqual(PLAIN);
    expect(warnings).toMatchObject([{ type: 'dropped', field }]);
  });

  it.each<[string, object, string]>([
    ['no ticket type', { formId: null }, 'formId'],
    [
      'files',
      {
        message: {
          body: { text: 'x' },
          visibility: 'public',
          attachments: [{ fileName: 'a', contentType: 'text/plain', data: new Uint8Array(1) }],
        },
      },
      'message.attachments',
    ],
    [
      'another author',
      { message: { body: { text: 'x' }, visibility: 'public', authorId: '900' } },
      'message.authorId',
    ],
  ])('is refused with %s', (_what, changes, path) => {
    expect(() => created(changes)).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        issues: [expect.objectContaining({ path })],
      }),
    );
  });
});

describe('a change of a ticket', () => {
  it('of nothing is no call', () => {
    expect(changed({})).toEqual({
      value: { state: null, tickets: [], parts: [] },
      warnings: [],
    });
  });

  it('is one call and one more for each assignee', () => {
    const { value, warnings } = changed({
      subject: 'Other',
      status: 'resolved',
      organizationId: null,
      assigneeId: '900',
      groupId: '77',
      customFields: { Plan: null },
      providerOptions: { intercom: { is_shared: false } },
    });
    expect(value).toEqual({
      state: { wish: { category: 'resolved' }, fields: ['status'] },
      tickets: [
        {
          body: {
            is_shared: false,
            ticket_attributes: { _default_title_: 'Other', Plan: null },
            company_id: null,
          },
          fields: ['subject', 'organizationId', 'status', 'providerOptions', 'customFields'],
        },
        { body: { assignee_id: '900' }, fields: ['assigneeId'] },
        { body: { assignee_id: '77' }, fields: ['groupId'] },
      ],
      parts: [],
    });
    expect(warnings).toEqual([]);
  });

  it('takes teammate and team away through the conversation, which tells them apart', () => {
    expect(changed({ assigneeId: null, groupId: null }).value).toEqual({
      state: null,
      tickets: [],
      parts: [
        {
          body: { message_type: 'assignment', type: 'admin', assignee_id: '0' },
          fields: ['assigneeId'],
        },
        {
          body: { message_type: 'assignment', type: 'team', assignee_id: '0' },
          fields: ['groupId'],
        },
      ],
    });
  });

  it.each<[string, TicketPatch<AnyFields>]>([
    ['requesterId', { requesterId: ADA }],
    ['brandId', { brandId: '51' }],
    ['formId', { formId: '42' }],
    ['priority', { priority: 'normal' }],
  ])('says that %s cannot be changed', (field, patch) => {
    expect(changed(patch)).toMatchObject({
      value: { state: null, tickets: [] },
      warnings: [{ type: 'dropped', field }],
    });
  });
});
