import { describe, expect, it } from 'vitest';
import { agentToUnified, knownAgentOf } from '../../../../adapters/intercom/to-unified/agents.ts';
import {
  articleToUnified,
  articleTranslations,
  categoryToUnified,
  isCategory,
  sectionToUnified,
} from '../../../../adapters/intercom/to-unified/articles.ts';
import {
  contactToUnified,
  knownPersonOf,
} from '../../../../adapters/intercom/to-unified/contacts.ts';
import { fieldToUnified, formToUnified } from '../../../../adapters/intercom/to-unified/fields.ts';
import { groupToUnified } from '../../../../adapters/intercom/to-unified/groups.ts';
import { macroToUnified } from '../../../../adapters/intercom/to-unified/macros.ts';
import { organizationToUnified } from '../../../../adapters/intercom/to-unified/organizations.ts';
import { productToUnified } from '../../../../adapters/intercom/to-unified/products.ts';
import { ratingToUnified } from '../../../../adapters/intercom/to-unified/ratings.ts';
import { sideConversationToUnified } from '../../../../adapters/intercom/to-unified/side-conversations.ts';
import {
  conversationStatuses,
  statusToUnified,
} from '../../../../adapters/intercom/to-unified/statuses.ts';
import { metricsToUnified } from '../../../../adapters/intercom/to-unified/ticket-metrics.ts';
import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import { lookups, readContext } from '../support/contexts.ts';
import { restFixture } from '../support/own-fixtures.ts';

const at = (text: string) => new Date(text);
const contact = (changes = {}, context = readContext()) =>
  contactToUnified(restFixture('contact.user', changes), context);
const fieldsOf = (warnings: readonly { readonly field: string }[]) =>
  warnings.map(({ field }) => field);

describe('a contact', () => {
  it('is read with everything it has', () => {
    expect(contact().value).toMatchObject({
      id: 'intercom:abc123de:65a000000000000000000a01',
      externalId: '65a000000000000000000a01',
      callerKey: 'user-17',
      name: 'Mira & Co',
      emails: [{ address: 'mira@lumen.example', verified: true, primary: true }],
      phones: ['+4915100000'],
      organizationIds: ['intercom:abc123de:65a000000000000000000c01'],
      role: 'user',
      locale: 'fr',
      timezone: null,
      avatarUrl: 'https://files.example/a.png',
      customFields: {
        'plan tier': { value: 'gold', nativeId: 'plan tier' },
        seats: { value: 4 },
        beta: { value: true },
        renewal_at: { value: null },
      },
      isBlocked: false,
      isDeleted: false,
      mergedIntoId: null,
      createdAt: at('2023-11-14T22:13:20Z'),
      updatedAt: at('2026-01-05T08:00:00Z'),
      lastSeenAt: at('2026-01-05T08:08:20Z'),
    });
  });

  it('says that companies were left out, and that tags have no names', () => {
    const { value, warnings } = contact();
    expect(value.tags).toEqual([]);
    expect(fieldsOf(warnings)).toEqual(['organizationIds', 'tags']);
  });

  it('has tags where their names were read before', () => {
    const named = readContext({ lookups: lookups({}, { tagName: () => 'export' }) });
    const { value, warnings } = contact({}, named);
    expect(value.tags).toEqual(['export']);
    expect(fieldsOf(warnings)).toEqual(['organizationIds']);
  });

  it('without a name, address or phone has none, not empty ones', () => {
    const { value } = contact({ name: null, email: '', phone: '', external_id: '', avatar: null });
    expect(value).toMatchObject({
      name: null,
      emails: [],
      phones: [],
      callerKey: null,
      avatarUrl: null,
    });
  });

  it('that was archived, deleted or blocked is told by a short answer', () => {
    const short = (mark: object) =>
      contactToUnified({ type: 'contact', id: '65a', external_id: 'u', ...mark }, readContext());
    expect(short({ archived: true }).value).toMatchObject({ isDeleted: true, callerKey: 'u' });
    expect(short({ deleted: true }).value.isDeleted).toBe(true);
    expect(short({ archived: false }).value.isDeleted).toBe(false);
    expect(short({ blocked: true }).value.isBlocked).toBe(true);
    expect(short({ blocked: true }).warnings).toEqual([
      expect.objectContaining({ type: 'defaulted', field: 'role', to: 'contact' }),
    ]);
  });

  it.each([
    ['lead', 'lead'],
    ['visitor', 'visitor'],
  ])('of the role %s is a %s', (role, expected) => {
    expect(contact({ role }).value.role).toBe(expected);
  });

  it('of an unknown role is a contact, and recorded', () => {
    const { value, warnings } = contact({ role: 'constructor' });
    expect(value.role).toBe('contact');
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'coerced', field: 'role', from: 'constructor' }),
    );
  });

  it('lends its name and address to its cases', () => {
    // Safe: our own payload of a contact.
    const known = knownPersonOf(restFixture('contact.user') as never);
    expect(known).toEqual({
      name: 'Mira & Co',
      email: 'mira@lumen.example',
      kind: 'customer',
      phone: '+4915100000',
      callerKey: 'user-17',
      locale: 'fr',
      avatarUrl: 'https://files.example/a.png',
    });
  });
});

