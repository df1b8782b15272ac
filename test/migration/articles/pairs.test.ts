import { describe, expect, it } from 'vitest';
import { PAIRS } from '../support/worlds.ts';
import { articlesOf, libraryOf, open, whole } from './furnish.ts';

const ALL = { limit: 1000 };

// One small library from each desk to each other; what can go wrong with one is in phases.test.ts.
describe.each(PAIRS)('the knowledge base from $from to $to', ({ from, to }) => {
  it('is carried with sections, languages and links, once', async () => {
    const { source, target, ledger, migrate, furnished } = await open(from, to);
    const [contact = ''] = source.directory.contacts.values();
    const { value: ticket } = (await source.adapter.imports?.ticket?.({
      subject: 'Where?',
      requester: { id: contact },
      status: 'resolved',
      createdAt: new Date('2026-03-02T09:00:00Z'),
      messages: [
        {
          visibility: 'public',
          body: { html: `<p>See <a href="${furnished.start.url}">this</a></p>` },
          authorId: contact,
          authorKind: 'customer',
          createdAt: new Date('2026-03-02T09:00:00Z'),
        },
      ],
    })) ?? { value: null };

    const migration = migrate();
    const { counts } = await migration.plan();
    expect(counts.article).toEqual({ planned: 2 });
    expect(counts.section).toEqual({ planned: 3 });
    await whole(migration.run());
    await whole(migration.verify());

    const { items } = await ledger.items({ kind: 'article', ...ALL, cursor: null });
    expect(items.map(({ state, differences }) => [state, differences])).toEqual([
      ['verified', []],
      ['verified', []],
    ]);
    const library = libraryOf(target.adapter);
    const sections = await library.sections().toArray(ALL);
    const categories = await library.categories().toArray(ALL);
    expect(categories.map(({ name }) => name)).toEqual(['Help']);
    expect(sections.map(({ name }) => name).sort()).toEqual(['Billing', 'Refunds']);
    const nameOf = (id: string | null) => sections.find((one) => one.id === id)?.name;

    const there = await articlesOf(target);
    expect([...there.keys()].sort()).toEqual(['Getting started', 'Refunds take a week']);
    const [start, refunds] = [there.get('Getting started'), there.get('Refunds take a week')];
    expect([start?.state, refunds?.state]).toEqual(['published', 'published']);
    expect([nameOf(start?.sectionId ?? ''), nameOf(refunds?.sectionId ?? '')]).toEqual([
      'Billing',
      'Refunds',
    ]);
    // They lead to each other, where they are now.
    expect(start?.bodyHtml).toContain(`href="${refunds?.url}#fees"`);
    expect(refunds?.bodyHtml).toContain(`href="${start?.url}"`);
    expect(start?.bodyHtml).toContain('https://img.example/a.png');
    const texts = await library.translations(start?.id ?? '');
    const german = texts.find(({ locale }) => locale === 'de');
    expect([german?.title, german?.state]).toEqual(['Erste Schritte', 'published']);
    expect(german?.bodyHtml).toContain('Zuerst das lesen: Grüße.');
    const keepsLabels = from !== 'intercom' && to !== 'intercom';
    expect([...(start?.labels ?? [])].sort()).toEqual(keepsLabels ? ['intro', 'money'] : []);

    // A ticket leads there, too.
    const carried = await ledger.item('ticket', ticket?.id ?? '');
    const [message] = await target.adapter.messages.list(carried?.target ?? '').toArray(ALL);
    expect(`${message?.bodyHtml} ${message?.bodyText}`).toContain(start?.url);

    // Once more is nothing more.
    await whole(migrate().run());
    expect((await articlesOf(target)).size).toBe(2);
    expect(await library.sections().toArray(ALL)).toHaveLength(2);
  });
});
