import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createZendeskWebhooks } from '../../../../adapters/zendesk/webhook/index.ts';
import { receiveWebhook } from 'polydesk/webhooks';
import { secret, now, webhooks, fixture, signed, parseOne, ticketEvent } from './deliveries.ts';

describe('ticket events', () => {
  test('a status change tells status, shade, native status and order', async () => {
    const delivery = signed(fixture('ticket.status_changed'));
    const [event] = await receiveWebhook(webhooks, delivery, { secret, now });
    expect(event).toMatchObject({
      type: 'ticket.status_changed',
      id: 'zendesk:acme:5f0c9d5e-2b53-4b39-8f1e-0d6f4f0a7b01',
      provider: 'zendesk',
      account: 'acme',
      occurredAt: new Date('2026-03-02T09:29:58.104Z'),
      sequence: 17,
      actor: { id: 'zendesk:acme:9001001001002', kind: 'unknown', name: null, email: null },
      nativeType: 'zen:event-type:ticket.status_changed',
      changes: [
        { field: 'status', from: 'open', to: 'pending' },
        { field: 'statusDetail', from: 'new', to: 'waiting_on_third_party' },
      ],
    });
    expect(event && 'ticket' in event ? event.ticket : null).toEqual({
      id: 'zendesk:acme:7313',
      externalId: '7313',
      subject: 'Invoice shows the wrong address',
      description: 'The invoice of March shows our old address.',
      category: 'task',
      callerKey: null,
      status: 'pending',
      statusDetail: 'waiting_on_third_party',
      nativeStatus: { id: '9001001001004', label: null, category: 'hold' },
      isDeleted: false,
      priority: 'urgent',
      nativePriority: { id: 'urgent', label: null, category: null },
      requester: { id: 'zendesk:acme:9001001001008', email: null, name: null },
      assignee: {
        id: 'zendesk:acme:9001001001002',
        name: null,
        group: null,
        groupId: 'zendesk:acme:9001001001006',
        type: 'agent',
      },
      groupId: 'zendesk:acme:9001001001006',
      organizationId: 'zendesk:acme:9001001001007',
      brandId: '9001001001003',
      formId: '9001001001005',
      tags: ['billing', 'vip'],
      channel: { kind: 'email', native: 'mail' },
      isPrivate: false,
      createdAt: new Date('2026-03-02T09:12:07Z'),
      updatedAt: new Date('2026-03-02T09:29:58Z'),
      version: { at: new Date('2026-03-02T09:29:58Z'), sequence: null },
    });
  });

  test('raw is the parsed body, and left out when not wanted', () => {
    const body = fixture('ticket.status_changed');
    expect(parseOne(body)?.raw).toEqual(JSON.parse(body));
    const lean = createZendeskWebhooks({ account: 'acme', keepRaw: false });
    expect(parseOne(body, lean)).not.toHaveProperty('raw');
  });

  test.each([
    ['priority_changed', { current: 'URGENT', previous: null }, 'priority', 'normal', 'urgent'],
    [
      'type_changed',
      { current: 'INCIDENT', previous: 'QUESTION' },
      'category',
      'question',
      'incident',
    ],
    ['subject_changed', { current: 'b', previous: 'a' }, 'subject', 'a', 'b'],
    ['external_id_changed', { current: 'k-2', previous: null }, 'callerKey', null, 'k-2'],
    [
      'task_due_at_changed',
      { current: '2026-03-09T00:00:00Z', previous: null },
      'dueAt',
      null,
      new Date('2026-03-09T00:00:00Z'),
    ],
    [
      'organization_changed',
      { current: '5', previous: null },
      'organizationId',
      null,
      'zendesk:acme:5',
    ],
    [
      'requester_changed',
      { current: '5', previous: '6' },
      'requester.id',
      'zendesk:acme:6',
      'zendesk:acme:5',
    ],
    [
      'submitter_changed',
      { current: '5', previous: '6' },
      'participants.submitter',
      'zendesk:acme:6',
      'zendesk:acme:5',
    ],
    ['brand_changed', { current: '5', previous: '6' }, 'brandId', '6', '5'],
    ['form_changed', { current: '5', previous: null }, 'formId', null, '5'],
    [
      'problem_link_changed',
      { current: '7000', previous: null },
      'links.problem',
      null,
      'zendesk:acme:7000',
    ],
    ['schedule_changed', { current: '5', previous: null }, 'native.schedule_id', null, '5'],
  ])('%s is ticket.updated with what moved', (name, event, field, from, to) => {
    expect(parseOne(ticketEvent(`ticket.${name}`, event))).toMatchObject({
      type: 'ticket.updated',
      changes: [{ field, from, to }],
    });
  });

  test.each([
    ['agent_assignment_changed', 'ticket.assigned', 'assignee.id', 'zendesk:acme:5'],
    ['group_assignment_changed', 'ticket.assigned', 'groupId', 'zendesk:acme:5'],
    ['custom_status_changed', 'ticket.status_changed', 'nativeStatus.id', '5'],
    ['sla_policy_changed', 'sla.changed', 'sla.policy.id', '5'],
    ['ola_policy_changed', 'sla.changed', 'native.ola_policy_id', '5'],
  ])('%s is %s', (name, type, field, to) => {
    expect(parseOne(ticketEvent(`ticket.${name}`, { current: '5', previous: null }))).toMatchObject(
      {
        type,
        changes: [{ field, from: null, to }],
      },
    );
  });

  test('what was there before stays out when the event does not say', () => {
    const event = parseOne(ticketEvent('ticket.status_changed', { current: 'SOLVED' }));
    expect(event && 'changes' in event ? event.changes : null).toEqual([
      { field: 'status', to: 'resolved' },
      { field: 'statusDetail', to: null },
      { field: 'isDeleted', to: false },
    ]);
  });

  test('the tags before and after differ by exactly what the event says, however new the detail is', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const set = fc.uniqueArray(word);
    fc.assert(
      fc.property(set, set, set, (tags, added, maybeRemoved) => {
        const removed = maybeRemoved.filter((tag) => !added.includes(tag));
        const event = parseOne(
          ticketEvent(
            'ticket.tags_changed',
            { tags_added: added, tags_removed: removed },
            { tags },
          ),
        );
        const [change] = event && 'changes' in event ? event.changes : [];
        const from = change?.from as string[];
        const to = change?.to as string[];
        expect(to.filter((tag) => !from.includes(tag)).sort()).toEqual([...added].sort());
        expect(from.filter((tag) => !to.includes(tag)).sort()).toEqual([...removed].sort());
      }),
    );
  });

  test('people on copy are told one by one', () => {
    expect(parseOne(fixture('ticket.email_ccs_changed'))).toMatchObject({
      type: 'ticket.updated',
      changes: [
        { field: 'participants', from: { id: 'zendesk:acme:9001001001021', role: 'cc' }, to: null },
        { field: 'participants', from: null, to: { id: 'zendesk:acme:9001001001020', role: 'cc' } },
      ],
    });
  });

  test('deletion for good, deletion, return and spam are told apart', () => {
    expect(parseOne(fixture('ticket.permanently_deleted'))).toMatchObject({
      type: 'ticket.deleted',
      permanent: true,
      ticket: { isDeleted: true, status: 'closed' },
    });
    expect(parseOne(ticketEvent('ticket.soft_deleted', {}))).toMatchObject({
      type: 'ticket.deleted',
      permanent: false,
      ticket: { isDeleted: true },
    });
    expect(parseOne(ticketEvent('ticket.undeleted', {}))).toMatchObject({
      type: 'ticket.restored',
      ticket: { isDeleted: false },
    });
    expect(parseOne(ticketEvent('ticket.marked_as_spam', {}))).toMatchObject({
      type: 'ticket.updated',
      ticket: { isSpam: true },
    });
  });

  test('the description of a ticket that is not public is a note, and never told as description', () => {
    const event = parseOne(ticketEvent('ticket.created', {}, { is_public: false }));
    expect(event).toMatchObject({ ticket: { description: null, isPrivate: true } });
  });

  test('custom fields go by the key that the application gave them', () => {
    const keyed = createZendeskWebhooks({
      account: 'acme',
      fieldKeyOf: (id) => (id === '360001' ? 'plan' : id),
    });
    const event = ticketEvent('ticket.custom_field_changed', {
      current: { value: 'pro' },
      previous: { value: null },
      custom_field: { id: '360001', title: 'Plan', type: 'DropDown' },
    });
    const change = { from: null, to: 'pro' };
    expect(parseOne(event, keyed)).toMatchObject({
      changes: [{ field: 'customFields.plan', ...change }],
    });
    expect(parseOne(event)).toMatchObject({
      changes: [{ field: 'customFields.360001', ...change }],
    });
  });

  test("the account's own status table is used where one is given", () => {
    const mapped = createZendeskWebhooks({
      account: 'acme',
      statusMap: { '9001001001004': { status: 'in_progress', statusDetail: 'custom' } },
    });
    expect(parseOne(fixture('ticket.status_changed'), mapped)).toMatchObject({
      ticket: { status: 'in_progress', statusDetail: 'custom' },
    });
  });

  test('a closed ticket reads as closed, whatever its custom status is mapped to', () => {
    const mapped = createZendeskWebhooks({
      account: 'ACME',
      statusMap: { '9001001001004': 'resolved' },
    });
    const event = ticketEvent('ticket.created', {}, { status: 'CLOSED' });
    expect(parseOne(event, mapped)).toMatchObject({
      account: 'acme',
      ticket: { status: 'closed' },
    });
  });

  test('an unknown status word reads as open and keeps the word', () => {
    expect(
      parseOne(ticketEvent('ticket.created', {}, { status: 'PARKED', custom_status: null })),
    ).toMatchObject({
      ticket: { status: 'open', nativeStatus: { id: 'parked', category: 'parked' } },
    });
  });

  test('ratings are received without inventing their content', () => {
    expect(parseOne(ticketEvent('ticket.csat_received', { x: 1 }))).toMatchObject({
      type: 'rating.received',
      rating: null,
    });
  });
});
