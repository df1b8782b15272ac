import { describe, expect, it } from 'vitest';
import { articlesOf, libraryOf, open, whole } from './furnish.ts';

const ALL = { limit: 1000 };
const TITLES = ['Getting started', 'Refunds take a week'];

type World = Awaited<ReturnType<typeof open>>;

const statesOf = async ({ ledger }: World) => {
  const { items } = await ledger.items({ kind: 'article', ...ALL, cursor: null });
  return items.map(({ state }) => state);
};
const lossesOf = async ({ ledger }: World, source: string): Promise<readonly string[]> =>
  (await ledger.item('article', source))?.losses.map(({ field }) => field) ?? [];

describe.each([
  ['zendesk', 'freshdesk', '/api/v2/help_center/sections/'],
  ['freshdesk', 'zendesk', '/api/v2/solutions/folders/'],
  ['intercom', 'freshdesk', '/articles'],
] as const)('into %s', (to, from, path) => {
  it('makes nothing twice when answers are lost at any write', async () => {
    const world = await open(from, to);
    const { faults } = world.target.sandbox;
    for (const method of ['POST', 'PUT']) {
      for (let after = 0; after < 6; after += 2) {
        const fault = { kind: 'commit-then-drop' } as const;
        faults.inject({ method, after, fault });
      }
    }
    faults.inject({
      fault: { kind: 'commit-then-status', status: 503 },
      when: (request) => request.method === 'POST' && request.path.startsWith(path),
    });
    await whole(world.migrate().run());
    expect(faults.hits.length).toBeGreaterThan(4);
    await whole(world.migrate().verify());
    expect(await statesOf(world)).toEqual(['verified', 'verified']);
    const library = libraryOf(world.target.adapter);
    const list = await library.list().toArray(ALL);
    expect(list.map(({ title }) => title).sort()).toEqual(TITLES);
    const names = (await library.sections().toArray(ALL)).map(({ name }) => name);
    expect(names.sort()).toEqual(['Billing', 'Refunds']);
    expect(await library.categories().toArray(ALL)).toHaveLength(1);
  });

  it('follows changes, moves nothing it need not, and takes away what the source deletes', async () => {
    const world = await open(from, to);
    const { furnished, source, target, migrate } = world;
    await whole(migrate().run());
    const before = await articlesOf(target);
    const theirs = libraryOf(source.adapter);
    world.clock.advance(120_000);
    await theirs.update(furnished.start.id, {
      title: 'Getting started again',
      bodyHtml: '<p>All new.</p>',
    });
    await theirs.remove(furnished.refunds.id);
    await theirs.create({
      title: 'Third',
      bodyHtml: '<p>Third.</p>',
      sectionId: furnished.section,
      state: 'draft',
    });
    world.clock.advance(3_600_000);
    await whole(migrate().delta());
    const after = await articlesOf(target);
    const shown = [...after].filter(([, { state }]) => state !== 'archived');
    expect(shown.map(([title, { state }]) => [title, state]).sort()).toEqual([
      ['Getting started again', 'published'],
      ['Third', 'draft'],
    ]);
    expect(after.get('Getting started again')?.id).toBe(before.get('Getting started')?.id);
    await whole(migrate().verify());
    expect([...(await statesOf(world))].sort()).toEqual(['skipped', 'verified', 'verified']);
    expect((await whole(migrate().delta()))?.handled).toBe(0);
  });

  it('takes back what it has made, and can be followed by another run', async () => {
    const world = await open(from, to);
    const { target, migrate } = world;
    const library = libraryOf(target.adapter);
    // A category of the same name is matched, and stays.
    const { value: own } = await library.createCategory({ name: 'Help' });
    await whole(migrate().run());
    const kept = await library.sections().toArray(ALL);
    const inner = kept.find(({ name }) => name === 'Refunds');
    // Somebody else's article keeps its section, and what that stands in.
    const { value: strange } = await library.create({
      title: 'Ours',
      bodyHtml: '<p>Ours.</p>',
      sectionId: inner?.id ?? '',
      state: 'published',
    });
    const count = await migrate().createdRecords();
    await whole(migrate().rollback({ confirm: count }));
    expect([...(await articlesOf(target)).keys()]).toEqual(['Ours']);
    expect(await library.sections().toArray(ALL)).toHaveLength(2);
    await library.remove(strange.id);
    await whole(migrate().rollback({ confirm: await migrate().createdRecords() }));
    expect(await library.sections().toArray(ALL)).toEqual([]);
    const categories = await library.categories().toArray(ALL);
    expect(categories.map(({ id }) => id)).toEqual([own.id]);
    await whole(migrate().run());
    expect([...(await articlesOf(target)).keys()].sort()).toEqual(TITLES);
  });
});

