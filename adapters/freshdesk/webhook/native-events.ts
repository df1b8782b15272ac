import { eventTypesOf, type NativeEvents } from '../../../src/adapter/native-events.ts';

/**
 * Which events of marketplace apps tell what (sheet section 21). Automation rules tell a part of
 * these, in the unified words of the template.
 */
export const NATIVE_EVENTS = {
  'ticket.created': ['onTicketCreate'],
  'ticket.updated': ['onTicketUpdate'],
  'ticket.status_changed': ['onTicketUpdate'],
  'ticket.assigned': ['onTicketUpdate'],
  // The bin is a kind of update; what is deleted for good has an event of its own.
  'ticket.deleted': ['onTicketUpdate', 'onTicketDelete'],
  'ticket.restored': ['onTicketUpdate'],
  'sla.changed': ['onTicketUpdate'],
  'message.created': ['onConversationCreate'],
  'message.updated': ['onConversationUpdate'],
  'note.created': ['onConversationCreate'],
  // Answers to surveys are entries of the thread.
  'rating.received': ['onConversationCreate', 'onConversationUpdate'],
  'contact.created': ['onContactCreate'],
  'contact.updated': ['onContactUpdate'],
  'contact.deleted': ['onContactUpdate', 'onContactDelete'],
  'organization.created': ['onCompanyCreate'],
  'organization.updated': ['onCompanyUpdate'],
  'organization.deleted': ['onCompanyDelete'],
} as const satisfies NativeEvents;

/** Every unified event that a delivery of Freshdesk can mean. */
export const FRESHDESK_EVENT_TYPES = eventTypesOf(NATIVE_EVENTS, ['unknown']);
