import type { DefaultFields } from '../model/custom-fields.ts';
import type { SupportEvent, SupportEventType } from '../model/event.ts';
import type { Message, MessageDraft } from '../model/message.ts';
import type { Contact, ContactDraft, Organization, OrganizationDraft } from '../model/people.ts';
import type { Mapped } from '../model/provenance.ts';
import type { SupportTicket, TicketDraft, TicketPatch } from '../model/ticket.ts';
import type { HttpEvents, RateBudget } from './observers.ts';
import type { Manifest, ResourceName } from './manifest.ts';
import type { RequestOptions } from './request-options.ts';
import type {
  AgentResource,
  ArticleResource,
  AttachmentResource,
  ContactResource,
  EventResource,
  FieldResource,
  GroupResource,
  ImportResource,
  MacroResource,
  MessageResource,
  OrganizationResource,
  ProductResource,
  RatingResource,
  RawTypes,
  SearchResource,
  SideConversationResource,
  SlaPolicyResource,
  StatusResource,
  SubscriptionResource,
  TagResource,
  TicketResource,
  WorkLogResource,
} from './resources.ts';

/** Every resource group in full. An adapter has the part that its manifest lists. */
export interface ResourceContracts<Raw extends RawTypes = RawTypes, Fields = DefaultFields> {
  readonly tickets: TicketResource<Raw, Fields>;
  readonly messages: MessageResource<Raw>;
  readonly contacts: ContactResource<Raw>;
  readonly organizations: OrganizationResource<Raw>;
  readonly agents: AgentResource<Raw>;
  readonly groups: GroupResource<Raw>;
  readonly tags: TagResource;
  readonly fields: FieldResource;
  readonly statuses: StatusResource;
  readonly attachments: AttachmentResource;
  readonly ratings: RatingResource;
  readonly articles: ArticleResource<Raw>;
  readonly slaPolicies: SlaPolicyResource;
  readonly events: EventResource<Raw>;
  readonly imports: ImportResource<Raw, Fields>;
  readonly subscriptions: SubscriptionResource;
  readonly search: SearchResource<Raw, Fields>;
  readonly sideConversations: SideConversationResource;
  readonly macros: MacroResource;
  readonly products: ProductResource;
  readonly workLogs: WorkLogResource;
}

type OperationsOf<M extends Manifest, Name extends ResourceName> = Name extends keyof M['resources']
  ? M['resources'][Name] extends { readonly operations: infer Operations }
    ? keyof Operations
    : never
  : never;

/** `T` when the manifest lists the resource, `undefined` when it does not. */
export type When<
  M extends Manifest,
  Name extends ResourceName,
  T,
> = Name extends keyof M['resources'] ? T : undefined;

type GroupOf<M extends Manifest, Name extends ResourceName, Raw extends RawTypes, Fields> = Pick<
  ResourceContracts<Raw, Fields>[Name],
  OperationsOf<M, Name> & keyof ResourceContracts<Raw, Fields>[Name]
>;

/**
 * The resource groups of one adapter: exactly what its manifest lists. The others can be looked
 * for and are `undefined`; an adapter need not name them.
 */
export type ResourceGroups<M extends Manifest, Raw extends RawTypes, Fields> = {
  readonly [Name in ResourceName & keyof M['resources']]: GroupOf<M, Name, Raw, Fields>;
} & {
  readonly [Name in Exclude<ResourceName, keyof M['resources']>]?: undefined;
};

/** Translates records of one kind, both ways, without any effect. */
export interface Translator<Unified, Draft> {
  /**
   * Checks and translates a provider's record. `raw` of the result is the input itself.
   * @throws {WireFormatError} and nothing else.
   */
  toUnified(json: unknown): Mapped<Unified>;
  /** The provider's request body for a draft, and what could not be put into it. */
  fromUnified(draft: Draft): Mapped<unknown>;
}

/** The pure translators of an adapter. */
export interface Translators<Raw extends RawTypes, Fields> {
  readonly ticket: Translator<SupportTicket<Raw['ticket'], Fields>, TicketDraft<Fields>> & {
    /** The request body for a change. */
    fromPatch(patch: TicketPatch<Fields>): Mapped<unknown>;
  };
  readonly message: {
    toUnified(json: unknown, ticketId: string): Mapped<Message<Raw['message']>>;
    fromUnified(draft: MessageDraft): Mapped<unknown>;
  };
  readonly contact: Translator<Contact<Raw['contact']>, ContactDraft>;
  readonly organization: Translator<Organization<Raw['organization']>, OrganizationDraft>;
}

/** Headers in any of the forms that frameworks hand out; names match in any case. */
export type HeadersLike =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A delivery as it came over the wire: the bytes before any parser touched them. */
export interface WebhookDelivery {
  readonly rawBody: string | Uint8Array;
  readonly headers: HeadersLike;
}

/** What a check of a delivery needs. */
export interface VerifyOptions {
  /** One secret, or several while they are being rotated. */
  readonly secret: string | readonly string[];
  readonly now: Date;
  /** How old a signed delivery may be. @default 300 */
  readonly toleranceSeconds?: number;
}

