import { SUPPORT_EVENT_TYPES } from 'polydesk';
import { describe, expect, test } from 'vitest';
import { INTERCOM_EVENT_TYPES } from '../../../../adapters/intercom/webhook/index.ts';
import { intercomCapabilities } from '../../../../adapters/intercom/capabilities.ts';
import { webhookFixture } from '../support/own-fixtures.ts';
import { notification, parse, typesOf } from './deliveries.ts';

const at = (text: string) => new Date(text);
const told = (topic: string, item: Readonly<Record<string, unknown>>) =>
  parse(notification(topic, item));
const CONTACT = {
  type: 'contact',
  id: '65a1',
  external_id: 'user-17',
  role: 'user',
  email: 'mira@x.example',
  name: 'Mira &amp; Co',
  created_at: '2026-01-05T08:00:00.953+00:00',
  updated_at: '2026-01-05T09:00:00.000+00:00',
  last_seen_at: null,
  custom_attributes: { seats: 4 },
  tags: { type: 'list', data: [{ id: '81', type: 'tag' }], has_more: false },
};

describe('contacts', () => {
  test.each([
    ['contact.user.created', 'contact.created'],
    ['contact.lead.created', 'contact.created'],
    ['visitor.signed_up', 'contact.created'],
    ['contact.user.updated', 'contact.updated'],
    ['contact.lead.updated', 'contact.updated'],
    ['contact.lead.added_email', 'contact.updated'],
  ])('%s is %s, with times as text', (topic, type) => {
    const [event] = told(topic, CONTACT);
    expect(event).toMatchObject({ type, actor: null, changes: [] });
    expect(event).toHaveProperty('contact', {
      id: 'intercom:abc123de:65a1',
      externalId: '65a1',
      callerKey: 'user-17',
      role: 'user',
      name: 'Mira & Co',
      emails: [{ address: 'mira@x.example', verified: null, primary: true }],
      customFields: { seats: { value: 4, nativeId: 'seats', label: null, type: 'unknown' } },
      createdAt: at('2026-01-05T08:00:00.953Z'),
      updatedAt: at('2026-01-05T09:00:00Z'),
      lastSeenAt: null,
    });
  });

  test('an address or a role that changed', () => {
    expect(told('contact.email.updated', CONTACT)).toMatchObject([
      { type: 'contact.updated', changes: [{ field: 'emails', to: 'mira@x.example' }] },
    ]);
    expect(told('contact.lead.signed_up', CONTACT)).toMatchObject([
      { changes: [{ field: 'role', from: 'lead', to: 'user' }] },
    ]);
  });

  test.each([
    ['contact.user.tag.created', null, 'vip'],
    ['contact.lead.tag.created', null, 'vip'],
    ['contact.user.tag.deleted', 'vip', null],
    ['contact.lead.tag.deleted', 'vip', null],
  ])('%s: the contact stands beside the tag', (topic, from, to) => {
    const item = { type: 'contact_tag', tag: { id: '81', name: 'vip' }, contact: CONTACT };
    expect(told(topic, item)).toMatchObject([
      {
        type: 'contact.updated',
        contact: { externalId: '65a1' },
        changes: [{ field: 'tags', from, to }],
      },
    ]);
  });

  test.each(['contact.subscribed', 'contact.unsubscribed'])('%s changes the contact', (topic) => {
    const item = { type: 'contact_subscribe', contact: CONTACT, created_at: 1 };
    expect(told(topic, item)).toMatchObject([
      { type: 'contact.updated', contact: { externalId: '65a1' }, changes: [] },
    ]);
  });

  test.each([
    ['contact.deleted', { deleted: true }],
    ['contact.archived', { archived: true }],
  ])('%s: gone, with little more than an id', (topic, mark) => {
    const [event] = told(topic, { type: 'contact', id: '65a1', external_id: '1', ...mark });
    expect(event).toMatchObject({ type: 'contact.deleted' });
    expect(event).toHaveProperty('contact', {
      id: 'intercom:abc123de:65a1',
      externalId: '65a1',
      callerKey: '1',
      isDeleted: true,
    });
  });

  test('one that came back', () => {
    expect(told('contact.unarchive', { ...CONTACT, archived: false })).toMatchObject([
      {
        type: 'contact.updated',
        contact: { isDeleted: false },
        changes: [{ field: 'isDeleted', from: true, to: false }],
      },
    ]);
  });

  test('a merge is about whoever is gone, where that is said', () => {
    const item = { ...CONTACT, merged_from: { type: 'contact', id: '65a9' } };
    expect(told('contact.merged', item)).toMatchObject([
      {
        type: 'contact.merged',
        contact: {
          id: 'intercom:abc123de:65a9',
          isDeleted: true,
          mergedIntoId: 'intercom:abc123de:65a1',
        },
      },
      { type: 'contact.updated', contact: { id: 'intercom:abc123de:65a1' } },
    ]);
  });

  test('a merge without that is about whoever stays, who is not deleted', () => {
    expect(told('contact.merged', CONTACT)).toMatchObject([
      { type: 'contact.merged', contact: { id: 'intercom:abc123de:65a1', isDeleted: false } },
    ]);
  });

  test('one without an id says nothing', () => {
    expect(typesOf(told('contact.user.updated', { type: 'contact' }))).toEqual(['unknown']);
  });
});

