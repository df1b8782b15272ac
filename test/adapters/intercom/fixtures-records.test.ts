import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { fixture } from './support/reference-fixtures.ts';

const at = (text: string) => new Date(text);
const read = async (name: string): Promise<unknown> => FIXTURE_READERS[name]?.(fixture(name));

describeWithReference('recorded people and catalogues, field by field', () => {
  it('admin.list: a teammate without a seat, and the bot', async () => {
    expect(await read('admin.list')).toMatchObject([
      {
        id: 'intercom:abc123de:10553731',
        name: 'Ada Admin',
        email: 'admin@example.com',
        role: 'light',
        groupIds: [],
        isActive: true,
        isAvailable: true,
      },
      { id: 'intercom:abc123de:10553732', name: 'Fin', role: 'bot' },
    ]);
  });

  it('contact.create.user: a user with an address and no key', async () => {
    expect(await read('contact.create.user')).toMatchObject({
      id: 'intercom:abc123de:69fc28656eb15ee99761144b',
      callerKey: null,
      name: 'Test User',
      emails: [{ address: 'testuser1746621200@example.com', verified: null, primary: true }],
      phones: [],
      organizationIds: [],
      role: 'user',
      locale: null,
      avatarUrl: null,
      tags: [],
      customFields: {},
      isBlocked: false,
      isDeleted: false,
      createdAt: at('2026-05-07T05:51:33Z'),
      lastSeenAt: null,
      provenance: { warnings: [] },
    });
  });

  it('contact.list.page1: a user of a company, seen once', async () => {
    expect(await read('contact.list.page1')).toMatchObject([
      {
        id: 'intercom:abc123de:6643703ffae7834d1792fd30',
        callerKey: '43232fbe-a2dc-44e0-bf3c-45b7516876c6',
        name: 'Example User',
        emails: [{ address: 'person2@example.com' }],
        organizationIds: ['intercom:abc123de:6643703ffae7834d1792fd31'],
        createdAt: at('2024-05-14T14:07:59Z'),
        updatedAt: at('2024-05-14T14:08:00Z'),
        lastSeenAt: at('2024-05-14T14:07:59Z'),
      },
    ]);
  });

  it('contact.list.page2: the next one', async () => {
    expect(await read('contact.list.page2')).toMatchObject([
      { callerKey: '985632', name: 'Sam Sample', createdAt: at('2024-05-14T17:12:52Z') },
    ]);
  });

  it('company.scroll.page1: five companies, none with a plan', async () => {
    const companies = await read('company.scroll.page1');
    expect(companies).toHaveLength(5);
    expect(companies).toMatchObject([
      {
        id: 'intercom:abc123de:69fc21865a28f6d15c73b075',
        callerKey: '6886435786244684052',
        name: '[Demo]',
        tags: ['TestTagV2'],
        plan: null,
        mrr: 0,
        customFields: {},
        createdAt: at('2026-05-07T05:22:14Z'),
      },
      { tags: [] },
      {},
      {
        callerKey: 'test-company-2026',
        name: 'Test Company',
        customFields: { creation_source: { value: 'api' } },
      },
      {},
    ]);
  });

  it('article.create.draft: a draft without a collection, for nobody knows whom', async () => {
    expect(await read('article.create.draft')).toMatchObject({
      value: {
        id: 'intercom:abc123de:15009700',
        title: 'Test Article',
        bodyHtml: '<p class="no-margin">Test body</p>',
        state: 'draft',
        visibility: 'public',
        sectionId: null,
        labels: [],
        locale: null,
        authorId: 'intercom:abc123de:10553731',
        url: null,
        createdAt: at('2026-05-07T05:48:24Z'),
      },
      warnings: [{ type: 'defaulted', field: 'visibility', to: 'public' }],
    });
  });

  it('tag.list, conversation.tag.add and conversation.tag.remove', async () => {
    expect(await read('tag.list')).toMatchObject([
      { id: '14928988', name: 'Feature Request' },
      { id: '14929065', name: 'Test Tag' },
    ]);
    expect(await read('conversation.tag.add')).toMatchObject({
      name: 'Feature Request',
      applied_at: 1778149984,
      applied_by: { type: 'admin', id: '10553731' },
    });
    expect(await read('conversation.tag.remove')).toMatchObject({
      id: '14928988',
      applied_at: null,
      applied_by: null,
    });
  });

  it('note.create, note.list.page1 and note.list.last', async () => {
    expect(await read('note.create')).toMatchObject({
      id: '241140911',
      contact: { id: '69fc2858f9425350a22490b4' },
      author: { id: '10553731', name: 'Ada Admin' },
      body: '<p>This is a test note created via an action</p>',
    });
    expect(await read('note.list.page1')).toMatchObject([
      { id: '126896008', created_at: 1715698990 },
      { id: '126895924', author: { type: 'admin', id: '7387622', name: 'User' } },
    ]);
    expect(await read('note.list.last')).toMatchObject([
      { id: '126895811', contact: { id: '6643703ffae7834d1792fd30' } },
    ]);
  });

  it('conversation.create and message.send.inapp: messages, not conversations', async () => {
    expect(await read('conversation.create')).toMatchObject({
      type: 'user_message',
      id: '3653682356',
      conversation_id: '215474207188301',
    });
    const sent = await read('message.send.inapp');
    expect(sent).toMatchObject({ type: 'admin_message', id: '235656383', message_type: 'inapp' });
    expect(sent).not.toHaveProperty('conversation_id');
  });

  it('http.response-headers: the budget, and when it is full again', async () => {
    expect(await read('http.response-headers')).toEqual([
      { name: 'account', limit: 5000, remaining: 5000, resetsAt: at('2026-05-07T05:55:26Z') },
    ]);
  });
});

