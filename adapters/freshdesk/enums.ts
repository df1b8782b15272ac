import type { WarningLog } from '../../src/adapter/mapping.ts';
import type { StatusMapping } from '../../src/adapter/native-maps.ts';
import type {
  AgentRole,
  ArticleState,
  ArticleVisibility,
  ChannelKind,
  CustomFieldType,
  TicketPriority,
  TicketStatus,
} from '../../src/model/enums.ts';

/**
 * Statuses by id (sheet section 6.1): 2 to 5 exist everywhere, 6 and 7 can be removed, 8 and above
 * are the account's own. Labels can be renamed and translated, so ids decide.
 */
export const STATUS_TO_UNIFIED = {
  '2': { status: 'open', statusDetail: null },
  '3': { status: 'pending', statusDetail: 'waiting_on_customer' },
  '4': { status: 'resolved', statusDetail: null },
  '5': { status: 'closed', statusDetail: null },
  '6': { status: 'pending', statusDetail: 'waiting_on_customer' },
  '7': { status: 'pending', statusDetail: 'waiting_on_third_party' },
} as const satisfies Record<string, StatusMapping>;

/** The statuses that no account can remove. */
export const BUILT_IN_STATUSES: ReadonlySet<string> = new Set(['2', '3', '4', '5']);

/** The agents' labels as Freshdesk ships them, in lower case: what automation rules send. */
export const STATUS_BY_LABEL = {
  open: '2',
  pending: '3',
  resolved: '4',
  closed: '5',
  'waiting on customer': '6',
  'waiting on third party': '7',
} as const satisfies Record<string, keyof typeof STATUS_TO_UNIFIED>;

/** What a status is written as when nothing finer is said. */
export const STATUS_FROM_UNIFIED = {
  open: 2,
  pending: 3,
  in_progress: 2,
  resolved: 4,
  closed: 5,
} as const satisfies Record<TicketStatus, number>;

export const PRIORITY_TO_UNIFIED = {
  '1': 'low',
  '2': 'normal',
  '3': 'high',
  '4': 'urgent',
} as const satisfies Record<string, TicketPriority>;

export const PRIORITY_FROM_UNIFIED = {
  low: 1,
  normal: 2,
  high: 3,
  urgent: 4,
} as const satisfies Record<TicketPriority, number>;

/** The labels of priorities, in lower case. */
export const PRIORITY_BY_LABEL = {
  low: '1',
  medium: '2',
  high: '3',
  urgent: '4',
} as const satisfies Record<string, keyof typeof PRIORITY_TO_UNIFIED>;

/** `source` of tickets (sheet section 6.3). */
export const CHANNEL_TO_UNIFIED = {
  '1': 'email',
  // What the API itself writes when nothing is said, so a portal ticket may be one of the API.
  '2': 'portal',
  '3': 'phone',
  // A post of the forum.
  '4': 'other',
  '5': 'social',
  '6': 'social',
  '7': 'chat',
  // The mobile SDK of old.
  '8': 'messenger',
  '9': 'web_form',
  '10': 'email',
  // A shop's own messages.
  '11': 'other',
  '12': 'chat',
  '13': 'whatsapp',
  // A task that agents make out of a chat.
  '14': 'other',
  '15': 'chat',
  '16': 'web_form',
  '17': 'social',
  '18': 'social',
  '19': 'social',
  '20': 'social',
  '21': 'messenger',
  '22': 'sms',
} as const satisfies Record<string, ChannelKind>;

/** The ticket that an agent opened by writing to the customer. */
export const OUTBOUND_EMAIL_SOURCE = 10;

/** Chat, web chat and the chat of apps: their tickets can repeat the first message in the thread. */
export const CHAT_SOURCES: ReadonlySet<number> = new Set([7, 15, 21]);

/** The labels of sources, in lower case: what automation rules send. */
export const SOURCE_BY_LABEL = {
  email: '1',
  portal: '2',
  phone: '3',
  forum: '4',
  twitter: '5',
  facebook: '6',
  chat: '7',
  mobihelp: '8',
  'feedback widget': '9',
  'outbound email': '10',
  ecommerce: '11',
  bot: '12',
  whatsapp: '13',
} as const satisfies Record<string, keyof typeof CHANNEL_TO_UNIFIED>;

const UNKNOWN_SOURCE = 'Freshdesk names a source that polydesk does not know.';

