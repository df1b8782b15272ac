import { WireFormatError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { userToAgent } from '../../../../adapters/zendesk/to-unified/agents.ts';
import { userToContact } from '../../../../adapters/zendesk/to-unified/contacts.ts';
import { auditToUnified } from '../../../../adapters/zendesk/to-unified/events.ts';
import { organizationToUnified } from '../../../../adapters/zendesk/to-unified/organizations.ts';
import { ratingToUnified } from '../../../../adapters/zendesk/to-unified/ratings.ts';
import {
  scheduleToUnified,
  slaPolicyToUnified,
} from '../../../../adapters/zendesk/to-unified/sla-policies.ts';
import { customStatusToUnified } from '../../../../adapters/zendesk/to-unified/statuses.ts';
import { readContext } from '../support/contexts.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const context = readContext();
const customer = (changes: Readonly<Record<string, unknown>> = {}) =>
  restFixture('user.customer', changes);

describe('customers', () => {
  it('a whole customer', () => {
    expect(userToContact(customer(), context).value).toMatchObject({
      id: 'zendesk:acme:501',
      callerKey: 'cust-9',
      name: 'Nora Lindqvist',
      emails: [{ address: 'nora@customer.example', verified: true, primary: true }],
      phones: ['+4655501001'],
      organizationIds: ['zendesk:acme:301'],
      role: 'user',
      locale: 'sv',
      timezone: 'Europe/Stockholm',
      avatarUrl: 'https://acme.zendesk.com/system/photos/1/nora.png',
      tags: ['beta'],
      isBlocked: true,
      isDeleted: false,
      lastSeenAt: new Date('2026-01-01T07:00:00Z'),
      customFields: {
        seats: { value: 12, nativeId: 'seats', label: null, type: 'unknown' },
        plan: { value: 'pro' },
        trial: { value: false },
      },
    });
  });

  it.each([
    ['active: false', { active: false, email: null }],
    ['permanently_deleted', { active: true, permanently_deleted: true, email: null, phone: null }],
  ])('%s is a deleted customer without an address', (_name, changes) => {
    expect(userToContact(customer(changes), context).value).toMatchObject({
      id: 'zendesk:acme:501',
      isDeleted: true,
      emails: [],
    });
  });

  it('the anonymous user, who has no id, is refused: nobody must not become a record', () => {
    for (const translate of [userToContact, userToAgent]) {
      expect(() => translate(restFixture('user.anonymous'), context)).toThrow(
        expect.objectContaining({
          code: 'wire_format',
          issues: [{ path: 'id', message: 'expected an id' }],
        }),
      );
    }
  });

  it('empty texts are no texts', () => {
    const { value } = userToContact(customer({ external_id: '', phone: '', email: '' }), context);
    expect(value).toMatchObject({ callerKey: null, phones: [], emails: [] });
  });
});

describe('staff', () => {
  it.each([
    [{ role: 'admin', role_type: 0 }, 'admin'],
    [{ role: 'agent', role_type: 0 }, 'agent'],
    [{ role: 'agent', role_type: 1 }, 'light'],
    [{ role: 'agent', role_type: 4 }, 'admin'],
    [{ role: 'agent', role_type: null }, 'agent'],
    [{ role: 'agent', role_type: 99 }, 'agent'],
  ])('%o is %s', (changes, role) => {
    expect(userToAgent(customer(changes), context).value.role).toBe(role);
  });

  it('a suspended agent does not work', () => {
    expect(userToAgent(customer({ suspended: true }), context).value.isActive).toBe(false);
  });
});

describe('organizations', () => {
  const organization = { id: 301, name: 'Northwind', organization_fields: { tier: 'gold' } };

  it('carry their keyed fields', () => {
    expect(organizationToUnified(organization, context).value).toMatchObject({
      id: 'zendesk:acme:301',
      name: 'Northwind',
      customFields: { tier: { value: 'gold', nativeId: 'tier' } },
      domains: [],
      isDeleted: false,
      createdAt: null,
    });
  });

  it('are deleted when an export says when', () => {
    const gone = { ...organization, deleted_at: '2026-01-01T00:00:00Z' };
    expect(organizationToUnified(gone, context).value.isDeleted).toBe(true);
    const alive = { ...organization, deleted_at: null };
    expect(organizationToUnified(alive, context).value.isDeleted).toBe(false);
  });
});

describe('history', () => {
  const events = auditToUnified(restFixture('audit.later'), context);

  it('tells every entry of an update, unknown ones included', () => {
    expect(events.map(({ kind, nativeType }) => [kind, nativeType])).toEqual([
      ['note_added', 'Comment'],
      ['status_changed', 'Change'],
      ['priority_changed', 'Change'],
      ['assigned', 'Change'],
      ['tags_changed', 'Change'],
      ['field_changed', 'Change'],
      ['redacted', 'CommentPrivacyChange'],
      ['rated', 'SatisfactionRating'],
      ['other', 'SomethingInvented'],
      ['other', 'External'],
    ]);
  });

  it('gives each entry a key of its own', () => {
    expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(events.length);
  });

  it('names the field, what was there and what is there', () => {
    expect(events.flatMap(({ changes }) => changes)).toEqual([
      { field: 'status', from: 'open', to: 'hold' },
      { field: 'priority', from: null, to: 'urgent' },
      { field: 'assignee.id', from: null, to: '900' },
      { field: 'tags', from: ['export'], to: ['export', 'vip'] },
      { field: 'customFields.3001', from: 'free', to: 'pro' },
    ]);
  });

  it('points at the message it is about', () => {
    expect(events[0]?.messageId).toBe('zendesk:acme:50011');
    expect(events[6]?.messageId).toBe('zendesk:acme:60001');
  });

  it('the system has no id', () => {
    const [event] = auditToUnified(restFixture('audit.later', { author_id: -1 }), context);
    expect(event?.actor).toMatchObject({ id: null, kind: 'system' });
  });

  it('an audit without a time is refused', () => {
    expect(() => auditToUnified(restFixture('audit.later', { created_at: null }), context)).toThrow(
      WireFormatError,
    );
  });
});

describe('catalogues', () => {
  it('a custom status whose category is unknown reads as open', () => {
    const status = { id: 9, status_category: 'constructor', agent_label: 'Odd', default: true };
    expect(customStatusToUnified(status, context)).toMatchObject({
      id: '9',
      label: 'Odd',
      status: 'open',
      statusDetail: null,
    });
  });

  it('a custom status that statusMap names by its label means what that says', () => {
    const statusMap = new Map([['Odd', { status: 'in_progress', statusDetail: null }]] as const);
    const status = { id: 9, status_category: 'open', agent_label: 'Odd' };
    expect(customStatusToUnified(status, readContext({ statusMap })).status).toBe('in_progress');
  });

  it.each([
    ['good', { score: 1, status: 'received' }],
    ['bad', { score: 0, status: 'received' }],
    ['offered', { score: null, status: 'offered', ratedAt: null }],
    ['unoffered', { score: null, status: 'none' }],
    ['constructor', { score: null, status: 'received' }],
  ])('a rating of %s', (score, expected) => {
    const json = { id: 5, ticket_id: 7001, score, updated_at: '2026-01-06T00:00:00Z' };
    expect(ratingToUnified(json, context)).toMatchObject(expected);
  });

  it('an SLA target in seconds wins over the minutes; unknown metrics are only in raw', () => {
    const policy = {
      id: 1,
      title: 'Gold',
      policy_metrics: [
        {
          priority: 'high',
          metric: 'first_reply_time',
          target: 1,
          target_in_seconds: 90,
          business_hours: true,
        },
        { priority: 'high', metric: 'constructor', target: 5 },
      ],
    };
    expect(slaPolicyToUnified(policy, context).targets).toEqual([
      { metric: 'first_reply', priority: 'high', targetMinutes: 1.5, hours: 'business' },
    ]);
  });

  it('opening hours of a Sunday stand at the end of a week that begins on Monday', () => {
    const intervals = [
      { start_time: 600, end_time: 720 },
      { start_time: 1980, end_time: 2460 },
    ];
    const holidays = [{ name: 'New Year', start_date: '2026-01-01', end_date: '2026-01-01' }];
    const schedule = scheduleToUnified({ id: 1, intervals }, holidays, context);
    expect(schedule.intervals).toEqual([
      { startMinute: 540, endMinute: 1020 },
      { startMinute: 9240, endMinute: 9360 },
    ]);
    expect(schedule.holidays).toEqual([
      { name: 'New Year', startDate: '2026-01-01', endDate: '2026-01-01' },
    ]);
  });
});