describeWithReference('records of the description (examples), field by field', () => {
  it('admin.me: whoever the token belongs to', async () => {
    expect(await read('admin.me')).toMatchObject({
      id: 'intercom:abc123de:991267459',
      name: 'Teammate 1',
      email: 'person6@example.com',
      role: 'agent',
      groupIds: [],
      isAvailable: null,
      timezone: null,
      raw: { app: { id_code: 'abc123de', region: 'US' } },
    });
  });

  it('ticket_types.list: attributes and states of a type', async () => {
    expect(await read('ticket_types.list')).toMatchObject([
      {
        form: {
          id: '67',
          name: 'Bug Report',
          fieldIds: ['_default_title_', 'name', '_default_description_'],
          active: true,
          visibleToCustomer: true,
        },
        fields: [
          { nativeId: '_default_title_', type: 'text', isSystem: true, editableByCustomer: true },
          { nativeId: 'name', object: 'ticket', isSystem: false, required: 'never', options: [] },
          { nativeId: '_default_description_', type: 'multiline', nativeType: 'string' },
        ],
        statuses: [
          { id: '8321', label: 'Submitted', status: 'open', statusDetail: 'new' },
          { id: '8322', label: 'In progress', status: 'in_progress' },
          { id: '8323', status: 'pending', statusDetail: 'waiting_on_customer' },
          { id: '8324', label: 'Resolved', status: 'resolved', active: true },
        ],
      },
    ]);
  });

  it('ticket_states.list: two states of the account’s own in one category', async () => {
    expect(await read('ticket_states.list')).toMatchObject([
      { id: '8269', status: 'open', statusDetail: 'new' },
      { id: '8270', status: 'in_progress' },
      { id: '8271', status: 'pending' },
      { id: '8272', status: 'resolved' },
      { id: '8273', label: 'Admin label 1', status: 'open', active: true },
      { id: '8274', label: 'Admin label 2', status: 'open' },
    ]);
  });

  it('conversation.deleted.list: what is gone, and whether its figures stayed', async () => {
    expect(await read('conversation.deleted.list')).toMatchObject([
      { id: '512', metrics_retained: false, deleted_at: 1734537460 },
      { id: '513', metrics_retained: true },
    ]);
  });

  it('job.enqueued: a job that has made nothing yet', async () => {
    expect(await read('job.enqueued')).toMatchObject({
      id: '20',
      status: 'pending',
      resource_type: 'ticket',
      resource_id: null,
    });
  });
});

describeWithReference('refusals', () => {
  it('error.400.invalid_json_body: a body in a form of its own', async () => {
    expect(await read('error.400.invalid_json_body')).toMatchObject({
      name: 'ValidationError',
      status: 400,
      retryable: false,
    });
  });

  it('error.400.per_page_too_big', async () => {
    expect(await read('error.400.per_page_too_big')).toMatchObject({
      name: 'ValidationError',
      nativeCode: 'parameter_invalid',
      requestId: '00066ltgfertncb684rg',
    });
  });

  it('error.404.not_found', async () => {
    expect(await read('error.404.not_found')).toMatchObject({
      name: 'NotFoundError',
      nativeCode: 'not_found',
      requestId: '000cc1764nf6i2r1rlo0',
    });
  });

  it('error.406.media_type_not_acceptable: without an id of the request', async () => {
    expect(await read('error.406.media_type_not_acceptable')).toMatchObject({
      name: 'ValidationError',
      status: 406,
      nativeCode: 'media_type_not_acceptable',
    });
  });

  it('error.401.unauthorized (example of the description)', async () => {
    expect(await read('error.401.unauthorized')).toMatchObject({
      name: 'AuthenticationError',
      nativeCode: 'unauthorized',
      requestId: '5ef5682e-f66e-40a4-b828-8592175f83b8',
    });
  });

  it('error.410.contact_merged (example of the description): into whom says the header', async () => {
    expect(await read('error.410.contact_merged')).toMatchObject({
      name: 'NotFoundError',
      status: 410,
      nativeCode: 'contact_merged',
      issues: [{ path: 'id', message: '6762f0dd1bb69f9f2193bb83' }],
    });
  });

  it('error.409.contact_conflict (third party’s mock): which contact is there already', async () => {
    expect(await read('error.409.contact_conflict')).toMatchObject({
      name: 'ConflictError',
      nativeCode: 'conflict',
      issues: [{ path: 'id', message: '6762f0dd1bb69f9f2193bb83' }],
    });
  });

  it('error.429.rate_limited (composed from the vendor’s page)', async () => {
    expect(await read('error.429.rate_limited')).toMatchObject({
      name: 'RateLimitError',
      nativeCode: 'rate_limit_exceeded',
      retryable: true,
    });
  });
});
