import { describe, expect, it } from 'vitest';
import {
  giveTicket,
  type Interference,
  makesTicket,
  openSmallWorld,
  over,
  ticketsOf,
  whole,
} from './support/small-world.ts';
import type { Provider } from './support/worlds.ts';

const refusal = (): Promise<Response> => Promise.resolve(new Response('{}', { status: 422 }));

const makesMessage = ({ method, url }: Request): boolean =>
  method === 'POST' && /\/(?:reply|notes)$/.test(new URL(url).pathname);

type Case = readonly [Provider, Provider, of: string, refuses: (request: Request) => boolean];
const CASES: readonly Case[] = [
  ['freshdesk', 'zendesk', 'the ticket', makesTicket],
  ['zendesk', 'intercom', 'the ticket', makesTicket],
  ['zendesk', 'intercom', 'a message', makesMessage],
  ['zendesk', 'freshdesk', 'the ticket', makesTicket],
  ['zendesk', 'freshdesk', 'a message', makesMessage],
];

describe.each(CASES)(
  'a changed ticket from %s to %s of which %s is refused',
  (from, to, _of, refuses) => {
    it('leaves the copy that was there, and is carried when the target takes it', async () => {
      const world = await openSmallWorld(from, to);
      const id = await giveTicket(world.source);
      world.advance(3_600_000);
      let isRefused = false;
      const interfere: Interference = (request) =>
        isRefused && refuses(request) ? refusal() : null;
      const migration = world.migrate({ to: over(world.target, interfere) });
      await whole(migration.run());
      const [first] = await ticketsOf(world.target);

      await world.source.adapter.messages.note?.(id, { body: { text: 'Something new.' } });
      world.advance(3_600_000);
      isRefused = true;
      await whole(migration.delta());
      expect(await world.ticket(id)).toMatchObject({ state: 'failed', target: first?.id });
      expect((await ticketsOf(world.target)).map((ticket) => ticket.id)).toEqual([first?.id]);

      isRefused = false;
      expect(await migration.retryFailed()).toBe(1);
      await whole(migration.run());
      expect(await ticketsOf(world.target)).toHaveLength(1);
      const last = await whole(migration.verify());
      expect(last?.counts.ticket).toEqual({ verified: 1 });
    });
  },
);

it('a copy that cannot be brought back is told of, and carried when the target takes it', async () => {
  const world = await openSmallWorld('zendesk', 'freshdesk');
  const id = await giveTicket(world.source);
  world.advance(3_600_000);
  let isRefused = false;
  let failures = 0;
  const interfere: Interference = (request) => {
    if (!isRefused) return null;
    if (makesTicket(request)) return refusal();
    if (!request.url.endsWith('/restore') || failures > 0) return null;
    failures += 1;
    return Promise.resolve(new Response('{}', { status: 404 }));
  };
  const migration = world.migrate({ to: over(world.target, interfere) });
  await whole(migration.run());
  const [first] = await ticketsOf(world.target);
  await world.source.adapter.messages.note?.(id, { body: { text: 'Something new.' } });
  world.advance(3_600_000);
  isRefused = true;
  await whole(migration.delta());
  // The refusal of the new version is not what has to be seen to first.
  expect(await world.ticket(id)).toMatchObject({
    state: 'failed',
    target: first?.id,
    error: { code: 'not_found' },
  });
  isRefused = false;
  expect(await migration.retryFailed()).toBe(1);
  await whole(migration.run());
  expect(await ticketsOf(world.target)).toHaveLength(1);
  const last = await whole(migration.verify());
  expect(last?.counts.ticket).toEqual({ verified: 1 });
});
