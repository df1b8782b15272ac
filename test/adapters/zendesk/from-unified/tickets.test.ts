import { ConfigurationError, type TicketDraft, ValidationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import {
  ticketFromDraft,
  ticketFromPatch,
} from '../../../../adapters/zendesk/from-unified/tickets.ts';
import { BY_STAFF, deepFreeze, writeContext } from '../support/contexts.ts';

const context = writeContext();
const draft = (changes: Partial<TicketDraft> = {}): TicketDraft => ({
  subject: 'Export stops',
  requester: { email: 'nora@customer.example', name: 'Nora' },
  message: { body: { text: 'It stops half way.' }, visibility: 'public' },
  ...changes,
});
const body = (changes: Partial<TicketDraft> = {}) => ticketFromDraft(draft(changes), context);

describe('a new ticket', () => {
  it('sends what was said and nothing else', () => {
    expect(body()).toEqual({
      value: {
        ticket: {
          subject: 'Export stops',
          requester: { name: 'Nora', email: 'nora@customer.example' },
          comment: { body: 'It stops half way.', public: true },
        },
      },
      warnings: [BY_STAFF],
    });
  });

  it('sends every property under its own name', () => {
    const full = deepFreeze(
      draft({
        status: 'open',
        priority: 'urgent',
        category: 'task',
        assigneeId: 'zendesk:acme:900',
        groupId: '77',
        organizationId: 'zendesk:acme:301',
        requester: { id: 'zendesk:acme:501' },
        callerKey: 'order-88',
        dueAt: new Date('2026-01-09T17:00:00.750Z'),
        formId: '41',
        brandId: '51',
        tags: ['export', 'vip'],
        cc: ['sam@customer.example'],
        message: {
          body: { html: '<p>It stops.</p>' },
          visibility: 'internal',
          authorId: 'zendesk:acme:900',
          attachments: [
            { token: 'tok-1', fileName: 'a', contentType: null, size: null, expiresAt: null },
          ],
        },
        providerOptions: { zendesk: { recipient: 'help@acme.example' } },
      }),
    );
    expect(ticketFromDraft(full, context)).toEqual({
      value: {
        ticket: {
          recipient: 'help@acme.example',
          subject: 'Export stops',
          status: 'open',
          priority: 'urgent',
          type: 'task',
          assignee_id: 900,
          group_id: 77,
          organization_id: 301,
          requester_id: 501,
          external_id: 'order-88',
          due_at: '2026-01-09T17:00:00Z',
          ticket_form_id: 41,
          brand_id: 51,
          tags: ['export', 'vip'],
          email_ccs: [{ user_email: 'sam@customer.example', action: 'put' }],
          comment: {
            html_body: '<p>It stops.</p>',
            public: false,
            author_id: 900,
            uploads: ['tok-1'],
          },
        },
      },
      warnings: [],
    });
  });

  it('names an unnamed requester by the local part, since Zendesk wants a name', () => {
    expect(body({ requester: { email: 'nora@customer.example' } }).value['ticket']).toMatchObject({
      requester: { name: 'nora', email: 'nora@customer.example' },
    });
  });

  it.each([{ email: '' }, { email: '  ' }, {}])('a requester of %o is refused', (requester) => {
    // Safe: what a caller without types can pass.
    const wrong = requester as TicketDraft['requester'];
    expect(() => body({ requester: wrong })).toThrow(
      expect.objectContaining({
        name: 'ValidationError',
        issues: [{ path: 'requester.email', message: 'required without requester.id' }],
      }),
    );
  });
});

describe('a changed ticket', () => {
  it('names only what changes; null clears', () => {
    const { value, warnings } = ticketFromPatch(
      { assigneeId: null, callerKey: null, dueAt: null, organizationId: null, category: null },
      context,
    );
    expect(value).toEqual({
      ticket: {
        assignee_id: null,
        external_id: null,
        due_at: null,
        organization_id: null,
        type: null,
      },
    });
    expect(warnings).toEqual([]);
  });

  it('an empty patch is an empty change', () => {
    expect(ticketFromPatch({}, context).value).toEqual({ ticket: {} });
  });

  it('never sends tags, which would replace the whole set', () => {
    const { value } = ticketFromPatch({ subject: 'x', tags: { add: ['a'] } }, context);
    expect(value).toEqual({ ticket: { subject: 'x' } });
  });

  it('ifVersion sends both properties, in whole seconds', () => {
    const at = new Date('2026-01-06T10:30:00.999Z');
    expect(ticketFromPatch({ ifVersion: { at, sequence: 7 } }, context).value).toEqual({
      ticket: { safe_update: true, updated_stamp: '2026-01-06T10:30:00Z' },
    });
  });
});

describe('ids', () => {
  it.each(['zendesk:other:900', 'intercom:acme:900', 'freshdesk:acme:900'])(
    '%s belongs to another desk and is refused',
    (id) => {
      for (const patch of [{ assigneeId: id }, { groupId: id }, { organizationId: id }]) {
        expect(() => ticketFromPatch(patch, context)).toThrow(
          expect.objectContaining({ code: 'id_mismatch', name: 'ConfigurationError' }),
        );
      }
      expect(() => body({ requester: { id } })).toThrow(ConfigurationError);
    },
  );

  it.each(['', 'abc', '1e3', '0x10', ' 12 ', '-5', '1.5', '99999999999999999999'])(
    '%o is no Zendesk id',
    (id) => {
      expect(() => ticketFromPatch({ assigneeId: id }, context)).toThrow(
        expect.objectContaining({ code: 'id_mismatch' }),
      );
    },
  );
});

describe('due dates', () => {
  const dueAt = new Date('2026-01-09T17:00:00Z');

  it('a new ticket that is no task has none', () => {
    const { value, warnings } = body({ dueAt, category: 'incident' });
    expect(value['ticket']).not.toHaveProperty('due_at');
    expect(warnings.map(({ type, field }) => [type, field])).toEqual([
      ['defaulted', 'message.authorId'],
      ['dropped', 'dueAt'],
    ]);
  });

  it('a category that goes to a field makes no task', () => {
    const { value, warnings } = ticketFromDraft(
      draft({ dueAt, category: 'task' }),
      writeContext({ categoryFieldId: '3001' }),
    );
    expect(value['ticket']).toMatchObject({ custom_fields: [{ id: 3001, value: 'task' }] });
    expect(value['ticket']).not.toHaveProperty('due_at');
    expect(warnings.map(({ field }) => field)).toEqual(['message.authorId', 'dueAt']);
  });

  it('a change to another category than task drops it; without a category Zendesk decides', () => {
    expect(ticketFromPatch({ dueAt }, context)).toEqual({
      value: { ticket: { due_at: '2026-01-09T17:00:00Z' } },
      warnings: [],
    });
    const { value, warnings } = ticketFromPatch({ dueAt, category: 'question' }, context);
    expect(value).toEqual({ ticket: { type: 'question' } });
    expect(warnings.map(({ field }) => field)).toEqual(['dueAt']);
  });

  it('a date that is none is refused', () => {
    expect(() => ticketFromPatch({ dueAt: new Date('soon') }, context)).toThrow(
      expect.objectContaining({
        name: 'ValidationError',
        issues: [{ path: 'dueAt', message: 'must be a valid date' }],
      }),
    );
  });
});

describe('what Zendesk cannot take', () => {
  it('a snooze is dropped with a warning', () => {
    const snoozedUntil = new Date('2026-01-09T17:00:00Z');
    expect(ticketFromPatch({ snoozedUntil }, context)).toEqual({
      value: { ticket: {} },
      warnings: [
        { type: 'dropped', field: 'snoozedUntil', reason: 'Zendesk tickets cannot be snoozed.' },
      ],
    });
    expect(ticketFromPatch({ snoozedUntil: null }, context).warnings).toEqual([]);
  });

  it('a category that is no ticket type is dropped with a warning', () => {
    const { value, warnings } = body({ category: 'billing' });
    expect(value['ticket']).not.toHaveProperty('type');
    expect(warnings.map(({ type, field }) => [type, field])).toEqual([
      ['defaulted', 'message.authorId'],
      ['dropped', 'category'],
    ]);
  });

  it.each([
    [['VIP Customer', 'export'], ['vip_customer', 'export'], 1],
    [['a,b', 'c, d'], ['a_b', 'c_d'], 1],
    [['vip', 'vip'], ['vip'], 0],
    [['a', ' '], ['a'], 1],
    [['a', ''], ['a'], 1],
    [[], [], 0],
  ])('tags %o become %o', (tags, expected, warned) => {
    const { value, warnings } = body({ tags });
    expect(value['ticket']).toMatchObject({ tags: expected });
    expect(warnings.filter(({ field }) => field === 'tags')).toHaveLength(warned);
  });

  it('unknown keys of providerOptions are refused: Zendesk would drop them without a word', () => {
    const providerOptions = { zendesk: { recipient: 'a@acme.example', assignee_emial: 'x' } };
    expect(() => body({ providerOptions })).toThrow(ConfigurationError);
    expect(() => body({ providerOptions })).toThrow(/assignee_emial/);
    expect(() => body({ providerOptions: { zendesk: 'yes' } })).toThrow(ConfigurationError);
    expect(body({ providerOptions: { intercom: { anything: 1 } } }).warnings).toEqual([BY_STAFF]);
  });

  it('providerOptions cannot overwrite what the draft itself says', () => {
    for (const key of ['comment', 'status', 'tags', 'requester_id']) {
      expect(() => body({ providerOptions: { zendesk: { [key]: null } } })).toThrow(
        ConfigurationError,
      );
    }
  });
});

describe('custom fields', () => {
  const fields = createFieldMap({ plan: { id: 3001 }, renewal: { id: '3005' } });
  const write = (customFields: Readonly<Record<string, never>>) =>
    ticketFromPatch({ customFields }, writeContext({ fields }));
  // Safe: values of fields without a declared type can be anything that the desk takes.
  const values = (record: Readonly<Record<string, unknown>>) =>
    record as Readonly<Record<string, never>>;

  it('go by key or by native id; null clears, undefined stays away', () => {
    expect(write(values({ plan: 'pro', '3002': true, '3003': null, gone: undefined }))).toEqual({
      value: {
        ticket: {
          // Keys that look like numbers come first in an object.
          custom_fields: [
            { id: 3002, value: true },
            { id: 3003, value: null },
            { id: 3001, value: 'pro' },
          ],
        },
      },
      warnings: [],
    });
  });

  it('a date is a day', () => {
    expect(write(values({ renewal: new Date('2026-02-01T00:00:00Z') })).value).toEqual({
      ticket: { custom_fields: [{ id: 3005, value: '2026-02-01' }] },
    });
  });

  it.each(['colour', '', ' ', '1e3', '-1'])('a key %o that names no field is dropped', (key) => {
    const { value, warnings } = write(values({ [key]: 'x' }));
    expect(value).toEqual({ ticket: {} });
    expect(warnings.map(({ type, field }) => [type, field])).toEqual([
      ['dropped', `customFields.${key}`],
    ]);
  });

  it('a date that is none is refused', () => {
    expect(() => write(values({ renewal: new Date('soon') }))).toThrow(ValidationError);
  });
});
