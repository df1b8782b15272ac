import { WireFormatError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import type { TranslationContext } from '../../../../adapters/freshdesk/to-unified/common.ts';
import { ticketToUnified } from '../../../../adapters/freshdesk/to-unified/tickets.ts';
import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import { lookups, readContext, withoutStats } from '../support/read-context.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const at = (text: string) => new Date(text);
const read = (json: unknown, overrides: Partial<TranslationContext> = {}) =>
  ticketToUnified(json, readContext(overrides));
const full = (changes: Readonly<Record<string, unknown>> = {}) =>
  restFixture('ticket.full', changes);

describe('a whole Freshdesk ticket', () => {
  const { value, warnings } = read(full());

  it('keeps texts, status, priority and category, with the native numbers beside them', () => {
    expect(value).toMatchObject({
      id: 'freshdesk:acme:4711',
      number: '4711',
      subject: 'Scanner stops at row 1000',
      description: 'It stops at row 1000. Every day.',
      descriptionHtml: '<div>It stops at row 1000.<br>Every day.</div>',
      status: 'pending',
      statusDetail: 'waiting_on_third_party',
      nativeStatus: { id: '7', label: null, category: null },
      priority: 'urgent',
      nativePriority: { id: '4', label: null, category: null },
      category: 'Problem',
      tags: ['scanner', 'Vip'],
      channel: { kind: 'email', native: '1' },
      productId: '70000000021',
      formId: '70000000041',
      organizationId: 'freshdesk:acme:70000000601',
      url: 'https://acme.freshdesk.com/a/tickets/4711',
    });
  });

  it('reads dates from the ticket and from its stats', () => {
    expect(value).toMatchObject({
      createdAt: at('2026-02-02T08:00:00Z'),
      updatedAt: at('2026-02-03T09:30:15Z'),
      dueAt: at('2026-02-04T12:00:00Z'),
      firstResponseAt: at('2026-02-02T10:00:00Z'),
      lastCustomerReplyAt: at('2026-02-03T08:00:00Z'),
      lastStaffReplyAt: at('2026-02-03T09:00:00Z'),
      resolvedAt: null,
      closedAt: null,
      version: { at: at('2026-02-03T09:30:15Z'), sequence: null },
    });
  });

  it('shows three clocks: answered in time, an answer overdue, a resolution that still runs', () => {
    expect(value.sla).toMatchObject({
      source: 'native',
      policy: null,
      clocks: [
        {
          metric: 'first_reply',
          state: 'fulfilled',
          risk: 'met',
          stoppedAt: at('2026-02-02T10:00:00Z'),
        },
        {
          metric: 'next_reply',
          state: 'pending',
          risk: 'breached',
          dueAt: at('2026-02-03T18:00:00Z'),
        },
        {
          metric: 'total_resolution',
          state: 'active',
          risk: 'ok',
          dueAt: at('2026-02-04T12:00:00Z'),
        },
      ],
    });
  });

  it('names everybody once: the requester, copies in any case and spelling, the second agent', () => {
    expect(value.participants).toEqual([
      {
        id: 'freshdesk:acme:70000000501',
        role: 'requester',
        kind: 'customer',
        email: 'noor@example.com',
        name: 'Noor Haddad',
      },
      { id: null, role: 'cc', kind: 'unknown', email: 'lena@example.com', name: null },
      { id: null, role: 'cc', kind: 'unknown', email: 'ops@example.com', name: null },
      { id: null, role: 'cc', kind: 'unknown', email: 'night@example.com', name: null },
      {
        id: 'freshdesk:acme:70000000902',
        role: 'collaborator',
        kind: 'agent',
        email: null,
        name: null,
      },
    ]);
  });

  it('keeps custom fields by name, each value as it came', () => {
    const values = Object.fromEntries(
      Object.entries(value.customFields).map(([name, field]) => [name, field.value]),
    );
    expect(values).toEqual({
      cf_reference: 'order-88',
      cf_area: 'Hardware',
      cf_country: 'India',
      cf_state: 'Kerala',
      cf_weight: '12.50',
      cf_urgent: true,
      cf_visit: '2026-02-10',
      cf_count: 3,
      cf_empty: null,
    });
  });

  it('names its children, and says what it could not carry over', () => {
    expect(value.links).toEqual([
      { kind: 'child', ticketId: 'freshdesk:acme:4712', url: null },
      { kind: 'child', ticketId: 'freshdesk:acme:4713', url: null },
    ]);
    expect(value.sentiment).toBeNull();
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'sentiment', from: 62 }]);
    expect(value.provenance.warnings).toBe(warnings);
  });

  it('has the received payload as raw, by identity, unless it is not wanted', () => {
    const json = full();
    expect(read(json).value.raw).toBe(json);
    expect('raw' in read(json, { keepRaw: false }).value).toBe(false);
  });
});

