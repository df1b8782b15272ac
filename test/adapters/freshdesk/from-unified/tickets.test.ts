import { describe, expect, it } from 'vitest';
import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import type { AnyFields } from '../../../../src/adapter/contract.ts';
import type { TicketDraft, TicketPatch } from '../../../../src/model/ticket.ts';
import {
  ticketFromDraft,
  ticketFromPatch,
} from '../../../../adapters/freshdesk/from-unified/tickets.ts';
import { writeContext } from '../support/write-context.ts';

const draft = (overrides: Partial<TicketDraft<AnyFields>> = {}): TicketDraft<AnyFields> => ({
  subject: 'The export stops',
  requester: { id: 'freshdesk:acme:7' },
  message: { body: { text: 'At 50 %' }, visibility: 'public' },
  ...overrides,
});

const body = (overrides: Partial<TicketDraft<AnyFields>> = {}, context = writeContext()) =>
  ticketFromDraft(draft(overrides), context).value;
const warned = (overrides: Partial<TicketDraft<AnyFields>>, context = writeContext()) =>
  ticketFromDraft(draft(overrides), context).warnings.map(({ type, field }) => `${type} ${field}`);
const patched = (patch: TicketPatch<AnyFields>, context = writeContext()) =>
  ticketFromPatch(patch, context).value;

describe('a new ticket', () => {
  it('says who, what and nothing else', () => {
    expect(body()).toEqual({
      subject: 'The export stops',
      requester_id: 7,
      description: 'At 50 %',
    });
  });

  it('knows its requester as the author by either form of the id', () => {
    for (const [requester, authorId] of [
      ['freshdesk:acme:7', '7'],
      ['7', 'freshdesk:acme:7'],
    ] as const) {
      const message = { body: { text: 'Hi' }, visibility: 'public', authorId } as const;
      expect(warned({ requester: { id: requester }, message })).toEqual([]);
    }
    const message = { body: { text: 'Hi' }, visibility: 'public', authorId: '8' } as const;
    expect(warned({ message })).toEqual(['dropped message.authorId']);
  });

  it('has numbers for words and ids', () => {
    expect(
      body({
        priority: 'normal',
        status: 'resolved',
        assigneeId: 'freshdesk:acme:8',
        groupId: '9',
        organizationId: '10',
        category: 'Problem',
        tags: ['one', ' two ', 'one', ' '],
        cc: ['a@example.org'],
      }),
    ).toEqual({
      subject: 'The export stops',
      requester_id: 7,
      description: 'At 50 %',
      priority: 2,
      status: 4,
      responder_id: 8,
      group_id: 9,
      company_id: 10,
      type: 'Problem',
      tags: ['one', 'two'],
      cc_emails: ['a@example.org'],
    });
    expect(warned({ tags: ['one', ' two '] })).toEqual(['coerced tags']);
    expect(warned({ tags: ['one', 'two'] })).toEqual([]);
  });

  it('never holds null, which Freshdesk refuses', () => {
    const nothing = {
      category: null,
      assigneeId: null,
      groupId: null,
      organizationId: null,
      callerKey: null,
      dueAt: null,
      snoozedUntil: null,
      formId: null,
      brandId: null,
      statusDetail: null,
      customFields: { cf_plan: null, cf_kind: 'a' },
    };
    const context = writeContext({ callerKeyField: 'cf_key', categoryField: 'cf_category' });
    expect(JSON.stringify(body(nothing, context))).not.toContain('null');
    expect(body(nothing, context)['custom_fields']).toEqual({ cf_kind: 'a' });
    expect(warned(nothing, context)).toEqual([]);
    // An empty object is refused as well.
    expect(body({ customFields: { cf_plan: null } })).not.toHaveProperty('custom_fields');
  });

  it.each([
    [
      { email: 'ada@example.org', name: 'Ada' },
      { email: 'ada@example.org', name: 'Ada' },
    ],
    [{ email: 'ada@example.org' }, { email: 'ada@example.org' }],
    [{ id: '7' }, { requester_id: 7 }],
  ] as const)('names the requester %o as %o', (requester, expected) => {
    expect(body({ requester })).toMatchObject(expected);
  });

  it('can name a requester in Freshdesk’s other ways', () => {
    // Callers without types, and with an option that says who it is.
    const requester = JSON.parse('{"name":"Ada"}');
    const providerOptions = { freshdesk: { phone: '+15550100' } };
    expect(body({ requester, providerOptions })).toMatchObject({
      name: 'Ada',
      phone: '+15550100',
    });
    expect(() => body({ requester })).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        issues: [{ path: 'requester.email', message: expect.any(String) }],
      }),
    );
  });

  it('says that its author cannot be anybody but the requester', () => {
    const message = { body: { text: 'x' }, visibility: 'public', authorId: '8' } as const;
    expect(warned({ message })).toEqual(['dropped message.authorId']);
    expect(warned({ requester: { id: '8' }, message })).toEqual([]);
  });

  it('keeps the key in the field that holds it, and the category in its own', () => {
    const context = writeContext({ callerKeyField: 'cf_key', categoryField: 'cf_category' });
    expect(body({ callerKey: 'crm-1', category: 'billing' }, context)).toMatchObject({
      custom_fields: { cf_key: 'crm-1', cf_category: 'billing' },
    });
    expect(body({ category: 'billing' }, context)).not.toHaveProperty('type');
    expect(warned({ callerKey: 'crm-1' })).toEqual(['dropped callerKey']);
  });

  it('takes custom fields by configured or native names, dates as days', () => {
    const context = writeContext({ fields: createFieldMap({ plan: { id: 'cf_plan' } }) });
    expect(
      body(
        {
          customFields: {
            plan: 'annual',
            cf_other: true,
            cf_since: new Date('2026-01-05T23:00:00Z'),
            cf_unsaid: undefined,
          },
        },
        context,
      )['custom_fields'],
    ).toEqual({ cf_plan: 'annual', cf_other: true, cf_since: '2026-01-05' });
  });

  it('has a due date together with that of the first response', () => {
    const dueAt = new Date('2026-04-01T00:00:00.500Z');
    expect(body({ dueAt })).toMatchObject({
      due_by: '2026-04-01T00:00:00Z',
      fr_due_by: '2026-04-01T00:00:00Z',
    });
    expect(warned({ dueAt })).toEqual(['derived sla']);
    const providerOptions = { freshdesk: { fr_due_by: '2026-03-31T00:00:00Z' } };
    expect(body({ dueAt, providerOptions })).toMatchObject({ fr_due_by: '2026-03-31T00:00:00Z' });
    expect(warned({ dueAt, providerOptions })).toEqual([]);
    expect(() => body({ dueAt: new Date(Number.NaN) })).toThrow(
      expect.objectContaining({ issues: [{ path: 'dueAt', message: expect.any(String) }] }),
    );
  });

  it.each([
    ['snoozedUntil', { snoozedUntil: new Date('2026-04-01T00:00:00Z') }],
    ['brandId', { brandId: '7' }],
    ['formId', { formId: '7' }],
  ])('says that %s cannot be written', (field, overrides) => {
    expect(warned(overrides)).toEqual([`dropped ${field}`]);
    expect(Object.keys(body(overrides))).toEqual(Object.keys(body()));
  });

  it('takes Freshdesk’s own settings, and refuses what Freshdesk does not document', () => {
    const options = { product_id: 4, source: 3, related_ticket_ids: [1, 2] };
    expect(body({ providerOptions: { freshdesk: options } })).toMatchObject(options);
    expect(() => body({ providerOptions: { freshdesk: { created_at: 'x' } } })).toThrow(
      /does not take created_at/,
    );
  });

  it('cannot begin with an internal message, and needs a visibility at all', () => {
    const message = (visibility: string) =>
      // Callers without types can write anything.
      JSON.parse(JSON.stringify({ body: { text: 'x' }, visibility }));
    expect(() => body({ message: message('internal') })).toThrow(
      expect.objectContaining({ code: 'unsupported_operation' }),
    );
    expect(() => body({ message: message('secret') })).toThrow(
      expect.objectContaining({ code: 'validation_failed' }),
    );
  });

  it.each([
    [{ text: 'a < b\n  c' }, 'a &lt; b<br>&nbsp; c'],
    [{ html: '<p>Hi</p>' }, '<p>Hi</p>'],
    [{ html: '<p>Hi</p>', text: 'Hi' }, '<p>Hi</p>'],
  ])('writes the body %o as HTML', (content, expected) => {
    expect(body({ message: { body: content, visibility: 'public' } })['description']).toBe(
      expected,
    );
  });

  it('carries its files for whoever sends it', () => {
    const file = { fileName: 'a.txt', contentType: 'text/plain', data: new Uint8Array(1) };
    const message = { body: { text: 'x' }, visibility: 'public', attachments: [file] } as const;
    expect(body({ message })['attachments']).toEqual([file]);
    expect(body({ message: { ...message, attachments: [] } })).not.toHaveProperty('attachments');
  });
});

