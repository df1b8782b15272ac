import { describe, expect, it } from 'vitest';
import { articlesOf, libraryOf, open, whole } from './furnish.ts';

const ALL = { limit: 1000 };

type World = Awaited<ReturnType<typeof open>>;

/** An adapter that loses the answer to every new article, and then may not list any. */
function losing({ target }: World, makes: (request: Request) => boolean) {
  const state = { isBroken: true, sent: 0 };
  const adapter = target.connect({
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (!state.isBroken) return target.sandbox.fetch(request);
      if (makes(request)) {
        state.sent += 1;
        await target.sandbox.fetch(request);
        return new Response('<html>', { status: 502 });
      }
      const isList = request.method === 'GET' && /articles/.test(new URL(request.url).pathname);
      if (state.sent > 0 && isList) return new Response('{}', { status: 400 });
      return target.sandbox.fetch(request);
    },
  });
  return { adapter, state };
}

const makesArticle = ({ method, url }: Request): boolean =>
  method === 'POST' && /\/articles(?:\.json)?$/.test(new URL(url).pathname);

const itemsOf = async ({ ledger }: World) =>
  (await ledger.items({ kind: 'article', ...ALL, cursor: null })).items;

describe.each([
  ['zendesk', 'freshdesk'],
  ['freshdesk', 'zendesk'],
] as const)('an article that was sent from %s to %s without an answer', (from, to) => {
  it('is looked for before it is sent again, also when it has failed meanwhile', async () => {
    const world = await open(from, to);
    const { adapter, state } = losing(world, makesArticle);
    const migration = world.migrate({ to: adapter });
    await whole(migration.run());
    expect(state.sent).toBeGreaterThan(0);
    expect((await itemsOf(world)).map((item) => item.state)).toEqual(['failed', 'failed']);
    state.isBroken = false;
    await migration.retryFailed();
    await whole(migration.run());
    expect((await itemsOf(world)).map((item) => item.state)).toEqual(['confirmed', 'confirmed']);
    expect(await libraryOf(world.target.adapter).list().toArray(ALL)).toHaveLength(2);
  });

  it('is taken back by a rollback', async () => {
    const world = await open(from, to);
    const { adapter } = losing(world, makesArticle);
    await whole(world.migrate({ to: adapter }).run());
    const migration = world.migrate();
    await whole(migration.rollback({ confirm: await migration.createdRecords() }));
    const left = [...(await articlesOf(world.target)).values()];
    expect(left.filter((article) => article.state !== 'archived')).toEqual([]);
    expect(await itemsOf(world)).toEqual([]);
  });
});
