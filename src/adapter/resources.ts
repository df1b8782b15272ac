import type { Article, ArticleCategory, ArticleDraft, ArticleSection } from '../model/article.ts';
import type { CustomFieldDefinition, DefaultFields, TicketForm } from '../model/custom-fields.ts';
import type { StatusDetail, TicketStatus } from '../model/enums.ts';
import type { TicketEvent } from '../model/event.ts';
import type {
  AgentId,
  ArticleId,
  ContactId,
  MessageId,
  OrganizationId,
  TicketId,
} from '../model/ids.ts';
import type {
  Attachment,
  Message,
  MessageDraft,
  ReplyDraft,
  UploadedAttachment,
} from '../model/message.ts';
import type {
  Agent,
  Contact,
  ContactDraft,
  Group,
  Organization,
  OrganizationDraft,
} from '../model/people.ts';
import type { Mapped } from '../model/provenance.ts';
import type { SatisfactionRating } from '../model/satisfaction.ts';
import type { NativeSchedule, NativeSlaPolicy } from '../model/sla.ts';
import type { SupportTicket, TicketDraft, TicketPatch } from '../model/ticket.ts';
import type { ChangeFeed, ChangeQuery } from './changes.ts';
import type { Paginated } from './page.ts';
import type {
  ArticleQuery,
  ContactKey,
  ContactQuery,
  OrganizationKey,
  PageQuery,
  SearchQuery,
  TicketQuery,
} from './queries.ts';
import type { BulkOptions, BulkResult, CreateOptions, RequestOptions } from './request-options.ts';

/** The provider's own record types, so that `raw` is typed. */
export interface RawTypes {
  readonly ticket: unknown;
  readonly message: unknown;
  readonly contact: unknown;
  readonly organization: unknown;
  readonly agent: unknown;
  readonly group: unknown;
  readonly article: unknown;
  readonly event: unknown;
}

/** What a provider measured of a ticket itself. Seconds; `null` when it has not happened. */
export interface NativeTicketMetrics {
  readonly firstReplySeconds: number | null;
  readonly firstResolutionSeconds: number | null;
  readonly fullResolutionSeconds: number | null;
  readonly requesterWaitSeconds: number | null;
  readonly agentWaitSeconds: number | null;
  readonly onHoldSeconds: number | null;
  readonly reopens: number | null;
  readonly replies: number | null;
  readonly solvedAt: Date | null;
  readonly raw?: unknown;
}

/** How a ticket is merged into another. Both comments need a visibility. */
export interface MergeOptions extends BulkOptions {
  readonly targetComment?: { readonly text: string; readonly visibility: 'public' | 'internal' };
  readonly sourceComment?: { readonly text: string; readonly visibility: 'public' | 'internal' };
}

export interface TicketResource<Raw extends RawTypes = RawTypes, Fields = DefaultFields> {
  get(id: TicketId, options?: RequestOptions): Promise<SupportTicket<Raw['ticket'], Fields>>;
  /** Tickets that do not exist are left out. */
  getMany(
    ids: readonly TicketId[],
    options?: RequestOptions,
  ): Promise<readonly SupportTicket<Raw['ticket'], Fields>[]>;
  list(
    query?: TicketQuery,
    options?: RequestOptions,
  ): Paginated<SupportTicket<Raw['ticket'], Fields>>;
  create(
    draft: TicketDraft<Fields>,
    options?: CreateOptions,
  ): Promise<Mapped<SupportTicket<Raw['ticket'], Fields>>>;
  update(
    id: TicketId,
    patch: TicketPatch<Fields>,
    options?: RequestOptions,
  ): Promise<Mapped<SupportTicket<Raw['ticket'], Fields>>>;
  createMany(
    drafts: readonly TicketDraft<Fields>[],
    options?: BulkOptions,
  ): Promise<Mapped<BulkResult>>;
  /** The same change to many tickets. */
  updateMany(
    ids: readonly TicketId[],
    patch: TicketPatch<Fields>,
    options?: BulkOptions,
  ): Promise<Mapped<BulkResult>>;
  deleteMany(ids: readonly TicketId[], options?: BulkOptions): Promise<BulkResult>;
  /** Puts the sources into the target; this cannot be undone. */
  merge(target: TicketId, sources: readonly TicketId[], options?: MergeOptions): Promise<void>;
  /** To the bin, from where `restore` brings it back. */
  delete(id: TicketId, options?: RequestOptions): Promise<void>;
  restore(id: TicketId, options?: RequestOptions): Promise<void>;
  /** For good. */
  purge(id: TicketId, options?: BulkOptions): Promise<void>;
  markAsSpam(id: TicketId, options?: RequestOptions): Promise<void>;
  /** Everything that changed, archived and deleted tickets included. */
  changes(
    query: ChangeQuery,
    options?: RequestOptions,
  ): ChangeFeed<SupportTicket<Raw['ticket'], Fields>>;
  /** What the provider measured itself; definitions differ between providers. */
  metrics(id: TicketId, options?: RequestOptions): Promise<NativeTicketMetrics>;
}

