import { createMemoryLedger, createMigration, type MigrationOptions } from 'polydesk/migration';
import type { Progress } from 'polydesk/migration';
import type { Article } from 'polydesk';
import type { AnySupportAdapter } from '../support/types.ts';
import { createClocks, type PlayedDesk, playDesk, type Provider } from '../support/worlds.ts';

/** What a library was furnished with. */
export interface Furnished {
  readonly start: Article;
  readonly refunds: Article;
  readonly section: string;
  readonly inner: string;
}

/** The knowledge base of an adapter, of which everything is there. */
export function libraryOf({ articles }: AnySupportAdapter) {
  if (
    articles?.list === undefined ||
    articles.create === undefined ||
    articles.update === undefined ||
    articles.get === undefined ||
    articles.translate === undefined ||
    articles.translations === undefined ||
    articles.createCategory === undefined ||
    articles.createSection === undefined ||
    articles.sections === undefined ||
    articles.categories === undefined ||
    articles.archive === undefined
  ) {
    throw new Error('This desk lacks a part of the knowledge base.');
  }
  const { list, create, update, get, translate, translations, archive } = articles;
  const { createCategory, createSection, sections, categories } = articles;
  return {
    ...{ list, create, update, get, translate, translations, archive },
    ...{ createCategory, createSection, sections, categories },
    remove: articles.delete ?? archive,
  };
}

/** Two sections, one inside the other; two articles that lead to each other; one of them in German, too. */
export async function furnish({ adapter }: PlayedDesk): Promise<Furnished> {
  const library = libraryOf(adapter);
  const { value: category } = await library.createCategory({ name: 'Help', description: 'All' });
  const { value: billing } = await library.createSection({
    name: 'Billing',
    categoryId: category.id,
  });
  const { value: deeper } = await library.createSection({
    name: 'Refunds',
    categoryId: category.id,
    parentSectionId: billing.id,
  });
  const { value: refunds } = await library.create({
    title: 'Refunds take a week',
    bodyHtml: '<p>Ask <b>us</b> &amp; wait: 払い戻し.</p>',
    sectionId: deeper.id,
    state: 'published',
    labels: ['money'],
  });
  const { value: start } = await library.create({
    title: 'Getting started',
    bodyHtml: `<p>First, read <a href="${refunds.url}#fees">this</a>.</p><img src="https://img.example/a.png">`,
    sectionId: billing.id,
    state: 'published',
    labels: ['intro', 'money'],
  });
  await library.update(refunds.id, {
    bodyHtml: `<p>Ask <b>us</b> &amp; wait: 払い戻し. <a href="${start.url}">Start</a></p>`,
  });
  await library.translate(start.id, {
    locale: 'de',
    title: 'Erste Schritte',
    bodyHtml: '<p>Zuerst das lesen: Grüße.</p>',
    state: 'published',
  });
  return { start, refunds, section: billing.id, inner: deeper.id };
}

/** A desk with a knowledge base, an empty one, and a migration between them. */
export async function open(from: Provider, to: Provider) {
  const { clock, patient } = createClocks();
  const source = await playDesk(from, clock);
  const target = await playDesk(to, clock, { empty: true });
  const furnished = await furnish(source);
  clock.advance(3_600_000);
  const ledger = createMemoryLedger();
  const migrate = (options: Partial<MigrationOptions> = {}) =>
    createMigration({
      from: source.adapter,
      to: target.adapter,
      ledger,
      clock: patient,
      silence: 'confirmed',
      ...options,
    });
  return { source, target, ledger, migrate, furnished, clock, patient };
}

/** Runs a phase to its end. */
export async function whole(phase: AsyncIterable<Progress>): Promise<Progress | undefined> {
  let last: Progress | undefined;
  for await (const progress of phase) last = progress;
  return last;
}

/** All articles of a desk, by title. */
export async function articlesOf({ adapter }: PlayedDesk): Promise<ReadonlyMap<string, Article>> {
  const list = await libraryOf(adapter).list().toArray({ limit: 1000 });
  return new Map(list.map((article) => [article.title ?? '', article]));
}