/** What whoever receives a provider's deliveries has to know of them. */
export interface WebhookTraits {
  /** `provider:account`, as in the ids of the events. */
  readonly desk: string;
  /** Headers that `parse` reads beside the body, in lower case. Never one that holds a secret. */
  readonly headers: readonly string[];
  /** How long the provider waits for an answer, in milliseconds. */
  readonly timeoutMs: number;
  /** The answer after which the provider delivers again. */
  readonly retryAnswer: { readonly status: number; readonly retryAfterSeconds: number | null };
  /**
   * Whether another happening of the same kind would have the same id, since the provider sends
   * neither an id nor a time with it. A repeat of such an event need not be a duplicate.
   */
  isAlike?(event: SupportEvent): boolean;
  /** Within so many milliseconds, repeats of those count as duplicates all the same. @default 0 */
  readonly alikeWithinMs?: number;
  /** What the provider wants to read in the answer to these events, as JSON; `null` for nothing. */
  answerTo?(events: readonly SupportEvent[]): string | null;
}

/** Which deliveries are wanted, and where. */
export interface WebhookWish {
  readonly url: string;
  /** Unified names; `unknown` and `ping` cannot be asked for. */
  readonly events: readonly SupportEventType[];
  /** What the registration is called. @default 'polydesk' */
  readonly name?: string | undefined;
}

/** Something to enter at the provider by hand. */
export interface WebhookTemplate {
  readonly title: string;
  /** What to paste, if there is something. */
  readonly body: string | null;
  /** One sentence each. */
  readonly steps: readonly string[];
}

/** How a wish is put into the provider's own words. */
export interface WebhookSetup {
  /** The provider's names of the events to subscribe to; sorted. */
  readonly nativeEvents: readonly string[];
  /** Events of the wish that this provider has no delivery for. */
  readonly unavailable: readonly SupportEventType[];
  /** What a person has to enter; empty where the API can do all of it. */
  readonly templates: readonly WebhookTemplate[];
}

/** Proves and reads webhook deliveries. Needs no network and no credentials. */
export interface WebhookParser<Raw = unknown> {
  /**
   * Resolves when the delivery is proven to come from the provider.
   * @throws {WebhookVerificationError} with a `reason` otherwise.
   */
  verify(delivery: WebhookDelivery, options: VerifyOptions): Promise<void>;
  /**
   * What the delivery means. Unknown event types become `{ type: 'unknown' }`.
   * @throws {WireFormatError} when the body is not the JSON that the provider documents.
   */
  parse(delivery: WebhookDelivery): readonly SupportEvent<Raw>[];
  /** What receivers have to know; careful defaults stand in for what is left out. */
  readonly traits?: WebhookTraits;
  /** What to subscribe to, or to enter by hand, so that these events come. */
  setup?(wish: WebhookWish): WebhookSetup;
}

/** A call to anything that the resource groups do not cover. */
export interface RawRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the API's base, for example `/api/v2/views/12/tickets`. */
  readonly path: string;
  readonly query?: Readonly<
    Record<string, string | number | boolean | readonly string[] | undefined>
  >;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Say that repeating this call does no harm, for methods where that is not certain. */
  readonly idempotent?: boolean;
}

/** The answer to a `request()` call. */
export interface RawResponse<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: T;
}

/** What every adapter has beside its resource groups. */
export interface AdapterCore<M extends Manifest, Raw extends RawTypes, Fields> {
  /** Version of this contract. */
  readonly specVersion: 1;
  readonly provider: M['provider'];
  /** Which account this adapter serves; the second part of every id. */
  readonly account: string;
  readonly manifest: M;
  readonly translate: Translators<Raw, Fields>;
  readonly webhooks: WebhookParser;
  /** The typed way through to everything else, with the same retries, limits and errors. */
  request<T = unknown>(request: RawRequest, options?: RequestOptions): Promise<RawResponse<T>>;
  /** Watches requests, retries, rate limits and warnings. Returns the way to stop. */
  on<Name extends keyof HttpEvents>(
    name: Name,
    listener: (event: HttpEvents[Name]) => void,
  ): () => void;
  /**
   * Keys of custom fields that this adapter keeps unified fields in, as its options name them (the caller's
   * key, the category, the priority): they are written through those, and never on their own.
   */
  readonly ownFields?: readonly string[];
  /** The rate budgets as the provider last told them. */
  rateBudgets(): readonly RateBudget[];
  /** Lets go of kept-alive connections. */
  close(): Promise<void>;
}

/** An adapter with exactly the operations that its manifest lists. */
export type SupportAdapter<
  M extends Manifest = Manifest,
  Raw extends RawTypes = RawTypes,
  Fields = DefaultFields,
> = AdapterCore<M, Raw, Fields> & ResourceGroups<M, Raw, Fields>;

type Loose<T> = { readonly [Name in keyof T]?: Partial<T[Name]> | undefined };

/**
 * Any adapter, for code that serves all of them: tickets can be read and threads listed; whatever
 * else is there must be looked for (`adapter.tickets.merge?.(…)`, or `requireOperation`).
 */
export type AnySupportAdapter = Omit<AdapterCore<Manifest, RawTypes, AnyFields>, 'translate'> &
  Omit<Loose<ResourceContracts<RawTypes, AnyFields>>, 'tickets' | 'messages'> & {
    readonly tickets: Pick<TicketResource<RawTypes, AnyFields>, 'get' | 'list'> &
      Partial<Omit<TicketResource<RawTypes, AnyFields>, 'get' | 'list'>>;
    readonly messages: Pick<MessageResource, 'list'> & Partial<Omit<MessageResource, 'list'>>;
  };

/** Custom fields of an adapter that is not known at compile time. */
export type AnyFields = Readonly<Record<string, unknown>>;
