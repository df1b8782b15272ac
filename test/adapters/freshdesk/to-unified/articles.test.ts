import { describe, expect, it } from 'vitest';
import { addressesOf } from '../../../../adapters/freshdesk/to-unified/addresses.ts';
import {
  articleToUnified,
  categoryToUnified,
  sectionToUnified,
} from '../../../../adapters/freshdesk/to-unified/articles.ts';
import { expiryOf } from '../../../../adapters/freshdesk/to-unified/attachments.ts';
import { readContext } from '../support/read-context.ts';

const context = readContext();

describe('articles and shelves', () => {
  const article = (changes: Readonly<Record<string, unknown>> = {}) => ({
    id: 1,
    status: 2,
    folder_id: 3,
    category_id: 4,
    title: 'How to',
    description: '<p>So.</p>',
    tags: ['a'],
    ...changes,
  });

  it.each([
    [1, 'public'],
    [2, 'authenticated'],
    [3, 'internal'],
    [4, 'restricted'],
    [7, 'restricted'],
  ])('an article of a folder with visibility %i is %s', (folderVisibility, visibility) => {
    const { value, warnings } = articleToUnified(article(), { ...context, folderVisibility });
    expect(value.visibility).toBe(visibility);
    expect(warnings).toEqual([]);
  });

  it('a search result says itself who may read it', () => {
    expect(articleToUnified(article({ folder_visibility: 1 }), context).value.visibility).toBe(
      'public',
    );
  });

  it('a draft is a draft; a state of no name counts as one and is recorded', () => {
    const known = { ...context, folderVisibility: 1, locale: 'de' };
    expect(articleToUnified(article({ status: 1 }), known).value).toMatchObject({
      state: 'draft',
      locale: 'de',
    });
    expect(articleToUnified(article({ status: 9 }), known)).toMatchObject({
      value: { state: 'draft' },
      warnings: [{ type: 'coerced', field: 'state', from: '9' }],
    });
  });

  it('a folder knows its category and the folder above, from whichever says it', () => {
    const hierarchy = [
      { level: 0, type: 'category', data: { id: 4, name: 'C' } },
      { level: 1, type: 'folder', data: { id: 5, name: 'F' } },
      { level: 2, type: 'folder', data: { id: 6, name: 'G' } },
    ];
    expect(sectionToUnified({ id: 6, name: 'G', hierarchy }, context)).toMatchObject({
      id: '6',
      name: 'G',
      categoryId: '4',
      parentSectionId: '5',
    });
    expect(
      sectionToUnified({ id: 5, name: 'F' }, { ...context, categoryId: '4', locale: 'en' }),
    ).toMatchObject({ categoryId: '4', parentSectionId: null, locale: 'en' });
    expect(sectionToUnified({ id: 6, parent_folder_id: 8 }, context)).toMatchObject({
      parentSectionId: '8',
      categoryId: null,
    });
  });

  it('a category is the top shelf', () => {
    const json = { id: 4, name: 'C', description: '' };
    expect(categoryToUnified(json, context)).toEqual({
      id: '4',
      externalId: '4',
      name: 'C',
      description: null,
      locale: null,
      position: null,
      url: null,
      raw: json,
    });
  });
});

describe('links and addresses', () => {
  it.each([
    ['https://s3.example/f?X-Amz-Date=20241202T000725Z&X-Amz-Expires=300', '2024-12-02T00:12:25Z'],
    [
      'https://s3.example/f?X-Amz-Date=20191202T000725Z&X-Amz-Expires=86400',
      '2019-12-03T00:07:25Z',
    ],
    ['https://cdn.example/f?Expires=1770364800&Signature=x&Key-Pair-Id=k', '2026-02-06T08:00:00Z'],
    ['https://cdn.example/f', null],
    ['https://cdn.example/f?Expires=soon', null],
    ['https://cdn.example/f?X-Amz-Date=20249999T000725Z&X-Amz-Expires=300', null],
  ])('%s works until %s', (url, until) => {
    expect(expiryOf(url)?.toISOString().replace('.000Z', 'Z') ?? null).toBe(until);
  });

  it.each([
    [null, []],
    [[], []],
    ['', []],
    ['a@example.com', ['a@example.com']],
    ['A <a@example.com>, b@example.com', ['a@example.com', 'b@example.com']],
    ['"Doe, J." <j@example.com>; k@example.com', ['j@example.com', 'k@example.com']],
    [
      ['"J" <j@example.com>', 'nobody', ' k@example.com '],
      ['j@example.com', 'k@example.com'],
    ],
  ])('%j holds the addresses %j', (value, addresses) => {
    expect(addressesOf(value)).toEqual(addresses);
  });
});
