import type {
  AnyFields,
  AnySupportAdapter,
  WebhookDelivery,
  WebhookWish,
} from '../adapter/contract.ts';
import type { Clock } from '../http/clock.ts';
import type { Paginated } from '../adapter/page.ts';
import type { TicketQuery } from '../adapter/queries.ts';
import type { RequestOptions } from '../adapter/request-options.ts';
import type {
  SupportEvent,
  SupportEventOf,
  SupportEventType,
  TicketSnapshot,
} from '../model/event.ts';
import type { TicketId } from '../model/ids.ts';
import type { SupportTicket, TicketMetadata } from '../model/ticket.ts';
import type { PollingSource } from '../polling/types.ts';
import type { ReceiveOptions } from '../webhooks/receive.ts';
import type { WebhookContext } from '../webhooks/types.ts';
import type { HubWebhookOptions, HubWebhooks } from './gateway/types.ts';
import type {
  DeskSubscriptionPlan,
  EnsuredSubscription,
  EnsureOptions,
  PlanOptions,
} from './subscriptions/index.ts';

/** A ticket of any of the hub's desks. */
export type HubTicket = SupportTicket<unknown, AnyFields>;

/** An event by its name, or `'*'` for every event. */
export type HubEventName = SupportEventType | '*';

/** What a handler of that name gets. */
export type HubEvent<Name extends HubEventName> = Name extends SupportEventType
  ? SupportEventOf<Name>
  : SupportEvent;

/** What is known of an event beside itself. */
export interface HubEventContext<Transaction = unknown> {
  /** The desk that it happened at. */
  readonly desk: AnySupportAdapter;
  readonly origin: 'webhook' | 'poll' | 'dispatch';
  /** How it was delivered, for events that came through `hub.webhooks`. */
  readonly delivery: WebhookContext<Transaction> | null;
}

/** Does something about an event. It is awaited; what it throws reaches whoever delivered it. */
export type HubEventHandler<Name extends HubEventName = '*', Transaction = unknown> = (
  event: HubEvent<Name>,
  context: HubEventContext<Transaction>,
) => void | Promise<void>;

/**
 * Tells what the caller's own systems know of a ticket's customer. It gets whole tickets on reads,
 * and of events what they carry: the id for certain. What it leaves out stays as it was; what it
 * throws fails the read or the event, so catch inside to go on without.
 */
export type Enrich = (
  ticket: TicketSnapshot,
) => Partial<TicketMetadata> | Promise<Partial<TicketMetadata>>;

/** `enrich` with a memory. */
export interface EnrichOptions {
  readonly find: Enrich;
  readonly cache?: {
    /**
     * What tickets with the same answer have in common; `null` is asked for each time.
     * @default the requester's id and address, as far as the ticket tells
     */
    readonly key?: (ticket: TicketSnapshot) => string | null;
    /** How long an answer is good, in milliseconds. @default 300000 (5 minutes) */
    readonly ttlMs?: number;
    /** @default 10000 */
    readonly maxEntries?: number;
    /** @default the clock of the machine */
    readonly clock?: Clock;
  };
}

/** What a hub lends to its stages. */
export interface StageTools {
  /** Reads a ticket and enriches it, as `hub.ticket`. */
  ticket(id: TicketId, options?: RequestOptions): Promise<HubTicket>;
}

/**
 * Does something with every event before the handlers hear of it, such as triage. Stages run one after
 * the other; when one fails, the others and the handlers still run, and the event counts as failed.
 */
export interface HubStage<Transaction = unknown> {
  readonly name: string;
  run(
    event: SupportEvent,
    context: HubEventContext<Transaction>,
    tools: StageTools,
  ): void | Promise<void>;
  /** Ends what goes on by itself, such as timers; the adapters are closed when it has ended. */
  stop?(): void | Promise<void>;
}

/** What a hub joins. */
export interface HubOptions<Adapters extends readonly AnySupportAdapter[], Transaction = unknown> {
  /** The desks: of several providers, and several accounts of one. */
  readonly adapters: Adapters;
  /** Fills `metadata` of tickets and of events that carry one. */
  readonly enrich?: Enrich | EnrichOptions | undefined;
  /** Stages of every event, in their order. */
  readonly stages?: readonly HubStage<Transaction>[] | undefined;
  /** Takes deliveries in at one door: `hub.webhooks`. */
  readonly webhooks?: HubWebhookOptions<Transaction> | undefined;
}

/** A desk that a list leaves out, and why. */
export interface SkippedDesk {
  readonly provider: string;
  readonly account: string;
  /** Filters that the desk cannot apply. */
  readonly filters: readonly string[];
}

/** How tickets of all desks are listed. */
export interface HubListOptions extends RequestOptions {
  /** What happens with a desk that cannot filter as asked. @default 'refuse' */
  readonly unsupported?: 'refuse' | 'skip';
  /** Hears of each desk that is left out with `unsupported: 'skip'`. */
  readonly onSkipped?: (desk: SkippedDesk) => void;
}

/** What became of a delivery. */
export interface Received {
  /** The events in it, enriched, after all handlers were done. */
  readonly events: readonly SupportEvent[];
}

