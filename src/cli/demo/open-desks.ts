import type { DataSet, GeneratedTicket } from '../../../examples/data/generate.ts';
import { createRandom } from '../../../examples/data/random.ts';
import type { SandboxClock } from '../../sandbox/kit/clock.ts';
import { type ServedSandbox, serve } from '../../sandbox/kit/serve.ts';
import { type Actors, createActors } from './actors.ts';
import type { DeskKind, MadeDesk, WorkingAdapter } from './desks/index.ts';
import type { Directory } from './directory.ts';
import { playHistory } from './play-history.ts';

const HOUR_MS = 3_600_000;

/** A desk in use, served over HTTP. */
export interface Desk extends Pick<MadeDesk, 'sandbox' | 'subscribe'> {
  readonly kind: DeskKind;
  /** `provider:account`, as the hub calls it. */
  readonly name: string;
  /** What an application would hold. */
  readonly adapter: WorkingAdapter;
  /** Customers and agents, who work with the desk on their own. */
  readonly actors: Actors;
  readonly directory: Directory;
  readonly served: ServedSandbox;
  close(): Promise<void>;
}

/** What filling desks takes. */
export interface FillOptions {
  readonly dataSet: DataSet;
  readonly seed: number;
  readonly clock: SandboxClock;
  readonly onProgress: (done: number, total: number) => void;
}

/** A desk that holds its part of the data set. */
export interface FilledDesk {
  readonly made: MadeDesk;
  readonly directory: Directory;
  /** The key of each case by its native ticket id. */
  readonly cases: ReadonlyMap<string, string>;
}

interface Worker {
  readonly adapter: WorkingAdapter;
  readonly actors: Actors;
}

/** Which desk a case is at: they take turns. */
export const turnOf = (index: number, desks: number): number => index % desks;

/**
 * Lets a data set happen at desks that were just made, which stand at its `now` afterwards. All
 * waiting moves their clock instead of taking time.
 */
export async function fillDesks(
  made: readonly MadeDesk[],
  { dataSet, seed, clock, onProgress }: FillOptions,
): Promise<readonly FilledDesk[]> {
  const firstCase = dataSet.tickets[0]?.createdAt ?? dataSet.now;
  clock.set(firstCase.getTime() - HOUR_MS);
  const working: (Omit<FilledDesk, 'cases'> & Worker)[] = [];
  for (const desk of made) {
    const directory = await desk.populate(dataSet);
    const { sandbox } = desk;
    const fetch: typeof globalThis.fetch = (input, init) => sandbox.fetch(input, init);
    const adapter = desk.connect(directory, { fetch, ...timeOf(clock, seed) });
    working.push({
      made: desk,
      directory,
      adapter,
      actors: createActors(adapter, directory, desk.outcomeOf),
    });
  }
  const places = new Map(
    dataSet.tickets.map(({ key }, index) => [key, turnOf(index, working.length)]),
  );
  const actorsOf = ({ key }: GeneratedTicket): Actors => {
    const desk = working[places.get(key) ?? 0];
    if (desk === undefined) throw new Error('There is no desk to play at.');
    return desk.actors;
  };
  await playHistory(dataSet, actorsOf, clock, onProgress);
  for (const { made: desk, directory, adapter } of working) {
    await desk.retire(directory);
    await adapter.close();
    desk.sandbox.clearRequests();
  }
  if (clock.now() < dataSet.now.getTime()) clock.set(dataSet.now);
  return working.map(({ made: desk, directory, actors }) => ({
    made: desk,
    directory,
    cases: actors.cases,
  }));
}

/** Makes a desk of each kind, lets the data set happen at them, and serves them on loopback. */
export async function openDesks(
  kinds: readonly DeskKind[],
  options: FillOptions,
): Promise<readonly Desk[]> {
  const { seed, clock } = options;
  const made = kinds.map((kind) => kind.make({ seed, clock }));
  const filled = await fillDesks(made, options);
  const desks: Desk[] = [];
  for (const [index, kind] of kinds.entries()) {
    const desk = filled[index];
    if (desk !== undefined) desks.push(await serveDesk(kind, desk, { seed, clock }));
  }
  return desks;
}

async function serveDesk(
  kind: DeskKind,
  { made, directory, cases }: FilledDesk,
  { seed, clock }: { readonly seed: number; readonly clock: SandboxClock },
): Promise<Desk> {
  const { sandbox, outcomeOf } = made;
  const served = await serve(sandbox);
  const connection = { baseUrl: served.url, ...timeOf(clock, seed) };
  const adapter = made.connect(directory, connection);
  const people = made.connect(directory, connection);
  return {
    kind,
    name: `${adapter.provider}:${adapter.account}`,
    sandbox,
    adapter,
    actors: createActors(people, directory, outcomeOf, cases),
    directory,
    served,
    subscribe: (working, url) => made.subscribe(working, url),
    async close() {
      await people.close();
      await served.close();
    },
  };
}

/** Waiting moves the sandboxes' clock; chance comes from the seed. */
const timeOf = (clock: SandboxClock, seed: number) => ({
  random: createRandom(seed).next,
  clock: {
    now: () => clock.now(),
    sleep: async (milliseconds: number) => clock.advance(milliseconds),
  },
});
