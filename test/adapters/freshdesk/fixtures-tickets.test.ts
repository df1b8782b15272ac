import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { fixture } from './support/reference-fixtures.ts';
import { withoutStats } from './support/read-context.ts';

const at = (text: string) => new Date(text);
const read = (name: string): unknown => FIXTURE_READERS[name]?.(fixture(name));
const clock = (metric: string, state: string, risk: string, dueAt: string, stoppedAt?: string) => ({
  metric,
  cycle: 1,
  state,
  risk,
  targetMinutes: null,
  elapsedMinutes: null,
  startedAt: null,
  dueAt: at(dueAt),
  pausedAt: null,
  stoppedAt: stoppedAt === undefined ? null : at(stoppedAt),
  breachedAt: null,
});

describeWithReference('tickets that were recorded, field by field', () => {
  it('ticket.create.response (recorded): every field of a plain phone ticket', () => {
    expect(read('ticket.create.response')).toEqual({
      id: 'freshdesk:acme:11',
      externalId: '11',
      callerKey: null,
      subject: 'OTDR Support Needed Again',
      description: 'Another OTDR test ticket for me.',
      descriptionHtml: '<div>Another OTDR test ticket for me.</div>',
      status: 'open',
      statusDetail: null,
      nativeStatus: { id: '2', label: null, category: null },
      priority: 'high',
      nativePriority: { id: '3', label: null, category: null },
      category: 'Problem',
      tags: [],
      requester: { id: 'freshdesk:acme:11000006030676', email: null, name: null },
      assignee: {
        id: 'freshdesk:acme:3043029172572',
        name: null,
        group: null,
        email: null,
        groupId: null,
        type: 'agent',
      },
      groupId: null,
      organizationId: null,
      metadata: { plan: null, accountAge: null, mrr: null, previousTickets: null, extra: {} },
      createdAt: at('2024-12-02T16:03:19Z'),
      updatedAt: at('2024-12-02T16:03:19Z'),
      firstResponseAt: null,
      resolvedAt: null,
      closedAt: null,
      dueAt: at('2024-12-03T04:03:19Z'),
      snoozedUntil: null,
      firstAssignedAt: null,
      lastCustomerReplyAt: null,
      lastStaffReplyAt: null,
      reopenCount: null,
      replyCount: null,
      number: '11',
      url: 'https://acme.freshdesk.com/a/tickets/11',
      channel: { kind: 'phone', native: '3' },
      brandId: null,
      productId: null,
      departmentId: null,
      formId: null,
      ticketTypeId: null,
      participants: [
        {
          id: 'freshdesk:acme:11000006030676',
          role: 'requester',
          kind: 'customer',
          email: null,
          name: null,
        },
      ],
      customFields: {},
      satisfaction: null,
      sla: {
        source: 'native',
        policy: null,
        clocks: [
          clock('first_reply', 'pending', 'ok', '2024-12-02T20:03:19Z'),
          clock('total_resolution', 'active', 'ok', '2024-12-03T04:03:19Z'),
        ],
      },
      links: [],
      attachmentsCount: null,
      messagesCount: null,
      threadComplete: null,
      isSpam: false,
      isDeleted: false,
      isPrivate: null,
      language: null,
      sentiment: null,
      version: { at: at('2024-12-02T16:03:19Z'), sequence: null },
      provenance: {
        provider: 'freshdesk',
        account: 'acme',
        nativeId: '11',
        fetchedAt: null,
        apiVersion: 'v2',
        warnings: withoutStats(),
      },
      raw: fixture('ticket.create.response'),
    });
  });

  it('ticket.create.response.due-by-null (recorded): no due date is none, and no clock either', () => {
    expect(read('ticket.create.response.due-by-null')).toMatchObject({
      id: 'freshdesk:acme:49548',
      status: 'open',
      priority: 'normal',
      category: 'Question',
      tags: ['test-tag'],
      dueAt: null,
      sla: null,
      assignee: null,
      formId: '298',
      channel: { kind: 'portal', native: '2' },
      version: { at: at('2025-01-08T09:43:50Z'), sequence: null },
    });
  });

  it('ticket.create.custom-fields.response (recorded): unset custom fields are there and null', () => {
    const field = (name: string) => ({
      value: null,
      nativeId: name,
      label: null,
      type: 'unknown',
    });
    expect(read('ticket.create.custom-fields.response')).toMatchObject({
      id: 'freshdesk:acme:128',
      category: 'Incident',
      customFields: {
        cf_test_key: field('cf_test_key'),
        cf_new_field: field('cf_new_field'),
        cf_multi_custom: field('cf_multi_custom'),
        cf_xyz: field('cf_xyz'),
        cf_my_key: field('cf_my_key'),
      },
      formId: '103000025687',
      requester: { id: 'freshdesk:acme:103028899369' },
    });
  });

  it('ticket.create.tracker.response (recorded): a tracker names what it tracks, copies stand once', () => {
    expect(read('ticket.create.tracker.response')).toMatchObject({
      id: 'freshdesk:acme:129',
      links: [{ kind: 'incident', ticketId: 'freshdesk:acme:122', url: null }],
      productId: '103000000638',
      groupId: 'freshdesk:acme:103000085325',
      assignee: { id: 'freshdesk:acme:103000085325', type: 'team', name: null },
      tags: ['my_tag', 'second_tag'],
      participants: [
        { id: 'freshdesk:acme:103021871212', role: 'requester' },
        { id: null, role: 'cc', email: 'user@example.com', kind: 'unknown', name: null },
        { id: null, role: 'cc', email: 'user3@example.com', kind: 'unknown', name: null },
      ],
      customFields: { cf_my_key: { value: 'my_value' } },
    });
  });

  it('ticket.create.child.response (recorded): a child names its parent', () => {
    expect(read('ticket.create.child.response')).toMatchObject({
      id: 'freshdesk:acme:105',
      links: [{ kind: 'parent', ticketId: 'freshdesk:acme:102', url: null }],
      organizationId: 'freshdesk:acme:11000001477770',
      subject: 'RMA: Fiber issues with device',
    });
  });

  it('ticket.view.include-stats (recorded): measurements of a fresh ticket say that nothing happened', () => {
    expect(read('ticket.view.include-stats')).toMatchObject({
      id: 'freshdesk:acme:101',
      channel: { kind: 'email', native: '1' },
      firstResponseAt: null,
      resolvedAt: null,
      closedAt: null,
      lastCustomerReplyAt: null,
      lastStaffReplyAt: null,
      links: [],
      sla: {
        clocks: [
          clock('first_reply', 'active', 'ok', '2024-12-26T18:20:14Z'),
          clock('total_resolution', 'active', 'ok', '2024-12-27T02:20:14Z'),
        ],
      },
    });
  });

  it('ticket.view.include-stats-requester (written by a client’s author): who asked, and what was measured', () => {
    expect(read('ticket.view.include-stats-requester')).toMatchObject({
      id: 'freshdesk:acme:1',
      status: 'open',
      requester: {
        // The ticket's own id wins over the one of the embedded person.
        id: 'freshdesk:acme:6012691534',
        name: 'Sample Person',
        email: 'sample.person@example.com',
        phone: null,
        organizationId: null,
      },
      firstResponseAt: at('2020-06-17T20:23:43Z'),
      lastCustomerReplyAt: at('2020-06-25T23:10:15Z'),
      lastStaffReplyAt: at('2020-06-26T01:23:39Z'),
      // Open again: the date of its earlier resolution is not one of this state.
      resolvedAt: null,
      closedAt: null,
      tags: ['foo', 'bar'],
      sla: {
        clocks: [
          clock(
            'first_reply',
            'fulfilled',
            'breached',
            '2016-05-18T05:36:04Z',
            '2020-06-17T20:23:43Z',
          ),
          clock('total_resolution', 'active', 'breached', '2016-05-18T23:36:04Z'),
        ],
      },
      participants: [
        { role: 'requester', email: 'sample.person@example.com', name: 'Sample Person' },
        { role: 'cc', email: 'test2@example.com' },
      ],
      customFields: {
        parent_or_child: { value: null },
        parent_ticket_id: { value: null },
        child_ticket_id: { value: null },
      },
    });
  });

  it('ticket.view.status-6-waiting-on-customer (recorded): pending, and on whom', () => {
    expect(read('ticket.view.status-6-waiting-on-customer')).toMatchObject({
      id: 'freshdesk:acme:7',
      status: 'pending',
      statusDetail: 'waiting_on_customer',
      nativeStatus: { id: '6', label: null, category: null },
      priority: 'low',
      category: 'Feature Request',
      productId: '153000122225',
      organizationId: 'freshdesk:acme:153001657645',
      groupId: 'freshdesk:acme:153000435735',
      description: 'This is another sample ticket.',
      updatedAt: at('2024-12-01T13:04:41Z'),
    });
  });

  it('ticket.view.with-attachments (recorded): files belong to the description, not to the ticket', () => {
    expect(read('ticket.view.with-attachments')).toMatchObject({
      id: 'freshdesk:acme:10',
      subject: 'OTDR Screen Unreadable',
      attachmentsCount: null,
      assignee: {
        id: 'freshdesk:acme:3043029172572',
        groupId: 'freshdesk:acme:3043001149895',
        type: 'agent',
      },
    });
  });

  it('ticket.view.archived.docs (vendor documentation): archived says so beside the status', () => {
    expect(read('ticket.view.archived.docs')).toMatchObject({
      id: 'freshdesk:acme:40',
      subject: null,
      status: 'closed',
      statusDetail: 'archived',
      priority: 'low',
      category: null,
      customFields: { category: { value: 'Primary', nativeId: 'category' } },
      closedAt: null,
      sla: {
        clocks: [
          clock('first_reply', 'pending', 'ok', '2015-08-25T11:30:00Z'),
          clock('total_resolution', 'fulfilled', 'met', '2015-08-27T11:30:00Z'),
        ],
      },
    });
  });

  it('ticket.view.structured-description.docs (vendor documentation): an empty subject is none', () => {
    expect(read('ticket.view.structured-description.docs')).toMatchObject({
      id: 'freshdesk:acme:20',
      subject: null,
      description: 'Not given.',
      descriptionHtml: '<div>Not given.</div>',
      status: 'open',
      statusDetail: null,
      isDeleted: false,
    });
  });
});
