import { ConfigurationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const read = async <T>(list: AsyncIterable<T>): Promise<readonly T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};
const ROOT = '/api/v2/help_center';

function furnished() {
  const connection = connect({ sandbox: { rateLimits: false } });
  const article = connection.sandbox.seed.article({
    title: 'Reset a password',
    body: '<p>How</p>',
    label_names: ['login'],
  });
  return { ...connection, article, id: String(article.id), sectionId: String(article.section_id) };
}

describe('reading articles', () => {
  it('gives one in the locale that was asked for', async () => {
    const { desk, id, sectionId, sent } = furnished();
    await desk.articles.translate(id, { locale: 'de', title: 'Passwort', bodyHtml: '<p>So</p>' });
    expect(await desk.articles.get(id)).toMatchObject({
      id: `zendesk:acme:${id}`,
      title: 'Reset a password',
      locale: 'en-us',
      state: 'published',
      sectionId,
      labels: ['login'],
    });
    expect(await desk.articles.get(id, { locale: 'de' })).toMatchObject({
      title: 'Passwort',
      bodyHtml: '<p>So</p>',
      locale: 'de',
    });
    expect(sent().at(-1)?.path).toBe(`${ROOT}/de/articles/${id}`);
  });

  it('lists by section, by category and by date', async () => {
    const { desk, sandbox, id, sectionId, sent } = furnished();
    const categoryId = String([...sandbox.state.categories.rows.keys()][0]);
    const ids = async (query: Parameters<typeof desk.articles.list>[0]) =>
      (await read(desk.articles.list(query))).map(({ externalId }) => externalId);
    expect(await ids({ sectionId, locale: 'en-US' })).toEqual([id]);
    expect(await ids({ categoryId })).toEqual([id]);
    expect(sent().map(({ path }) => path)).toEqual([
      `${ROOT}/en-us/sections/${sectionId}/articles`,
      `${ROOT}/categories/${categoryId}/articles`,
    ]);
    const later = new Date(sandbox.clock.now());
    expect(await ids({ updatedSince: later })).toEqual([]);
    sandbox.clock.advance(1_000);
    await desk.articles.update(id, { title: 'Reset it' });
    expect(await ids({ updatedSince: later })).toEqual([id]);
  });

  it('reads the search to its last page by page numbers, the only way it has', async () => {
    const { desk, sandbox, sent } = furnished();
    for (let count = 0; count < 4; count += 1) sandbox.seed.article({ title: `Password ${count}` });
    const found = await read(desk.articles.search({ query: 'password', pageSize: 2 }));
    expect(new Set(found.map(({ externalId }) => externalId)).size).toBe(5);
    expect(sent().map(({ query }) => query.get('page'))).toEqual(['1', '2', '3']);
    expect(sent().every(({ query }) => query.get('page[size]') === null)).toBe(true);
  });

  it('refuses a cursor of another list before anything is sent', async () => {
    const { desk, sent } = furnished();
    const list = desk.articles.search({ query: 'password', cursor: 'eyJv' });
    await expect(read(list)).rejects.toBeInstanceOf(ConfigurationError);
    expect(sent()).toEqual([]);
  });

  it('lists sections with their categories', async () => {
    const { desk, sandbox, sectionId } = furnished();
    const categoryId = String([...sandbox.state.categories.rows.keys()][0]);
    expect(await read(desk.articles.sections())).toMatchObject([
      { externalId: sectionId, name: 'FAQ', categoryId, parentSectionId: null },
    ]);
    expect(await read(desk.articles.categories())).toMatchObject([
      { externalId: categoryId, name: 'General' },
    ]);
  });
});