export interface MessageResource<Raw extends RawTypes = RawTypes> {
  /** The thread, oldest first. */
  list(
    ticketId: TicketId,
    query?: PageQuery,
    options?: RequestOptions,
  ): Paginated<Message<Raw['message']>>;
  create(
    ticketId: TicketId,
    draft: MessageDraft,
    options?: CreateOptions,
  ): Promise<Mapped<Message<Raw['message']>>>;
  /** A message that the customer sees. */
  reply(
    ticketId: TicketId,
    draft: ReplyDraft,
    options?: CreateOptions,
  ): Promise<Mapped<Message<Raw['message']>>>;
  /** A message that only staff see. */
  note(
    ticketId: TicketId,
    draft: ReplyDraft,
    options?: CreateOptions,
  ): Promise<Mapped<Message<Raw['message']>>>;
  /** Turns a public message into an internal one. */
  makeInternal(ticketId: TicketId, messageId: MessageId, options?: RequestOptions): Promise<void>;
  /** Blacks out a passage for good. */
  redact(
    ticketId: TicketId,
    messageId: MessageId,
    passage: string,
    options?: RequestOptions,
  ): Promise<void>;
}

export interface ContactResource<Raw extends RawTypes = RawTypes> {
  get(id: ContactId, options?: RequestOptions): Promise<Contact<Raw['contact']>>;
  list(query?: ContactQuery, options?: RequestOptions): Paginated<Contact<Raw['contact']>>;
  /** `null` when nobody has this address or key. */
  find(key: ContactKey, options?: RequestOptions): Promise<Contact<Raw['contact']> | null>;
  create(draft: ContactDraft, options?: CreateOptions): Promise<Mapped<Contact<Raw['contact']>>>;
  update(
    id: ContactId,
    draft: ContactDraft,
    options?: RequestOptions,
  ): Promise<Mapped<Contact<Raw['contact']>>>;
  /** Creates, or updates the contact that has the same `callerKey` or e-mail. */
  upsert(draft: ContactDraft, options?: RequestOptions): Promise<Mapped<Contact<Raw['contact']>>>;
  delete(id: ContactId, options?: RequestOptions): Promise<void>;
  /** Everything of `source` goes to `target`; this cannot be undone. */
  merge(
    target: ContactId,
    source: ContactId,
    options?: RequestOptions,
  ): Promise<Contact<Raw['contact']>>;
  changes(query: ChangeQuery, options?: RequestOptions): ChangeFeed<Contact<Raw['contact']>>;
}

export interface OrganizationResource<Raw extends RawTypes = RawTypes> {
  get(id: OrganizationId, options?: RequestOptions): Promise<Organization<Raw['organization']>>;
  list(query?: PageQuery, options?: RequestOptions): Paginated<Organization<Raw['organization']>>;
  find(
    key: OrganizationKey,
    options?: RequestOptions,
  ): Promise<Organization<Raw['organization']> | null>;
  create(
    draft: OrganizationDraft,
    options?: CreateOptions,
  ): Promise<Mapped<Organization<Raw['organization']>>>;
  update(
    id: OrganizationId,
    draft: OrganizationDraft,
    options?: RequestOptions,
  ): Promise<Mapped<Organization<Raw['organization']>>>;
  upsert(
    draft: OrganizationDraft,
    options?: RequestOptions,
  ): Promise<Mapped<Organization<Raw['organization']>>>;
  delete(id: OrganizationId, options?: RequestOptions): Promise<void>;
  changes(
    query: ChangeQuery,
    options?: RequestOptions,
  ): ChangeFeed<Organization<Raw['organization']>>;
}

export interface AgentResource<Raw extends RawTypes = RawTypes> {
  get(id: AgentId, options?: RequestOptions): Promise<Agent<Raw['agent']>>;
  list(query?: PageQuery, options?: RequestOptions): Paginated<Agent<Raw['agent']>>;
  /** Whoever the credentials belong to; fails when they belong to nobody. */
  me(options?: RequestOptions): Promise<Agent<Raw['agent']>>;
}

