import { createTable, type Table } from '../../../src/sandbox/kit/table.ts';
import type {
  ConversationRow,
  DeletedConversationRow,
  ScheduledRow,
} from './records/conversations.ts';
import type { AdminRow, CompanyRow, ContactRow, TeamRow, VisitorRow } from './records/people.ts';
import type {
  ArticleRow,
  AwayReasonRow,
  CollectionRow,
  ConversationAttributeRow,
  DataAttributeRow,
  FileRow,
  HelpCenterRow,
  JobRow,
  MacroRow,
  NoteRow,
  OutboxRow,
  ScrollRow,
  SegmentRow,
  SubscriptionRow,
  SubscriptionTypeRow,
  TagRow,
  TicketStateRow,
  TicketTypeRow,
  TokenRow,
} from './records/settings.ts';

/** Where each id space stands; they are apart from each other (section 20). */
export interface Sequences {
  conversation: number;
  part: number;
  message: number;
  ticket: number;
  team: number;
  tag: number;
  record: number;
}

/** The whole workspace as plain data: snapshots are one structured clone of it. */
export interface IntercomState {
  workspace: {
    readonly id: string;
    readonly name: string;
    readonly region: string;
    readonly timezone: string;
    readonly created_at: number;
  };
  sequences: Sequences;
  conversations: Table<ConversationRow>;
  deletedConversations: DeletedConversationRow[];
  /** The soonest first. */
  scheduled: ScheduledRow[];
  contacts: Table<ContactRow>;
  /** Every contact that ever had the address or id; who still has it is checked on reading. */
  contactsByEmail: Map<string, string[]>;
  contactsByExternalId: Map<string, string[]>;
  companies: Table<CompanyRow>;
  visitors: Table<VisitorRow>;
  admins: Table<AdminRow>;
  teams: Table<TeamRow>;
  tags: Table<TagRow>;
  segments: Table<SegmentRow>;
  subscriptionTypes: Table<SubscriptionTypeRow>;
  notes: Table<NoteRow>;
  ticketTypes: Table<TicketTypeRow>;
  ticketStates: Table<TicketStateRow>;
  dataAttributes: DataAttributeRow[];
  conversationAttributes: Table<ConversationAttributeRow>;
  articles: Table<ArticleRow>;
  collections: Table<CollectionRow>;
  helpCenters: Table<HelpCenterRow>;
  macros: Table<MacroRow>;
  awayReasons: Table<AwayReasonRow>;
  files: Table<FileRow>;
  jobs: Table<JobRow>;
  /** Data events already seen: (contact, name, second). */
  events: Set<string>;
  scroll: ScrollRow | null;
  tokens: Map<string, TokenRow>;
  webhook: SubscriptionRow | null;
  /** Mails and pushes to customers that a real workspace would have sent. */
  outbox: OutboxRow[];
}

export function createState(
  workspace: IntercomState['workspace'],
  sequences: Sequences,
): IntercomState {
  return {
    workspace,
    sequences,
    conversations: createTable(),
    deletedConversations: [],
    scheduled: [],
    contacts: createTable(),
    contactsByEmail: new Map(),
    contactsByExternalId: new Map(),
    companies: createTable(),
    visitors: createTable(),
    admins: createTable(),
    teams: createTable(),
    tags: createTable(),
    segments: createTable(),
    subscriptionTypes: createTable(),
    notes: createTable(),
    ticketTypes: createTable(),
    ticketStates: createTable(),
    dataAttributes: [],
    conversationAttributes: createTable(),
    articles: createTable(),
    collections: createTable(),
    helpCenters: createTable(),
    macros: createTable(),
    awayReasons: createTable(),
    files: createTable(),
    jobs: createTable(),
    events: new Set(),
    scroll: null,
    tokens: new Map(),
    webhook: null,
    outbox: [],
  };
}
