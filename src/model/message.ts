import type { AuthorKind, ChannelKind, Visibility } from './enums.ts';
import type { AgentId, AttachmentId, ContactId, MessageId, TicketId } from './ids.ts';
import type { Provenance } from './provenance.ts';

/** How something came in: our kind and the provider's own word. */
export interface Channel {
  readonly kind: ChannelKind;
  readonly native: string | null;
}

/** Who wrote a message. A deleted or unknown author keeps what is known and leaves the rest null. */
export interface Author {
  readonly id: AgentId | ContactId | null;
  readonly kind: AuthorKind;
  readonly name: string | null;
  readonly email: string | null;
}

/** A file on a message. */
export interface Attachment {
  readonly id: AttachmentId | null;
  readonly externalId: string | null;
  readonly fileName: string;
  /** As the provider says; providers guess wrongly at times. */
  readonly contentType: string | null;
  /** Bytes. */
  readonly size: number | null;
  readonly url: string | null;
  readonly urlExpiresAt: Date | null;
  /** True when the URL answers only with the account's credentials. */
  readonly requiresAuth: boolean;
  readonly isInline: boolean;
  readonly contentId: string | null;
  /** Lower-case hex, once the bytes were seen. */
  readonly sha256: string | null;
  readonly malwareScan: 'not_scanned' | 'clean' | 'infected' | 'failed' | null;
  readonly messageId: MessageId | null;
}

/** One entry of a thread: a reply that the customer sees, or a note that only staff see. */
export interface Message<Raw = unknown> {
  readonly id: MessageId;
  readonly externalId: string;
  readonly ticketId: TicketId;
  readonly visibility: Visibility;
  readonly author: Author;
  /** Plain text; `null` where the provider gives only HTML and no converter was set. */
  readonly bodyText: string | null;
  readonly bodyHtml: string | null;
  /** The text without quoted replies and signature; `null` until a preparation step fills it. */
  readonly strippedText: string | null;
  readonly attachments: readonly Attachment[];
  readonly channel: Channel;
  readonly createdAt: Date;
  readonly updatedAt: Date | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly inReplyTo: MessageId | null;
  /** True for the message that opened the case. */
  readonly isFirst: boolean;
  readonly isRedacted: boolean;
  readonly deliveryStatus: 'queued' | 'sent' | 'delivered' | 'failed' | null;
  /** The provider's own word for this kind of entry. */
  readonly nativeType: string | null;
  readonly provenance: Provenance;
  readonly raw?: Raw;
}

/** A file that was uploaded and can be put on a message. */
export interface UploadedAttachment {
  /** What the provider wants to hear when the file is used. */
  readonly token: string;
  readonly fileName: string;
  readonly contentType: string | null;
  readonly size: number | null;
  readonly expiresAt: Date | null;
}

/** Bytes to send. */
export interface AttachmentDraft {
  readonly fileName: string;
  readonly contentType: string;
  readonly data: Uint8Array | ArrayBuffer | Blob | LateBytes;
}

/** Bytes that are fetched when they are sent, so that nobody holds many files at once. */
export interface LateBytes {
  readonly size: number;
  /** Called once for each time the file is sent; answers `size` bytes. */
  read(): Promise<Uint8Array>;
}

/**
 * A file of a new message: its bytes, which every adapter takes, or a file that was uploaded
 * before, where the provider has uploads of their own (`attachments.upload` in the manifest).
 */
export type MessageAttachment = AttachmentDraft | UploadedAttachment;

/** A body needs text, HTML or both; with both, HTML wins where the provider takes only one. */
export interface MessageBody {
  readonly text?: string;
  readonly html?: string;
}

/** Everything about a new message but its visibility. */
export interface ReplyDraft {
  readonly body: MessageBody;
  /** Who is shown as the author; the calling agent when left out. */
  readonly authorId?: AgentId | ContactId;
  /**
   * Which side the author is on, where neither his id nor the provider tells.
   * @default 'agent'
   */
  readonly authorKind?: 'agent' | 'customer';
  readonly attachments?: readonly MessageAttachment[];
  /** E-mail addresses that get a copy. */
  readonly cc?: readonly string[];
  readonly providerOptions?: Readonly<Record<string, unknown>>;
}

/** A new message. `visibility` is required and has no default: notes stay private. */
export interface MessageDraft extends ReplyDraft {
  readonly visibility: Visibility;
}
