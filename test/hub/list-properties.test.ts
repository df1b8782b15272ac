import fc from 'fast-check';
import { createHub, type Hub, type HubTicket, type Page, type TicketQuery } from 'polydesk';
import { expect, it } from 'vitest';
import { createStubDesk, ticketOf } from '../support/stub-desk.ts';

/** Up to four desks, each with tickets made in some minutes, some of them the same. */
const desks = fc.array(
  fc.record({
    minutes: fc.array(fc.nat({ max: 30 }), { maxLength: 9 }),
    pageSize: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 4 },
);

const adaptersOf = (given: readonly { minutes: readonly number[]; pageSize: number }[]) =>
  given.map(({ minutes, pageSize }, index) =>
    createStubDesk({
      provider: `desk${index}`,
      pageSize,
      tickets: [...minutes]
        .sort((a, b) => a - b)
        .map((minute, place) =>
          ticketOf(`desk${index}:acme`, String(place), {
            createdAt: new Date(Date.UTC(2026, 4, 11, 8, minute)),
          }),
        ),
    }),
  );

const minutesOf = (tickets: readonly HubTicket[]): readonly number[] =>
  tickets.map(({ createdAt }) => createdAt.getUTCMinutes());

async function firstPage(
  hub: Hub,
  query: TicketQuery,
  cursor: string | null,
): Promise<Page<HubTicket>> {
  const list = hub.tickets.list({ ...query, ...(cursor === null ? {} : { cursor }) });
  for await (const page of list.pages()) return page;
  throw new Error('A list has at least one page.');
}

it('a merged list is in order and complete, however often it is left and resumed', async () => {
  await fc.assert(
    fc.asyncProperty(desks, fc.integer({ min: 1, max: 7 }), async (given, pageSize) => {
      const listed: HubTicket[] = [];
      let cursor: string | null = null;
      do {
        const hub = createHub({ adapters: adaptersOf(given) });
        const page = await firstPage(hub, { order: 'oldest', pageSize }, cursor);
        expect(page.items.length).toBeLessThanOrEqual(pageSize);
        listed.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      const all = given.flatMap(({ minutes }) => minutes).sort((a, b) => a - b);
      expect(minutesOf(listed)).toEqual(all);
      expect(new Set(listed.map(({ id }) => id)).size).toBe(all.length);
    }),
  );
});
