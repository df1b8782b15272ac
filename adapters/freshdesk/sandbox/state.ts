import { createTable, type Table } from '../../../src/sandbox/kit/table.ts';
import type { FreshdeskFeatures, FreshdeskNotifications } from './options.ts';
import type { CompanyRow, GroupRow, UserRow } from './records/people.ts';
import type {
  AppRow,
  ArticleRow,
  FieldRow,
  FileHostRow,
  FolderRow,
  JobRow,
  OutboxRow,
  PlainRow,
  RuleRow,
  SlaPolicyRow,
  StatusRow,
} from './records/settings.ts';
import type { AttachmentRow, RatingRow, TicketRow, TimeEntryRow } from './records/tickets.ts';

/** The whole account as plain data: snapshots are one structured clone of it. */
export interface FreshdeskState {
  account: {
    id: number;
    subdomain: string;
    name: string;
    /** Rails' name of the zone, which webhooks write times in. */
    timeZone: string;
    organisationId: bigint;
    suspended: boolean;
    seats: number | null;
    features: FreshdeskFeatures;
    /** What the admin lets customers be told (section 23). */
    notifications: FreshdeskNotifications;
    /** Whether the admin's automation rules run. */
    automations: boolean;
  };
  sequences: { ticket: number; record: number; conversation: number; organisation: number };
  tickets: Table<TicketRow>;
  /** Which ticket a conversation belongs to. */
  conversations: Map<number, number>;
  users: Table<UserRow>;
  usersByEmail: Map<string, number>;
  usersByExternalId: Map<string, number>;
  usersByApiKey: Map<string, number>;
  companies: Table<CompanyRow>;
  companiesByName: Map<string, number>;
  groups: Table<GroupRow>;
  statuses: Table<StatusRow>;
  ticketTypes: string[];
  ticketFields: Table<FieldRow>;
  contactFields: Table<FieldRow>;
  companyFields: Table<FieldRow>;
  ticketForms: Table<PlainRow>;
  roles: Table<PlainRow>;
  products: Table<PlainRow>;
  emailConfigs: Table<PlainRow>;
  businessHours: Table<PlainRow>;
  slaPolicies: Table<SlaPolicyRow>;
  surveys: Table<PlainRow>;
  ratings: Table<RatingRow>;
  timeEntries: Table<TimeEntryRow>;
  cannedFolders: Table<PlainRow>;
  cannedResponses: Table<PlainRow>;
  scenarios: Table<PlainRow>;
  categories: Table<PlainRow>;
  folders: Table<FolderRow>;
  articles: Table<ArticleRow>;
  attachments: Table<AttachmentRow>;
  rules: Table<RuleRow>;
  apps: Table<AppRow>;
  jobs: Map<string, JobRow>;
  outbox: OutboxRow[];
  fileHost: FileHostRow[];
  /** When time next changes a ticket by itself. */
  nextSweepMs: number;
}

export function createState(account: FreshdeskState['account']): FreshdeskState {
  return {
    account,
    sequences: { ticket: 0, record: 0, conversation: 0, organisation: 0 },
    tickets: createTable(),
    conversations: new Map(),
    users: createTable(),
    usersByEmail: new Map(),
    usersByExternalId: new Map(),
    usersByApiKey: new Map(),
    companies: createTable(),
    companiesByName: new Map(),
    groups: createTable(),
    statuses: createTable(),
    ticketTypes: [],
    ticketFields: createTable(),
    contactFields: createTable(),
    companyFields: createTable(),
    ticketForms: createTable(),
    roles: createTable(),
    products: createTable(),
    emailConfigs: createTable(),
    businessHours: createTable(),
    slaPolicies: createTable(),
    surveys: createTable(),
    ratings: createTable(),
    timeEntries: createTable(),
    cannedFolders: createTable(),
    cannedResponses: createTable(),
    scenarios: createTable(),
    categories: createTable(),
    folders: createTable(),
    articles: createTable(),
    attachments: createTable(),
    rules: createTable(),
    apps: createTable(),
    jobs: new Map(),
    outbox: [],
    fileHost: [],
    nextSweepMs: Number.POSITIVE_INFINITY,
  };
}
