import { expect, it } from 'vitest';
import { statusesToUnified } from '../../../adapters/freshdesk/to-unified/statuses.ts';
import { agentNamesOf, groupNamesOf } from '../../../adapters/freshdesk/to-unified/fields.ts';
import type { FreshdeskField } from '../../../adapters/freshdesk/wire/fields.ts';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { readContext } from './support/read-context.ts';
import { fixture, listIn } from './support/reference-fixtures.ts';

const at = (text: string) => new Date(text);
const read = (name: string): unknown => FIXTURE_READERS[name]?.(fixture(name));

describeWithReference('settings and other answers that were recorded, field by field', () => {
  it('sla_policies.default (recorded): seconds become minutes, priorities our words', () => {
    const target = (metric: string, priority: string, targetMinutes: number) => ({
      metric,
      priority,
      targetMinutes,
      hours: 'calendar',
    });
    expect(read('sla_policies.default')).toMatchObject([
      {
        id: '67000039537',
        name: 'Default SLA Policy',
        description: 'default policy',
        position: 1,
        targets: [
          target('first_reply', 'urgent', 60),
          target('total_resolution', 'urgent', 240),
          target('first_reply', 'high', 240),
          target('total_resolution', 'high', 720),
          target('first_reply', 'normal', 480),
          target('total_resolution', 'normal', 1440),
          target('first_reply', 'low', 1440),
          target('total_resolution', 'low', 4320),
        ],
      },
    ]);
  });

  it('solutions.folder-articles.list (recorded): the shelf names the language', () => {
    expect(read('solutions.folder-articles.list')).toMatchObject([
      {
        id: 'freshdesk:acme:501000025497',
        locale: 'en',
        translationGroupId: '501000025497',
        title: 'Sample testing folders',
        bodyHtml: '<p dir="ltr">These are folders to test implemenataion</p>',
        state: 'published',
        visibility: 'restricted',
        sectionId: '501000080565',
        categoryId: '501000036757',
        labels: [],
        authorId: 'freshdesk:acme:501001107840',
        url: 'https://acme.freshdesk.com/support/solutions/articles/501000025497',
        createdAt: at('2024-10-01T10:28:19Z'),
        provenance: { warnings: [{ type: 'defaulted', field: 'visibility', to: 'restricted' }] },
      },
    ]);
  });

  it('ticket_fields.list (recorded): eighteen fields with choices in three forms', () => {
    const definitions = (read('ticket_fields.list') as readonly (readonly object[])[]).flat();
    expect(definitions).toHaveLength(18);
    expect(definitions).toMatchObject([
      { nativeId: 'requester', type: 'lookup', required: 'on_create', isSystem: true, options: [] },
      { nativeId: 'subject', type: 'text', required: 'on_create', editableByCustomer: true },
      {
        nativeId: 'ticket_type',
        type: 'single_select',
        required: 'never',
        options: [
          { value: 'Question', label: 'Question', nativeId: null, children: [] },
          { value: 'Incident' },
          { value: 'Problem' },
          { value: 'Feature Request' },
          { value: 'Refund' },
        ],
      },
      {
        nativeId: 'source',
        options: expect.arrayContaining([
          { value: '13', label: 'Whatsapp', nativeId: '13', children: [] },
        ]),
      },
      {
        nativeId: 'status',
        options: expect.arrayContaining([
          { value: '8', label: 'xyz test status', nativeId: '8', children: [] },
        ]),
      },
      {
        nativeId: 'priority',
        options: [
          { value: '1', label: 'Low' },
          { value: '2', label: 'Medium' },
          { value: '3', label: 'High' },
          { value: '4', label: 'Urgent' },
        ],
      },
      { nativeId: 'group', type: 'lookup' },
      { nativeId: 'agent', type: 'lookup' },
      { nativeId: 'internal_group', type: 'lookup', options: [] },
      { nativeId: 'internal_agent', type: 'lookup' },
      { nativeId: 'product', type: 'lookup' },
      { nativeId: 'description', type: 'multiline' },
      { nativeId: 'company', type: 'lookup', required: 'on_create' },
      {
        key: 'cf_test_key',
        nativeId: 'cf_test_key',
        label: 'test_key',
        type: 'integer',
        nativeType: 'custom_number',
        isSystem: false,
      },
      { nativeId: 'cf_new_field', type: 'decimal' },
      { nativeId: 'cf_multi_custom', type: 'multiline', label: 'multi_)custom' },
      {
        nativeId: 'cf_xyz',
        type: 'single_select',
        options: [{ value: 'First Choice' }, { value: 'Second Choice' }, { value: 'new choice' }],
      },
      { nativeId: 'cf_my_key', type: 'text', active: true, object: 'ticket' },
    ]);
  });

  it('ticket_fields.list (recorded): the account’s statuses, in the order of their numbers', () => {
    const fields = listIn(fixture('ticket_fields.list')) as readonly FreshdeskField[];
    const field = fields.find(({ name }) => name === 'status');
    expect(statusesToUnified(field, readContext())).toMatchObject([
      { id: '2', label: 'Open', status: 'open', statusDetail: null, isDefault: true },
      { id: '3', label: 'Pending', status: 'pending', statusDetail: 'waiting_on_customer' },
      { id: '4', label: 'Resolved', status: 'resolved', isDefault: true },
      { id: '5', label: 'Closed', status: 'closed', isDefault: true },
      { id: '6', label: 'Waiting on Customer', status: 'pending', isDefault: false },
      { id: '7', label: 'Waiting on Third Party', statusDetail: 'waiting_on_third_party' },
      { id: '8', label: 'xyz test status', status: 'open', statusDetail: 'custom', active: true },
    ]);
    expect([...agentNamesOf(fields)]).toEqual([
      ['103023015781', 'Agent Two'],
      ['103023007602', 'Agent Three'],
      ['103018312012', 'Robin Agent'],
    ]);
    expect(groupNamesOf(fields).get('103000096140')).toBe('my new group');
  });

  it('ticket_fields.nested-field.docs (vendor documentation): three levels, each a field of its own', () => {
    const [definitions] = read('ticket_fields.nested-field.docs') as readonly (readonly object[])[];
    expect(definitions).toMatchObject([
      {
        nativeId: 'country',
        type: 'nested_select',
        options: [
          {
            value: 'usa',
            label: 'usa',
            children: [
              { value: 'texas', children: [{ value: 'citytexas1', children: [] }] },
              { value: 'washington', children: [{ value: 'dc' }, { value: 'seatle' }] },
              { value: 'newyork', children: [{ value: 'manhattan' }, { value: 'boston' }] },
            ],
          },
          {
            value: 'india',
            children: [{ value: 'tamilnadu' }, { value: 'kerala' }, { value: 'gujarat' }],
          },
        ],
      },
      { nativeId: 'state', label: 'state', type: 'single_select', options: [] },
      { nativeId: 'city', label: 'city', type: 'single_select', options: [] },
    ]);
  });

  it('autocomplete answers (vendor documentation): a bare list, and a wrapped one', () => {
    expect(read('contacts.autocomplete.docs')).toEqual([
      { id: 33, name: 'John Jonz' },
      { id: 456, name: 'John Steven Jonz' },
    ]);
    expect(read('companies.autocomplete.docs')).toEqual({
      companies: [
        { id: 33, name: 'Acme Inc.' },
        { id: 456, name: 'Big Acme Inc.' },
      ],
    });
  });

  it('jobs (vendor documentation): where to look, and how far it is', () => {
    expect(read('tickets.bulk_update.job.docs')).toMatchObject({
      job_id: 'e4d18654f60b5204513155b26c6cb',
    });
    expect(read('job.view.docs')).toMatchObject({ id: '432', status: 'IN PROGRESS', progress: 80 });
  });

  it('custom-objects.records.page (recorded): times in milliseconds, pages by links', () => {
    expect(read('custom-objects.records.page')).toMatchObject({
      records: [
        { display_id: '_0-201', created_time: 1_741_863_184_670, version: 1 },
        { display_id: '_0-200', data: { ticket: 1750 } },
      ],
      _links: {
        next: {
          href: '/schemas/14050001/records?page_size=2&next_token=EXAMPLENEXTTOKEN0000000000000000000000000',
        },
      },
    });
  });
});
