import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { fixture } from './support/reference-fixtures.ts';

const at = (text: string) => new Date(text);
const read = async (name: string): Promise<unknown> => FIXTURE_READERS[name]?.(fixture(name));

describeWithReference('recorded people, catalogues and other records, field by field', () => {
  it('users.list.cursor: a customer with a photo', async () => {
    expect(await read('users.list.cursor')).toMatchObject([
      {
        id: 'zendesk:acme:6130869168922',
        externalId: '6130869168922',
        callerKey: null,
        name: 'The Customer',
        emails: [{ address: 'customer@example.com', verified: false, primary: true }],
        phones: [],
        organizationIds: [],
        role: 'user',
        locale: 'en-US',
        timezone: 'America/New_York',
        avatarUrl:
          'https://acme.zendesk.com/system/photos/6130876541082/profile_image_6130869168922_10000001.png',
        isBlocked: false,
        isDeleted: false,
        createdAt: at('2023-09-09T23:52:05Z'),
        updatedAt: at('2023-09-09T23:52:06Z'),
        lastSeenAt: null,
      },
    ]);
  });

  it('user.delete: a deleted user has no address and says that he is gone', async () => {
    expect(await read('user.delete')).toMatchObject({
      id: 'zendesk:acme:46408866326545',
      name: 'Ines Duarte',
      emails: [],
      isDeleted: true,
      isBlocked: false,
      timezone: 'Africa/Nairobi',
    });
  });

  it('user.me: an administrator in his default group', async () => {
    expect(await read('user.me')).toMatchObject({
      id: 'zendesk:acme:6130907993114',
      name: 'Dana Reyes',
      email: 'dana.reyes@example.com',
      role: 'admin',
      groupIds: ['zendesk:acme:6130852536346'],
      isActive: true,
      timezone: 'America/New_York',
      signature: null,
    });
  });

  it('search.export.users: custom user fields stand under their keys', async () => {
    expect(await read('search.export.users')).toMatchObject([
      {
        id: 'zendesk:acme:7589504354813',
        emails: [{ address: 'ines.duarte@example.com', verified: false }],
        // Zendesk's own name of the zone is "International Date Line West".
        timezone: 'Etc/GMT+12',
        customFields: { dasds: { value: null, nativeId: 'dasds' } },
      },
    ]);
  });

  it('organization.show: nothing but a name', async () => {
    expect(await read('organization.show')).toMatchObject({
      id: 'zendesk:acme:6130869157658',
      name: 'Acme Inc',
      callerKey: null,
      domains: [],
      tags: [],
      customFields: {},
      isDeleted: false,
      createdAt: at('2023-09-09T23:52:02Z'),
    });
  });

  it('groups.list: the first group is the default one, an empty description is none', async () => {
    expect(await read('groups.list')).toMatchObject([
      { id: 'zendesk:acme:1500002894482', name: 'Support', description: null, isDefault: true },
      { id: 'zendesk:acme:4415660742295', name: 'Support2', description: 'test', isDefault: false },
      { name: 'Support4' },
      { name: 'Support5', description: 'test2', isDeleted: false },
    ]);
  });

  it('custom_statuses.list: default statuses keep their shade, others are custom', async () => {
    expect(await read('custom_statuses.list')).toMatchObject([
      { id: '123', label: 'New', status: 'open', statusDetail: 'new', isDefault: true },
      { id: '124', label: 'Open', status: 'open', statusDetail: null, active: true },
      { id: '125', label: 'test_1', status: 'open', statusDetail: 'custom', active: false },
      { id: '126', label: 'test-n1', status: 'open', statusDetail: 'custom', isDefault: false },
    ]);
  });

  it('ticket_fields.list: types, options and who may edit', async () => {
    expect(await read('ticket_fields.list')).toMatchObject([
      { nativeId: '1500004937722', label: 'Subject', type: 'text', isSystem: true, options: [] },
      {
        label: 'Status',
        nativeType: 'status',
        options: [
          { value: 'open', label: 'Open', nativeId: null, children: [] },
          { value: 'pending', label: 'Pending' },
          { value: 'solved', label: 'Solved' },
        ],
      },
      { label: 'Type', type: 'single_select', editableByCustomer: false },
      { label: 'Priority', options: [{ value: 'low' }, {}, {}, { value: 'urgent' }] },
      {
        key: '1900004086785',
        label: 'Product components',
        type: 'multi_select',
        isSystem: false,
        required: 'never',
        options: [
          { value: 'component_a', label: 'Component A', nativeId: '1900006462685' },
          { value: 'component_b', label: 'Component B', nativeId: '1900006462705' },
        ],
      },
      { label: 'zip code with validation', type: 'regex', object: 'ticket' },
    ]);
  });

  it('ticket_forms.list: the default form is the one that customers see', async () => {
    expect(await read('ticket_forms.list')).toMatchObject([
      {
        id: '1500000859362',
        name: 'Default Ticket Form',
        isDefault: true,
        visibleToCustomer: true,
      },
      { id: '1500002488461', name: 'Form 6436', isDefault: false, visibleToCustomer: false },
    ]);
  });

  it('sla_policies.list: targets in minutes by priority', async () => {
    const policies = await read('sla_policies.list');
    expect(policies).toMatchObject([
      { id: '1900000007885', name: 'SLA 501', description: 'SLA description', position: 1 },
      { id: '1500001074121', name: 'SLA 502', description: null, position: 2 },
    ]);
    expect(policies).toMatchObject([
      {
        targets: [
          { metric: 'first_reply', priority: 'low', targetMinutes: 1440, hours: 'calendar' },
          { metric: 'agent_work', priority: 'low', targetMinutes: 2880 },
          { metric: 'first_reply', priority: 'normal', targetMinutes: 60 },
          { metric: 'agent_work', priority: 'normal', targetMinutes: 360 },
          { metric: 'first_reply', priority: 'high', targetMinutes: 10 },
          { metric: 'agent_work', priority: 'high', targetMinutes: 29 },
          { metric: 'first_reply', priority: 'urgent', targetMinutes: 5 },
          { metric: 'agent_work', priority: 'urgent', targetMinutes: 30 },
        ],
      },
      {
        targets: [
          { metric: 'periodic_update', targetMinutes: 1200 },
          { targetMinutes: 600 },
          { targetMinutes: 300 },
          { targetMinutes: 300 },
        ],
      },
    ]);
  });

  it('schedules.list: Monday 9:00 to 17:00 is 540 to 1020 minutes into the week', async () => {
    expect(await read('schedules.list')).toMatchObject([
      {
        id: '1900000004365',
        name: 'New schedule',
        timezone: 'Central Time (US & Canada)',
        // Sunday-based on the wire: 1980 is Monday 9:00. The last one is Friday 8:30 to 16:30.
        intervals: [
          { startMinute: 540, endMinute: 1020 },
          { startMinute: 1980, endMinute: 2460 },
          { startMinute: 3420, endMinute: 3900 },
          { startMinute: 4860, endMinute: 5340 },
          { startMinute: 6270, endMinute: 6750 },
        ],
        holidays: [],
      },
      { id: '1500001036042' },
      { id: '1500001035461' },
    ]);
  });

  it('side_conversations.list: people beside the ticket, times with an offset', async () => {
    expect(await read('side_conversations.list')).toMatchObject([
      {
        id: '8566255a-ece5-11e8-857d-493066fa7b17',
        ticketId: 'zendesk:acme:1',
        subject: 'My printer is on fire!',
        preview: 'We need to put it out',
        state: 'open',
        participants: [
          { name: 'Dana Reyes', email: 'dana.reyes@example.com' },
          { name: 'Leo Brandt', email: 'leo.brandt@example.com' },
        ],
        createdAt: at('2018-11-20T16:58:36.453Z'),
      },
    ]);
  });

  it('help_center.article.create: only one user segment may read it', async () => {
    expect(await read('help_center.article.create')).toMatchObject({
      id: 'zendesk:acme:33153706537619',
      locale: 'en-us',
      title: 'Notify Off Article Name',
      bodyHtml: '<p>Article html content body does not notifies subscribers</p>',
      state: 'published',
      visibility: 'restricted',
      sectionId: '33152317085843',
      labels: [],
      authorId: 'zendesk:acme:26155588908179',
      createdAt: at('2024-09-06T23:09:57Z'),
    });
  });

  it('help_center.articles.list: an article for everybody', async () => {
    expect(await read('help_center.articles.list')).toMatchObject([
      {
        id: 'zendesk:acme:5547697715351',
        title: 'How can agents leverage knowledge to help customers?',
        visibility: 'public',
        translationGroupId: '5547697715351',
        position: 0,
      },
    ]);
  });

  it('upload.create: the token, the odd content type, and when it lapses', async () => {
    expect(await read('upload.create')).toEqual({
      token: 'Ub8W73qGBqO1KzTBJZNgbritL',
      fileName: 'README.md',
      contentType: 'application/x-genesis-rom',
      size: 15156,
      expiresAt: at('2024-09-09T18:52:10Z'),
    });
  });

  it('webhooks.list and webhooks.signing_secret', async () => {
    expect(await read('webhooks.list')).toMatchObject([
      {
        id: '01HANAHF77W3MWXQGFPKBA5WNH',
        name: 'Example Webhook X1234',
        url: 'https://example.com',
        events: ['conditional_ticket_events'],
        active: true,
      },
      { url: 'https://example.com/status/200' },
      { events: ['zen:event-type:community_post.changed'] },
      { name: 'support user deleted', events: ['zen:event-type:user.deleted'] },
    ]);
    expect(await read('webhooks.signing_secret')).toMatchObject({
      signing_secret: { secret: 'c2FtcGxlX3NpZ25pbmdfc2VjcmV0X25vdF9yZWFsISE=' },
    });
  });

  it('macros.list, suspended_tickets.list and tags.list.cursor', async () => {
    expect(await read('macros.list')).toMatchObject([
      {
        id: 1900002626825,
        position: 2,
        actions: [{ field: 'status', value: 'solved' }, {}, {}, {}, {}, {}],
      },
      { title: 'Close and redirect to topics 2', description: null },
    ]);
    expect(await read('suspended_tickets.list')).toMatchObject([
      { author: { id: null, name: 'Marta Novak' }, cause_id: 12, ticket_id: null, attachments: [] },
    ]);
    expect(await read('tags.list.cursor')).toEqual([{ name: 'sample', count: 1 }]);
  });

  it('job statuses: what each says of itself', async () => {
    expect(await read('job_status.completed.create')).toMatchObject({
      job_status: {
        id: 'V3-2054ccab11a7af1ff237492ffbb744ec',
        status: 'completed',
        results: [{ index: 0, id: 4012 }],
      },
    });
    expect(await read('job_status.completed.update')).toMatchObject({
      job_status: { results: [{ success: true, id: 4012 }] },
    });
    expect(await read('job_status.working')).toMatchObject({
      job_status: { status: 'working', total: 100, progress: 19, results: null },
    });
  });

  it('import.ticket.request: our own import says the same, with every visibility said aloud', async () => {
    expect(await read('import.ticket.request')).toEqual({
      ticket: {
        subject: 'Help',
        tags: ['foo', 'bar'],
        requester_id: 827,
        assignee_id: 19,
        created_at: '2009-06-25T10:15:18Z',
        comments: [
          {
            author_id: 827,
            body: 'This is a comment',
            public: true,
            created_at: '2009-06-25T10:15:18Z',
          },
          {
            author_id: 19,
            body: 'This is a private comment',
            public: false,
            created_at: '2009-06-25T10:15:18Z',
          },
        ],
      },
    });
  });
});
