import type { CustomFields, DefaultFields } from './custom-fields.ts';
import type {
  AuthorKind,
  LinkKind,
  ParticipantRole,
  StatusDetail,
  TicketPriority,
  TicketStatus,
} from './enums.ts';
import type { AgentId, ContactId, GroupId, OrganizationId, TicketId } from './ids.ts';
import type { Channel, MessageAttachment, MessageBody } from './message.ts';
import type { Provenance } from './provenance.ts';
import type { SatisfactionRating } from './satisfaction.ts';
import type { SlaState } from './sla.ts';

/** The customer behind a ticket. What the provider did not say is `null`. */
export interface Requester {
  readonly id: ContactId | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone?: string | null;
  /** The application's own key for this person. */
  readonly callerKey?: string | null;
  readonly organizationId?: OrganizationId | null;
  readonly locale?: string | null;
  readonly timezone?: string | null;
  readonly avatarUrl?: string | null;
}

/** Who works on a ticket: a person, a bot, or a whole group (then `id` and `name` are the group's). */
export interface Assignee {
  readonly id: AgentId | GroupId;
  readonly name: string | null;
  /** Name of the group. */
  readonly group: string | null;
  readonly email?: string | null;
  readonly groupId?: GroupId | null;
  readonly type: 'agent' | 'team' | 'bot';
}

/** Somebody who takes part in a case. */
export interface Participant {
  readonly id: ContactId | AgentId | null;
  readonly role: ParticipantRole;
  readonly kind: AuthorKind;
  readonly email: string | null;
  readonly name: string | null;
}

/** A value as the provider knows it, kept for a lossless way back. */
export interface NativeValue {
  readonly id: string | null;
  readonly label: string | null;
  /** The provider's own grouping, where it has one. */
  readonly category: string | null;
}

/** What the caller's systems know about the customer; filled by mappings or enrichers. */
export interface TicketMetadata {
  readonly plan: string | null;
  /** Days since the account was opened. */
  readonly accountAge: number | null;
  /** Monthly recurring revenue in the account's currency. */
  readonly mrr: number | null;
  readonly previousTickets: number | null;
  readonly extra: Readonly<Record<string, unknown>>;
}

/** A relation to another ticket or to something outside. */
export interface TicketLink {
  readonly kind: LinkKind;
  readonly ticketId: TicketId | null;
  readonly url: string | null;
}

/** Orders the versions of a ticket: compare `at`, then `sequence`. */
export interface TicketVersion {
  readonly at: Date;
  readonly sequence: number | null;
}

/**
 * A case in any help desk. `null` always means "absent here"; that a provider cannot express a
 * field at all is told by its adapter's manifest.
 */
