import type { CustomFieldDefinition, DefaultFields, TicketForm } from '../model/custom-fields.ts';
import type { StatusDetail, TicketStatus } from '../model/enums.ts';
import type { Contact, Organization } from '../model/people.ts';
import type { SatisfactionRating } from '../model/satisfaction.ts';
import type { NativeSchedule, NativeSlaPolicy } from '../model/sla.ts';
import type { SupportTicket } from '../model/ticket.ts';
import type { Paginated } from './page.ts';
import type { PageQuery, SearchQuery } from './queries.ts';
import type { RawTypes } from './raw-types.ts';
import type { CreateOptions, RequestOptions } from './request-options.ts';

/** Custom fields and forms. */
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

/** A product or brand that tickets can belong to. */
export interface NativeProduct {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly description: string | null;
  readonly isDefault: boolean | null;
  readonly raw?: unknown;
}

/** The products or brands of an account: what `productId` and `brandId` of tickets name. */
export interface ProductResource {
  list(options?: RequestOptions): Promise<readonly NativeProduct[]>;
}

/** The statuses of an account. */
export interface StatusResource {
  list(options?: RequestOptions): Promise<readonly NativeStatus[]>;
}

/** What customers thought of the service. */
export interface RatingResource {
  list(
    query?: PageQuery & { readonly since?: Date },
    options?: RequestOptions,
  ): Paginated<SatisfactionRating>;
}

/** SLA policies and opening hours. */
export interface SlaPolicyResource {
  list(options?: RequestOptions): Promise<readonly NativeSlaPolicy[]>;
  schedules(options?: RequestOptions): Promise<readonly NativeSchedule[]>;
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

/** Webhook registrations. */
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

/** Search in the provider’s own language. */
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
