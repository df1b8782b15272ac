import type { Json } from '../../../src/adapter/answers.ts';
import type { TicketSnapshot } from '../../../src/model/event.ts';
import type { SupportTicket } from '../../../src/model/ticket.ts';
import { type IntercomAuthor, authorSchema } from '../wire/common.ts';
import { idOf, type TranslationContext } from '../to-unified/common.ts';
import { peopleIn } from '../to-unified/people.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { EventContext } from './context.ts';
import { listIn, objectIn, saidOf } from './values.ts';

type Keys = Readonly<Partial<Record<keyof SupportTicket, readonly string[]>>>;

const STATE = ['state', 'ticket_state', 'open'] as const;
const TITLE = ['title', 'source', 'ticket_attributes', 'custom_attributes'] as const;
const BODY = ['source', 'ticket_attributes'] as const;
const ASSIGNMENT = ['admin_assignee_id', 'team_assignee_id'] as const;
const TYPE = ['ticket', 'ticket_type'] as const;
const ATTRIBUTES = ['custom_attributes', 'ticket_attributes'] as const;

/** Which keys of a payload speak of which field; fields that no key speaks of are left out. */
const SAID_BY: Keys = {
  subject: TITLE,
  description: BODY,
  descriptionHtml: BODY,
  status: STATE,
  statusDetail: STATE,
  nativeStatus: STATE,
  priority: ['priority'],
  nativePriority: ['priority'],
  ticketTypeId: ['ticket_type'],
  formId: ['ticket_type'],
  number: ['ticket_id'],
  tags: ['tags'],
  requester: ['contacts', 'source'],
  participants: ['contacts'],
  assignee: ASSIGNMENT,
  groupId: ASSIGNMENT,
  organizationId: ['company', 'company_id'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
  version: ['updated_at'],
  snoozedUntil: ['snoozed_until'],
  firstResponseAt: ['statistics', 'ticket_parts'],
  firstAssignedAt: ['statistics', 'ticket_parts'],
  lastCustomerReplyAt: ['statistics', 'ticket_parts'],
  lastStaffReplyAt: ['statistics', 'ticket_parts'],
  resolvedAt: ['statistics', 'ticket_parts'],
  reopenCount: ['statistics'],
  channel: ['channel', 'source'],
  customFields: ATTRIBUTES,
  satisfaction: ['conversation_rating'],
  sla: ['sla_applied'],
  links: ['linked_objects'],
  messagesCount: ['ticket_parts'],
  attachmentsCount: ['ticket_parts'],
  threadComplete: ['ticket_parts'],
  isPrivate: ['is_shared'],
};

/** Fields that an attribute holds where the account says so. */
const configured = (reading: TranslationContext): Keys => ({
  category: reading.categoryAttribute === null ? TYPE : ATTRIBUTES,
  ...(reading.callerKeyAttribute === null ? {} : { callerKey: ATTRIBUTES }),
});

/** The item with what a record must not lack to be read, where a notification leaves it out. */
export const completed = (item: Json): Json => ({
  created_at: 0,
  updated_at: 0,
  state: item['open'] === false ? 'closed' : 'open',
  ...item,
});

/**
 * What a notification says of a case, in the words of the adapter itself: one translation for both.
 * The parts of a conversation are only those of the event, so nothing is counted in them; names of
 * people are taken from them.
 *
 * @throws {WireFormatError} when the item is not the record that its topic promises.
 */
export function ticketSnapshot(item: Json, reading: TranslationContext): TicketSnapshot {
  const { conversation_parts: parts, ...rest } = item;
  const authors = listIn(objectIn(item, 'conversation_parts'), 'conversation_parts').map(authorIn);
  const context: TranslationContext = {
    ...reading,
    keepRaw: false,
    lookups: { ...reading.lookups, person: peopleIn(authors, reading) },
  };
  const { value } = ticketToUnified(completed(parts === undefined ? item : rest), context);
  const said = saidOf(value, item, { ...SAID_BY, ...configured(reading) });
  return { ...said, id: value.id, externalId: value.externalId };
}

function authorIn(part: Json): IntercomAuthor | null {
  const author = part['author'];
  const result = authorSchema.safeParse(author);
  return result.success ? result.data : null;
}

/** A case of which a notification says only which one it is. */
export const bareTicket = (nativeId: string, { reading }: EventContext): TicketSnapshot => ({
  id: idOf(reading, nativeId),
  externalId: nativeId,
});
