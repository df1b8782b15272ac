import { eventTypesOf, type NativeEvents } from '../../../src/adapter/native-events.ts';

// Teammates type texts while they assign and close (sheet section 21, trap 5), about tickets in a
// topic of their own (sheet section 18.2).
const WRITTEN: readonly string[] = [
  'conversation.admin.single.created',
  'conversation.admin.replied',
  'conversation.operator.replied',
  'conversation.admin.assigned',
  'conversation.admin.open.assigned',
  'conversation.admin.closed',
  'ticket.created',
  'ticket.admin.replied',
];

// `concat` and not a spread, which no bundler leaves out.
/**
 * Which topics tell what (sheet section 18.1). One topic can tell several things: a customer's answer
 * opens what was closed, so that both events come with it.
 */
export const NATIVE_EVENTS = {
  'ticket.created': [
    'conversation.user.created',
    'conversation.admin.single.created',
    'ticket.created',
  ],
  'ticket.updated': [
    'conversation.priority.updated',
    'conversation.company.updated',
    'conversation.read',
    'conversation.contact.attached',
    'conversation.contact.detached',
    'conversation_part.tag.created',
    'ticket.attribute.updated',
    'ticket.contact.attached',
    'ticket.contact.detached',
  ],
  'ticket.status_changed': [
    'conversation.admin.closed',
    'conversation.admin.opened',
    'conversation.admin.snoozed',
    'conversation.admin.unsnoozed',
    'conversation.admin.open.assigned',
    'conversation.user.replied',
    'ticket.state.updated',
    'ticket.closed',
    'ticket.resolved',
    'ticket.admin.snoozed',
    'ticket.admin.unsnoozed',
    'ticket.contact.replied',
  ],
  'ticket.assigned': [
    'conversation.admin.assigned',
    'conversation.admin.open.assigned',
    'ticket.admin.assigned',
    'ticket.team.assigned',
    'ticket.admin.replied',
  ],
  'ticket.deleted': ['conversation.deleted'],
  'message.created': WRITTEN.concat([
    'conversation.user.created',
    'conversation.user.replied',
    'ticket.contact.replied',
  ]),
  'message.updated': ['conversation.admin.replied.translated', 'ticket.admin.replied.translated'],
  'message.redacted': ['conversation_part.redacted'],
  // What staff writes about tickets that customers never see comes with the topics of replies.
  'note.created': WRITTEN.concat('conversation.admin.noted', 'ticket.note.created'),
  'rating.received': ['conversation.rating.added', 'ticket.rating.provided'],
  'contact.created': ['contact.user.created', 'contact.lead.created', 'visitor.signed_up'],
  'contact.updated': [
    'contact.user.updated',
    'contact.user.tag.created',
    'contact.user.tag.deleted',
    'contact.lead.updated',
    'contact.lead.added_email',
    'contact.lead.signed_up',
    'contact.lead.tag.created',
    'contact.lead.tag.deleted',
    'contact.email.updated',
    'contact.merged',
    'contact.unarchive',
    'contact.subscribed',
    'contact.unsubscribed',
    'company.contact.attached',
    'company.contact.detached',
  ],
  'contact.deleted': ['contact.archived', 'contact.deleted'],
  'contact.merged': ['contact.merged'],
  'organization.created': ['company.created'],
  'organization.updated': ['company.updated'],
  'organization.deleted': ['company.deleted'],
  'article.published': ['article.published'],
  'article.updated': ['article.created', 'article.updated'],
  'article.unpublished': ['article.unpublished'],
  'article.deleted': ['article.deleted'],
} as const satisfies NativeEvents;

/** Every unified event that a delivery of Intercom can mean. Pings come without being asked for. */
export const INTERCOM_EVENT_TYPES = eventTypesOf(NATIVE_EVENTS, ['ping', 'unknown']);