describe('a change', () => {
  it('says only what it names, with null for what is taken away', () => {
    expect(patched({})).toEqual({});
    expect(patched({ assigneeId: null, category: null, groupId: null })).toEqual({
      responder_id: null,
      type: null,
      group_id: null,
    });
    expect(patched({ requesterId: '9', subject: 'New' })).toEqual({
      requester_id: 9,
      subject: 'New',
    });
  });

  it('leaves tags and version to whoever reads the ticket first', () => {
    const ifVersion = { at: new Date(), sequence: null };
    expect(patched({ tags: { add: ['x'] }, ifVersion })).toEqual({});
  });

  it('says that a due date cannot be taken away', () => {
    const { value, warnings } = ticketFromPatch({ dueAt: null }, writeContext());
    expect(value).toEqual({});
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'dueAt' }]);
  });

  it('takes fewer settings than a create', () => {
    expect(patched({ providerOptions: { freshdesk: { product_id: 4 } } })).toEqual({
      product_id: 4,
    });
    expect(() => patched({ providerOptions: { freshdesk: { related_ticket_ids: [1] } } })).toThrow(
      /does not take related_ticket_ids/,
    );
  });

  it('refuses ids of other accounts', () => {
    expect(() => patched({ assigneeId: 'freshdesk:other:8' })).toThrow(
      expect.objectContaining({ code: 'id_mismatch' }),
    );
    expect(() => patched({ groupId: '1e3' })).toThrow(
      expect.objectContaining({ code: 'id_mismatch' }),
    );
  });
});
