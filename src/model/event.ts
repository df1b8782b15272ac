import type { Article } from './article.ts';
import type { TicketEventKind } from './enums.ts';
import type { EventId, MessageId, TicketId } from './ids.ts';
import type { Author, Message } from './message.ts';
import type { Contact, Organization } from './people.ts';
import type { SatisfactionRating } from './satisfaction.ts';
import type { SupportTicket } from './ticket.ts';

/** One field that moved. `from` is left out when the provider did not say what was there before. */
export interface FieldChange {
  /** Path in the unified model (`status`, `tags`, `customFields.plan`). */
  readonly field: string;
  readonly from?: unknown;
  readonly to: unknown;
}

/** An entry of a ticket's history (audit log), oldest first. */
export interface TicketEvent<Raw = unknown> {
  readonly id: EventId;
  readonly ticketId: TicketId;
  readonly kind: TicketEventKind;
  readonly actor: Author | null;
  readonly at: Date;
  readonly changes: readonly FieldChange[];
  /** The message this entry is about, if it is about one. */
  readonly messageId: MessageId | null;
  readonly nativeType: string;
  /** Stable over repeated reads. */
  readonly dedupeKey: string;
  readonly sequence: number | null;
  readonly raw?: Raw;
}

type Snapshot<T extends { readonly externalId: string }, Key extends keyof T> = Pick<T, Key> &
  Partial<Omit<T, Key | 'raw' | 'provenance'>>;

/** What a webhook tells of a ticket: its id for certain, the rest as far as it goes. */
export type TicketSnapshot = Snapshot<SupportTicket, 'id' | 'externalId'>;
/** Some providers tell that there is a message without naming it; then its `externalId` is `null`. */
export type MessageSnapshot = Omit<Snapshot<Message, 'ticketId'>, 'externalId'> & {
  readonly externalId: string | null;
};
export type ContactSnapshot = Snapshot<Contact, 'id' | 'externalId'>;
export type OrganizationSnapshot = Snapshot<Organization, 'id' | 'externalId'>;
export type ArticleSnapshot = Snapshot<Article, 'id' | 'externalId'>;

interface EventBase<Type extends string, Raw> {
  readonly type: Type;
  /** The same for every delivery of the same event: the key to deduplicate on. */
  readonly id: EventId;
  readonly provider: string;
  readonly account: string;
  /** When it happened at the provider; `null` when the payload carries no time. */
  readonly occurredAt: Date | null;
  /** Position among the events of one record, where the provider numbers them. */
  readonly sequence: number | null;
  readonly actor: Author | null;
  /** The provider's own name of the event. */
  readonly nativeType: string;
  /** The parsed payload, by identity. */
  readonly raw?: Raw;
}

interface TicketEventPayload {
  readonly ticket: TicketSnapshot;
  readonly changes: readonly FieldChange[];
}

interface MessageEventPayload {
  readonly ticket: TicketSnapshot;
  readonly message: MessageSnapshot;
}

interface EventPayloads {
  'ticket.created': TicketEventPayload;
  'ticket.updated': TicketEventPayload;
  'ticket.status_changed': TicketEventPayload;
  'ticket.assigned': TicketEventPayload;
  'ticket.merged': TicketEventPayload & { readonly intoTicketId: TicketId | null };
  'ticket.deleted': TicketEventPayload & { readonly permanent: boolean };
  'ticket.restored': TicketEventPayload;
  'message.created': MessageEventPayload;
  'message.updated': MessageEventPayload;
  'message.redacted': MessageEventPayload;
  'note.created': MessageEventPayload;
  'rating.received': {
    readonly ticket: TicketSnapshot;
    readonly rating: SatisfactionRating | null;
  };
  'sla.changed': TicketEventPayload;
  'contact.created': {
    readonly contact: ContactSnapshot;
    readonly changes: readonly FieldChange[];
  };
  'contact.updated': {
    readonly contact: ContactSnapshot;
    readonly changes: readonly FieldChange[];
  };
  'contact.deleted': { readonly contact: ContactSnapshot };
  'contact.merged': { readonly contact: ContactSnapshot };
  'organization.created': { readonly organization: OrganizationSnapshot };
  'organization.updated': {
    readonly organization: OrganizationSnapshot;
    readonly changes: readonly FieldChange[];
  };
  'organization.deleted': { readonly organization: OrganizationSnapshot };
  'article.published': { readonly article: ArticleSnapshot };
  'article.updated': {
    readonly article: ArticleSnapshot;
    readonly changes: readonly FieldChange[];
  };
  'article.unpublished': { readonly article: ArticleSnapshot };
  'article.deleted': { readonly article: ArticleSnapshot };
  ping: Readonly<Record<never, never>>;
  unknown: Readonly<Record<never, never>>;
}

/** The names of all unified events. */
export type SupportEventType = keyof EventPayloads;

/** One unified event by its name. */
export type SupportEventOf<Type extends SupportEventType, Raw = unknown> = EventBase<Type, Raw> &
  EventPayloads[Type];

/**
 * What a webhook delivery means, whichever desk sent it. The union is closed; an event that no
 * unified name fits is `unknown` with its native type and payload, never an exception.
 */
export type SupportEvent<Raw = unknown> = {
  [Type in SupportEventType]: SupportEventOf<Type, Raw>;
}[SupportEventType];

/** Every unified event name, for exhaustive tables. */
export const SUPPORT_EVENT_TYPES = [
  'ticket.created',
  'ticket.updated',
  'ticket.status_changed',
  'ticket.assigned',
  'ticket.merged',
  'ticket.deleted',
  'ticket.restored',
  'message.created',
  'message.updated',
  'message.redacted',
  'note.created',
  'rating.received',
  'sla.changed',
  'contact.created',
  'contact.updated',
  'contact.deleted',
  'contact.merged',
  'organization.created',
  'organization.updated',
  'organization.deleted',
  'article.published',
  'article.updated',
  'article.unpublished',
  'article.deleted',
  'ping',
  'unknown',
] as const satisfies readonly SupportEventType[];