describe('companies', () => {
  const company = { type: 'company', id: '65c', company_id: 'acct-7', name: 'Lumen', plan: {} };

  test.each([
    ['company.created', 'organization.created', {}],
    ['company.updated', 'organization.updated', {}],
    ['company.deleted', 'organization.deleted', { isDeleted: true }],
  ])('%s', (topic, type, changes) => {
    const [event] = told(topic, company);
    expect(event).toMatchObject({ type });
    expect(event).toHaveProperty('organization', {
      id: 'intercom:abc123de:65c',
      externalId: '65c',
      callerKey: 'acct-7',
      name: 'Lumen',
      plan: null,
      ...changes,
    });
  });

  test('somebody joins or leaves one', () => {
    const item = { company, contact: CONTACT };
    expect(told('company.contact.attached', item)).toMatchObject([
      {
        type: 'contact.updated',
        contact: { externalId: '65a1' },
        changes: [{ field: 'organizationIds', from: null, to: 'intercom:abc123de:65c' }],
      },
    ]);
    expect(told('company.contact.detached', item)).toMatchObject([
      { changes: [{ from: 'intercom:abc123de:65c', to: null }] },
    ]);
    // Which keys the pair stands under is not documented.
    expect(typesOf(told('company.contact.attached', { id: '1' }))).toEqual(['unknown']);
  });
});

describe('articles', () => {
  const article = { type: 'article', id: 9, title: 'Exports', state: 'draft', author_id: 4401 };

  test.each([
    ['article.created', 'article.updated', 'draft'],
    ['article.updated', 'article.updated', 'draft'],
    ['article.published', 'article.published', 'published'],
    ['article.unpublished', 'article.unpublished', 'draft'],
    ['article.deleted', 'article.deleted', 'draft'],
  ])('%s', (topic, type, state) => {
    const [event] = told(topic, article);
    expect(event).toMatchObject({ type });
    expect(event).toHaveProperty('article', {
      id: 'intercom:abc123de:9',
      externalId: '9',
      title: 'Exports',
      state,
      authorId: 'intercom:abc123de:4401',
    });
  });

  test('a deleted one can be no more than an id', () => {
    expect(told('article.deleted', { id: '9' })).toMatchObject([
      { article: { id: 'intercom:abc123de:9', externalId: '9' } },
    ]);
  });
});