/** How a polling source is run. */
export interface PollOptions {
  /** Ends the polling once the page at hand is handled. */
  readonly signal?: AbortSignal;
  /** Read what is there and end, instead of going on for ever. @default false */
  readonly once?: boolean;
  /** Gets the cursor of each page whose events were handled: store it. */
  readonly onCursor?: (cursor: string) => void | Promise<void>;
  /**
   * Takes over an event whose handlers failed; polling goes on after it. Without it the first
   * failure ends the polling, and the page's cursor is not handed out.
   */
  readonly onFailure?: (error: unknown, event: SupportEvent) => void | Promise<void>;
}

/** How a hub is closed. */
export interface CloseOptions {
  /** Leave the adapters open, for other users of theirs. @default false */
  readonly keepAdapters?: boolean;
}

/** The adapter of a desk's name: typed by its provider when the name begins with one. */
export type DeskNamed<Adapter, Name extends string> = Name extends `${infer Provider}:${string}`
  ? [Extract<Adapter, { readonly provider: Provider }>] extends [never]
    ? AnySupportAdapter
    : Extract<Adapter, { readonly provider: Provider }>
  : AnySupportAdapter;

/** Several desks as one. */
export interface Hub<
  Adapters extends readonly AnySupportAdapter[] = readonly AnySupportAdapter[],
  Transaction = unknown,
> {
  readonly adapters: Adapters;
  /**
   * The desk of an account. `provider:account` is always unambiguous, and typed.
   * @throws {ConfigurationError} when there is none, or more than one.
   */
  desk<const Name extends string>(name: Name): DeskNamed<Adapters[number], Name>;
  /**
   * The desk that a record belongs to, by the record's polydesk id.
   * @throws {ConfigurationError} when the id is not of one of the hub's desks.
   */
  deskOf(id: string): AnySupportAdapter;
  /**
   * Reads a ticket of whichever desk, and enriches it.
   * @throws {ConfigurationError} when the id is not of one of the hub's desks.
   */
  ticket(id: TicketId, options?: RequestOptions): Promise<HubTicket>;
  readonly tickets: {
    /**
     * The tickets of all desks in one lazy list, in the order that the query names, else taking
     * turns. A filter by a person, group or organization leaves only their own desk.
     * @throws {UnsupportedError} when a desk cannot filter as asked, unless such desks are skipped.
     * @throws {ConfigurationError} for native ids, where several desks could be meant.
     */
    list(query?: TicketQuery, options?: HubListOptions): Paginated<HubTicket>;
  };
  /**
   * Calls the handler with every event of that name, and waits for it. All handlers of an event run
   * at the same time. Returns the way to stop.
   */
  on<Name extends HubEventName>(
    name: Name,
    handler: HubEventHandler<Name, Transaction>,
  ): () => void;
  /** Lets somebody watch whom nothing waits for and whose failures stay theirs. */
  observe<Name extends HubEventName>(
    name: Name,
    listener: (event: HubEvent<Name>) => void,
  ): () => void;
  /**
   * Takes a webhook delivery of one desk: proves it, reads it, and waits for all handlers of its
   * events, which run one after the other.
   * @throws {WebhookVerificationError} when the delivery is not believed.
   * @throws {WireFormatError} when a proven body is not what the provider documents.
   * @throws {AggregateError} with everything that handlers threw, after all of them ran. Answer
   *   with a 5xx, and the provider delivers again.
   */
  receive(
    desk: string | AnySupportAdapter,
    delivery: WebhookDelivery,
    options: ReceiveOptions,
  ): Promise<Received>;
  /**
   * Handles an event that came another way, out of a queue for example.
   * @throws {AggregateError} with everything that handlers threw.
   */
  dispatch(event: SupportEvent): Promise<void>;
  /**
   * Handles the events of a polling source, page by page, until the signal aborts or the hub closes.
   * @throws {AggregateError} when handlers fail and there is no `onFailure`.
   */
  poll(source: PollingSource, options?: PollOptions): Promise<void>;
  /**
   * The deliveries of all desks at one door, with everything that a receiver promises: put it behind a
   * framework handler.
   * @throws {ConfigurationError} when the hub was made without `webhooks`.
   */
  readonly webhooks: HubWebhooks;
  /** Webhook registrations as they are wanted, at the desks whose provider has an API for them. */
  readonly subscriptions: {
    /** What would have to be done. Changes nothing. */
    plan(
      wishes: Readonly<Record<string, WebhookWish>>,
      options?: PlanOptions,
    ): Promise<readonly DeskSubscriptionPlan[]>;
    /**
     * Does it. Doing it again changes nothing.
     * @throws {AggregateError} that names the desks where it failed, after the others were done.
     */
    ensure(
      wishes: Readonly<Record<string, WebhookWish>>,
      options: EnsureOptions,
    ): Promise<readonly EnsuredSubscription[]>;
  };
  /** Takes nothing new, ends all polling, waits for handlers at work, and closes the adapters. */
  close(options?: CloseOptions): Promise<void>;
}