describe('writing articles', () => {
  it('creates one in its section, and tells subscribers only when asked to', async () => {
    const { desk, sectionId, sandbox, sent } = furnished();
    const { value } = await desk.articles.create({
      title: 'Export',
      bodyHtml: '<p>Click</p>',
      locale: 'en-us',
      sectionId,
      state: 'draft',
    });
    expect(sent()).toMatchObject([
      {
        method: 'POST',
        path: `${ROOT}/sections/${sectionId}/articles`,
        body: {
          article: { title: 'Export', body: '<p>Click</p>', locale: 'en-us', draft: true },
          notify_subscribers: false,
        },
        status: 201,
      },
    ]);
    expect(value).toMatchObject({ title: 'Export', state: 'draft', sectionId });
    expect(sandbox.state.articles.rows.get(Number(value.externalId))).toMatchObject({
      archived: false,
    });
  });

  it('sends text to the translation and the rest to the article', async () => {
    const { desk, id, sandbox, sent, article } = furnished();
    const { value } = await desk.articles.update(id, {
      title: 'Reset it',
      bodyHtml: '<p>New</p>',
      labels: ['login', 'password'],
    });
    const writes = sent().filter(({ method }) => method !== 'GET');
    expect(writes.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['PUT', `${ROOT}/articles/${id}`, { article: { label_names: ['login', 'password'] } }],
      [
        'PUT',
        `${ROOT}/articles/${id}/translations/en-us`,
        { translation: { title: 'Reset it', body: '<p>New</p>' } },
      ],
    ]);
    expect(value).toMatchObject({ title: 'Reset it', bodyHtml: '<p>New</p>' });
    const stored = sandbox.state.articles.rows.get(article.id);
    expect(stored?.label_names).toEqual(['login', 'password']);
    expect(stored?.translations[0]).toMatchObject({ title: 'Reset it', body: '<p>New</p>' });
  });

  it('changes labels without touching any translation', async () => {
    const { desk, id, sent } = furnished();
    await desk.articles.update(id, { labels: [] });
    expect(sent().some(({ path }) => path.includes('/translations'))).toBe(false);
  });

  it('unpublishes through the translation', async () => {
    const { desk, id, sandbox, article } = furnished();
    const { value } = await desk.articles.update(id, { state: 'draft' });
    expect(value.state).toBe('draft');
    expect(sandbox.state.articles.rows.get(article.id)?.translations[0]?.draft).toBe(true);
  });

  it('archives by its own operation only', async () => {
    const { desk, id, sandbox, article, sent } = furnished();
    await expect(desk.articles.update(id, { state: 'archived' })).rejects.toBeInstanceOf(
      ConfigurationError,
    );
    expect(sent()).toEqual([]);
    await desk.articles.archive(id);
    expect(sent()).toMatchObject([{ method: 'DELETE', path: `${ROOT}/articles/${id}` }]);
    expect(sandbox.state.articles.rows.get(article.id)?.archived).toBe(true);
  });
});

describe('translations', () => {
  it('are created once and changed afterwards, whatever the case of the locale', async () => {
    const { desk, id, sandbox, article, sent } = furnished();
    await desk.articles.translate(id, { locale: 'pt-BR', title: 'Senha', bodyHtml: '<p>x</p>' });
    const { value } = await desk.articles.translate(id, { locale: 'pt-BR', title: 'A senha' });
    expect(value).toMatchObject({ title: 'A senha', bodyHtml: '<p>x</p>', locale: 'pt-br' });
    expect(
      sent()
        .filter(({ method }) => method !== 'GET')
        .map(({ method }) => method),
    ).toEqual(['POST', 'PUT']);
    expect(sandbox.state.articles.rows.get(article.id)?.translations).toHaveLength(2);
  });

  it('are listed to the last page: a Help Center page holds 30 unless more are asked for', async () => {
    const { desk, id, sandbox, article } = furnished();
    const row = sandbox.state.articles.rows.get(article.id);
    const [first] = row?.translations ?? [];
    if (first === undefined) throw new Error('The article has no text.');
    for (let count = 0; count < 104; count += 1) {
      row?.translations.push({ ...first, id: count + 1, locale: `x-${count}` });
    }
    const translations = await desk.articles.translations(id);
    expect(new Set(translations.map(({ locale }) => locale)).size).toBe(105);
    expect(translations.every(({ translationGroupId }) => translationGroupId !== null)).toBe(true);
  });
});
