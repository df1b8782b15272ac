import { describe, expect, it } from 'vitest';
import { type Connection, connect, read } from '../support/connect.ts';

const writes = ({ sent }: Connection) =>
  sent()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => [`${method} ${path}`, body]);

const german = {
  type: 'article_content',
  title: 'Zurücksetzen',
  body: '<p>So</p>',
  author_id: 1,
  state: 'published',
  created_at: 1_767_603_600,
  updated_at: 1_767_603_600,
};
const anArticle = {
  type: 'article',
  id: '71',
  title: 'Reset',
  body: '<p>How</p>',
  state: 'published',
  default_locale: 'en',
  parent_ids: [5, 9],
  created_at: 1_767_603_600,
  updated_at: 1_767_603_600,
  translated_content: { type: 'article_translated_content', de: german, fr: null },
};
const answering = (json: unknown) =>
  connect().another({ fetch: async () => Response.json(json) }).articles;
const aList = (...data: unknown[]) => ({ type: 'list', data, pages: { next: null, page: 1 } });

describe('articles', () => {
  it('are listed by page number until the address of the next page is null', async () => {
    const { desk, sandbox, sent } = connect();
    for (const title of ['One', 'Two', 'Three']) sandbox.seed.article({ title });
    const found = await read(desk.articles.list({ pageSize: 2 }));
    expect(found.map(({ title }) => title).sort()).toEqual(['One', 'Three', 'Two']);
    expect(sent().map(({ path, query }) => `${path}?${query}`)).toEqual([
      '/articles?per_page=2&page=1',
      '/articles?per_page=2&page=2',
    ]);
  });

  it('are filtered here, since the list takes no filters', async () => {
    const titles = async (query: Parameters<typeof list>[0]) =>
      (await read(list(query))).map(({ title }) => title);
    const { list } = answering(aList(anArticle, { ...anArticle, id: '72', parent_ids: [] }));
    expect(await titles({})).toHaveLength(2);
    expect(await titles({ sectionId: '9' })).toEqual(['Reset']);
    expect(await titles({ categoryId: '5', sectionId: '9' })).toEqual(['Reset']);
    expect(await titles({ sectionId: '6' })).toEqual([]);
    expect(await titles({ updatedSince: new Date('2026-01-06T00:00:00Z') })).toEqual([]);
    expect(await titles({ updatedSince: new Date('2026-01-05T09:00:00Z') })).toHaveLength(2);
    expect(() => connect().desk.articles.list({ brand: 1 } as never)).not.toThrow();
  });

  it('come in the language that is asked for, or not at all', async () => {
    const { get, list, translations } = answering(anArticle);
    expect(await get('71', { locale: 'DE' })).toMatchObject({
      locale: 'de',
      title: 'Zurücksetzen',
    });
    await expect(get('71', { locale: 'fr' })).rejects.toMatchObject({ code: 'not_found' });
    // The default language is there, whether it stands among the others or not.
    expect((await translations('71')).map(({ locale }) => locale)).toEqual(['en', 'de']);
    expect(list).toBeTypeOf('function');
    const listed = answering(
      aList(anArticle, { ...anArticle, id: '72', translated_content: null }),
    );
    expect((await read(listed.list({ locale: 'de' }))).map(({ title }) => title)).toEqual([
      'Zurücksetzen',
    ]);
  });

  it('are searched among the published ones', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.article({ title: 'Reset your password', state: 'published' });
    sandbox.seed.article({ title: 'Reset draft', state: 'draft' });
    const found = await read(desk.articles.search({ query: 'reset' }));
    expect(found.map(({ title }) => title)).toEqual(['Reset your password']);
    expect(sent()[0]?.query.get('phrase')).toBe('reset');
  });

  it('need an author, who is whoever acts unless the options say another', async () => {
    const connection = connect();
    const { desk, adminId, sandbox } = connection;
    const grace = sandbox.seed.admin({ name: 'Grace' });
    const { id } = sandbox.seed.collection({ name: 'Help' });
    const { value, warnings } = await desk.articles.create({
      title: 'New',
      bodyHtml: '<p>b</p>',
      sectionId: id,
      state: 'published',
      locale: 'en',
      labels: ['a'],
      position: 1,
    });
    expect(warnings.map(({ type, field }) => [type, field])).toEqual([
      ['dropped', 'locale'],
      ['dropped', 'labels'],
      ['dropped', 'position'],
    ]);
    expect(value).toMatchObject({ title: 'New', state: 'published', sectionId: id });
    await desk.articles.create({
      title: 'Old',
      sectionId: id,
      state: 'archived',
      providerOptions: { intercom: { author_id: Number(grace.id) } },
    });
    const base = { parent_id: Number(id), parent_type: 'collection' };
    expect(writes(connection)).toEqual([
      [
        'POST /articles',
        { title: 'New', body: '<p>b</p>', state: 'published', author_id: Number(adminId), ...base },
      ],
      ['POST /articles', { title: 'Old', state: 'draft', author_id: Number(grace.id), ...base }],
    ]);
  });

  it('are changed in their own language, or beside it', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.article({ title: 'Reset', state: 'published' });
    const shelf = sandbox.seed.collection({ name: 'Help' });
    await desk.articles.update(id, { title: 'Reset it', sectionId: shelf.id });
    const { value } = await desk.articles.update(id, { locale: 'de', title: 'Neu' });
    expect(value).toMatchObject({ locale: 'de', title: 'Neu' });
    await desk.articles.translate(id, { locale: 'fr', title: 'Nouveau', bodyHtml: '<p>f</p>' });
    expect(writes(connection)).toEqual([
      [
        `PUT /articles/${id}`,
        { title: 'Reset it', parent_id: shelf.id, parent_type: 'collection' },
      ],
      [
        `PUT /articles/${id}`,
        { translated_content: { de: { type: 'article_content', title: 'Neu' } } },
      ],
      [
        `PUT /articles/${id}`,
        {
          translated_content: {
            fr: { type: 'article_content', title: 'Nouveau', body: '<p>f</p>' },
          },
        },
      ],
    ]);
  });

  it('are taken out of the help center as drafts, since deleting is for good', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.article({ title: 'Reset', state: 'published' });
    await desk.articles.archive(id);
    expect(writes(connection)).toEqual([[`PUT /articles/${id}`, { state: 'draft' }]]);
    expect((await desk.articles.get(id)).state).toBe('draft');
  });
});

describe('collections', () => {
  it('are categories at the top and sections inside others', async () => {
    const { desk, sandbox } = connect();
    const top = sandbox.seed.collection({ name: 'Help' });
    sandbox.seed.collection({ name: 'Passwords', parent_id: top.id });
    expect((await read(desk.articles.categories())).map(({ name }) => name)).toEqual(['Help']);
    expect(await read(desk.articles.sections())).toMatchObject([
      { name: 'Passwords', parentSectionId: top.id },
    ]);
  });
});
