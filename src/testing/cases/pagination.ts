import type { Page } from '../../adapter/page.ts';
import { check, equal, rejected, settle } from '../assert.ts';
import type { CaseContext, CaseDefinition } from '../case.ts';

const PAGE_SIZE = 2;

const idsOf = (tickets: readonly { readonly externalId: string }[]): readonly string[] =>
  tickets.map(({ externalId }) => externalId);

const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort();

async function collect<T>(pages: AsyncIterable<Page<T>>): Promise<readonly Page<T>[]> {
  const collected: Page<T>[] = [];
  for await (const page of pages) {
    collected.push(page);
    check(collected.length < 200, 'A list of a few tickets has 200 pages and does not end.');
  }
  return collected;
}

async function checkLazy({ open }: CaseContext): Promise<void> {
  const { adapter, requests, ticketId } = await open();
  const list = adapter.tickets.list({ pageSize: PAGE_SIZE });
  list.pages();
  list[Symbol.asyncIterator]();
  adapter.messages.list(ticketId);
  await settle();
  equal(requests.length, 0, 'Requests sent by a list that nobody reads');
}

async function checkEveryTicket({ open }: CaseContext): Promise<void> {
  const { adapter, farSide } = await open();
  check(farSide.ticketIds.length >= 5, 'The far side needs five tickets or more.');
  const all = await adapter.tickets.list({ pageSize: PAGE_SIZE }).toArray({ limit: 10_000 });
  equal(sorted(idsOf(all)), sorted(farSide.ticketIds), 'Tickets of a list, read page by page');
}

async function checkPages({ open }: CaseContext): Promise<void> {
  const { adapter, farSide, requests } = await open();
  const pages = await collect(adapter.tickets.list({ pageSize: PAGE_SIZE }).pages());
  check(
    pages.every(({ items }) => items.length <= PAGE_SIZE),
    `A page holds more than the ${PAGE_SIZE} tickets asked for.`,
  );
  equal(pages.at(-1)?.nextCursor, null, 'nextCursor of the last page');
  check(
    pages.slice(0, -1).every(({ nextCursor }) => nextCursor !== null),
    'A page before the last has no nextCursor.',
  );
  const fewest = Math.ceil(farSide.ticketIds.length / PAGE_SIZE);
  // A provider may only say on an empty page that there is no more.
  check(requests.length <= fewest + 1, `${requests.length} requests for ${fewest} pages.`);
}

async function checkBreak({ open }: CaseContext): Promise<void> {
  const { adapter, requests } = await open();
  for await (const ticket of adapter.tickets.list({ pageSize: PAGE_SIZE })) {
    check(ticket.externalId !== '', 'A ticket without externalId.');
    break;
  }
  await settle();
  equal(requests.length, 1, 'Requests of a loop that was left at the first ticket');
}

async function checkResume({ open }: CaseContext): Promise<void> {
  const { adapter, farSide } = await open();
  const pages = await collect(adapter.tickets.list({ pageSize: PAGE_SIZE }).pages());
  const cursor = pages[0]?.nextCursor;
  check(typeof cursor === 'string', 'The first page of several has no nextCursor.');
  const rest = adapter.tickets.list({ pageSize: PAGE_SIZE, cursor });
  const after = await rest.toArray({ limit: 10_000 });
  const firstPage = idsOf(pages[0]?.items ?? []);
  const expected = farSide.ticketIds.filter((id) => !firstPage.includes(id));
  equal(sorted(idsOf(after)), sorted(expected), 'Tickets after the first page, from its cursor');
}

async function checkLimit({ open }: CaseContext): Promise<void> {
  const { adapter, requests } = await open();
  const list = adapter.tickets.list({ pageSize: PAGE_SIZE });
  equal((await list.toArray({ limit: 3 })).length, 3, 'Tickets of toArray({ limit: 3 })');
  equal(requests.length, 2, 'Requests for 3 tickets, 2 a page');
  for (const limit of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    const read = () => list.toArray({ limit });
    await rejected(read, 'configuration_invalid', `toArray with the limit ${limit}`);
  }
}

