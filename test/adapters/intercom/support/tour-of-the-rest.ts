import { type Connection, read } from './connect.ts';
import { type Rooms, since } from './tour-furniture.ts';

/** What belongs to the whole workspace. */
export function restTour({ desk, sandbox, another }: Connection, { cases, customer }: Rooms) {
  const { seed } = sandbox;
  const shelf = seed.collection({ name: 'Help' });
  const inner = seed.collection({ name: 'Passwords', parent_id: shelf.id });
  const article = seed.article({ title: 'Reset', body: '<p>How</p>', state: 'published' });
  const macro = seed.macro({ name: 'Close', body: '<p>Closing this.</p>' });
  let [category, section] = ['', ''];
  const [ticket = ''] = cases;
  const brands = another({
    fetch: async () =>
      Response.json({ type: 'list', data: [{ type: 'brand', id: '10', name: 'Acme' }] }),
  });
  const fileOf = async () => {
    const messages = await read(desk.messages.list(ticket));
    const found = messages.flatMap(({ attachments }) => attachments)[0];
    if (found === undefined) throw new Error('There is no file on the case.');
    return found;
  };
  return {
    fields: { list: () => desk.fields.list(), forms: () => desk.fields.forms() },
    statuses: { list: () => desk.statuses.list() },
    attachments: { download: async () => desk.attachments.download(await fileOf()) },
    ratings: { list: () => read(desk.ratings.list({ since })) },
    articles: {
      get: () => desk.articles.get(article.id),
      list: async () => [
        await read(desk.articles.list({ pageSize: 1 })),
        await read(desk.articles.list({ sectionId: inner.id, updatedSince: since })),
      ],
      search: () => read(desk.articles.search({ query: 'reset' })),
      create: () =>
        desk.articles.create({
          title: 'New',
          bodyHtml: '<p>b</p>',
          sectionId: inner.id,
          state: 'published',
          providerOptions: { intercom: { description: 'About it' } },
        }),
      update: () => desk.articles.update(article.id, { title: 'Reset it', sectionId: inner.id }),
      translate: () =>
        desk.articles.translate(article.id, { locale: 'de', title: 'Neu', bodyHtml: '<p>d</p>' }),
      translations: () => desk.articles.translations(article.id),
      sections: () => read(desk.articles.sections()),
      categories: () => read(desk.articles.categories()),
      archive: () => desk.articles.archive(article.id),
      delete: () => desk.articles.delete(article.id),
      createCategory: async () => {
        const { value } = await desk.articles.createCategory({ name: 'Billing' });
        category = value.id;
      },
      createSection: async () => {
        const { value } = await desk.articles.createSection({
          name: 'Bills',
          categoryId: category,
        });
        section = value.id;
      },
      deleteSection: () => desk.articles.deleteSection(section),
      deleteCategory: () => desk.articles.deleteCategory(category),
      locales: () => desk.articles.locales(),
    },
    search: {
      tickets: async () => [
        await read(desk.search.tickets({ query: 'need help' })),
        await read(
          desk.search.tickets({
            query: `{"field":"contact_ids","operator":"=","value":"${customer.id}"}`,
          }),
        ),
      ],
      contacts: () => read(desk.search.contacts({ query: 'Cy' })),
      count: () => desk.search.count('help'),
    },
    sideConversations: { list: () => read(desk.sideConversations.list(ticket)) },
    macros: { list: () => read(desk.macros.list()), get: () => desk.macros.get(macro.id) },
    products: { list: () => brands.products.list() },
  };
}