describe('whatever else comes', () => {
  test.each([
    'admin.logged_in',
    'call.ended',
    'job.completed',
    'event.created',
    'content_stat.click',
    'conversation.something.new',
    'constructor',
    '__proto__',
  ])('%s is data, under its own name', (topic) => {
    expect(told(topic, { type: 'whatever', id: '1' })).toEqual([
      expect.objectContaining({
        type: 'unknown',
        nativeType: topic,
        id: 'intercom:abc123de:notif_1',
        occurredAt: at('2026-01-05T08:00:00Z'),
      }),
    ]);
  });

  test('a ping is a ping; it has no id of its own', () => {
    const body = notification('ping', { type: 'ping', message: 'hi' }, { id: null });
    expect(parse(body)).toEqual([
      expect.objectContaining({ type: 'ping', id: 'intercom:abc123de:ping.1767600000' }),
    ]);
  });

  test('an app is removed, and asked whether it works', () => {
    expect(parse(webhookFixture('app.uninstalled'))).toMatchObject([
      { type: 'unknown', nativeType: 'app.uninstalled', occurredAt: null },
    ]);
    expect(parse(webhookFixture('app.health_check'))).toMatchObject([
      { type: 'unknown', nativeType: 'app.health_check', raw: { workspace_id: 'abc123de' } },
    ]);
  });

  test('Fin’s own events are told by their name, each with its own id', () => {
    expect(parse(webhookFixture('fin_replied'))).toMatchObject([
      {
        type: 'unknown',
        nativeType: 'fin_agent.fin_replied',
        id: 'intercom:abc123de:fin_agent.fin_replied.900100200300401.2026-01-05T08:00:00.123Z',
        occurredAt: at('2026-01-05T08:00:00.123Z'),
      },
    ]);
  });

  test('raw is the payload, or absent', () => {
    const body = notification('ping', { type: 'ping' });
    expect(parse(body)[0]?.raw).toEqual(body);
  });
});

describe('the same event', () => {
  test('has the same id at every attempt', () => {
    for (const id of ['notif_1', null]) {
      const first = notification('contact.user.updated', CONTACT, { id });
      const again = { ...first, delivery_status: 'retry', delivery_attempts: 2 };
      expect(parse(again).map((event) => event.id)).toEqual(parse(first).map((event) => event.id));
    }
  });

  test('of two that came without ids each has its own', () => {
    const of = (item: Readonly<Record<string, unknown>>, created_at: number) =>
      parse(notification('conversation.read', item, { id: null, created_at }))[0]?.id;
    const item = { id: '12', created_at: 1, updated_at: 1 };
    const ids = [of(item, 1), of(item, 2), of({ ...item, id: '13' }, 1)];
    expect(new Set(ids).size).toBe(3);
  });
});

describe('a body that is not what Intercom sends', () => {
  const CANARY = 'kQ7-text-of-a-customer';

  test.each([
    `{"text": "${CANARY}`,
    `"${CANARY}"`,
    `["${CANARY}"]`,
    'null',
    '',
    '{}',
    `{"text":"${CANARY}"}`,
    `{"topic":"ping","app_id":"abc123de","text":"${CANARY}"}`,
    `{"topic":"conversation.user.replied","app_id":"abc123de","data":{"item":{"id":["${CANARY}"]}}}`,
    `{"topic":"contact.user.created","app_id":"abc123de","data":{"item":{"id":"1","created_at":"${CANARY}"}}}`,
    `{"topic":7,"app_id":"abc123de"}`,
  ])('is refused without quoting it: %s', (body) => {
    const run = () => parse(body);
    expect(run).toThrow(expect.objectContaining({ code: 'wire_format' }));
    try {
      run();
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain(CANARY);
    }
  });
});

describe('the list of event types', () => {
  test('holds words of ours, each once, and the manifest says the same', () => {
    expect(new Set(INTERCOM_EVENT_TYPES).size).toBe(INTERCOM_EVENT_TYPES.length);
    for (const type of INTERCOM_EVENT_TYPES) expect(SUPPORT_EVENT_TYPES).toContain(type);
    expect([...intercomCapabilities.webhooks.events].sort()).toEqual(
      [...INTERCOM_EVENT_TYPES].sort(),
    );
  });
});
