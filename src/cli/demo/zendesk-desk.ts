import {
  createZendesk,
  type ZendeskAdapter,
  type ZendeskOptions,
} from '../../../adapters/zendesk/index.ts';
import {
  createZendeskSandbox,
  type ZendeskSandbox,
} from '../../../adapters/zendesk/sandbox/index.ts';
import { CUSTOM_FIELDS } from '../../../examples/data/custom-fields.ts';
import type { DataSet } from '../../../examples/data/generate.ts';
import { createRandom } from '../../../examples/data/random.ts';
import { createClock } from '../../sandbox/kit/clock.ts';
import { type ServedSandbox, serve } from '../../sandbox/kit/serve.ts';
import { type Actors, createActors } from './actors.ts';
import { type Directory, idOf } from './directory.ts';
import { playHistory } from './play-history.ts';
import { deleteFormerAgent, populateZendesk } from './populate-zendesk.ts';

const ACCOUNT = 'acme';
const HOUR_MS = 3_600_000;

/** A desk in use, served over HTTP. */
export interface Desk {
  /** What an application would hold. */
  readonly adapter: ZendeskAdapter;
  /** Customers and agents, who work with the desk on their own. */
  readonly actors: Actors;
  readonly directory: Directory;
  readonly sandbox: ZendeskSandbox;
  readonly served: ServedSandbox;
  close(): Promise<void>;
}

/** What filling a sandbox takes. */
export interface FillOptions {
  readonly dataSet: DataSet;
  readonly seed: number;
  readonly onProgress: (done: number, total: number) => void;
}

/** What a filled sandbox knows the data set under. */
export interface FilledZendesk {
  readonly directory: Directory;
  /** Native ticket ids by the key of the case. */
  readonly tickets: ReadonlyMap<string, string>;
}

/**
 * Lets a data set happen in a sandbox, which stands at the data set's `now` afterwards. All waiting
 * moves the sandbox's clock instead of taking time.
 */
export async function fillZendesk(
  sandbox: ZendeskSandbox,
  { dataSet, seed, onProgress }: FillOptions,
): Promise<FilledZendesk> {
  const { clock } = sandbox;
  const firstCase = dataSet.tickets[0]?.createdAt ?? dataSet.now;
  clock.set(firstCase.getTime() - HOUR_MS);
  const directory = await populateZendesk(sandbox, dataSet);
  const adapter = connect(sandbox, directory, seed, { fetch: withoutNetwork(sandbox) });
  const actors = createActors(adapter, directory);
  await playHistory(dataSet, actors, clock, onProgress);
  await deleteFormerAgent(sandbox, directory);
  await adapter.close();
  if (clock.now() < dataSet.now.getTime()) clock.set(dataSet.now);
  sandbox.clearRequests();
  return { directory, tickets: actors.tickets };
}

/** Makes a Zendesk sandbox, lets the data set happen in it, and serves it on loopback. */
export async function openZendeskDesk(options: FillOptions): Promise<Desk> {
  const { dataSet, seed } = options;
  const clock = createClock({ start: dataSet.now });
  const sandbox = createZendeskSandbox({ subdomain: ACCOUNT, seed, clock });
  const { directory, tickets } = await fillZendesk(sandbox, options);
  const served = await serve(sandbox);
  const adapter = connect(sandbox, directory, seed, { baseUrl: served.url });
  const people = connect(sandbox, directory, seed, { baseUrl: served.url });
  return {
    adapter,
    actors: createActors(people, directory, tickets),
    directory,
    sandbox,
    served,
    async close() {
      await Promise.all([adapter.close(), people.close()]);
      await served.close();
    },
  };
}

const withoutNetwork =
  (sandbox: ZendeskSandbox): typeof globalThis.fetch =>
  (input, init) =>
    sandbox.fetch(input, init);

function connect(
  sandbox: ZendeskSandbox,
  directory: Directory,
  seed: number,
  way: Pick<ZendeskOptions, 'baseUrl' | 'fetch'>,
): ZendeskAdapter {
  const { email, apiToken } = sandbox.credentials;
  return createZendesk({
    subdomain: ACCOUNT,
    credentials: { email, apiToken },
    customFields: Object.fromEntries(
      CUSTOM_FIELDS.map(({ key, title }) => [
        key,
        { id: idOf(directory.fields, key), label: title },
      ]),
    ),
    discover: true,
    random: createRandom(seed).next,
    clock: {
      now: () => sandbox.clock.now(),
      sleep: async (milliseconds) => sandbox.clock.advance(milliseconds),
    },
    ...way,
  });
}
