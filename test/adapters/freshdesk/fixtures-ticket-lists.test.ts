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

describeWithReference('tickets of lists that were recorded, field by field', () => {
  it('tickets.list (recorded): a status of the account’s own, a decimal as text, relations only counted', () => {
    const dropped = {
      type: 'dropped',
      field: 'links',
      reason: 'Lists only count the related tickets; read the ticket itself for their ids.',
      from: 3,
    };
    expect(read('tickets.list')).toMatchObject([
      {
        id: 'freshdesk:acme:116',
        status: 'open',
        statusDetail: null,
        description: null,
        descriptionHtml: null,
        links: [],
        formId: '103000025687',
        provenance: { warnings: [...withoutStats(), dropped] },
      },
      {
        id: 'freshdesk:acme:115',
        status: 'open',
        statusDetail: 'custom',
        nativeStatus: { id: '8', label: null, category: null },
        formId: null,
        customFields: {
          cf_test_key: { value: 4_444_748 },
          cf_new_field: { value: '124.0' },
          cf_xyz: { value: null },
        },
        tags: ['mc_tag', 'tag2'],
        provenance: {
          warnings: [
            {
              type: 'coerced',
              field: 'status',
              reason: 'A status of the account’s own that statusMap does not name.',
              from: 8,
              to: 'open',
            },
            ...withoutStats(),
            dropped,
          ],
        },
      },
    ]);
  });

  it('tickets.list.include-description-requester-stats (recorded): a mail that was sent out and closed', () => {
    expect(read('tickets.list.include-description-requester-stats')).toMatchObject([
      {
        id: 'freshdesk:acme:21',
        status: 'closed',
        statusDetail: null,
        channel: { kind: 'email', native: '10' },
        category: null,
        description: 'Test',
        resolvedAt: at('2022-11-16T15:59:28Z'),
        closedAt: at('2022-11-16T15:59:28Z'),
        requester: {
          id: 'freshdesk:acme:67042965499',
          name: 'Jordan Example',
          email: 'jordan@example.com',
          // Only a mobile number is known.
          phone: '+15550100001',
          organizationId: 'freshdesk:acme:67001265522',
        },
        sla: {
          clocks: [
            clock('first_reply', 'active', 'ok', '2022-11-17T15:59:28Z'),
            clock(
              'total_resolution',
              'fulfilled',
              'met',
              '2022-11-19T15:59:28Z',
              '2022-11-16T15:59:28Z',
            ),
          ],
        },
      },
    ]);
  });

  it('tickets.list.sentiment (recorded): an unset score of the add-on loses nothing', () => {
    expect(read('tickets.list.sentiment')).toMatchObject([
      {
        id: 'freshdesk:acme:2',
        subject: 'Second urgent ticket',
        // The word is the customer's; the priority says low.
        priority: 'low',
        category: null,
        sentiment: null,
        customFields: { cf_reference_number: { value: null } },
        provenance: { warnings: withoutStats() },
      },
      { id: 'freshdesk:acme:1', version: { at: at('2024-10-21T11:19:01Z') } },
    ]);
  });

  it('tickets.list.sla-escalated (recorded): both targets missed, though nobody touched the ticket', () => {
    expect(read('tickets.list.sla-escalated')).toMatchObject([
      {
        id: 'freshdesk:acme:20',
        updatedAt: at('2022-11-19T16:10:34Z'),
        assignee: { id: 'freshdesk:acme:67000259995', type: 'team' },
        sla: {
          clocks: [
            clock('first_reply', 'active', 'breached', '2022-11-17T15:58:29Z'),
            clock('total_resolution', 'active', 'breached', '2022-11-19T15:58:29Z'),
          ],
        },
      },
    ]);
  });

  it('tickets.associated.docs (vendor documentation): the reduced shape is enough', () => {
    expect(read('tickets.associated.docs')).toMatchObject([
      {
        id: 'freshdesk:acme:44',
        status: 'pending',
        statusDetail: 'waiting_on_customer',
        category: 'L2 - Analysis',
        tags: [],
        customFields: {},
        isSpam: false,
        participants: [{ id: 'freshdesk:acme:50000067379', role: 'requester' }],
      },
    ]);
  });

  it('search.tickets (written by a client’s author): results of a search have descriptions', () => {
    expect(read('search.tickets')).toMatchObject([
      {
        id: 'freshdesk:acme:47',
        subject: 'Sample Title',
        description: 'Sample description',
        priority: 'high',
        customFields: { my_key: { value: 'my_value' } },
        assignee: { id: 'freshdesk:acme:6001263404', groupId: 'freshdesk:acme:156' },
        sla: {
          clocks: [
            clock('first_reply', 'pending', 'ok', '2016-02-22T17:00:00Z'),
            clock('total_resolution', 'active', 'breached', '2016-02-23T16:00:00Z'),
          ],
        },
      },
    ]);
  });
});
