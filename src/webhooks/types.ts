import type { HeadersLike, WebhookParser } from '../adapter/contract.ts';
import type { SupportError } from '../errors/base.ts';
import type { Clock } from '../http/clock.ts';
import type { SupportEvent, SupportEventOf, SupportEventType } from '../model/event.ts';
import type { SupportTicket } from '../model/ticket.ts';
import type { DeadLetter, StoreCounts, WebhookStore } from './store/types.ts';

/** A delivery as a server takes it in. */
export interface IncomingDelivery {
  readonly rawBody: string | Uint8Array;
  readonly headers: HeadersLike;
  /** Path of the URL it came to, for an endpoint that serves several desks. */
  readonly path?: string | undefined;
}

/** What became of a delivery. */
export type DeliveryResult =
  /** Every event was handled. */
  | 'handled'
  /** Every event is kept, and will be handled. */
  | 'accepted'
  /** Every event was known. */
  | 'duplicate'
  /** Not believed. */
  | 'refused'
  /** Believed, but not readable; kept among the dead letters. */
  | 'malformed'
  /** Handling failed or takes longer than the provider waits; the provider should deliver again. */
  | 'failed'
  /** Nothing is taken in at the moment; the provider should deliver again. */
  | 'unavailable';

/** What to answer a provider, and why. */
export interface WebhookAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly result: DeliveryResult;
  /** The events as the delivery tells them; empty when it was refused. */
  readonly events: readonly SupportEvent[];
  /** What is wrong, where something is. Holds no secret and no customer's text. */
  readonly error: SupportError | null;
}

/** Takes deliveries in: a receiver, or a hub. Framework handlers stand in front of one. */
export interface WebhookEndpoint {
  /** The largest body that is read, in bytes. */
  readonly maxBodyBytes: number;
  /** Never rejects for anything that a sender can do. */
  receive(delivery: IncomingDelivery, options?: TakeOptions): Promise<WebhookAnswer>;
}

/** What the surroundings of a request offer. */
export interface TakeOptions {
  /** Keeps the runtime awake for work that goes on after the answer; as in Workers and Vercel. */
  readonly waitUntil?: (work: Promise<unknown>) => void;
}

/** An event by its name, or `'*'` for every event. */
export type EventName = SupportEventType | '*';

/** What a handler of that name gets. */
export type EventNamed<Name extends EventName> = Name extends SupportEventType
  ? SupportEventOf<Name>
  : SupportEvent;

/** What is known of an event beside itself. */
export interface WebhookContext<Transaction = unknown> {
  /** `provider:account` */
  readonly desk: string;
  readonly origin: 'webhook';
  readonly receivedAt: Date;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  /**
   * `stale`: something newer of the same record was handled before. What happened is still true, but
   * `event.ticket` was brought up to what is known by now, so that writing it down does no harm.
   * `unknown`: the delivery carries no time.
   */
  readonly order: 'fresh' | 'stale' | 'unknown';
  /**
   * Where `event.changes` come from: the provider, or a comparison with what was known before.
   * `unknown`: neither; an empty list then does not mean that nothing changed.
   */
  readonly changes: 'provider' | 'computed' | 'unknown';
  /** The application caused it itself, as far as that could be recognised. */
  readonly isEcho: boolean;
  /** `event.ticket` was read from the provider after the delivery came. */
  readonly completed: boolean;
  /** Aborts when the time for the handling is over, or the right to it was lost. */
  readonly signal: AbortSignal;
  /**
   * Writes together with the end of the event, in one transaction of the store: it happens exactly
   * once, also when the process is killed. Handlers of one event write in the order of their calls.
   * The memory store has no transaction: its writes run when the event ends.
   */
  commitWith(write: (transaction: Transaction) => void | Promise<void>): void;
}

/** Does something about an event. It is awaited; when it throws, the event is tried again. */
export type WebhookHandler<Name extends EventName = '*', Transaction = unknown> = (
  event: EventNamed<Name>,
  context: WebhookContext<Transaction>,
) => void | Promise<void>;

/** One thing that happened to a delivery or an event, for logs and counters. */
export interface WebhookReport {
  readonly kind:
    | 'refused'
    | 'malformed'
    | 'unavailable'
    | 'duplicate'
    | 'handled'
    | 'stale'
    | 'echo'
    | 'retrying'
    | 'dead'
    | 'lease_lost'
    | 'store_failed';
  readonly desk: string;
  /** The event's id; `null` where there is none. */
  readonly key: string | null;
  readonly type: SupportEventType | null;
  readonly attempt: number | null;
  readonly error: unknown;
}

/** A delivery on its way through a queue of the application's: plain JSON. */
export interface WebhookTask {
  readonly desk: string;
  /** The events to handle, by their key and their place in the delivery. */
  readonly events: readonly { readonly key: string; readonly index: number }[];
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: number;
}