describe('a company', () => {
  it('is read with its plan, its money and the caller’s own key', () => {
    const json = {
      id: '65c',
      company_id: 'acct-7',
      name: 'Lumen &amp; Sons',
      monthly_spend: 480,
      plan: { type: 'plan', id: '2', name: 'Pro' },
      created_at: 1700000000,
      updated_at: 1767600000,
      tags: { tags: [{ id: '1', name: 'big' }] },
      custom_attributes: { region: 'north' },
    };
    const { value, warnings } = organizationToUnified(json, readContext());
    expect(value).toMatchObject({
      id: 'intercom:abc123de:65c',
      callerKey: 'acct-7',
      name: 'Lumen & Sons',
      domains: [],
      tags: ['big'],
      plan: 'Pro',
      mrr: 480,
      health: null,
      customFields: { region: { value: 'north' } },
      createdAt: at('2023-11-14T22:13:20Z'),
      isDeleted: false,
    });
    expect(warnings).toEqual([]);
    expect(value.raw).toBe(json);
  });

  it('without a plan has none', () => {
    const { value } = organizationToUnified({ id: '65c', plan: {} }, readContext());
    expect(value).toMatchObject({ plan: null, mrr: null, name: null, callerKey: null });
  });
});

describe('a teammate', () => {
  const agent = (changes: object) =>
    agentToUnified(
      { id: '4401', name: 'Ada &lt;3', email: 'ada@acme.example', ...changes },
      readContext(),
    ).value;

  it('is read with his teams and whether he is there', () => {
    expect(
      agent({ team_ids: [7701], has_inbox_seat: true, away_mode_enabled: true }),
    ).toMatchObject({
      id: 'intercom:abc123de:4401',
      name: 'Ada <3',
      email: 'ada@acme.example',
      role: 'agent',
      groupIds: ['intercom:abc123de:7701'],
      isActive: true,
      isAvailable: false,
    });
    expect(agent({}).isAvailable).toBeNull();
  });

  it('without a seat cannot act, and the bot is no human', () => {
    expect(agent({ has_inbox_seat: false }).role).toBe('light');
    expect(agent({ email: 'operator+abc123de@intercom.io', has_inbox_seat: false }).role).toBe(
      'bot',
    );
    expect(knownAgentOf({ id: 1, email: 'operator+x@intercom.io' })).toMatchObject({ kind: 'bot' });
    expect(knownAgentOf({ id: 1, email: 'a@b.example' })).toMatchObject({ kind: 'agent' });
  });
});

describe('a team', () => {
  it('is read with its members', () => {
    const json = { type: 'team', id: '7701', name: 'Phone &amp; SMS', admin_ids: [4401, 4402] };
    expect(groupToUnified(json, readContext()).value).toMatchObject({
      id: 'intercom:abc123de:7701',
      name: 'Phone & SMS',
      memberIds: ['intercom:abc123de:4401', 'intercom:abc123de:4402'],
    });
    expect(groupToUnified({ id: 1, name: 'X' }, readContext()).value.memberIds).toBeNull();
  });
});

