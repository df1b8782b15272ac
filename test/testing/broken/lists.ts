import { hasCode, type Page, paginate, type Paginated } from 'polydesk';
import {
  type BrokenAdapter,
  withBody,
  withFetch,
  withAdapter,
  withMessages,
  withTickets,
} from './breaking.ts';

const changeLists = (change: <T>(list: Paginated<T>) => Paginated<T>) =>
  withTickets(({ list }) => ({ list: (query, options) => change(list(query, options)) }));

const fromPages = <T>(pages: () => AsyncIterable<Page<T>>): Paginated<T> => ({
  pages,
  async *[Symbol.asyncIterator]() {
    for await (const page of pages()) yield* page.items;
  },
  async toArray({ limit }) {
    const items: T[] = [];
    for await (const page of pages()) items.push(...page.items);
    return items.slice(0, limit);
  },
});

const allAtOnce = async <T>(list: Paginated<T>): Promise<readonly Page<T>[]> => {
  const pages: Page<T>[] = [];
  for await (const page of list.pages()) pages.push(page);
  return pages;
};

/** Adapters that list or import wrongly. */
export const brokenLists: readonly BrokenAdapter[] = [
  {
    mistake: 'leaves a filter out that it does not know',
    harness: withTickets(({ list }) => ({
      list: ({ priority: _ignored, ...query } = {}, options) => list(query, options),
    })),
    killedBy: 'contract: refuses ticket filters that its manifest does not list',
  },
  {
    mistake: 'fetches the first page before anybody reads it',
    harness: withTickets(({ list }) => ({
      list(query, options) {
        const made = list(query, options);
        void made.toArray({ limit: 1 });
        return made;
      },
    })),
    killedBy: 'pagination: requests nothing until somebody reads',
  },
  {
    mistake: 'reads the first page only',
    harness: changeLists((list) =>
      fromPages(async function* () {
        for await (const page of list.pages()) {
          yield { ...page, nextCursor: null };
          return;
        }
      }),
    ),
    killedBy: 'pagination: gives every ticket exactly once',
  },
  {
    mistake: 'gives the first page twice',
    harness: changeLists((list) =>
      fromPages(async function* () {
        let first = true;
        for await (const page of list.pages()) {
          if (first) yield page;
          first = false;
          yield page;
        }
      }),
    ),
    killedBy: 'pagination: gives every ticket exactly once',
  },
  {
    mistake: 'has a page size of its own',
    harness: withTickets(({ list }) => ({
      list: (query, options) => list({ ...query, pageSize: 3 }, options),
    })),
    killedBy: 'pagination: respects the page size and ends',
  },
  {
    mistake: 'gives a cursor also after the last page',
    harness: changeLists((list) =>
      fromPages(async function* () {
        for await (const page of list.pages()) {
          yield { ...page, nextCursor: page.nextCursor ?? '100' };
        }
      }),
    ),
    killedBy: 'pagination: respects the page size and ends',
  },
  {
    mistake: 'reads on when nobody listens any more',
    harness: changeLists((list) =>
      fromPages(async function* () {
        yield* await allAtOnce(list);
      }),
    ),
    killedBy: 'pagination: stops when the loop is left',
  },
  {
    mistake: 'starts over whatever the cursor',
    harness: withTickets(({ list }) => ({
      list: ({ cursor: _ignored, ...query } = {}, options) => list(query, options),
    })),
    killedBy: 'pagination: resumes from a cursor',
  },
  {
    mistake: 'reads everything and then cuts',
    harness: changeLists((list) => fromPages(() => list.pages())),
    killedBy: 'pagination: reads no more pages than the limit needs',
  },
  {
    mistake: 'can be read once',
    harness: changeLists((list) => {
      const pages = list.pages();
      return fromPages(() => pages);
    }),
    killedBy: 'pagination: can be read twice',
  },
  {
    mistake: 'asks for one more page until a page is refused',
    harness: changeLists((list) =>
      fromPages(async function* () {
        yield* list.pages();
        yield* list.pages();
      }),
    ),
    killedBy: 'pagination: understands an empty list',
  },
  {
    mistake: 'takes a refusal for the end of the list',
    harness: withTickets(({ list }) => ({
      list: (query = {}, options) =>
        paginate(async (cursor) => {
          const at = cursor === null ? query : { ...query, cursor };
          const pages = await allAtOnce(list(at, options)).catch(() => []);
          return pages[0] ?? { items: [], nextCursor: null };
        }),
    })),
    killedBy: 'pagination: never takes a refusal for an empty list',
  },
  {
    mistake: 'reports a failure before it gives what it has',
    harness: changeLists((list) =>
      fromPages(async function* () {
        yield* await allAtOnce(list);
      }),
    ),
    killedBy: 'pagination: gives the first page before it reports that the second failed',
  },
  {
    mistake: 'looks at the signal for the first page only',
    harness: withTickets(({ list }) => ({
      list(query, { signal, ...options } = {}) {
        signal?.throwIfAborted();
        return list(query, options);
      },
    })),
    killedBy: 'pagination: stops between pages when aborted',
  },
  {
    mistake: 'gives the newest message first',
    harness: withMessages(({ list }) => ({
      list: (ticketId, query, options) => {
        const made = list(ticketId, query, options);
        return fromPages(async function* () {
          for await (const { items, nextCursor } of made.pages()) {
            yield { items: [...items].reverse(), nextCursor };
          }
        });
      },
    })),
    killedBy: 'pagination: gives a thread completely, oldest first',
  },
  {
    mistake: 'imports notes as replies',
    harness: withFetch(async (request, send) =>
      send(
        await withBody(request, (body) =>
          JSON.parse(JSON.stringify(body).replaceAll('"private":true', '"private":false')),
        ),
      ),
    ),
    killedBy: 'imports: keep texts, times and visibility of a thread',
  },
  {
    mistake: 'imports everything as of today',
    harness: withFetch(async (request, send) =>
      send(await withBody(request, (body) => ({ ...body, opened_at: '2026-03-02T10:00:00.000Z' }))),
    ),
    killedBy: 'imports: keep dates, status, tags and key of a ticket',
  },
  {
    mistake: 'creates where it should import',
    harness: withAdapter(({ tickets, imports }) => ({
      imports: {
        ...imports,
        async ticket(draft, options) {
          const [first] = draft.messages;
          const made = await tickets.create?.(
            { ...draft, message: first ?? { body: {}, visibility: 'public' } },
            options,
          );
          if (made === undefined) throw new TypeError('no create');
          return made;
        },
      },
    })),
    killedBy: 'imports: notify nobody',
  },
  {
    mistake: 'forgets the key of what it imports',
    harness: withFetch(async (request, send) =>
      send(await withBody(request, (body) => ({ ...body, reference: null }))),
    ),
    killedBy: 'imports: map every exported ticket to one imported',
  },
  {
    mistake: 'imports once more when the answer is lost',
    harness: withAdapter(({ imports }) => ({
      imports: {
        async ticket(draft, options) {
          const attempt = () => {
            const made = imports?.ticket?.(draft, options);
            if (made === undefined) throw new TypeError('no import');
            return made;
          };
          return attempt().catch((error: unknown) => {
            if (hasCode(error, 'outcome_unknown')) return attempt();
            throw error;
          });
        },
      },
    })),
    killedBy: 'imports: can be looked up by key after a lost answer',
  },
];
