import { describe, expect, it } from 'vitest';
import { agentToUnified } from '../../../../adapters/intercom/to-unified/agents.ts';
import {
  articleToUnified,
  articleTranslations,
  categoryToUnified,
  isCategory,
  sectionToUnified,
} from '../../../../adapters/intercom/to-unified/articles.ts';
import { contactToUnified } from '../../../../adapters/intercom/to-unified/contacts.ts';
import { fieldToUnified, formToUnified } from '../../../../adapters/intercom/to-unified/fields.ts';
import { groupToUnified } from '../../../../adapters/intercom/to-unified/groups.ts';
import { macroToUnified } from '../../../../adapters/intercom/to-unified/macros.ts';
import { organizationToUnified } from '../../../../adapters/intercom/to-unified/organizations.ts';
import { productToUnified } from '../../../../adapters/intercom/to-unified/products.ts';
import { ratingToUnified } from '../../../../adapters/intercom/to-unified/ratings.ts';
import { sideConversationToUnified } from '../../../../adapters/intercom/to-unified/side-conversations.ts';
import { metricsToUnified } from '../../../../adapters/intercom/to-unified/ticket-metrics.ts';
import { readContext } from '../support/contexts.ts';
import { restFixture } from '../support/own-fixtures.ts';

const at = (text: string) => new Date(text);
const fieldsOf = (warnings: readonly { readonly field: string }[]) =>
  warnings.map(({ field }) => field);

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
