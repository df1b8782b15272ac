import { describe, expect, it } from 'vitest';
import { parse, parseApp } from './deliveries.ts';

const contact = (name: string, change: readonly unknown[]) =>
  parseApp('onContactUpdate', { contact: { id: 501, changes: { [name]: change } } });
const company = (name: string, change: readonly unknown[]) =>
  parseApp('onCompanyUpdate', { company: { id: 601, changes: { [name]: change } } });
const ticket = (name: string, change: readonly unknown[]) =>
  parseApp('onTicketUpdate', { ticket: { id: 11, changes: { [name]: change } } });

describe('changes of contacts', () => {
  it.each([
    ['name', ['a', 'b'], 'name', 'a', 'b'],
    ['email', ['a@example.com', null], 'emails', ['a@example.com'], []],
    ['mobile', [null, 5550100], 'phones', [], ['5550100']],
    ['company_id', [null, 9], 'organizationIds', [], ['freshdesk:acme:9']],
    ['language', ['en', 'de'], 'locale', 'en', 'de'],
    ['time_zone', [null, 'London'], 'timezone', null, 'Europe/London'],
    ['tags', [[], ['vip']], 'tags', [], ['vip']],
    ['unique_external_id', [null, 'crm'], 'callerKey', null, 'crm'],
    ['deleted', [true, false], 'isDeleted', true, false],
    ['job_title', [undefined, 'Buyer'], 'native.job_title', null, 'Buyer'],
  ])('%s %j is a change of %s', (name, change, field, from, to) => {
    expect(contact(name, change)).toMatchObject([
      {
        type: 'contact.updated',
        contact: { id: 'freshdesk:acme:501' },
        changes: [{ field, from, to }],
      },
    ]);
  });
});

describe('changes of companies', () => {
  it.each([
    ['name', 'name'],
    ['domains', 'domains'],
    ['health_score', 'health'],
    ['note', 'native.note'],
  ])('%s is a change of %s', (name, field) => {
    expect(company(name, ['x', 'y'])).toMatchObject([
      { type: 'organization.updated', changes: [{ field, from: 'x', to: 'y' }] },
    ]);
  });
});

describe('changes of tickets, in odd forms', () => {
  it.each([
    ['due_by', ['soon', 17], 'dueAt', null, null],
    ['source', [null, 'x'], 'channel.kind', 'other', 'other'],
    ['priority', [null, 9], 'priority', 'normal', 'normal'],
    ['description_text', ['a', 'b'], 'description', 'a', 'b'],
    ['ticket_type', ['a', null], 'category', 'a', null],
  ])('%s %j', (name, change, field, from, to) => {
    expect(ticket(name, change)).toMatchObject([{ changes: [{ field, from, to }] }]);
  });

  const changed = (changes: object, options = {}) => {
    const body = {
      event: 'onTicketUpdate',
      domain: 'acme.freshdesk.com',
      timestamp: 1_770_364_800_123,
      data: {
        ticket: {
          id: 11,
          status: 2,
          priority: 1,
          type: 'Question',
          created_at: '2026-02-02T08:00:00Z',
          updated_at: '2026-02-02T08:00:00Z',
          custom_fields: { cf_plan: 'free', cf_area: 'Mail', cf_key: 'crm-1' },
          changes,
        },
      },
    };
    return parse(JSON.stringify(body), options);
  };

  it('new values of custom fields and of the type are in the ticket that comes along', () => {
    expect(
      changed({ cf_plan: ['free', 'pro'], ticket_type: ['Question', 'Incident'] }),
    ).toMatchObject([
      {
        type: 'ticket.updated',
        ticket: {
          category: 'Incident',
          customFields: { cf_plan: { value: 'pro' }, cf_area: { value: 'Mail' } },
        },
      },
    ]);
  });

  it('category and caller key may be custom fields, as they are for the adapter', () => {
    const options = { categoryField: 'cf_area', callerKeyField: 'cf_key' };
    const change = { cf_area: ['Mail', 'Web'], type: ['Question', 'Incident'] };
    expect(changed(change, options)).toMatchObject([
      {
        ticket: { category: 'Web', callerKey: 'crm-1' },
        changes: [
          { field: 'category', from: 'Mail', to: 'Web' },
          { field: 'native.type', from: 'Question', to: 'Incident' },
        ],
      },
    ]);
    expect(changed({ cf_key: ['crm-1', 'crm-2'] }, options)).toMatchObject([
      {
        ticket: { callerKey: 'crm-2' },
        changes: [{ field: 'callerKey', from: 'crm-1', to: 'crm-2' }],
      },
    ]);
  });

  it('a masked status says that it moved, and not where to', () => {
    expect(ticket('status', [null, '*'])).toMatchObject([
      { type: 'ticket.status_changed', changes: [{ field: 'native.status', to: null }] },
    ]);
  });

  it('a status that was none before', () => {
    expect(ticket('status', [null, 4])).toMatchObject([
      {
        changes: [
          { field: 'status', from: null, to: 'resolved' },
          { field: 'nativeStatus.id', from: null, to: '4' },
        ],
      },
    ]);
  });
});

describe('who did it', () => {
  it.each([
    [{ id: 1, name: 'A', type: 'contact' }, 'customer'],
    [{ id: 1, name: 'A', helpdesk_agent: false }, 'customer'],
    [{ id: 1, name: 'A', helpdesk_agent: true }, 'agent'],
    [{ id: 1, name: 'A', type: 'agent' }, 'agent'],
    [{ id: 1, name: 'A' }, 'unknown'],
    [{ id: 1, name: 'A', type: 'system' }, 'system'],
  ])('%j is of the kind %s', (actor, kind) => {
    const [event] = parseApp('onAppInstall', { actor });
    expect(event?.actor?.kind).toBe(kind);
  });

  it('is nobody where nobody is told', () => {
    expect(parseApp('onAppInstall', {})[0]?.actor).toBeNull();
    expect(parseApp('onAppInstall', { actor: { name: '' } })[0]?.actor).toEqual({
      id: null,
      kind: 'unknown',
      name: null,
      email: null,
    });
  });
});

describe('an event without a time', () => {
  it('goes by all that it says', () => {
    const body = (subject: string) =>
      JSON.stringify({ event: 'onTicketCreate', data: { ticket: { id: 1, subject } } });
    const [one] = parse(body('a'));
    const [same] = parse(body('a'));
    const [other] = parse(body('b'));
    expect(one).toMatchObject({ type: 'ticket.created', occurredAt: null });
    expect(same?.id).toBe(one?.id);
    expect(other?.id).not.toBe(one?.id);
  });
});
