import type { TicketPriority, TicketStatus } from '../model/enums.ts';
import type { AgentId, ContactId, GroupId, OrganizationId } from '../model/ids.ts';

/** Where a list starts and how big its pages are. */
export interface PageQuery {
  /** Resume after this cursor, taken from `Page.nextCursor` of the same query. */
  readonly cursor?: string;
  /** Records a page; the provider's maximum when left out. */
  readonly pageSize?: number;
  /** Request the next page while the current one is worked through. @default 0 */
  readonly prefetch?: 0 | 1;
}

/** Which tickets. Several filters must all hold; several values of one filter are alternatives. */
export interface TicketQuery extends PageQuery {
  readonly status?: readonly TicketStatus[];
  readonly priority?: readonly TicketPriority[];
  /** Tickets that carry all of these. */
  readonly tags?: readonly string[];
  readonly assigneeId?: AgentId;
  readonly groupId?: GroupId;
  readonly requesterId?: ContactId;
  readonly organizationId?: OrganizationId;
  readonly callerKey?: string;
  readonly createdSince?: Date;
  readonly updatedSince?: Date;
  /** Where to look: among the usual tickets, in the spam folder, or in the bin. @default 'live' */
  readonly scope?: 'live' | 'spam' | 'deleted';
  readonly order?: 'newest' | 'oldest' | 'recently_updated' | 'least_recently_updated';
}

/** Which contacts. */
export interface ContactQuery extends PageQuery {
  readonly organizationId?: OrganizationId;
}

/** One way to find a contact. */
export type ContactKey =
  | { readonly email: string }
  | { readonly callerKey: string }
  | { readonly phone: string };

/** One way to find an organization. */
export type OrganizationKey = { readonly name: string } | { readonly callerKey: string };

/** Search text in the provider's own language, or words to look for. */
export interface SearchQuery extends PageQuery {
  readonly query: string;
}

/** Which articles. */
export interface ArticleQuery extends PageQuery {
  readonly locale?: string;
  readonly sectionId?: string;
  readonly categoryId?: string;
  readonly updatedSince?: Date;
}
