import { WireFormatError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { ticketToUnified } from '../../../../adapters/zendesk/to-unified/tickets.ts';
import type { TranslationContext } from '../../../../adapters/zendesk/to-unified/common.ts';
import { lookups, readContext, unmeasured, without } from '../support/contexts.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const at = (text: string) => new Date(text);
const read = (json: unknown, overrides: Partial<TranslationContext> = {}) =>
  ticketToUnified(json, readContext(overrides));
const full = (changes: Readonly<Record<string, unknown>> = {}) =>
  restFixture('ticket.full', changes);

describe('a whole Zendesk ticket', () => {
  const { value, warnings } = read(full());

  it('keeps texts, status, priority and category, with the native words beside them', () => {
    expect(value).toMatchObject({
      id: 'zendesk:acme:7001',
      externalId: '7001',
      number: '7001',
      callerKey: 'order-88',
      subject: 'Export stops half way',
      description: 'The export stops after a thousand rows.',
      status: 'pending',
      statusDetail: 'waiting_on_third_party',
      nativeStatus: { id: '4418', label: null, category: 'hold' },
      priority: 'urgent',
      nativePriority: { id: 'urgent', label: null, category: null },
      category: 'incident',
      tags: ['export', 'vip'],
      channel: { kind: 'email', native: 'email' },
      brandId: '51',
      formId: '41',
      organizationId: 'zendesk:acme:301',
      url: 'https://acme.zendesk.com/agent/tickets/7001',
      isPrivate: false,
      isDeleted: false,
      isSpam: false,
    });
  });

  it('reads dates and counts, and says which one it worked out', () => {
    expect(value).toMatchObject({
      createdAt: at('2026-01-05T09:00:00Z'),
      updatedAt: at('2026-01-06T10:30:00Z'),
      dueAt: at('2026-01-09T17:00:00Z'),
      firstAssignedAt: at('2026-01-05T09:20:00Z'),
      // 2712 seconds after the creation; the seconds win over the rounded minutes.
      firstResponseAt: at('2026-01-05T09:45:12Z'),
      resolvedAt: null,
      closedAt: null,
      snoozedUntil: null,
      reopenCount: 2,
      replyCount: 3,
      messagesCount: 4,
      version: { at: at('2026-01-06T10:30:00Z'), sequence: 1767695400 },
    });
    expect(warnings.map(({ type, field }) => [type, field])).toEqual([
      ['derived', 'firstResponseAt'],
    ]);
    expect(value.provenance).toEqual({
      provider: 'zendesk',
      account: 'acme',
      nativeId: '7001',
      fetchedAt: null,
      apiVersion: 'v2',
      warnings,
    });
  });

  it('names everybody once, by their closest part', () => {
    expect(value.participants.map(({ role, id, kind }) => [role, id, kind])).toEqual([
      ['requester', 'zendesk:acme:501', 'unknown'],
      ['submitter', 'zendesk:acme:900', 'unknown'],
      ['cc', 'zendesk:acme:502', 'unknown'],
      ['follower', 'zendesk:acme:901', 'unknown'],
    ]);
  });

  it('reads the rating, the links and the SLA clocks', () => {
    expect(value.satisfaction).toEqual({
      score: 0,
      native: { scale: 'good_bad', value: 'bad', label: null },
      comment: 'Took two days.',
      ratedAt: null,
      agentId: 'zendesk:acme:900',
      ticketId: 'zendesk:acme:7001',
      surveyId: null,
      status: 'received',
    });
    expect(value.links).toEqual([
      { kind: 'problem', ticketId: 'zendesk:acme:6990', url: null },
      { kind: 'follow_up', ticketId: 'zendesk:acme:7010', url: null },
    ]);
    expect(value.sla?.source).toBe('native');
    expect(
      value.sla?.clocks.map(({ metric, state, risk, dueAt }) => [metric, state, risk, dueAt]),
    ).toEqual([
      ['first_reply', 'fulfilled', 'met', null],
      ['next_reply', 'active', 'breached', at('2026-01-06T12:00:00Z')],
      ['requester_wait', 'paused', 'paused', null],
      ['agent_work', 'active', 'ok', at('2026-01-08T12:00:00Z')],
    ]);
  });
});

describe('what a ticket may lack', () => {
  it('a ticket with only what is never absent is a ticket', () => {
    const { value, warnings } = read(restFixture('ticket.sparse'));
    expect(value).toMatchObject({
      id: 'zendesk:acme:7002',
      subject: null,
      description: null,
      status: 'open',
      nativeStatus: { id: 'open', label: null, category: 'open' },
      priority: 'normal',
      nativePriority: null,
      requester: { id: null, email: null, name: null },
      assignee: null,
      groupId: null,
      tags: [],
      channel: { kind: 'other', native: null },
      customFields: {},
      participants: [],
      isPrivate: null,
      reopenCount: null,
      version: { at: at('2018-03-01T08:00:00Z'), sequence: null },
    });
    expect(warnings).toEqual([
      ...unmeasured(),
      {
        type: 'defaulted',
        field: 'priority',
        reason: 'The provider gives no value.',
        to: 'normal',
      },
    ]);
  });

  it('every column that can be null may be null', () => {
    const { value, warnings } = read(restFixture('ticket.nulls'));
    expect(value).toMatchObject({
      subject: null,
      callerKey: null,
      description: 'Sent from the contact form.',
      category: null,
      assignee: null,
      organizationId: null,
      brandId: null,
      formId: null,
      satisfaction: null,
      dueAt: null,
      status: 'open',
      statusDetail: 'new',
      channel: { kind: 'web_form', native: 'web' },
    });
    expect(warnings.map(({ field }) => field)).toEqual([
      ...unmeasured().map(({ field }) => field),
      'priority',
    ]);
  });

  it.each(['', null, undefined])('a subject of %o is no subject', (subject) => {
    expect(read(full({ subject, raw_subject: subject })).value.subject).toBeNull();
  });

  it.each(['id', 'status', 'created_at', 'updated_at'])(
    'without %s it is refused, by the name of the field',
    (key) => {
      const refusal = () => read(without(full(), key));
      expect(refusal).toThrow(WireFormatError);
      expect(refusal).toThrow(new RegExp(`${key}: `));
    },
  );

  it.each([
    ['created_at', 'created_at'],
    ['updated_at', 'updated_at'],
    ['due_at', 'due_at'],
  ])('a date in %s that cannot be read is refused, and not quoted', (key, path) => {
    const secret = 'Nora was here';
    try {
      read(full({ [key]: secret }));
      expect.unreachable('the date is no date');
    } catch (error) {
      expect(error).toBeInstanceOf(WireFormatError);
      expect(error).toMatchObject({
        code: 'wire_format',
        provider: 'zendesk',
        issues: [{ path, message: 'expected an ISO 8601 date' }],
      });
      expect(`${String(error)}${JSON.stringify(error)}`).not.toContain(secret);
    }
  });

  it.each([[null], ['text'], [[]], [42]])('%o is no ticket', (json) => {
    expect(() => read(json)).toThrow(WireFormatError);
  });
});

describe('descriptions', () => {
  it('a ticket that is internal only hides its description, since that is a note', () => {
    const { value, warnings } = read(full({ is_public: false }));
    expect(value.description).toBeNull();
    expect(value.isPrivate).toBe(true);
    expect(warnings).toContainEqual({
      type: 'dropped',
      field: 'description',
      reason: 'The ticket has no public message; its first comment is an internal note.',
    });
  });

  it('an internal ticket without a description loses nothing', () => {
    const { warnings } = read(full({ is_public: false, description: '' }));
    expect(warnings.some(({ field }) => field === 'description')).toBe(false);
  });
});

describe('people by name', () => {
  it('takes names and addresses from the records beside the ticket', () => {
    const { value } = read(full(), {
      lookups: lookups(
        {
          '501': { name: 'Nora', email: 'nora@customer.example', role: 'end-user', phone: '+46' },
          '900': { name: 'Ira', email: 'ira@acme.example', role: 'agent' },
        },
        { '77': 'Tier 2' },
      ),
    });
    expect(value.requester).toMatchObject({ name: 'Nora', email: 'nora@customer.example' });
    expect(value.assignee).toEqual({
      id: 'zendesk:acme:900',
      name: 'Ira',
      email: 'ira@acme.example',
      group: 'Tier 2',
      groupId: 'zendesk:acme:77',
      type: 'agent',
    });
    expect(value.participants.map(({ kind }) => kind)).toEqual([
      'customer',
      'agent',
      'unknown',
      'unknown',
    ]);
  });

  it('a requester who is deleted keeps his id and has no address', () => {
    const { value } = read(full(), {
      lookups: lookups({ '501': { name: 'Permanently Deleted User', role: 'end-user' } }),
    });
    expect(value.requester).toMatchObject({ id: 'zendesk:acme:501', email: null });
  });

  it('without a person the group is the assignee', () => {
    const { value } = read(full({ assignee_id: null }), {
      lookups: lookups({}, { '77': 'Tier 2' }),
    });
    expect(value.assignee).toEqual({
      id: 'zendesk:acme:77',
      name: 'Tier 2',
      group: 'Tier 2',
      groupId: 'zendesk:acme:77',
      type: 'team',
    });
  });

  it('the system as submitter has no kind of person', () => {
    const { value } = read(full({ submitter_id: -1 }));
    expect(value.participants.find(({ role }) => role === 'submitter')?.kind).toBe('system');
  });
});

describe('measurements', () => {
  it('a metric set from the list beside the tickets is used', () => {
    const { value } = read(restFixture('ticket.nulls', { status: 'solved' }), {
      lookups: {
        ...lookups({}),
        metricSet: (id) =>
          id === '7003' ? { solved_at: '2026-01-06T00:00:00Z', replies: 7 } : undefined,
      },
    });
    expect(value).toMatchObject({ resolvedAt: at('2026-01-06T00:00:00Z'), replyCount: 7 });
  });

  it('a time of solving is told only while the ticket is solved', () => {
    const metric_set = { solved_at: '2026-01-06T00:00:00Z' };
    expect(read(full({ metric_set })).value.resolvedAt).toBeNull();
    expect(read(full({ metric_set, status: 'solved' })).value.resolvedAt).toEqual(
      at('2026-01-06T00:00:00Z'),
    );
  });

  it('an SLA clock that polydesk does not know is left out with a warning', () => {
    const { value, warnings } = read(
      full({ slas: { policy_metrics: [{ metric: 'coffee_time', stage: 'active' }] } }),
    );
    expect(value.sla?.clocks).toEqual([]);
    expect(warnings).toContainEqual({
      type: 'dropped',
      field: 'sla.clocks',
      reason: 'Zendesk runs an SLA clock that polydesk does not know.',
      from: 'coffee_time',
    });
  });

  it.each([
    ['offered', { score: null, status: 'offered' }],
    ['good', { score: 1, status: 'received' }],
    ['bad', { score: 0, status: 'received' }],
  ])('a rating of "%s"', (score, expected) => {
    expect(read(full({ satisfaction_rating: { score } })).value.satisfaction).toMatchObject(
      expected,
    );
  });

  it.each([{ score: 'unoffered' }, {}, null])('%o is no rating', (satisfaction_rating) => {
    expect(read(full({ satisfaction_rating })).value.satisfaction).toBeNull();
  });
});