/**
 * Where deliveries go that are acknowledged first: BullMQ, SQS, Cloudflare Queues … The consumer calls
 * `receiver.process(task)`.
 */
export interface WebhookQueue {
  /** Resolves when the queue has the task for certain; only then is the provider answered. */
  push(task: WebhookTask): Promise<void>;
}

/** One secret, several while they are rotated, or the way to get them. */
export type SecretSource =
  | string
  | readonly string[]
  | (() => string | readonly string[] | Promise<string | readonly string[]>);

/** Reads tickets whose deliveries say too little. Those that do not exist are left out. */
export interface TicketCompleter {
  /** True when the event's ticket says too little. */
  isThin(event: SupportEvent): boolean;
  read(
    id: string,
    signal: AbortSignal,
  ): Promise<SupportTicket<unknown, Readonly<Record<string, unknown>>> | null>;
}

/** How events are brought to their handlers. */
export interface DeliveryOptions<Transaction = unknown> {
  /** @default a memory of this process */
  readonly store?: WebhookStore<Transaction> | undefined;
  /**
   * `after-handling`: the provider waits for the handlers. `first`: it is answered as soon as the
   * delivery is kept. With a store that is not durable, what was acknowledged first is lost with the
   * process. @default 'after-handling'
   */
  readonly acknowledge?: 'after-handling' | 'first';
  /** Takes the work of `acknowledge: 'first'`. @default this process, right away */
  readonly queue?: WebhookQueue | undefined;
  /** How many events are handled at the same time. @default 16 */
  readonly concurrency?: number;
  /** With this many events unfinished, nothing more is taken in. @default 10000 */
  readonly maxUnfinished?: number;
  /** When to answer although handlers are still at work. @default six tenths of what the provider waits */
  readonly answerWithinMs?: number | undefined;
  /** When an attempt counts as failed. @default 300000 (5 minutes) */
  readonly handlerTimeoutMs?: number;
  /** How long a receiver that fell silent keeps its right to an event. @default 30000 */
  readonly leaseMs?: number;
  /** Waits between attempts; one more attempt than there are waits. @default [1000, 10000, 60000, 600000] */
  readonly retryDelaysMs?: readonly number[];
  /** Remember the fields of tickets, to tell what changed. @default true */
  readonly snapshots?: boolean;
  /** Whether the application caused an event itself. */
  readonly isEcho?: ((event: SupportEvent) => boolean | Promise<boolean>) | undefined;
  /** What happens with such events. @default 'tell' */
  readonly echoes?: 'tell' | 'ignore';
  /** Completes thin events. @default none */
  readonly complete?: TicketCompleter | undefined;
  /** Larger bodies are refused before anything is computed. @default 1048576 (1 MiB) */
  readonly maxBodyBytes?: number;
  /** How old a signed delivery may be. @default 300 */
  readonly toleranceSeconds?: number;
  /** Hears of everything. What it throws reaches nobody. */
  readonly onReport?: ((report: WebhookReport) => void) | undefined;
  readonly clock?: Clock | undefined;
}

/** What a receiver needs. */
export interface WebhookReceiverOptions<Transaction = unknown>
  extends DeliveryOptions<Transaction> {
  /** `adapter.webhooks`, or one made without an adapter, such as `createZendeskWebhooks(…)`. */
  readonly parser: WebhookParser;
  readonly secret: SecretSource;
  /** `provider:account`, for parsers that do not tell. */
  readonly desk?: string | undefined;
}

/** Dead letters: events whose handling failed for good, and deliveries that could not be read. */
export interface DeadLetters {
  list(options?: {
    readonly limit?: number;
    readonly after?: string | null;
  }): Promise<readonly DeadLetter[]>;
  /** Handles them again, with all attempts before them. Answers how many there were. */
  replay(keys: readonly string[]): Promise<number>;
  /** Forgets them. Answers how many there were. */
  discard(keys: readonly string[]): Promise<number>;
}

/** Receives the deliveries of one desk. */
export interface WebhookReceiver<Transaction = unknown> extends WebhookEndpoint {
  /** `provider:account` */
  readonly desk: string;
  on<Name extends EventName>(name: Name, handler: WebhookHandler<Name, Transaction>): () => void;
  /** Lets somebody watch whom nothing waits for and whose failures stay theirs. */
  observe<Name extends EventName>(
    name: Name,
    listener: (event: EventNamed<Name>) => void,
  ): () => void;
  /**
   * Takes up what an earlier process left in the store. The first delivery does that as well; call it
   * when the process starts, so that nothing waits for a delivery.
   */
  start(): void;
  /** Handles what came out of a queue. Rejects when it should be tried again. */
  process(task: WebhookTask): Promise<void>;
  readonly deadLetters: DeadLetters;
  counts(): Promise<StoreCounts>;
  /** Resolves when nothing is being handled and nothing is due. */
  idle(): Promise<void>;
  /** Takes nothing in any more, waits for handlers at work, and closes a store that it made itself. */
  close(): Promise<void>;
}
