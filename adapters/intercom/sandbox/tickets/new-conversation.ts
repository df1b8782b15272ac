import { put } from '../../../../src/sandbox/kit/table.ts';
import { fireConversation } from '../events.ts';
import type { Author, ConversationRow, SourceRow } from '../records/conversations.ts';
import type { AdminRow, ContactRow } from '../records/people.ts';
import {
  adminAuthor,
  botOf,
  contactAuthor,
  nextNumber,
  schedule,
  secondsNow,
  type World,
} from '../world.ts';
import { countContactMessage, newStatistics } from './statistics.ts';
import { fromPlainText, fromStaffText } from './bodies.ts';

/** A conversation with nothing in it yet. */
export function blankConversation(
  world: World,
  given: Partial<Omit<ConversationRow, 'id'>> & { readonly created_at: number },
): ConversationRow {
  return {
    title: '',
    updated_at: given.created_at,
    waiting_since: null,
    snoozed_until: null,
    state: 'open',
    read: false,
    priority: 'none',
    admin_assignee_id: null,
    team_assignee_id: null,
    company_id: null,
    contact_ids: [],
    teammate_ids: [],
    source: null,
    first_contact_reply: null,
    tags: [],
    custom_attributes: {},
    ticket: null,
    linked_ids: [],
    rating: null,
    sla_applied: null,
    ai_agent: null,
    channel: { initial: 'messenger', current: 'messenger' },
    external_references: [],
    statistics: newStatistics(),
    parts: [],
    merged_into: null,
    recorded_ms: world.clock.now(),
    ...given,
    id: nextNumber(world, 'conversation'),
  };
}

export interface FirstMessage {
  readonly contact: ContactRow;
  readonly text: string;
  readonly subject: string;
  readonly attachmentIds: readonly string[];
  /** Unix seconds; in the past for imports (section 19). */
  readonly createdAt: number;
}

/** A conversation that a contact began (section 7); recorded as read from the start. */
export function startByContact(world: World, message: FirstMessage): ConversationRow {
  const { contact, createdAt } = message;
  const row = blankConversation(world, {
    created_at: createdAt,
    waiting_since: createdAt,
    read: true,
    contact_ids: [contact.id],
    company_id: contact.company_ids[0] ?? null,
    first_contact_reply: { created_at: createdAt, url: null },
    source: sourceOf(world, message, contactAuthor(contact, 'source'), 'customer_initiated'),
  });
  countContactMessage(row, createdAt);
  contact.last_replied_at = createdAt;
  keep(world, row);
  fireConversation(world, 'conversation.user.created', row, []);
  return row;
}

/** A conversation that a teammate began, which exists before the contact answers (section 16). */
export function startByAdmin(
  world: World,
  admin: AdminRow,
  message: FirstMessage,
): ConversationRow {
  const { contact, createdAt } = message;
  const row = blankConversation(world, {
    created_at: createdAt,
    read: true,
    contact_ids: [contact.id],
    teammate_ids: [admin.id],
    company_id: contact.company_ids[0] ?? null,
    source: sourceOf(world, message, adminAuthor(admin), 'admin_initiated'),
  });
  contact.last_contacted_at = createdAt;
  keep(world, row);
  fireConversation(world, 'conversation.admin.single.created', row, []);
  return row;
}

function sourceOf(
  world: World,
  message: FirstMessage,
  author: Author,
  delivered_as: string,
): SourceRow {
  const byStaff = author.type === 'admin' || author.type === 'bot';
  return {
    type: 'conversation',
    id: nextNumber(world, 'message'),
    delivered_as,
    subject: message.subject,
    body: byStaff ? fromStaffText(message.text) : fromPlainText(message.text),
    author,
    attachment_ids: message.attachmentIds,
    url: null,
    redacted: false,
  };
}

/**
 * What a ticket made by the API shows as its source: a type of null, and the bot that calls itself
 * an admin (section 8.2, trap 24).
 */
export function sourceOfTicket(world: World): SourceRow {
  return {
    type: null,
    id: nextNumber(world, 'message'),
    delivered_as: 'operator_initiated',
    subject: '',
    body: '',
    author: { ...adminAuthor(botOf(world)), type: 'admin' },
    attachment_ids: [],
    url: null,
    redacted: false,
  };
}

/** Stores it; the workspace's bot has its say within a second (section 7.1, trap 30). */
function keep(world: World, row: ConversationRow): void {
  put(world.state.conversations, row);
  if (!world.settings.botParts) return;
  schedule(world, {
    due_ms: (secondsNow(world) + 1) * 1000,
    conversation_id: row.id,
    kind: 'bot-parts',
  });
}
