import type { AnyFields, MappingWarning, SupportTicket } from 'polydesk';
import type {
  AdapterSetup,
  AdapterUnderTest,
  ConformanceHarness,
  FetchLike,
} from 'polydesk/testing';
import { paperdeskHarness } from '../paperdesk/harness.ts';

/** An adapter with one mistake, and the case that finds it. */
export interface BrokenAdapter {
  /** The mistake, as its author might defend it. */
  readonly mistake: string;
  readonly harness: ConformanceHarness;
  readonly killedBy: string;
}

export type Ticket = SupportTicket<unknown, AnyFields>;
type Tickets = AdapterUnderTest['tickets'];
type Messages = AdapterUnderTest['messages'];
type TicketTranslator = AdapterUnderTest['translate']['ticket'];
type MessageTranslator = AdapterUnderTest['translate']['message'];
type Webhooks = AdapterUnderTest['webhooks'];

const { create } = paperdeskHarness;

/** Another harness in one or more parts. */
export const withHarness = (overrides: Partial<ConformanceHarness>): ConformanceHarness => ({
  ...paperdeskHarness,
  ...overrides,
});

/** The reference adapter with one part replaced. */
export const withAdapter = (
  change: (adapter: AdapterUnderTest, setup: AdapterSetup) => Partial<AdapterUnderTest>,
): ConformanceHarness =>
  withHarness({
    create(setup) {
      const adapter = create(setup);
      return { ...adapter, ...change(adapter, setup) };
    },
  });

/** The reference adapter made with other settings than asked for. */
export const withSetup = (change: (setup: AdapterSetup) => AdapterSetup): ConformanceHarness =>
  withHarness({ create: (setup) => create(change(setup)) });

/** The reference adapter whose calls are changed on their way out or back. */
export const withFetch = (change: (request: Request, send: FetchLike) => Promise<Response>) =>
  withSetup((setup) => ({
    ...setup,
    fetch: (input, init) => change(new Request(input, init), setup.fetch),
  }));

export const withTickets = (change: (tickets: Tickets) => Partial<Tickets>): ConformanceHarness =>
  withAdapter(({ tickets }) => ({ tickets: { ...tickets, ...change(tickets) } }));

export const withMessages = (
  change: (messages: Messages) => Partial<Messages>,
): ConformanceHarness =>
  withAdapter(({ messages }) => ({ messages: { ...messages, ...change(messages) } }));

export const withTranslator = (
  change: (ticket: TicketTranslator) => Partial<TicketTranslator>,
): ConformanceHarness =>
  withAdapter(({ translate }) => ({
    translate: { ...translate, ticket: { ...translate.ticket, ...change(translate.ticket) } },
  }));

export const withMessageTranslator = (
  change: (message: MessageTranslator) => Partial<MessageTranslator>,
): ConformanceHarness =>
  withAdapter(({ translate }) => ({
    translate: { ...translate, message: { ...translate.message, ...change(translate.message) } },
  }));

export const withWebhooks = (change: (webhooks: Webhooks) => Partial<Webhooks>) =>
  withAdapter(({ webhooks }) => ({ webhooks: { ...webhooks, ...change(webhooks) } }));

/** Tickets that are read wrongly; warnings stay unless others are given. */
export const reading = (
  change: (ticket: Ticket, json: unknown) => Ticket,
  warnings?: (warnings: readonly MappingWarning[]) => readonly MappingWarning[],
): ConformanceHarness =>
  withTranslator(({ toUnified }) => ({
    toUnified(json) {
      const mapped = toUnified(json);
      return {
        value: change(mapped.value, json),
        warnings: warnings?.(mapped.warnings) ?? mapped.warnings,
      };
    },
  }));

/** Calls whose error is replaced. */
export const failing = (replace: (error: unknown) => unknown): ConformanceHarness =>
  withTickets(({ get }) => ({
    async get(id, options) {
      try {
        return await get(id, options);
      } catch (error) {
        throw replace(error);
      }
    },
  }));

/** A key of a value that may be anything. */
export const keyOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** The same request with another JSON body. */
export async function withBody(
  request: Request,
  change: (body: object) => object,
): Promise<Request> {
  const text = await request.clone().text();
  if (text === '') return request;
  const parsed: unknown = JSON.parse(text);
  const body = typeof parsed === 'object' && parsed !== null ? parsed : {};
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: JSON.stringify(change(body)),
    signal: request.signal,
  });
}

/** The same answer with other headers. */
export function withHeaders(response: Response, change: (headers: Headers) => void): Response {
  const headers = new Headers(response.headers);
  change(headers);
  return new Response(response.body, { status: response.status, headers });
}