describe('an article', () => {
  const read = (changes: object = {}) =>
    articleToUnified(restFixture('article.translated', { ...changes }), readContext());

  it('is read in the help center’s own language', () => {
    expect(read().value).toMatchObject({
      id: 'intercom:abc123de:990011',
      locale: 'en',
      translationGroupId: '990011',
      title: 'Exports',
      bodyHtml: '<p>How to export.</p>',
      state: 'published',
      visibility: 'authenticated',
      sectionId: '501',
      labels: ['export'],
      authorId: 'intercom:abc123de:4401',
      url: 'https://help.acme.example/en/articles/990011',
    });
    expect(fieldsOf(read().warnings)).toEqual(['sectionId']);
  });

  it('is read in every language it has', () => {
    expect(articleTranslations(restFixture('article.translated'), readContext())).toMatchObject([
      { locale: 'en', title: 'Exports', state: 'published' },
      {
        id: 'intercom:abc123de:990011',
        locale: 'fr',
        title: 'Exporter',
        state: 'draft',
        authorId: 'intercom:abc123de:4402',
        url: null,
        updatedAt: at('2026-01-05T08:03:20Z'),
      },
    ]);
    const alone = restFixture('article.translated', { translated_content: null });
    expect(articleTranslations(alone, readContext())).toMatchObject([{ title: 'Exports' }]);
  });

  it.each([
    ['everyone', 'public', []],
    ['restricted', 'restricted', []],
    ['all_leads', 'restricted', []],
    [undefined, 'public', ['visibility']],
    ['constructor', 'restricted', ['visibility']],
  ])('for %s is %s', (help_center_audience, visibility, lost) => {
    const { value, warnings } = read({ help_center_audience, parent_ids: [] });
    expect(value.visibility).toBe(visibility);
    expect(value.sectionId).toBeNull();
    expect(fieldsOf(warnings)).toEqual(lost);
  });

  it('of old versions names one parent', () => {
    expect(read({ parent_ids: undefined, parent_id: 77 }).value.sectionId).toBe('77');
  });

  it('in a state that nobody documented is a draft, and recorded', () => {
    const { value, warnings } = read({ state: 'scheduled' });
    expect(value.state).toBe('draft');
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'coerced', field: 'state', from: 'scheduled' }),
    );
  });
});

describe('a collection', () => {
  const top = {
    id: '5',
    name: 'Start',
    description: '',
    order: 2,
    parent_id: null,
    url: 'https://x.example',
  };
  const inner = { id: 6, name: 'More', parent_id: '5', default_locale: 'en' };

  it('at the top is a category, inside another a section', () => {
    expect(isCategory(top)).toBe(true);
    expect(isCategory(inner)).toBe(false);
    expect(categoryToUnified(top, readContext())).toMatchObject({
      id: '5',
      name: 'Start',
      description: null,
      position: 2,
      url: 'https://x.example',
    });
    expect(sectionToUnified(inner, readContext())).toMatchObject({
      id: '6',
      name: 'More',
      parentSectionId: '5',
      categoryId: null,
      locale: 'en',
    });
  });
});

