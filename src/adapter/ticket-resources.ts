import type { DefaultFields } from '../model/custom-fields.ts';
import type { TicketEvent } from '../model/event.ts';
import type { MessageId, TicketId } from '../model/ids.ts';
import type { Message, MessageBody, MessageDraft, ReplyDraft } from '../model/message.ts';
import type { Mapped } from '../model/provenance.ts';
import type { SupportTicket, TicketDraft, TicketPatch } from '../model/ticket.ts';
import type { WorkLog, WorkLogDraft } from '../model/work-log.ts';
import type { ChangeFeed, ChangeQuery } from './changes.ts';
import type { Paginated } from './page.ts';
import type { PageQuery, TicketQuery } from './queries.ts';
import type { RawTypes } from './raw-types.ts';
import type { BulkOptions, BulkResult, CreateOptions, RequestOptions } from './request-options.ts';

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

/** What a conversation becomes. */
export interface TicketConversion {
  readonly ticketTypeId: string;
  /** The state to start in; the type's own default when left out. */
  readonly nativeStatusId?: string;
  /** Fields of the ticket type, by configured key or native name. */
  readonly customFields?: Readonly<Record<string, unknown>>;
}

/** Tickets: reading, writing and their life cycle. */
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
  /** Makes a ticket of a kind with its own states out of a conversation. */
  convert(
    id: TicketId,
    draft: TicketConversion,
    options?: RequestOptions,
  ): Promise<Mapped<SupportTicket<Raw['ticket'], Fields>>>;
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

/** The thread of a ticket: replies and notes. */
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
  /** Puts other words into a message that was written before. */
  update(
    ticketId: TicketId,
    messageId: MessageId,
    draft: { readonly body: MessageBody },
    options?: RequestOptions,
  ): Promise<Mapped<Message<Raw['message']>>>;
  /** Takes a message out of the thread. */
  delete(ticketId: TicketId, messageId: MessageId, options?: RequestOptions): Promise<void>;
  /** Turns a public message into an internal one. */
  makeInternal(ticketId: TicketId, messageId: MessageId, options?: RequestOptions): Promise<void>;
  /** Blacks out a passage for good. */
  redact(
    ticketId: TicketId,
    messageId: MessageId,
    passage: string,
    options?: RequestOptions,
  ): Promise<void>;
  /** Blacks out a whole message, its files included, for good; that it was there remains visible. */
  erase(ticketId: TicketId, messageId: MessageId, options?: RequestOptions): Promise<void>;
}

/** Time spent on tickets. */
export interface WorkLogResource {
  list(ticketId: TicketId, query?: PageQuery, options?: RequestOptions): Paginated<WorkLog>;
  create(ticketId: TicketId, draft: WorkLogDraft, options?: CreateOptions): Promise<WorkLog>;
  update(id: string, draft: Partial<WorkLogDraft>, options?: RequestOptions): Promise<WorkLog>;
  delete(id: string, options?: RequestOptions): Promise<void>;
}

/** Tags of tickets. */
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

/** The history of tickets. */
export interface EventResource<Raw extends RawTypes = RawTypes> {
  /** A ticket's history, oldest first. */
  list(
    ticketId: TicketId,
    query?: PageQuery,
    options?: RequestOptions,
  ): Paginated<TicketEvent<Raw['event']>>;
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

/** Conversations beside a ticket. */
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
