import { describe, expect, it } from 'vitest';
import { callsOf, connect } from '../support/connect.ts';

const ALL = { limit: 100 };
const ROOT = '/api/v2/solutions';

async function furnished() {
  const connection = connect();
  const { desk } = connection;
  const make = async (path: string, body: object): Promise<number> => {
    const { data } = await desk.request<{ id: number }>({
      method: 'POST',
      path: ROOT + path,
      body,
    });
    return data.id;
  };
  const first = await make('/categories', { name: 'General' });
  const second = await make('/categories', { name: 'Billing' });
  const faq = await make(`/categories/${first}/folders`, { name: 'FAQ', visibility: 1 });
  const deep = await make(`/categories/${first}/folders`, {
    name: 'Deep',
    visibility: 3,
    parent_folder_id: faq,
  });
  const deeper = await make(`/categories/${first}/folders`, {
    name: 'Deeper',
    visibility: 2,
    parent_folder_id: deep,
  });
  const bills = await make(`/categories/${second}/folders`, { name: 'Bills', visibility: 1 });
  const article = (folder: number, title: string) =>
    make(`/folders/${folder}/articles`, { title, description: `<p>${title}</p>`, status: 2 });
  const ids = {
    reset: await article(faq, 'Reset'),
    secret: await article(deep, 'Secret'),
    deepest: await article(deeper, 'Deepest'),
    pay: await article(bills, 'Pay'),
  };
  connection.forget();
  return { ...connection, first, second, faq, deep, deeper, bills, ids };
}

const titlesOf = (articles: readonly { readonly title: string | null }[]) =>
  articles.map(({ title }) => title);

