import type { WarningLog } from '../../src/adapter/mapping.ts';
import type { StatusMapping } from '../../src/adapter/native-maps.ts';
import type {
  ArticleVisibility,
  ChannelKind,
  CustomFieldType,
  TicketEventKind,
  TicketPriority,
  TicketStatus,
} from '../../src/model/enums.ts';

/** What a conversation can be. A reply opens a closed one again, so that it is resolved. */
export const CONVERSATION_STATE_TO_UNIFIED = {
  open: { status: 'open', statusDetail: null },
  snoozed: { status: 'pending', statusDetail: 'snoozed' },
  closed: { status: 'resolved', statusDetail: null },
} as const satisfies Record<string, StatusMapping>;

/** The categories that every ticket state of an account is in. */
export const TICKET_CATEGORY_TO_UNIFIED = {
  submitted: { status: 'open', statusDetail: 'new' },
  in_progress: { status: 'in_progress', statusDetail: null },
  waiting_on_customer: { status: 'pending', statusDetail: 'waiting_on_customer' },
  resolved: { status: 'resolved', statusDetail: null },
} as const satisfies Record<string, StatusMapping>;

/** What a conversation is made when nothing finer is said. */
export const CONVERSATION_STATE_FROM_UNIFIED = {
  open: 'open',
  in_progress: 'open',
  pending: 'snoozed',
  resolved: 'closed',
  closed: 'closed',
} as const satisfies Record<TicketStatus, keyof typeof CONVERSATION_STATE_TO_UNIFIED>;

/** The category of the state that a ticket is put into. */
export const TICKET_CATEGORY_FROM_UNIFIED = {
  open: 'submitted',
  in_progress: 'in_progress',
  pending: 'waiting_on_customer',
  resolved: 'resolved',
  closed: 'resolved',
} as const satisfies Record<TicketStatus, keyof typeof TICKET_CATEGORY_TO_UNIFIED>;

/** Both vocabularies: webhooks of an app may still speak the one from before 2.16. */
export const PRIORITY_TO_UNIFIED = {
  none: 'normal',
  low: 'low',
  medium: 'normal',
  high: 'high',
  urgent: 'urgent',
  priority: 'high',
  not_priority: 'normal',
} as const satisfies Record<string, TicketPriority>;

/** Words that only say that nobody gave a priority. */
export const NO_PRIORITY: ReadonlySet<string> = new Set(['none', 'not_priority']);

export const PRIORITY_FROM_UNIFIED = {
  low: 'low',
  normal: 'medium',
  high: 'high',
  urgent: 'urgent',
} as const satisfies Record<TicketPriority, keyof typeof PRIORITY_TO_UNIFIED>;

/** `source.type` and, from 2.16 on, `channel`. Conversations of old helpdesks have no channel. */
export const CHANNEL_TO_UNIFIED = {
  conversation: 'messenger',
  messenger: 'messenger',
  push: 'messenger',
  email: 'email',
  phone_call: 'phone',
  phone_switch: 'phone',
  sms: 'sms',
  whatsapp: 'whatsapp',
  facebook: 'social',
  instagram: 'social',
  twitter: 'social',
  zendesk_ticket: 'other',
  zendesk_sunshine: 'other',
} as const satisfies Record<string, ChannelKind>;

/**
 * The unified channel of a native word. A word that nobody documented reads as `other`, keeps
 * standing beside it, and is recorded.
 */
export function channelOf(
  native: string | null | undefined,
  log?: WarningLog,
): { readonly kind: ChannelKind; readonly native: string | null } {
  if (native === null || native === undefined || native === '') {
    return { kind: 'other', native: null };
  }
  const table: Readonly<Record<string, ChannelKind>> = CHANNEL_TO_UNIFIED;
  const kind = Object.hasOwn(table, native) ? table[native] : undefined;
  if (kind !== undefined) return { kind, native };
  log?.add({
    type: 'coerced',
    field: 'channel.kind',
    reason: 'Intercom names a channel that polydesk does not know.',
    from: native,
    to: 'other',
  });
  return { kind: 'other', native };
}

