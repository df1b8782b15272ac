import type { Connection } from './connect.ts';

const since = new Date('2026-01-01T00:00:00Z');
const read = (list: { toArray(options: { limit: number }): Promise<unknown> }) =>
  list.toArray({ limit: 5 });

/** The knowledge base, from its shelves to an article in another language. */
export function articleTour(
  desk: Connection['desk'],
  { id, sectionId }: { readonly id: string; readonly sectionId: string },
) {
  let [category, shelf] = ['', ''];
  return {
    get: () => desk.articles.get(id, { locale: 'en' }),
    list: async () => [
      await read(desk.articles.list({ sectionId })),
      await read(desk.articles.list({ updatedSince: since })),
    ],
    search: () => read(desk.articles.search({ query: 'reset' })),
    create: () =>
      desk.articles.create({
        title: 'New',
        bodyHtml: '<p>b</p>',
        sectionId,
        state: 'published',
        labels: ['password'],
      }),
    update: () => desk.articles.update(id, { title: 'Reset it', labels: ['password'] }),
    translate: () =>
      desk.articles.translate(id, { locale: 'de', title: 'Neu', bodyHtml: '<p>d</p>' }),
    translations: () => desk.articles.translations(id),
    sections: () => read(desk.articles.sections()),
    categories: () => read(desk.articles.categories()),
    archive: () => desk.articles.archive(id),
    delete: () => desk.articles.delete(id),
    createCategory: async () => {
      const { value } = await desk.articles.createCategory({ name: 'Billing' });
      category = value.id;
    },
    createSection: async () => {
      const { value } = await desk.articles.createSection({
        name: 'Bills',
        categoryId: category,
      });
      shelf = value.id;
    },
    deleteSection: () => desk.articles.deleteSection(shelf),
    deleteCategory: () => desk.articles.deleteCategory(category),
    locales: () => desk.articles.locales(),
  };
}