describe('the knowledge base', () => {
  it('is walked through all categories and levels of folders', async () => {
    const { desk, first, faq, deep, deeper } = await furnished();
    const articles = await desk.articles.list().toArray(ALL);
    expect(titlesOf(articles)).toEqual(['Reset', 'Secret', 'Deepest', 'Pay']);
    expect(articles.map(({ visibility }) => visibility)).toEqual([
      'public',
      'internal',
      'authenticated',
      'public',
    ]);
    const sections = await desk.articles.sections().toArray(ALL);
    expect(
      sections.map(({ name, categoryId, parentSectionId }) => [name, categoryId, parentSectionId]),
    ).toEqual([
      ['FAQ', String(first), null],
      ['Deep', String(first), String(faq)],
      ['Deeper', String(first), String(deep)],
      ['Bills', expect.any(String), null],
    ]);
    expect(sections[2]?.id).toBe(String(deeper));
    const categories = await desk.articles.categories().toArray(ALL);
    expect(categories.map(({ name }) => name)).toEqual(['General', 'Billing']);
  });

  it('is listed by folder, by category, by date, and from a cursor', async () => {
    const { desk, second, deep, sandbox, ids } = await furnished();
    expect(titlesOf(await desk.articles.list({ sectionId: String(deep) }).toArray(ALL))).toEqual([
      'Secret',
    ]);
    expect(titlesOf(await desk.articles.list({ categoryId: String(second) }).toArray(ALL))).toEqual(
      ['Pay'],
    );
    sandbox.clock.advance(60_000);
    const updatedSince = new Date(sandbox.clock.now());
    await desk.articles.update(String(ids.secret), { title: 'Secret 2' });
    expect(titlesOf(await desk.articles.list({ updatedSince }).toArray(ALL))).toEqual(['Secret 2']);
    const cursors: string[] = [];
    for await (const { nextCursor } of desk.articles.list({ pageSize: 1 }).pages()) {
      if (nextCursor !== null) cursors.push(nextCursor);
    }
    const rest = desk.articles.list({ pageSize: 1, cursor: cursors[0] ?? '' });
    expect(titlesOf(await rest.toArray(ALL))).toEqual(['Secret 2', 'Deepest', 'Pay']);
    await expect(desk.articles.list({ locale: 'de' }).toArray(ALL)).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
  });

  it('shows an article with the visibility of its folder', async () => {
    const connection = await furnished();
    const { desk, deep, ids } = connection;
    expect(await desk.articles.get(String(ids.secret))).toMatchObject({
      title: 'Secret',
      bodyHtml: '<p>Secret</p>',
      visibility: 'internal',
      sectionId: String(deep),
      state: 'published',
    });
    expect(callsOf(connection)).toEqual([
      `GET /solutions/articles/${ids.secret}`,
      `GET /solutions/folders/${deep}`,
    ]);
  });

  it('counts an article as restricted when its folder may not be read', async () => {
    const connection = await furnished();
    connection.intercept(({ path }) =>
      path.includes('/folders/')
        ? Response.json({ code: 'access_denied' }, { status: 403 })
        : undefined,
    );
    expect((await connection.desk.articles.get(String(connection.ids.reset))).visibility).toBe(
      'restricted',
    );
  });

  it('takes a new article as a draft, unless told otherwise', async () => {
    const { desk, faq, sent } = await furnished();
    const { value, warnings } = await desk.articles.create({
      title: 'New',
      bodyHtml: '<p>b</p>',
      sectionId: String(faq),
      labels: ['password'],
      position: 3,
      notifySubscribers: true,
      providerOptions: { freshdesk: { seo_data: { meta_title: 'New!' } } },
    });
    expect(sent()[0]).toMatchObject({
      method: 'POST',
      path: `${ROOT}/folders/${faq}/articles`,
      body: {
        type: 1,
        title: 'New',
        description: '<p>b</p>',
        status: 1,
        tags: ['password'],
        seo_data: { meta_title: 'New!' },
      },
    });
    expect(warnings.map(({ field }) => field)).toEqual(['position', 'notifySubscribers']);
    expect(value).toMatchObject({ title: 'New', state: 'draft', labels: ['password'] });
  });

  it('refuses an article without text, or in another language, before any call', async () => {
    const { desk, faq, sent } = await furnished();
    const sectionId = String(faq);
    await expect(desk.articles.create({ title: ' ', sectionId })).rejects.toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'title' }, { path: 'bodyHtml' }],
    });
    await expect(
      desk.articles.create({ title: 'Neu', bodyHtml: 'x', sectionId, locale: 'de' }),
    ).rejects.toMatchObject({ code: 'configuration_invalid' });
    await expect(
      desk.articles.create({ title: 'Neu', bodyHtml: 'x', sectionId: '../7' }),
    ).rejects.toMatchObject({ code: 'id_mismatch' });
    expect(sent()).toEqual([]);
  });

  it('changes only what is named, publishes and takes back', async () => {
    const { desk, ids, sent } = await furnished();
    const id = String(ids.reset);
    const { warnings } = await desk.articles.update(id, { title: 'Reset it', sectionId: '1' });
    expect(sent()[0]?.body).toEqual({ title: 'Reset it' });
    expect(warnings.map(({ field }) => field)).toEqual(['sectionId']);
    await desk.articles.archive(id);
    expect(sent()[1]?.body).toEqual({ status: 1 });
    expect((await desk.articles.get(id)).state).toBe('draft');
    expect((await desk.articles.update(id, { state: 'published' })).value.state).toBe('published');
    const archived = await desk.articles.update(id, { state: 'archived' });
    expect(archived.warnings).toMatchObject([{ type: 'coerced', field: 'state', to: 'draft' }]);
  });

  it('makes a translation, changes it, and reads all of them', async () => {
    const connection = await furnished();
    const { desk, ids } = connection;
    const id = String(ids.reset);
    const made = await desk.articles.translate(id, {
      locale: 'de',
      title: 'Zurücksetzen',
      bodyHtml: '<p>So</p>',
      state: 'published',
    });
    expect(made.value).toMatchObject({ locale: 'de', title: 'Zurücksetzen', state: 'published' });
    const changed = await desk.articles.translate(id, { locale: 'de', title: 'Neu setzen' });
    expect(changed.value.title).toBe('Neu setzen');
    const writes = connection.sent().filter(({ method }) => method !== 'GET');
    expect(
      writes.map(({ method, path, status, body }) => [
        method,
        path.slice(ROOT.length),
        status,
        body,
      ]),
    ).toEqual([
      [
        'PUT',
        `/articles/${id}/de`,
        404,
        { title: 'Zurücksetzen', description: '<p>So</p>', status: 2 },
      ],
      [
        'POST',
        `/articles/${id}/de`,
        201,
        { title: 'Zurücksetzen', description: '<p>So</p>', status: 2 },
      ],
      ['PUT', `/articles/${id}/de`, 200, { title: 'Neu setzen' }],
    ]);
    const translations = await desk.articles.translations(id);
    expect(translations.map(({ locale, title }) => [locale, title])).toEqual([
      ['en', 'Reset'],
      ['de', 'Neu setzen'],
    ]);
    expect((await desk.articles.get(id, { locale: 'de' })).title).toBe('Neu setzen');
    const elsewhere = await desk.articles.translations(String(ids.pay));
    expect(elsewhere.map(({ locale }) => locale)).toEqual(['en']);
  });

  it('is searched by words', async () => {
    const { desk, sent } = await furnished();
    const found = await desk.articles.search({ query: 'reset' }).toArray(ALL);
    expect(titlesOf(found)).toEqual(['Reset']);
    expect(sent()[0]).toMatchObject({ path: '/api/v2/search/solutions' });
    expect(sent()[0]?.query.get('term')).toBe('reset');
    await expect(
      desk.articles.search({ query: 'x', locale: 'de' }).toArray(ALL),
    ).rejects.toMatchObject({ code: 'unsupported_operation' });
  });
});