/** Parts that are messages also without a text. */
export const MESSAGE_PARTS: ReadonlySet<string> = new Set(['comment', 'note', 'quick_reply']);

/** What parts tell of a case beside their text. Kinds that are not here are `other`. */
export const PART_TO_EVENT_KIND = {
  assignment: 'assigned',
  default_assignment: 'assigned',
  away_mode_assignment: 'assigned',
  assign_and_reopen: 'assigned',
  assign_and_unsnooze: 'assigned',
  open: 'status_changed',
  close: 'status_changed',
  snoozed: 'status_changed',
  unsnoozed: 'status_changed',
  timer_unsnooze: 'status_changed',
  note_and_reopen: 'status_changed',
  ticket_state_updated_by_admin: 'status_changed',
  priority_changed: 'priority_changed',
  conversation_tags_updated: 'tags_changed',
  conversation_attribute_updated_by_admin: 'field_changed',
  conversation_attribute_updated_by_user: 'field_changed',
  conversation_attribute_updated_by_workflow: 'field_changed',
  ticket_attribute_updated_by_admin: 'field_changed',
  attribute_collected: 'field_changed',
  title_changed: 'field_changed',
  company_updated: 'field_changed',
  merged_primary_conversation: 'merged',
  merged_secondary_conversation: 'merged',
  conversation_sla_applied_by_rule: 'sla_changed',
  conversation_sla_applied_by_workflow: 'sla_changed',
  conversation_sla_target_missed: 'sla_changed',
  conversation_sla_paused: 'sla_changed',
  conversation_sla_unpaused: 'sla_changed',
  conversation_sla_removed: 'sla_changed',
  conversation_rating_changed: 'rated',
  conversation_rating_remark_added: 'rated',
} as const satisfies Record<string, TicketEventKind>;

/** The state that a conversation has after a part of this kind. */
export const STATE_AFTER_PART = {
  open: 'open',
  close: 'closed',
  snoozed: 'snoozed',
  unsnoozed: 'open',
  timer_unsnooze: 'open',
  note_and_reopen: 'open',
  assign_and_reopen: 'open',
  assign_and_unsnooze: 'open',
} as const satisfies Record<string, keyof typeof CONVERSATION_STATE_TO_UNIFIED>;

/** Types of attributes; those of people and companies have names of their own. */
export const FIELD_TYPE_TO_UNIFIED = {
  string: 'text',
  integer: 'integer',
  decimal: 'decimal',
  float: 'decimal',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  list: 'single_select',
  options: 'single_select',
  relationship: 'lookup',
} as const satisfies Record<string, CustomFieldType>;

/** Who may read an article; versions before 2.16 do not say. */
export const AUDIENCE_TO_UNIFIED = {
  everyone: 'public',
  all_users: 'authenticated',
  all_visitors: 'restricted',
  all_leads: 'restricted',
  all_visitors_and_leads: 'restricted',
  restricted: 'restricted',
} as const satisfies Record<string, ArticleVisibility>;

/** Languages of help centers by the English names that the attribute `Language` holds. */
export const LANGUAGE_TAGS: Readonly<Record<string, string>> = {
  Arabic: 'ar',
  Bosnian: 'bs',
  Bulgarian: 'bg',
  Catalan: 'ca',
  Chinese: 'zh',
  Croatian: 'hr',
  Czech: 'cs',
  Danish: 'da',
  Dutch: 'nl',
  English: 'en',
  Estonian: 'et',
  Finnish: 'fi',
  French: 'fr',
  German: 'de',
  Greek: 'el',
  Hebrew: 'he',
  Hungarian: 'hu',
  Indonesian: 'id',
  Italian: 'it',
  Japanese: 'ja',
  Korean: 'ko',
  Latvian: 'lv',
  Lithuanian: 'lt',
  Mongolian: 'mn',
  Norwegian: 'no',
  Polish: 'pl',
  Portuguese: 'pt',
  Romanian: 'ro',
  Russian: 'ru',
  Serbian: 'sr',
  Slovenian: 'sl',
  Spanish: 'es',
  Swedish: 'sv',
  Turkish: 'tr',
  Vietnamese: 'vi',
};