export interface GroupResource<Raw extends RawTypes = RawTypes> {
  get(id: string, options?: RequestOptions): Promise<Group<Raw['group']>>;
  list(query?: PageQuery, options?: RequestOptions): Paginated<Group<Raw['group']>>;
  /** Who belongs to a group. */
  members(id: string, query?: PageQuery, options?: RequestOptions): Paginated<AgentId>;
}

export interface TagResource {
  /** Tags in use, with how often (`null` where the provider does not count). */
  list(
    query?: PageQuery,
    options?: RequestOptions,
  ): Paginated<{ readonly name: string; readonly count: number | null }>;
  /** Adds tags to a ticket and keeps the others. Returns all tags afterwards. */
  add(
    ticketId: TicketId,
    tags: readonly string[],
    options?: RequestOptions,
  ): Promise<readonly string[]>;
  /** Removes tags from a ticket and keeps the others. Returns all tags afterwards. */
  remove(
    ticketId: TicketId,
    tags: readonly string[],
    options?: RequestOptions,
  ): Promise<readonly string[]>;
  /** Replaces **all** tags of a ticket. */
  overwrite(
    ticketId: TicketId,
    tags: readonly string[],
    options?: RequestOptions,
  ): Promise<readonly string[]>;
}

export interface FieldResource {
  list(options?: RequestOptions): Promise<readonly CustomFieldDefinition[]>;
  forms(options?: RequestOptions): Promise<readonly TicketForm[]>;
}

/** A status of an account, as it is named there. */
export interface NativeStatus {
  readonly id: string;
  readonly label: string;
  readonly status: TicketStatus;
  readonly statusDetail: StatusDetail | null;
  readonly active: boolean;
  readonly isDefault: boolean;
  readonly raw?: unknown;
}

export interface StatusResource {
  list(options?: RequestOptions): Promise<readonly NativeStatus[]>;
}

/** Bytes to send. */
export interface AttachmentDraft {
  readonly fileName: string;
  readonly contentType: string;
  readonly data: Uint8Array | ArrayBuffer | Blob;
}