/** The unified channel of a source; one that nobody documented reads as `other` and is recorded. */
function channelIn(
  table: Readonly<Record<string, ChannelKind>>,
  source: number | null | undefined,
  log: WarningLog | undefined,
): { readonly kind: ChannelKind; readonly native: string | null } {
  if (source === null || source === undefined) return { kind: 'other', native: null };
  const native = String(source);
  const kind = Object.hasOwn(table, native) ? table[native] : undefined;
  if (kind !== undefined) return { kind, native };
  const field = 'channel.kind';
  log?.add({ type: 'coerced', field, reason: UNKNOWN_SOURCE, from: source, to: 'other' });
  return { kind: 'other', native };
}

/** The channel of a ticket. */
export const channelOf = (
  source: number | null | undefined,
  log?: WarningLog,
): { readonly kind: ChannelKind; readonly native: string | null } =>
  channelIn(CHANNEL_TO_UNIFIED, source, log);

/** `source` of entries of a thread: other numbers than those of tickets (sheet section 6.4). */
export const MESSAGE_CHANNEL_TO_UNIFIED = {
  // A reply goes the way of its ticket, mostly by e-mail; the entry itself says so below.
  '0': 'other',
  '2': 'other',
  '5': 'social',
  '6': 'other',
  '7': 'social',
  '8': 'email',
  '9': 'phone',
  '10': 'messenger',
  '11': 'other',
  '15': 'chat',
  '20': 'chat',
} as const satisfies Record<string, ChannelKind>;

/** The channel of an entry of a thread. */
export const messageChannelOf = (
  source: number | null | undefined,
  log?: WarningLog,
): { readonly kind: ChannelKind; readonly native: string | null } =>
  channelIn(MESSAGE_CHANNEL_TO_UNIFIED, source, log);

/** What each `source` of an entry is, in words. */
export const MESSAGE_TYPES = {
  '0': 'reply',
  '2': 'note',
  '5': 'tweet',
  '6': 'feedback',
  '7': 'facebook_post',
  '8': 'forward',
  '9': 'phone',
  '10': 'mobihelp',
  '11': 'ecommerce',
  '15': 'bot',
  '20': 'chat',
} as const satisfies Record<keyof typeof MESSAGE_CHANNEL_TO_UNIFIED, string>;

export const REPLY_SOURCE = 0;
export const NOTE_SOURCE = 2;
/** A customer's answer to a survey, which stands in the thread but is no message. */
export const FEEDBACK_SOURCE = 6;
export const BOT_SOURCE = 15;

/** Types of ticket fields; the newer ones are spelled differently by different sources. */
export const FIELD_TYPE_TO_UNIFIED = {
  custom_text: 'text',
  custom_paragraph: 'multiline',
  custom_checkbox: 'boolean',
  custom_number: 'integer',
  custom_decimal: 'decimal',
  custom_dropdown: 'single_select',
  custom_multi_select_dropdown: 'multi_select',
  custom_date: 'date',
  custom_url: 'url',
  custom_phone_number: 'phone',
  nested_field: 'nested_select',
  default_subject: 'text',
  default_description: 'multiline',
  default_ticket_type: 'single_select',
  default_source: 'single_select',
  default_status: 'single_select',
  default_priority: 'single_select',
  default_requester: 'lookup',
  default_group: 'lookup',
  default_agent: 'lookup',
  default_internal_group: 'lookup',
  default_internal_agent: 'lookup',
  default_product: 'lookup',
  default_company: 'lookup',
} as const satisfies Record<string, CustomFieldType>;

export const AGENT_TYPE_TO_UNIFIED = {
  support_agent: 'agent',
  field_agent: 'agent',
  collaborator: 'collaborator',
} as const satisfies Record<string, AgentRole>;

export const ARTICLE_STATUS_TO_UNIFIED = {
  '1': 'draft',
  '2': 'published',
} as const satisfies Record<string, ArticleState>;

/** `visibility` of a folder, which is that of its articles (sheet section 6.6). */
export const FOLDER_VISIBILITY_TO_UNIFIED = {
  '1': 'public',
  '2': 'authenticated',
  '3': 'internal',
  '4': 'restricted',
  '5': 'restricted',
  '6': 'restricted',
  '7': 'restricted',
} as const satisfies Record<string, ArticleVisibility>;

/** Answers of surveys on a scale from 0 to 1: the seven of newer ones, the three of the classic. */
export const RATING_SCORES = {
  '103': 1,
  '102': 5 / 6,
  '101': 4 / 6,
  '100': 3 / 6,
  '-101': 2 / 6,
  '-102': 1 / 6,
  '-103': 0,
  '1': 1,
  '2': 0.5,
  '3': 0,
} as const satisfies Record<string, number>;
