import type { WarningLog } from '../../src/adapter/mapping.ts';
import type { StatusMapping } from '../../src/adapter/native-maps.ts';
import type {
  AgentRole,
  ChannelKind,
  CustomFieldType,
  SlaMetric,
  TicketPriority,
  TicketStatus,
} from '../../src/model/enums.ts';

/**
 * Statuses as the API spells them; webhook events spell them in upper case. `deleted`, `archived`
 * and `scrubbed` occur in exports and events only.
 */
export const STATUS_TO_UNIFIED = {
  new: { status: 'open', statusDetail: 'new' },
  open: { status: 'open', statusDetail: null },
  pending: { status: 'pending', statusDetail: 'waiting_on_customer' },
  hold: { status: 'pending', statusDetail: 'waiting_on_third_party' },
  solved: { status: 'resolved', statusDetail: null },
  closed: { status: 'closed', statusDetail: null },
  deleted: { status: 'closed', statusDetail: null },
  archived: { status: 'closed', statusDetail: 'archived' },
  scrubbed: { status: 'closed', statusDetail: 'archived' },
} as const satisfies Record<string, StatusMapping>;

// A ticket at its end keeps the custom status it was solved with, which says nothing of the end.
export const FINAL_STATUSES: ReadonlySet<string> = new Set([
  'closed',
  'deleted',
  'archived',
  'scrubbed',
]);

/** What a status is written as when nothing finer is said. */
export const STATUS_FROM_UNIFIED = {
  open: 'open',
  pending: 'pending',
  in_progress: 'open',
  resolved: 'solved',
  closed: 'solved',
} as const satisfies Record<TicketStatus, string>;

export const PRIORITY_TO_UNIFIED = {
  low: 'low',
  normal: 'normal',
  high: 'high',
  urgent: 'urgent',
} as const satisfies Record<string, TicketPriority>;

/**
 * `via.channel` of the REST API and of webhook events, which use other words for the same thing.
 * Whatever is not here is `other`, with the native word beside it.
 */
export const CHANNEL_TO_UNIFIED = {
  email: 'email',
  mail: 'email',
  web: 'web_form',
  web_form: 'web_form',
  api: 'api',
  web_service: 'api',
  chat: 'chat',
  chat_transcript: 'chat',
  native_messaging: 'messenger',
  sunshine_conversations_api: 'messenger',
  web_widget: 'messenger',
  mobile_sdk: 'messenger',
  mobile: 'messenger',
  voice: 'phone',
  voicemail: 'phone',
  phone_call_inbound: 'phone',
  phone_call_outbound: 'phone',
  api_voicemail: 'phone',
  api_phone_call_inbound: 'phone',
  api_phone_call_outbound: 'phone',
  sms: 'sms',
  text_message: 'sms',
  twilio_sms: 'sms',
  messagebird_sms: 'sms',
  google_rcs: 'sms',
  whatsapp: 'whatsapp',
  twitter: 'social',
  twitter_dm: 'social',
  facebook: 'social',
  facebook_post: 'social',
  facebook_message: 'social',
  instagram_dm: 'social',
  line: 'social',
  telegram: 'social',
  viber: 'social',
  wechat: 'social',
  kakaotalk: 'social',
  apple_business_chat: 'social',
  google_business_messages: 'social',
  help_center: 'portal',
  helpcenter: 'portal',
  import: 'import',
  // Numbers stand in for words in old records; only these five are documented.
  '0': 'web_form',
  '4': 'email',
  '5': 'api',
  // Known words that are no channel of their own: what a rule, a merge or an import tool did.
  '8': 'other',
  '9': 'other',
  rule: 'other',
  system: 'other',
  batch: 'other',
  merge: 'other',
  macro_reference: 'other',
  linked_problem: 'other',
  side_conversation: 'other',
  sample_ticket: 'other',
  closed_ticket: 'other',
  follow_up: 'other',
  any_channel: 'other',
  ticket_sharing: 'other',
  group_deletion: 'other',
  user_change: 'other',
  user_merge: 'other',
  recovered_from_suspended_tickets: 'other',
  business_messaging_slack_connect: 'other',
  logmein_rescue: 'other',
  github: 'other',
  dropbox: 'other',
} as const satisfies Record<string, ChannelKind>;

/**
 * The unified channel of a native word. A word that nobody documented reads as `other`, keeps
 * standing beside it, and is recorded.
 */
export function channelOf(
  native: string | number | null | undefined,
  log?: WarningLog,
): { readonly kind: ChannelKind; readonly native: string | null } {
  if (native === null || native === undefined) return { kind: 'other', native: null };
  const word = String(native);
  const table: Readonly<Record<string, ChannelKind>> = CHANNEL_TO_UNIFIED;
  const kind = Object.hasOwn(table, word) ? table[word] : undefined;
  if (kind !== undefined) return { kind, native: word };
  log?.add({
    type: 'coerced',
    field: 'channel.kind',
    reason: 'Zendesk names a channel that polydesk does not know.',
    from: word,
    to: 'other',
  });
  return { kind: 'other', native: word };
}

/** Custom field types; system types are text as far as a value is concerned. */
export const FIELD_TYPE_TO_UNIFIED = {
  text: 'text',
  textarea: 'multiline',
  checkbox: 'boolean',
  date: 'date',
  integer: 'integer',
  decimal: 'decimal',
  regexp: 'regex',
  partialcreditcard: 'text',
  multiselect: 'multi_select',
  tagger: 'single_select',
  dropdown: 'single_select',
  lookup: 'lookup',
  subject: 'text',
  description: 'multiline',
  status: 'single_select',
  custom_status: 'single_select',
  tickettype: 'single_select',
  priority: 'single_select',
  group: 'lookup',
  assignee: 'lookup',
} as const satisfies Record<string, CustomFieldType>;

/** Field types that Zendesk itself defines. */
export const SYSTEM_FIELD_TYPES: ReadonlySet<string> = new Set([
  'subject',
  'description',
  'status',
  'tickettype',
  'priority',
  'group',
  'assignee',
  'custom_status',
]);

/** `role_type` of agents: 0 custom, 1 light, 2 chat, 3 chat contributor, 4 admin, 5 billing. */
export const ROLE_TYPE_TO_UNIFIED = {
  0: 'agent',
  1: 'light',
  2: 'agent',
  3: 'light',
  4: 'admin',
  5: 'admin',
} as const satisfies Record<number, AgentRole>;

/** SLA metrics; Zendesk's names of the same clocks. */
export const SLA_METRIC_TO_UNIFIED = {
  first_reply_time: 'first_reply',
  next_reply_time: 'next_reply',
  periodic_update_time: 'periodic_update',
  pausable_update_time: 'pausable_update',
  requester_wait_time: 'requester_wait',
  agent_work_time: 'agent_work',
  total_resolution_time: 'total_resolution',
  group_ownership_time: 'ownership',
} as const satisfies Record<string, SlaMetric>;