/** Bytes received. */
export interface DownloadedAttachment {
  readonly data: Uint8Array;
  readonly contentType: string | null;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface AttachmentResource {
  get(id: string, options?: RequestOptions): Promise<Attachment>;
  upload(draft: AttachmentDraft, options?: RequestOptions): Promise<UploadedAttachment>;
  /** Credentials go to the account's own host only, never to where it redirects. */
  download(
    attachment: Pick<Attachment, 'url'>,
    options?: RequestOptions & { readonly maxBytes?: number },
  ): Promise<DownloadedAttachment>;
}

export interface RatingResource {
  list(
    query?: PageQuery & { readonly since?: Date },
    options?: RequestOptions,
  ): Paginated<SatisfactionRating>;
}

export interface ArticleResource<Raw extends RawTypes = RawTypes> {
  get(
    id: ArticleId,
    options?: RequestOptions & { readonly locale?: string },
  ): Promise<Article<Raw['article']>>;
  list(query?: ArticleQuery, options?: RequestOptions): Paginated<Article<Raw['article']>>;
  search(
    query: SearchQuery & { readonly locale?: string },
    options?: RequestOptions,
  ): Paginated<Article<Raw['article']>>;
  create(
    draft: ArticleDraft & { readonly title: string; readonly sectionId: string },
    options?: CreateOptions,
  ): Promise<Mapped<Article<Raw['article']>>>;
  update(
    id: ArticleId,
    draft: ArticleDraft,
    options?: RequestOptions,
  ): Promise<Mapped<Article<Raw['article']>>>;
  /** Takes the article out of the knowledge base. */
  archive(id: ArticleId, options?: RequestOptions): Promise<void>;
  translations(
    id: ArticleId,
    options?: RequestOptions,
  ): Promise<readonly Article<Raw['article']>[]>;
  /** Creates or changes the text of an article in one language. */
  translate(
    id: ArticleId,
    draft: ArticleDraft & { readonly locale: string },
    options?: RequestOptions,
  ): Promise<Mapped<Article<Raw['article']>>>;
  sections(query?: PageQuery, options?: RequestOptions): Paginated<ArticleSection>;
  categories(query?: PageQuery, options?: RequestOptions): Paginated<ArticleCategory>;
}

export interface SlaPolicyResource {
  list(options?: RequestOptions): Promise<readonly NativeSlaPolicy[]>;
  schedules(options?: RequestOptions): Promise<readonly NativeSchedule[]>;
}

export interface EventResource<Raw extends RawTypes = RawTypes> {
  /** A ticket's history, oldest first. */
  list(
    ticketId: TicketId,
    query?: PageQuery,
    options?: RequestOptions,
  ): Paginated<TicketEvent<Raw['event']>>;
}

/** A message of an imported thread, with its own author and date. */
export interface ImportMessage extends MessageDraft {
  readonly createdAt: Date;
}

/** A ticket with its history, as it was elsewhere. */
export interface ImportDraft<Fields = DefaultFields>
  extends Omit<TicketDraft<Fields>, 'message' | 'requester'> {
  readonly requester: { readonly id: ContactId };
  /** Oldest first; the first one is the description. */
  readonly messages: readonly ImportMessage[];
  readonly createdAt: Date;
  readonly updatedAt?: Date;
  readonly resolvedAt?: Date;
  /** Put a closed ticket straight into the archive. */
  readonly archive?: boolean;
}

export interface ImportResource<Raw extends RawTypes = RawTypes, Fields = DefaultFields> {
  /** One ticket with its history; nobody is notified. */
  ticket(
    draft: ImportDraft<Fields>,
    options?: CreateOptions,
  ): Promise<Mapped<SupportTicket<Raw['ticket'], Fields>>>;
  tickets(
    drafts: readonly ImportDraft<Fields>[],
    options?: BulkOptions,
  ): Promise<Mapped<BulkResult>>;
}

/** A webhook registration at the provider. */
export interface Subscription {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly url: string;
  /** The provider's own event names. */
  readonly events: readonly string[];
  readonly active: boolean;
  readonly raw?: unknown;
}

/** A new or changed webhook registration. */
export interface SubscriptionDraft {
  readonly name: string;
  readonly url: string;
  /** The provider's own event names; the adapter's documentation lists them. */
  readonly events: readonly string[];
  readonly active?: boolean;
  readonly description?: string;
}

export interface SubscriptionResource {
  list(query?: PageQuery, options?: RequestOptions): Paginated<Subscription>;
  get(id: string, options?: RequestOptions): Promise<Subscription>;
  create(draft: SubscriptionDraft, options?: CreateOptions): Promise<Subscription>;
  update(
    id: string,
    draft: Partial<SubscriptionDraft>,
    options?: RequestOptions,
  ): Promise<Subscription>;
  delete(id: string, options?: RequestOptions): Promise<void>;
  /** The secret that signs deliveries. Keep it out of logs. */
  secret(id: string, options?: RequestOptions): Promise<string>;
  /** Makes a new secret; the old one stops at once. */
  rotateSecret(id: string, options?: RequestOptions): Promise<string>;
}

export interface SearchResource<Raw extends RawTypes = RawTypes, Fields = DefaultFields> {
  tickets(
    query: SearchQuery,
    options?: RequestOptions,
  ): Paginated<SupportTicket<Raw['ticket'], Fields>>;
  contacts(query: SearchQuery, options?: RequestOptions): Paginated<Contact<Raw['contact']>>;
  organizations(
    query: SearchQuery,
    options?: RequestOptions,
  ): Paginated<Organization<Raw['organization']>>;
  /** How many records match, without reading them. */
  count(query: string, options?: RequestOptions): Promise<number>;
}

/** A conversation beside a ticket, with people who are not its requester. */
export interface SideConversation {
  readonly id: string;
  readonly externalId: string;
  readonly ticketId: TicketId;
  readonly subject: string | null;
  readonly preview: string | null;
  readonly state: 'open' | 'closed';
  readonly participants: readonly { readonly name: string | null; readonly email: string | null }[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly raw?: unknown;
}

export interface SideConversationResource {
  list(
    ticketId: TicketId,
    query?: PageQuery,
    options?: RequestOptions,
  ): Paginated<SideConversation>;
  get(ticketId: TicketId, id: string, options?: RequestOptions): Promise<SideConversation>;
  create(
    ticketId: TicketId,
    draft: {
      readonly subject: string;
      readonly body: { readonly text?: string; readonly html?: string };
      readonly to: readonly string[];
    },
    options?: CreateOptions,
  ): Promise<SideConversation>;
  reply(
    ticketId: TicketId,
    id: string,
    body: { readonly text?: string; readonly html?: string },
    options?: CreateOptions,
  ): Promise<SideConversation>;
}
