import type {
  Article,
  ArticleCategory,
  ArticleDraft,
  ArticleLocales,
  ArticleSection,
  ArticleShelfDraft,
} from '../model/article.ts';
import type { DefaultFields } from '../model/custom-fields.ts';
import type { LinkKind } from '../model/enums.ts';
import type { ArticleId, ContactId, TicketId } from '../model/ids.ts';
import type {
  Attachment,
  AttachmentDraft,
  MessageDraft,
  UploadedAttachment,
} from '../model/message.ts';
import type { ReplyTemplate } from '../model/reply-template.ts';
import type { Mapped } from '../model/provenance.ts';
import type { SupportTicket, TicketDraft } from '../model/ticket.ts';
import type { Paginated } from './page.ts';
import type { ArticleQuery, PageQuery, SearchQuery } from './queries.ts';
import type { RawTypes } from './raw-types.ts';
import type { BulkOptions, BulkResult, CreateOptions, RequestOptions } from './request-options.ts';

/** Bytes received. */
export interface DownloadedAttachment {
  readonly data: Uint8Array;
  readonly contentType: string | null;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Files. */
export interface AttachmentResource {
  get(id: string, options?: RequestOptions): Promise<Attachment>;
  /** Puts a file where a message can name it. Messages take bytes directly, too. */
  upload(draft: AttachmentDraft, options?: RequestOptions): Promise<UploadedAttachment>;
  /** Takes the file off its message, for good. */
  delete(id: string, options?: RequestOptions): Promise<void>;
  /** Credentials go to the account's own host only, never to where it redirects. */
  download(
    attachment: Pick<Attachment, 'url'>,
    options?: RequestOptions & { readonly maxBytes?: number },
  ): Promise<DownloadedAttachment>;
}

/** The knowledge base. */
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
  /** Deletes the article for good. */
  delete(id: ArticleId, options?: RequestOptions): Promise<void>;
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
  /** A section in a category, or inside another section of it. */
  createSection(
    draft: ArticleShelfDraft & { readonly categoryId: string; readonly parentSectionId?: string },
    options?: CreateOptions,
  ): Promise<Mapped<ArticleSection>>;
  createCategory(
    draft: ArticleShelfDraft,
    options?: CreateOptions,
  ): Promise<Mapped<ArticleCategory>>;
  /** Deletes a section; what is in it goes with it, or is left without one. */
  deleteSection(id: string, options?: RequestOptions): Promise<void>;
  /** The same for a category. */
  deleteCategory(id: string, options?: RequestOptions): Promise<void>;
  locales(options?: RequestOptions): Promise<ArticleLocales>;
}

/** Prepared answers: macros, canned responses. */
export interface MacroResource {
  list(query?: PageQuery, options?: RequestOptions): Paginated<ReplyTemplate>;
  get(id: string, options?: RequestOptions): Promise<ReplyTemplate>;
}

/** A message of an imported thread, with its own author and date. */
export interface ImportMessage extends MessageDraft {
  readonly createdAt: Date;
}

/** A relation of an imported ticket to one that is there already. */
export interface TicketLinkDraft {
  readonly kind: LinkKind;
  /** `null` for one that is still to come: of an implied link, the kind is enough. */
  readonly ticketId: TicketId | null;
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
  /** Of the kinds that the manifest’s `links` of this operation names; others are dropped with a warning. */
  readonly links?: readonly TicketLinkDraft[];
  /** Put a closed ticket straight into the archive. */
  readonly archive?: boolean;
}

/** Tickets with their history, written as they were elsewhere. */
export interface ImportResource<Raw extends RawTypes = RawTypes, Fields = DefaultFields> {
  /**
   * One ticket with its history; nobody is notified.
   *
   * @throws {ValidationError} before anything is written, with issues that name fields as the draft does: `category`,
   *   `links`, `customFields.plan`, `messages.0.attachments`, and `messages.0.attachments.1` where it is known which.
   * @throws {PartialWriteError} once the ticket is there; such a refusal is its `cause`.
   */
  ticket(
    draft: ImportDraft<Fields>,
    options?: CreateOptions,
  ): Promise<Mapped<SupportTicket<Raw['ticket'], Fields>>>;
  tickets(
    drafts: readonly ImportDraft<Fields>[],
    options?: BulkOptions,
  ): Promise<Mapped<BulkResult>>;
}