export interface SupportTicket<Raw = unknown, Fields = DefaultFields> {
  /** `provider:account:nativeId`. */
  readonly id: TicketId;
  /** The provider's own id, always a string. */
  readonly externalId: string;
  /** The application's own key for the ticket. */
  readonly callerKey: string | null;
  readonly subject: string | null;
  /** First public message as plain text. */
  readonly description: string | null;
  readonly descriptionHtml: string | null;
  readonly status: TicketStatus;
  readonly statusDetail: StatusDetail | null;
  readonly nativeStatus: NativeValue | null;
  readonly priority: TicketPriority;
  readonly nativePriority: NativeValue | null;
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly requester: Requester;
  readonly assignee: Assignee | null;
  /** Kept even when a person is assigned. */
  readonly groupId: GroupId | null;
  readonly organizationId: OrganizationId | null;
  readonly metadata: TicketMetadata;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** First public human reply by staff; bots and notes do not count. */
  readonly firstResponseAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly closedAt: Date | null;
  readonly dueAt: Date | null;
  readonly snoozedUntil: Date | null;
  readonly firstAssignedAt: Date | null;
  readonly lastCustomerReplyAt: Date | null;
  readonly lastStaffReplyAt: Date | null;
  readonly reopenCount: number | null;
  readonly replyCount: number | null;
  /** Human number, where it differs from the id or is shown to people. */
  readonly number: string | null;
  /** Deep link for a person's browser. */
  readonly url: string | null;
  readonly channel: Channel;
  readonly brandId: string | null;
  readonly productId: string | null;
  readonly departmentId: string | null;
  readonly formId: string | null;
  readonly ticketTypeId: string | null;
  readonly participants: readonly Participant[];
  readonly customFields: CustomFields<Fields>;
  readonly satisfaction: SatisfactionRating | null;
  readonly sla: SlaState | null;
  readonly links: readonly TicketLink[];
  readonly attachmentsCount: number | null;
  readonly messagesCount: number | null;
  /** False when the provider cut the thread short. */
  readonly threadComplete: boolean | null;
  readonly isSpam: boolean;
  readonly isDeleted: boolean;
  /** True when the whole case is internal to staff; `null` when unknown. */
  readonly isPrivate: boolean | null;
  /** BCP 47 tag. */
  readonly language: string | null;
  /** From -1 (negative) to 1 (positive). */
  readonly sentiment: number | null;
  readonly version: TicketVersion;
  readonly provenance: Provenance;
  /** The provider's record, by identity. Left out with `keepRaw: false`. */
  readonly raw?: Raw;
}

/** Who a new ticket is for: a known contact, or an address that becomes one. */
export type RequesterDraft =
  | { readonly id: ContactId; readonly email?: never; readonly name?: never }
  | { readonly id?: never; readonly email: string; readonly name?: string };

/** Settings that only one provider knows, under its name: `{ zendesk: { … } }`. */
export type ProviderOptions = Readonly<Record<string, unknown>>;

/** Fields that both a new and a changed ticket can name. */
export interface TicketFieldsDraft<Fields = DefaultFields> {
  readonly subject?: string;
  readonly status?: TicketStatus;
  readonly statusDetail?: StatusDetail | null;
  /** A native status written back as it is; wins over `status` when both are given. */
  readonly nativeStatusId?: string;
  readonly priority?: TicketPriority;
  readonly category?: string | null;
  /** `null` takes the assignment away. */
  readonly assigneeId?: AgentId | null;
  readonly groupId?: GroupId | null;
  readonly organizationId?: OrganizationId | null;
  readonly requesterId?: ContactId;
  readonly callerKey?: string | null;
  readonly dueAt?: Date | null;
  readonly snoozedUntil?: Date | null;
  readonly formId?: string | null;
  readonly brandId?: string | null;
  readonly customFields?: Partial<{ readonly [Key in keyof Fields]: Fields[Key] | null }>;
  readonly providerOptions?: ProviderOptions;
}

/** The message that opens a new ticket. */
export interface FirstMessageDraft {
  readonly body: MessageBody;
  /**
   * Who is shown as the author. Left out, a public message is the requester's; where a provider cannot do
   * that, a warning says so.
   */
  readonly authorId?: AgentId | ContactId;
  readonly visibility: 'public' | 'internal';
  readonly attachments?: readonly MessageAttachment[];
}

/** A new ticket. */
export interface TicketDraft<Fields = DefaultFields>
  extends Omit<TicketFieldsDraft<Fields>, 'requesterId'> {
  readonly subject: string;
  readonly requester: RequesterDraft;
  readonly message: FirstMessageDraft;
  readonly tags?: readonly string[];
  /** E-mail addresses that get a copy. */
  readonly cc?: readonly string[];
}

/** Tags are added and removed, never replaced; `set` exists on `tags` with an explicit name. */
export interface TagChange {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

/** A change to a ticket. Keys left out stay as they are. */
export interface TicketPatch<Fields = DefaultFields> extends TicketFieldsDraft<Fields> {
  readonly tags?: TagChange;
  /** Refuse the write when the ticket has moved on since this version was read. */
  readonly ifVersion?: TicketVersion;
}