describe('an attribute', () => {
  const field = (changes: object, context = readContext()) =>
    fieldToUnified({ name: 'Severity', ...changes }, context);

  it('of a ticket type is known by its name', () => {
    const context = readContext({ fields: createFieldMap({ severity: { id: 'Severity' } }) });
    const json = {
      type: 'ticket_type_attribute',
      id: '901',
      data_type: 'list',
      input_options: {
        list_items: [
          { id: '5f', name: 'high' },
          { id: '60', name: 'low' },
        ],
      },
      required_to_create: true,
      visible_to_contacts: true,
      default: false,
      archived: false,
    };
    expect(field(json, context)).toMatchObject({
      key: 'severity',
      nativeId: 'Severity',
      object: 'ticket',
      label: 'Severity',
      type: 'single_select',
      nativeType: 'list',
      options: [
        { value: 'high', label: 'high', nativeId: '5f', children: [] },
        { value: 'low', nativeId: '60' },
      ],
      required: 'on_create',
      editableByCustomer: true,
      active: true,
      isSystem: false,
      raw: { id: '901' },
    });
  });

  it('of a conversation has options with labels; those that were archived are gone', () => {
    const json = {
      type: 'conversation_attribute',
      data_type: 'list',
      required: true,
      options: [
        { id: 'a', label: '1', archived: false },
        { id: 'b', label: '2', archived: true },
      ],
    };
    expect(field(json)).toMatchObject({
      object: 'conversation',
      options: [{ value: '1', nativeId: 'a' }],
      required: 'on_solve',
    });
  });

  it('of a contact or a company has options that are words', () => {
    const json = { type: 'data_attribute', data_type: 'string', label: 'Tier', custom: true };
    expect(field({ ...json, model: 'contact', options: ['gold'] })).toMatchObject({
      object: 'contact',
      label: 'Tier',
      options: [{ value: 'gold', label: 'gold', nativeId: null }],
      required: 'never',
      isSystem: false,
    });
    expect(field({ ...json, model: 'company', custom: false })).toMatchObject({
      object: 'organization',
      isSystem: true,
    });
  });

  it.each([
    [{ data_type: 'string' }, 'text'],
    [{ data_type: 'string', multiline: true }, 'multiline'],
    [{ data_type: 'string', input_options: { multiline: true } }, 'multiline'],
    [{ data_type: 'integer' }, 'integer'],
    [{ data_type: 'decimal' }, 'decimal'],
    [{ data_type: 'float' }, 'decimal'],
    [{ data_type: 'boolean' }, 'boolean'],
    [{ data_type: 'date' }, 'date'],
    [{ data_type: 'datetime' }, 'datetime'],
    [{ data_type: 'relationship' }, 'lookup'],
    [{ data_type: 'files' }, 'unknown'],
    [{ data_type: 'constructor' }, 'unknown'],
    [{}, 'unknown'],
  ])('with %j is %s', (changes, type) => {
    expect(field(changes).type).toBe(type);
  });
});

describe('a ticket type', () => {
  it.each(['data', 'ticket_type_attributes'])('shows its attributes, listed under %s', (key) => {
    const json = {
      id: '55',
      name: 'Refund',
      category: 'Customer',
      ticket_type_attributes: { [key]: [{ name: '_default_title_' }, { name: 'Severity' }] },
    };
    expect(formToUnified(json, readContext())).toMatchObject({
      id: '55',
      name: 'Refund',
      fieldIds: ['_default_title_', 'Severity'],
      active: true,
      visibleToCustomer: true,
    });
  });

  it('of the back office is not for customers', () => {
    const form = (changes: object) =>
      formToUnified({ id: '1', category: 'Customer', ...changes }, readContext());
    expect(form({ category: 'Back-office' }).visibleToCustomer).toBe(false);
    expect(form({ is_internal: true }).visibleToCustomer).toBe(false);
    expect(form({ archived: true }).active).toBe(false);
  });
});

describe('the states of an account', () => {
  it('are those of its ticket types, in our words', () => {
    const json = {
      id: '6602',
      category: 'in_progress',
      internal_label: 'With warehouse',
      archived: true,
    };
    expect(statusToUnified(json, readContext())).toEqual({
      id: '6602',
      label: 'With warehouse',
      status: 'in_progress',
      statusDetail: null,
      active: false,
      isDefault: false,
      raw: json,
    });
  });

  it('follow the account’s own table', () => {
    const statusMap = new Map([['6602', { status: 'pending' as const, statusDetail: null }]]);
    const json = { id: '6602', category: 'in_progress' };
    expect(statusToUnified(json, readContext({ statusMap })).status).toBe('pending');
  });

  it('and the three that every conversation has', () => {
    expect(conversationStatuses(readContext())).toMatchObject([
      { id: 'open', status: 'open', isDefault: true },
      { id: 'snoozed', status: 'pending', statusDetail: 'snoozed' },
      { id: 'closed', status: 'resolved', isDefault: false },
    ]);
  });
});