describe('options of reading', () => {
  it('a caller’s key and a category can be custom fields', () => {
    const overrides = { callerKeyField: 'cf_reference', categoryField: 'cf_area' };
    expect(read(full(), overrides).value).toMatchObject({
      callerKey: 'order-88',
      category: 'Hardware',
    });
    expect(read(full({ custom_fields: {} }), overrides).value).toMatchObject({
      callerKey: null,
      category: null,
    });
  });

  it('a number is a caller’s key too; a flag is none', () => {
    expect(read(full(), { callerKeyField: 'cf_count' }).value.callerKey).toBe('3');
    expect(read(full(), { callerKeyField: 'cf_urgent' }).value.callerKey).toBeNull();
  });

  it('custom fields stand under configured keys', () => {
    const fields = createFieldMap({
      area: { id: 'cf_area', label: 'Area', type: 'single_select' },
    });
    expect(read(full(), { fields }).value.customFields['area']).toEqual({
      value: 'Hardware',
      nativeId: 'cf_area',
      label: 'Area',
      type: 'single_select',
    });
  });

  it('a priority of the account’s own meaning wins', () => {
    const priorityMap = new Map([['4', 'high' as const]]);
    expect(read(full(), { priorityMap }).value).toMatchObject({
      priority: 'high',
      nativePriority: { id: '4' },
    });
  });

  it('names from lookups fill what the ticket only numbers', () => {
    const { value } = read(full({ requester: undefined }), {
      lookups: lookups(
        {
          '70000000501': {
            name: 'Noor Haddad',
            email: 'noor@example.com',
            callerKey: 'crm-501',
            timezone: 'America/Sao_Paulo',
          },
          '70000000901': { name: 'Robin Agent', email: 'robin@example.com', kind: 'agent' },
        },
        { '70000000301': 'Hardware' },
      ),
    });
    expect(value.requester).toMatchObject({
      name: 'Noor Haddad',
      email: 'noor@example.com',
      callerKey: 'crm-501',
      timezone: 'America/Sao_Paulo',
    });
    expect(value.assignee).toEqual({
      id: 'freshdesk:acme:70000000901',
      name: 'Robin Agent',
      email: 'robin@example.com',
      group: 'Hardware',
      groupId: 'freshdesk:acme:70000000301',
      type: 'agent',
    });
  });
});

describe('what a ticket may lack', () => {
  it('every null is null in the unified ticket, and no array is missing', () => {
    const { value, warnings } = read(restFixture('ticket.nulls'));
    expect(value).toMatchObject({
      subject: null,
      description: null,
      descriptionHtml: null,
      category: null,
      assignee: null,
      groupId: null,
      organizationId: null,
      productId: null,
      formId: null,
      dueAt: null,
      sla: null,
      tags: [],
      links: [],
      firstResponseAt: null,
      participants: [{ role: 'requester', id: 'freshdesk:acme:70000000501' }],
    });
    expect(warnings).toEqual([]);
  });

  it('the least a ticket has is enough; what is missing is defaulted with a word', () => {
    const { value, warnings } = read(restFixture('ticket.sparse'));
    expect(value).toMatchObject({
      status: 'closed',
      closedAt: null,
      resolvedAt: null,
      priority: 'normal',
      nativePriority: null,
      requester: { id: null, email: null, name: null },
      participants: [],
      channel: { kind: 'other', native: null },
      customFields: {},
      isSpam: false,
      isDeleted: false,
    });
    expect(warnings).toMatchObject([
      ...withoutStats('resolvedAt', 'closedAt'),
      { type: 'defaulted', field: 'priority', to: 'normal' },
    ]);
  });

  it('a requester without a name or an address has none; an empty company is none', () => {
    const { value } = read(restFixture('ticket.chat', { company: {} }));
    expect(value.requester).toMatchObject({
      id: 'freshdesk:acme:70000000511',
      name: null,
      email: null,
      phone: null,
    });
    expect(value.organizationId).toBeNull();
  });

  it('addresses that come as one text are read like a list', () => {
    const { value } = read(
      full({ cc_emails: '"Ortiz, Lena" <lena@example.com>, ops@example.com', reply_cc_emails: '' }),
    );
    expect(
      value.participants.filter(({ role }) => role === 'cc').map(({ email }) => email),
    ).toEqual(['lena@example.com', 'ops@example.com']);
  });

  it.each([
    ['id', { id: null }],
    ['status', { status: 'Open' }],
    ['created_at', { created_at: undefined }],
    ['updated_at', { updated_at: 17 }],
    ['created_at', { created_at: 'yesterday' }],
    ['tags', { tags: 'scanner' }],
  ])('a ticket whose %s is wrong is refused by the name of the field', (path, changes) => {
    const error = (() => {
      try {
        return read(full(changes));
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(WireFormatError);
    expect((error as WireFormatError).issues[0]?.path).toContain(path);
    expect(String(error)).not.toContain('yesterday');
  });
});
