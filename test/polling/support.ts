import {
  type Change,
  type ChangePage,
  changeFeed,
  createPollingSource,
  type Message,
  type PollingOptions,
  type PollingSource,
  type SupportEvent,
} from 'polydesk';
import { aMessage } from 'polydesk/testing';
import { createTestClock } from '../../src/testing/test-clock.ts';
import { type AnyTicket, createStubDesk, type StubDesk, ticketOf } from '../support/stub-desk.ts';

/** A moment of the morning: `at('08:05')`. */
export const at = (time: string): Date => new Date(`2026-05-11T${time.padEnd(8, ':00')}Z`);

/** A ticket as it was at a moment. */
export const version = (
  id: string,
  time: string,
  overrides: Partial<AnyTicket> = {},
): AnyTicket => ({
  ...ticketOf('paper:acme', id),
  createdAt: at('07:00'),
  updatedAt: at(time),
  version: { at: at(time), sequence: null },
  ...overrides,
});

export const upsert = (ticket: AnyTicket): Change<AnyTicket> => ({
  kind: 'upsert',
  record: ticket,
  at: ticket.updatedAt,
});

export const deletion = (id: string, time: string | null, permanent: boolean | null = null) =>
  ({
    kind: 'deleted',
    id: `paper:acme:${id}`,
    externalId: id,
    at: time === null ? null : at(time),
    permanent,
  }) as const satisfies Change<AnyTicket>;

export const message = (
  ticket: string,
  id: string,
  time: string,
  overrides: Partial<Message> = {},
): Message =>
  aMessage({
    id: `paper:acme:${id}`,
    externalId: id,
    ticketId: `paper:acme:${ticket}`,
    createdAt: at(time),
    ...overrides,
  });

/** A desk whose feed the test writes, page by page; a cursor is the number of the page. */
export interface FeedDesk {
  readonly desk: StubDesk;
  readonly clock: ReturnType<typeof createTestClock>;
  readonly pages: Change<AnyTicket>[][];
  readonly threads: Map<string, Message[]>;
  /** What the feed was asked, a line each: `since 08:00:00` or `cursor 2`. */
  readonly asked: string[];
  /** Thrown by the next calls of the feed, one each. */
  readonly failures: Error[];
}

export function createFeedDesk(start = '08:00', withMessages = true): FeedDesk {
  const pages: Change<AnyTicket>[][] = [];
  const threads = new Map<string, Message[]>();
  const asked: string[] = [];
  const failures: Error[] = [];
  const desk = createStubDesk({
    provider: 'paper',
    ...(withMessages ? { messages: threads } : {}),
    changes: ({ cursor, since }) =>
      changeFeed<AnyTicket>(async (from) => {
        asked.push(
          from === null ? `since ${since?.toISOString().slice(11, 19)}` : `cursor ${from}`,
        );
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        const index = Number(from ?? 0);
        const changes = pages[index];
        // Past the last page the feed stands still, as the contract wants it.
        if (changes === undefined) return { changes: [], cursor: String(index), upToDate: true };
        const page: ChangePage<AnyTicket> = {
          changes,
          cursor: String(index + 1),
          upToDate: index + 1 >= pages.length,
        };
        return page;
      }, cursor ?? null),
  });
  return { desk, clock: createTestClock(at(start)), pages, threads, asked, failures };
}

/** An event on a line. */
export const line = (event: SupportEvent): string => {
  const about = 'ticket' in event ? event.ticket.externalId : '';
  const said = 'message' in event ? `/${event.message.externalId}` : '';
  return `${event.type} ${about}${said}`;
};

/** A source of the desk, from eight o'clock. */
export const sourceOf = ({ desk, clock }: FeedDesk, options: Partial<PollingOptions> = {}) =>
  createPollingSource({ adapter: desk, clock, since: at('08:00'), ...options });

/** The events of one round. */
export async function roundOf(source: PollingSource): Promise<readonly SupportEvent[]> {
  const events: SupportEvent[] = [];
  for await (const page of source.round()) events.push(...page.events);
  return events;
}

export const linesOf = async (source: PollingSource): Promise<readonly string[]> =>
  (await roundOf(source)).map(line);