describe('other records', () => {
  it('a macro keeps its placeholders in both forms', () => {
    const json = {
      type: 'macro',
      id: '123',
      name: 'Thanks',
      body: '<p>Hi <attribute key="user.name" default="there"/></p>',
      body_text: 'Hi {{user.name|fallback:"there"}}',
      updated_at: '2026-01-05T08:00:00.000Z',
    };
    expect(macroToUnified(json, readContext())).toEqual({
      id: 'intercom:abc123de:123',
      externalId: '123',
      title: 'Thanks',
      bodyText: 'Hi {{user.name|fallback:"there"}}',
      bodyHtml: '<p>Hi <attribute key="user.name" default="there"/></p>',
      folderId: null,
      active: true,
      updatedAt: at('2026-01-05T08:00:00Z'),
      raw: json,
    });
  });

  it('a brand can be the default one', () => {
    const json = { type: 'brand', id: 'abc123de', name: 'Acme', is_default: true };
    expect(productToUnified(json, readContext())).toMatchObject({
      id: 'intercom:abc123de:abc123de',
      name: 'Acme',
      isDefault: true,
    });
  });

  it('a rating is that of its conversation', () => {
    const json = restFixture('conversation.full');
    const rating = ratingToUnified(json, readContext());
    expect(rating).toMatchObject({
      score: 0.75,
      ticketId: 'intercom:abc123de:900100200300401',
      status: 'received',
    });
    expect(rating.raw).toBe(json);
    expect(ratingToUnified(restFixture('conversation.sparse'), readContext()).status).toBe('none');
  });

  it('what Intercom measured is in seconds', () => {
    expect(metricsToUnified(restFixture('conversation.full'), readContext())).toMatchObject({
      firstReplySeconds: 120,
      firstResolutionSeconds: 7200,
      fullResolutionSeconds: 14400,
      requesterWaitSeconds: null,
      reopens: 1,
      replies: null,
      solvedAt: at('2026-01-05T10:00:00Z'),
    });
    expect(metricsToUnified(restFixture('conversation.sparse'), readContext())).toMatchObject({
      firstReplySeconds: null,
      reopens: null,
      solvedAt: null,
    });
  });

  it('a side conversation is its parts', () => {
    const part = (id: string, created_at: number, body: string, author: object) => ({
      id,
      part_type: 'comment',
      created_at,
      body,
      author,
    });
    const ada = { type: 'admin', id: '1', name: 'Ada', email: 'ada@acme.example' };
    const bo = { type: 'admin', id: '2', name: 'Bo', email: 'bo@acme.example' };
    const json = {
      side_conversation_id: 456,
      conversation_parts: [
        part('1', 1767600000, '<p>Do you know?</p>', ada),
        part('2', 1767603600, '<p>No.</p>', bo),
        part('3', 1767607200, '<p>Thanks.</p>', ada),
      ],
      total_count: 3,
    };
    expect(sideConversationToUnified(json, '12', readContext())).toMatchObject({
      id: '456',
      ticketId: 'intercom:abc123de:12',
      subject: null,
      preview: 'Thanks.',
      participants: [
        { name: 'Ada', email: 'ada@acme.example' },
        { name: 'Bo', email: 'bo@acme.example' },
      ],
      createdAt: at('2026-01-05T08:00:00Z'),
      updatedAt: at('2026-01-05T10:00:00Z'),
    });
    const empty = { side_conversation_id: '1', conversation_parts: [] };
    expect(() => sideConversationToUnified(empty, '12', readContext())).toThrow('no parts');
  });

  it.each([
    ['contact', (json: unknown) => contactToUnified(json, readContext())],
    ['company', (json: unknown) => organizationToUnified(json, readContext())],
    ['admin', (json: unknown) => agentToUnified(json, readContext())],
    ['team', (json: unknown) => groupToUnified(json, readContext())],
    ['article', (json: unknown) => articleToUnified(json, readContext())],
    ['macro', (json: unknown) => macroToUnified(json, readContext())],
    ['brand', (json: unknown) => productToUnified(json, readContext())],
    ['attribute', (json: unknown) => fieldToUnified(json, readContext())],
    ['ticket type', (json: unknown) => formToUnified(json, readContext())],
  ])('something that is no %s is refused by its name', (what, read) => {
    for (const strange of [null, 'text', [], {}]) {
      expect(() => read(strange)).toThrow(what);
    }
  });
});
