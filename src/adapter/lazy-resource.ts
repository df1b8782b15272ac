import type { ChangeFeed } from './changes.ts';
import type { Paginated } from './page.ts';

type AsyncCall = (...parameters: never[]) => Promise<unknown>;
type ListCall = (...parameters: never[]) => Paginated<unknown>;
type FeedCall = (...parameters: never[]) => ChangeFeed<unknown>;
type NamesOf<R, Call> = { [Name in keyof R]: R[Name] extends Call ? Name : never }[keyof R];

/** Which operations of a resource answer how. Every one has to be named. */
export interface LazyOperations<R> {
  readonly calls?: readonly NamesOf<R, AsyncCall>[];
  readonly lists?: readonly NamesOf<R, ListCall>[];
  readonly feeds?: readonly NamesOf<R, FeedCall>[];
}

/**
 * A resource group whose code is loaded with the first use of one of its operations, so that a
 * bundle for the edge starts without what it seldom needs.
 *
 * @example
 * lazyResource(() => import('./client/groups.ts').then((file) => file.groupResource(core)), {
 *   calls: ['get'], lists: ['list', 'members'],
 * })
 */
export function lazyResource<R extends object>(
  load: () => Promise<R>,
  operations: LazyOperations<R>,
): R {
  let loading: Promise<R> | null = null;
  const loaded = (): Promise<R> => {
    // A failed load (a chunk that could not be fetched) may succeed the next time.
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
  const run = async <T>(name: keyof R, parameters: readonly unknown[]): Promise<T> => {
    const resource = await loaded();
    // Safe: LazyOperations admits only names of operations.
    const operation = resource[name] as (...given: readonly unknown[]) => T;
    return operation.apply(resource, parameters as unknown[]);
  };
  const { calls = [], lists = [], feeds = [] } = operations;
  const entries = [
    ...calls.map((name) => [name, (...given: unknown[]) => run(name, given)] as const),
    ...lists.map(
      (name) =>
        [
          name,
          (...given: unknown[]) => lateList(() => run<Paginated<unknown>>(name, given)),
        ] as const,
    ),
    ...feeds.map(
      (name) =>
        [
          name,
          (...given: unknown[]) => lateFeed(() => run<ChangeFeed<unknown>>(name, given)),
        ] as const,
    ),
  ];
  // Safe: every operation that is named is there, with the kind of answer its name is listed under;
  // the contract tests compare the names with the manifest.
  return Object.fromEntries(entries) as R;
}

function lateList<T>(open: () => Promise<Paginated<T>>): Paginated<T> {
  return {
    async *pages() {
      yield* (await open()).pages();
    },
    async *[Symbol.asyncIterator]() {
      yield* await open();
    },
    toArray: async (options) => (await open()).toArray(options),
  };
}

function lateFeed<T>(open: () => Promise<ChangeFeed<T>>): ChangeFeed<T> {
  return {
    async *pages() {
      yield* (await open()).pages();
    },
    async *[Symbol.asyncIterator]() {
      yield* await open();
    },
  };
}