describe('what not everybody may read', () => {
  const secret = async (world: World): Promise<string> => {
    const library = libraryOf(world.source.adapter);
    const [category] = await library.categories().toArray(ALL);
    const { value: section } = await library.createSection({
      name: 'Staff',
      categoryId: category?.id ?? '',
      providerOptions: { freshdesk: { visibility: 3 } },
    });
    const { value } = await library.create({
      title: 'Secret',
      bodyHtml: '<p>The code is 7.</p>',
      sectionId: section.id,
      state: 'published',
    });
    return value.id;
  };

  it('is a draft at the target, which is declared', async () => {
    const world = await open('freshdesk', 'zendesk');
    const id = await secret(world);
    await whole(world.migrate().run());
    expect((await articlesOf(world.target)).get('Secret')?.state).toBe('draft');
    expect(await lossesOf(world, id)).toContain('visibility');
    await whole(world.migrate().verify());
    expect(new Set(await statesOf(world))).toEqual(new Set(['verified']));
  });

  it('is published, or stays behind, where the mapping says so', async () => {
    const world = await open('freshdesk', 'zendesk');
    await secret(world);
    await whole(world.migrate({ mapping: { articles: { restricted: 'publish' } } }).run());
    expect((await articlesOf(world.target)).get('Secret')?.state).toBe('published');
    const other = await open('freshdesk', 'zendesk');
    const id = await secret(other);
    await whole(other.migrate({ mapping: { articles: { restricted: 'skip' } } }).run());
    expect([...(await articlesOf(other.target)).keys()].sort()).toEqual(TITLES);
    expect((await other.ledger.item('article', id))?.state).toBe('skipped');
  });
});

describe('where desks differ', () => {
  it('articles of a collection at the top, and of none, get sections', async () => {
    const world = await open('intercom', 'zendesk');
    const library = libraryOf(world.source.adapter);
    const [top] = await library.categories().toArray(ALL);
    await library.create({ title: 'Top', bodyHtml: '<p>t</p>', sectionId: top?.id ?? '' });
    await world.source.adapter.request({
      method: 'POST',
      path: '/articles',
      body: {
        title: 'Alone',
        body: '<p>a</p>',
        author_id: Number(world.furnished.start.authorId?.split(':')[2]),
      },
    });
    await whole(world.migrate().run());
    const theirs = libraryOf(world.target.adapter);
    const sections = await theirs.sections().toArray(ALL);
    const there = await articlesOf(world.target);
    const nameOf = (title: string) =>
      sections.find(({ id }) => id === there.get(title)?.sectionId)?.name;
    expect([nameOf('Top'), nameOf('Alone')]).toEqual(['Help', 'General']);
    const categories = await theirs.categories().toArray(ALL);
    expect(categories.map(({ name }) => name).sort()).toEqual(['General', 'Help']);
    await whole(world.migrate().verify());
    expect(new Set(await statesOf(world))).toEqual(new Set(['verified']));
  });

  it('a section stands beside the one it was in where the target does not nest', async () => {
    const world = await open('freshdesk', 'zendesk');
    world.target.sandbox.faults.inject({
      method: 'POST',
      when: ({ path, bytes }) =>
        path.endsWith('/sections') && new TextDecoder().decode(bytes).includes('parent_section_id'),
      fault: { kind: 'status', status: 422, body: { error: 'RecordInvalid' } },
    });
    await whole(world.migrate().run());
    const sections = await libraryOf(world.target.adapter).sections().toArray(ALL);
    expect(sections.map(({ name, parentSectionId }) => [name, parentSectionId])).toEqual([
      ['Billing', null],
      ['Billing / Refunds', null],
    ]);
    const { losses } =
      (await world.ledger.item('section', `section/${world.furnished.inner}`)) ?? {};
    expect(losses?.map(({ field }) => field)).toContain('name');
    await whole(world.migrate().verify());
    expect(await statesOf(world)).toEqual(['verified', 'verified']);
  });

  it('a language that is left out, or not there, is declared', async () => {
    const world = await open('freshdesk', 'zendesk');
    const { start } = world.furnished;
    await whole(world.migrate({ mapping: { articles: { locales: { de: null } } } }).run());
    const there = await articlesOf(world.target);
    const texts = await libraryOf(world.target.adapter).translations(
      there.get('Getting started')?.id ?? '',
    );
    expect(texts.map(({ locale }) => locale)).toEqual(['en-us']);
    expect(await lossesOf(world, start.id)).toContain('translations.de');
  });
});

describe('the knowledge base', () => {
  it('stays where it is with scope.articles: none', async () => {
    const world = await open('freshdesk', 'zendesk');
    const migration = world.migrate({ scope: { articles: 'none' } });
    await migration.plan();
    await whole(migration.run());
    expect((await articlesOf(world.target)).size).toBe(0);
    expect((await migration.status()).counts.article).toBeUndefined();
  });

  it('is left out with a warning where the credentials may not read it', async () => {
    const world = await open('freshdesk', 'zendesk');
    world.source.sandbox.faults.inject({
      when: ({ path }) => path.startsWith('/api/v2/solutions'),
      fault: { kind: 'status', status: 403, body: { code: 'access_denied' } },
      times: 100,
    });
    const { findings } = await world.migrate().plan();
    expect(findings).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'articles_unreadable' }),
    );
    await whole(world.migrate().run());
    expect((await articlesOf(world.target)).size).toBe(0);
  });
});