async function checkTwice({ open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const list = adapter.tickets.list({ pageSize: PAGE_SIZE });
  const first = idsOf(await list.toArray({ limit: 10_000 }));
  equal(idsOf(await list.toArray({ limit: 10_000 })), first, 'The same list, read again');
}

async function checkEmpty({ harness, open }: CaseContext): Promise<void> {
  const { adapter, intercept, requests } = await open();
  intercept(() => Response.json(harness.fixtures.emptyPage));
  const pages = await collect(adapter.tickets.list().pages());
  equal(pages.flatMap(({ items }) => items).length, 0, 'Tickets of an empty list');
  equal(pages.at(-1)?.nextCursor ?? null, null, 'nextCursor of an empty list');
  equal(requests.length, 1, 'Requests for an empty list');
}

async function checkFailure({ harness, open }: CaseContext): Promise<void> {
  const { adapter, intercept } = await open({ maxRetries: 0 });
  intercept((_request, index) => (index === 1 ? harness.errors.response(500, '') : undefined));
  const read: string[] = [];
  const walk = async () => {
    for await (const ticket of adapter.tickets.list({ pageSize: PAGE_SIZE })) {
      read.push(ticket.externalId);
    }
  };
  await rejected(walk, 'server_error', 'A list whose second page fails');
  equal(read.length, PAGE_SIZE, 'Tickets read before the second page failed');
}

async function checkAbort({ open }: CaseContext): Promise<void> {
  const { adapter, requests } = await open();
  const controller = new AbortController();
  const { signal } = controller;
  const walk = async () => {
    for await (const page of adapter.tickets.list({ pageSize: PAGE_SIZE }, { signal }).pages()) {
      check(page.items.length > 0, 'A page without tickets.');
      controller.abort();
    }
  };
  await rejected(walk, 'request_aborted', 'A list that is aborted between two pages');
  equal(requests.length, 1, 'Requests of a list that was aborted after its first page');
}

async function checkThread({ open }: CaseContext): Promise<void> {
  const { adapter, ticketId } = await open();
  const messages = await adapter.messages.list(ticketId).toArray({ limit: 10_000 });
  check(messages.length > 0, 'The thread of a ticket has no message.');
  const times = messages.map(({ createdAt }) => createdAt.getTime());
  equal(
    times,
    [...times].sort((left, right) => left - right),
    'Times of a thread, oldest first',
  );
  const ids = new Set(messages.map(({ id }) => id));
  equal(ids.size, messages.length, 'Different messages of a thread');
  const single = await adapter.messages.list(ticketId, { pageSize: 1 }).toArray({ limit: 10_000 });
  equal(idsOf(single), idsOf(messages), 'The same thread, read one message a page');
}

async function checkMissing({ harness, open }: CaseContext): Promise<void> {
  const { adapter, intercept } = await open({ maxRetries: 0 });
  intercept(() => harness.errors.response(403, ''));
  const list = () => adapter.tickets.list().toArray({ limit: 1 });
  await rejected(list, 'permission_denied', 'A list that is answered 403');
}

/** Lists: lazy, complete, finite, and easy to leave and to resume. */
export const paginationCases: readonly CaseDefinition[] = [
  { title: 'requests nothing until somebody reads', run: checkLazy },
  { title: 'gives every ticket exactly once', run: checkEveryTicket },
  { title: 'respects the page size and ends', run: checkPages },
  { title: 'stops when the loop is left', run: checkBreak },
  { title: 'resumes from a cursor', run: checkResume },
  { title: 'reads no more pages than the limit needs', run: checkLimit },
  { title: 'can be read twice', run: checkTwice },
  { title: 'understands an empty list', run: checkEmpty },
  { title: 'never takes a refusal for an empty list', run: checkMissing },
  { title: 'gives the first page before it reports that the second failed', run: checkFailure },
  { title: 'stops between pages when aborted', run: checkAbort },
  { title: 'gives a thread completely, oldest first', run: checkThread },
];
