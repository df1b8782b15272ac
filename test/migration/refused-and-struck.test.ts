import { describe, expect, it } from 'vitest';
import { connectDesk } from './chaos/connect.ts';
import { type Blow, openMortal } from './support/mortal.ts';
import {
  giveTicket,
  openSmallWorld,
  type SmallWorld,
  ticketsOf,
  whole,
} from './support/small-world.ts';
import type { PlayedDesk } from './support/worlds.ts';

const BLOWS: readonly Blow[] = ['killed', 'lost', 'cut', 'failed'];

/** A process that is struck at one step, and another one that ends what it has begun. */
async function strike(
  world: SmallWorld,
  phase: 'run' | 'delta',
  { at, blow }: { readonly at: number; readonly blow: Blow },
): Promise<string | null> {
  const { options, died, struckAt } = openMortal(world, at, blow);
  // A process that is killed never ends: nobody waits for it.
  await Promise.race([whole(world.migrate(options)[phase]()), died]);
  world.advance(3_600_000);
  if (struckAt() !== null) await whole(world.migrate()[phase]());
  return struckAt();
}

/** What is wrong at the end; `null` where everything is as it should be. */
async function wrongWith(world: SmallWorld, id: string): Promise<string | null> {
  world.advance(60_000);
  await whole(world.migrate().verify());
  const item = await world.ticket(id);
  const there = await ticketsOf(world.target);
  const isRight =
    item?.state === 'verified' &&
    there.length === 1 &&
    there[0]?.id === item.target &&
    item.losses.some(({ field }) => field === 'category');
  if (isRight) return null;
  const { state, target, differences, error } = item ?? {};
  return JSON.stringify({ state, target, differences, error, there: there.map((one) => one.id) });
}

/** A Freshdesk whose categories are ticket types: of those it has its own only. */
async function open(): Promise<{ readonly world: SmallWorld; readonly id: string }> {
  const played = await openSmallWorld('zendesk', 'freshdesk');
  // Safe: the sandbox of Freshdesk has these.
  const { credentials } = played.target.sandbox as unknown as {
    readonly credentials: Readonly<Record<string, string>>;
  };
  const { fetch } = played.target.sandbox;
  const calls = { clock: played.clock, random: () => 0 };
  const connect: PlayedDesk['connect'] = (options = {}) =>
    connectDesk({ provider: 'freshdesk', credentials }, { fetch, ...calls, ...options });
  const target = { ...played.target, connect, adapter: connect() };
  const migrate: SmallWorld['migrate'] = (options = {}) =>
    played.migrate({ to: target.adapter, scope: { articles: 'none' }, ...options });
  const world = { ...played, target, migrate };
  const id = await giveTicket(world.source, { category: 'problem' });
  world.advance(3_600_000);
  return { world, id };
}

/** Strikes at every step, one after the other, until there are no more. */
async function throughout(
  run: (
    at: number,
  ) => Promise<{ readonly world: SmallWorld; readonly id: string; readonly struck: string | null }>,
) {
  const wrong: string[] = [];
  for (let at = 1; ; at += 1) {
    const { world, id, struck } = await run(at);
    const found = await wrongWith(world, id);
    if (found !== null) wrong.push(`${at} ${struck}: ${found}`);
    if (struck === null) return { wrong, steps: at - 1 };
  }
}

describe.each(BLOWS)('a ticket whose category is refused, and whose process is %s', (blow) => {
  it('at any step of its run ends as declared, once', async () => {
    const { wrong, steps } = await throughout(async (at) => {
      const { world, id } = await open();
      return { world, id, struck: await strike(world, 'run', { at, blow }) };
    });
    expect(wrong).toEqual([]);
    expect(steps).toBeGreaterThan(5);
  }, 300_000);

  it('at any step of being written anew ends as declared, once', async () => {
    const { wrong, steps } = await throughout(async (at) => {
      const { world, id } = await open();
      await whole(world.migrate().run());
      await world.source.adapter.messages.note?.(id, { body: { text: 'Something new.' } });
      world.advance(3_600_000);
      return { world, id, struck: await strike(world, 'delta', { at, blow }) };
    });
    expect(wrong).toEqual([]);
    expect(steps).toBeGreaterThan(5);
  }, 300_000);
});
