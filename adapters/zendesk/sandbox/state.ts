import { createTable, type Table } from '../../../src/sandbox/kit/table.ts';
import type {
  ArticleRow,
  BrandRow,
  CategoryRow,
  CustomStatusRow,
  FileHostRow,
  FormRow,
  JobRow,
  OutboxRow,
  PlainRow,
  RatingRow,
  SectionRow,
  SideConversationRow,
  TicketFieldRow,
  TriggerRow,
  UploadRow,
  WebhookRow,
} from './records/settings.ts';
import type {
  AttachmentRow,
  GroupRow,
  IdentityRow,
  MembershipRow,
  OrganizationRow,
  TicketRow,
  UserRow,
} from './records/tickets-and-people.ts';

/** One OAuth token pair. Section 2. */
export interface TokenRow {
  readonly access_token: string;
  readonly refresh_token: string | null;
  readonly user_id: number;
  readonly scope: string;
  readonly expires_ms: number;
  readonly refresh_expires_ms: number;
}

/** A stored answer of `POST /tickets`. Section 15. */
export interface IdempotencyRow {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly stored_ms: number;
}

/** The whole account as plain data: snapshots are one structured clone of it. */
export interface ZendeskState {
  account: { id: number; subdomain: string };
  sequences: { ticket: number; record: number; event: number };
  tickets: Table<TicketRow>;
  ticketsByExternalId: Map<string, number[]>;
  users: Table<UserRow>;
  usersByEmail: Map<string, number>;
  usersByExternalId: Map<string, number>;
  identities: Table<IdentityRow>;
  organizations: Table<OrganizationRow>;
  organizationMemberships: Table<MembershipRow>;
  groups: Table<GroupRow>;
  groupMemberships: Table<MembershipRow>;
  ticketFields: Table<TicketFieldRow>;
  ticketForms: Table<FormRow>;
  customStatuses: Table<CustomStatusRow>;
  brands: Table<BrandRow>;
  ratings: Table<RatingRow>;
  slaPolicies: Table<PlainRow>;
  schedules: Table<PlainRow>;
  holidays: Table<PlainRow & { readonly schedule_id: number }>;
  macros: Table<PlainRow>;
  views: Table<PlainRow>;
  suspendedTickets: Table<PlainRow>;
  attachments: Table<AttachmentRow>;
  attachmentsByToken: Map<string, number>;
  uploads: Map<string, UploadRow>;
  jobs: Map<string, JobRow>;
  sideConversations: Map<string, SideConversationRow>;
  categories: Table<CategoryRow>;
  sections: Table<SectionRow>;
  articles: Table<ArticleRow>;
  webhooks: Map<string, WebhookRow>;
  triggers: Table<TriggerRow>;
  tokens: Map<string, TokenRow>;
  idempotency: Map<string, IdempotencyRow>;
  outbox: OutboxRow[];
  fileHost: FileHostRow[];
}

export function createState(subdomain: string): ZendeskState {
  return {
    account: { id: 10_000_001, subdomain },
    sequences: { ticket: 0, record: 0, event: 0 },
    tickets: createTable(),
    ticketsByExternalId: new Map(),
    users: createTable(),
    usersByEmail: new Map(),
    usersByExternalId: new Map(),
    identities: createTable(),
    organizations: createTable(),
    organizationMemberships: createTable(),
    groups: createTable(),
    groupMemberships: createTable(),
    ticketFields: createTable(),
    ticketForms: createTable(),
    customStatuses: createTable(),
    brands: createTable(),
    ratings: createTable(),
    slaPolicies: createTable(),
    schedules: createTable(),
    holidays: createTable(),
    macros: createTable(),
    views: createTable(),
    suspendedTickets: createTable(),
    attachments: createTable(),
    attachmentsByToken: new Map(),
    uploads: new Map(),
    jobs: new Map(),
    sideConversations: new Map(),
    categories: createTable(),
    sections: createTable(),
    articles: createTable(),
    webhooks: new Map(),
    triggers: createTable(),
    tokens: new Map(),
    idempotency: new Map(),
    outbox: [],
    fileHost: [],
  };
}
