/** Where a case stands. Closed set; the provider's own word is in `nativeStatus`. */
export const TICKET_STATUSES = ['open', 'pending', 'in_progress', 'resolved', 'closed'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** The finer shade of a status, where the provider tells it. */
export const STATUS_DETAILS = [
  'new',
  'waiting_on_customer',
  'waiting_on_third_party',
  'snoozed',
  'escalated',
  'engineering',
  'merged',
  'spam',
  'archived',
  'custom',
] as const;
export type StatusDetail = (typeof STATUS_DETAILS)[number];

/** How urgent a case is. Closed set; the provider's own word is in `nativePriority`. */
export const TICKET_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof TICKET_PRIORITIES)[number];

/** How a case or a message came in. The provider's own word stands beside it. */
export const CHANNEL_KINDS = [
  'email',
  'web_form',
  'chat',
  'messenger',
  'phone',
  'sms',
  'whatsapp',
  'social',
  'api',
  'portal',
  'import',
  'other',
] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Who may read a message. Required wherever a message is written; it has no default. */
export const VISIBILITIES = ['public', 'internal'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** Who wrote a message or caused an event. */
export const AUTHOR_KINDS = ['customer', 'agent', 'bot', 'system', 'unknown'] as const;
export type AuthorKind = (typeof AUTHOR_KINDS)[number];

/** The part a person plays in a case. */
export const PARTICIPANT_ROLES = [
  'requester',
  'submitter',
  'cc',
  'follower',
  'collaborator',
] as const;
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

/** What kind of customer record a contact is. */
export const CONTACT_ROLES = ['user', 'lead', 'contact', 'visitor'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** What a member of the support staff may do. */
export const AGENT_ROLES = ['owner', 'admin', 'agent', 'light', 'collaborator', 'bot'] as const;
export type AgentRole = (typeof AGENT_ROLES)[number];

/** What a ticket can be linked to. */
export const LINK_KINDS = [
  'parent',
  'child',
  'problem',
  'incident',
  'merged_into',
  'follow_up',
  'linked_conversation',
  'external_issue',
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** Value types of custom fields. */
export const CUSTOM_FIELD_TYPES = [
  'text',
  'multiline',
  'integer',
  'decimal',
  'boolean',
  'date',
  'datetime',
  'single_select',
  'multi_select',
  'nested_select',
  'regex',
  'lookup',
  'url',
  'phone',
  'currency',
  'unknown',
] as const;
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number];

/** What happened to a ticket, in its history. `other` keeps events that have no unified kind. */
export const TICKET_EVENT_KINDS = [
  'created',
  'status_changed',
  'priority_changed',
  'assigned',
  'tags_changed',
  'field_changed',
  'message_added',
  'note_added',
  'merged',
  'split',
  'deleted',
  'restored',
  'rated',
  'sla_changed',
  'redacted',
  'other',
] as const;
export type TicketEventKind = (typeof TICKET_EVENT_KINDS)[number];

/** The clocks an SLA can run. */
export const SLA_METRICS = [
  'first_reply',
  'next_reply',
  'periodic_update',
  'pausable_update',
  'requester_wait',
  'agent_work',
  'total_resolution',
  'ownership',
] as const;
export type SlaMetric = (typeof SLA_METRICS)[number];

/** What an SLA clock is doing. */
export const SLA_CLOCK_STATES = ['pending', 'active', 'paused', 'fulfilled', 'cancelled'] as const;
export type SlaClockState = (typeof SLA_CLOCK_STATES)[number];

/** How an SLA clock stands against its target. */
export const SLA_RISKS = ['ok', 'at_risk', 'paused', 'breached', 'met'] as const;
export type SlaRisk = (typeof SLA_RISKS)[number];

/** Whether an article can be read. */
export const ARTICLE_STATES = ['draft', 'published', 'archived'] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];

/** Who may read an article. */
export const ARTICLE_VISIBILITIES = ['public', 'authenticated', 'internal', 'restricted'] as const;
export type ArticleVisibility = (typeof ARTICLE_VISIBILITIES)[number];

/** When a custom field must be filled. */
export const FIELD_REQUIREMENTS = ['never', 'on_create', 'on_solve'] as const;
export type FieldRequirement = (typeof FIELD_REQUIREMENTS)[number];
