import {
  type AnySupportAdapter,
  type ChangeFeed,
  type ChangeQuery,
  type HttpEvents,
  type Manifest,
  type Message,
  NotFoundError,
  paginate,
  type RequestOptions,
  type SupportTicket,
  type TicketQuery,
  type WebhookParser,
} from 'polydesk';
import { aTicket } from 'polydesk/testing';

/** A ticket of any desk. */
export type AnyTicket = SupportTicket<unknown, Readonly<Record<string, unknown>>>;

/** What a stub desk has, and where its calls are written down. */
export interface StubDeskOptions {
  readonly provider?: string;
  readonly account?: string;
  readonly filters?: readonly string[];
  readonly tickets?: readonly AnyTicket[];
  /** Tickets a page of the list. @default 2 */
  readonly pageSize?: number;
  readonly messages?: ReadonlyMap<string, readonly Message[]>;
  readonly changes?: (query: ChangeQuery, options?: RequestOptions) => ChangeFeed<AnyTicket>;
  readonly webhooks?: WebhookParser;
  /** Held before every page of a list, to see what happens at the same time. */
  readonly beforePage?: (call: ListCall) => Promise<void>;
}

/** One page that was asked for. */
export interface ListCall {
  readonly desk: string;
  readonly query: TicketQuery;
  readonly cursor: string | null;
}

/** An adapter without a provider: it holds what it is given. */
export interface StubDesk extends AnySupportAdapter {
  readonly calls: readonly ListCall[];
  readonly threadsRead: readonly string[];
  readonly closed: () => number;
}

const ALL_FILTERS = ['status', 'priority', 'tags', 'requesterId', 'groupId', 'order'];

function manifestOf(options: StubDeskOptions): Manifest {
  const { provider = 'example', filters = ALL_FILTERS, changes, messages } = options;
  return {
    provider,
    label: provider,
    apiVersion: null,
    resources: {
      tickets: {
        operations: {
          get: {},
          list: { filters },
          ...(changes === undefined ? {} : { changes: {} }),
        },
      },
      ...(messages === undefined ? {} : { messages: { operations: { list: {} } } }),
    },
    webhooks: { signature: 'none', replayWindow: false, events: [] },
    limits: {
      pagination: 'cursor',
      maxPageSize: 100,
      bulkSize: null,
      attachmentBytes: null,
      messageBodyBytes: null,
      tagLength: null,
    },
  };
}

const refuse = (): never => {
  throw new Error('The stub desk has no webhooks.');
};

/** Makes a stub desk. Its list gives the tickets in the order in which they were given. */
export function createStubDesk(options: StubDeskOptions = {}): StubDesk {
  const { provider = 'example', account = 'acme', tickets = [], pageSize = 2 } = options;
  const calls: ListCall[] = [];
  const threadsRead: string[] = [];
  let closings = 0;
  const page = async (query: TicketQuery, cursor: string | null) => {
    const call = { desk: `${provider}:${account}`, query, cursor };
    calls.push(call);
    await options.beforePage?.(call);
    const start = Number(cursor ?? 0);
    const end = start + pageSize;
    return {
      items: tickets.slice(start, end),
      nextCursor: end < tickets.length ? String(end) : null,
    };
  };
  const notFound = (what: string): NotFoundError =>
    new NotFoundError(`There is no ${what}.`, { status: 404 });
  return {
    calls,
    threadsRead,
    closed: () => closings,
    specVersion: 1,
    provider,
    account,
    manifest: manifestOf(options),
    webhooks: options.webhooks ?? { verify: async () => refuse(), parse: refuse },
    tickets: {
      async get(id) {
        const found = tickets.find((ticket) => ticket.id === id || ticket.externalId === id);
        if (found === undefined) throw notFound('ticket');
        return found;
      },
      list: (query = {}) =>
        paginate((cursor) => page(query, cursor), {
          cursor: query.cursor ?? null,
          prefetch: query.prefetch ?? 0,
        }),
      ...(options.changes === undefined ? {} : { changes: options.changes }),
    },
    messages: {
      list: (ticketId) =>
        paginate(async () => {
          threadsRead.push(ticketId);
          const items = options.messages?.get(ticketId);
          if (items === undefined) throw notFound('thread');
          return { items, nextCursor: null };
        }),
    },
    request: () => Promise.reject(new Error('The stub desk takes no raw requests.')),
    on: (_name: keyof HttpEvents) => () => undefined,
    rateBudgets: () => [],
    async close() {
      closings += 1;
    },
  } satisfies AnySupportAdapter & Omit<StubDesk, keyof AnySupportAdapter>;
}

/** A ticket under the id of a desk. */
export function ticketOf(
  desk: `${string}:${string}`,
  externalId: string,
  overrides: Partial<AnyTicket> = {},
): AnyTicket {
  return aTicket({ id: `${desk}:${externalId}`, externalId, ...overrides });
}
