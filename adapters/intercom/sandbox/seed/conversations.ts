import { put, touch } from '../../../../src/sandbox/kit/table.ts';
import { addContact } from '../people.ts';
import type { Author, ConversationRow, PartRow, SourceRow } from '../records/conversations.ts';
import type { ContactRow } from '../records/people.ts';
import type { StateCategory } from '../records/settings.ts';
import { fromPlainText, fromStaffText } from '../tickets/bodies.ts';
import { blankConversation, sourceOfTicket } from '../tickets/new-conversation.ts';
import { addPart } from '../tickets/parts.ts';
import {
  countAdminReply,
  countAssignment,
  countClose,
  countContactMessage,
} from '../tickets/statistics.ts';
import { upsertTag } from '../tickets/tags.ts';
import { adminAuthor, contactAuthor, nextNumber, statesOf, type World } from '../world.ts';
import { settledMs } from './settings.ts';

/** A part of a seeded thread. */
export interface SeedPart {
  /** A contact, a teammate or the bot, by id. @default the conversation's contact */
  readonly authorId?: string;
  /** @default 'comment' */
  readonly type?: string;
  /** HTML for teammates, plain text for contacts. */
  readonly body?: string | null;
  readonly createdAt?: Date;
  /** Ids of `seed.file`. */
  readonly attachmentIds?: readonly string[];
  /** Any other property of the part as it is stored. */
  readonly properties?: Partial<Omit<PartRow, 'id'>>;
}

/** A conversation to put into the workspace. */
export interface ConversationSeed {
  /** @default a new user */
  readonly contactId?: string;
  /** What the contact wrote first; null leaves the source out. */
  readonly body?: string | null;
  /** What differs in the source: a mail's `type`, `subject`, `mail`... */
  readonly source?: Partial<SourceRow>;
  readonly createdAt?: Date;
  readonly parts?: readonly SeedPart[];
  /** Names of tags; missing ones are made. */
  readonly tags?: readonly string[];
  /** Any other property as it is stored: `state`, `priority`, `admin_assignee_id`... */
  readonly properties?: Partial<Omit<ConversationRow, 'id' | 'parts' | 'tags' | 'ticket'>>;
}

/** A ticket to put into the workspace. */
export interface TicketSeed extends ConversationSeed {
  /** @default the first type of the Customer kind */
  readonly ticketTypeId?: string;
  readonly title?: string;
  readonly description?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** @default 'submitted' */
  readonly state?: StateCategory;
}

/** A conversation as it would have come about by itself: nobody is told. */
export function seedConversation(world: World, seed: ConversationSeed = {}): ConversationRow {
  const contact = contactOfSeed(world, seed);
  const created_at = secondsOfDate(world, seed.createdAt);
  const text = seed.body === undefined ? 'Hello, I need help.' : seed.body;
  const row = blankConversation(world, {
    created_at,
    contact_ids: [contact.id],
    company_id: contact.company_ids[0] ?? null,
  });
  if (text !== null) {
    row.source = {
      type: 'conversation',
      id: nextNumber(world, 'message'),
      delivered_as: 'customer_initiated',
      subject: '',
      body: fromPlainText(text),
      author: contactAuthor(contact, 'source'),
      attachment_ids: [],
      url: null,
      redacted: false,
      ...seed.source,
    };
    row.first_contact_reply = { created_at, url: null };
    row.waiting_since = created_at;
    countContactMessage(row, created_at);
  }
  return finish(world, row, contact, seed);
}

/** A ticket; a text of its customer, where given, is its first comment (section 11). */
export function seedTicket(world: World, seed: TicketSeed = {}): ConversationRow {
  const contact = contactOfSeed(world, seed);
  const types = [...world.state.ticketTypes.rows.values()];
  const type = types.find((row) =>
    seed.ticketTypeId === undefined ? row.category === 'Customer' : row.id === seed.ticketTypeId,
  );
  if (type === undefined) throw new Error(`The workspace has no such ticket type.`);
  const state = statesOf(world, type.id).find(
    (row) => row.category === (seed.state ?? 'submitted'),
  );
  if (state === undefined) throw new Error(`The ticket type has no such state.`);
  const row = blankConversation(world, {
    created_at: secondsOfDate(world, seed.createdAt),
    contact_ids: [contact.id],
    source: sourceOfTicket(world),
    ticket: {
      ticket_id: nextNumber(world, 'ticket'),
      ticket_type_id: type.id,
      ticket_state_id: state.id,
      previous_ticket_state_id: null,
      attributes: {
        _default_title_: seed.title ?? 'A ticket',
        _default_description_: seed.description ?? 'Something does not work.',
        ...seed.attributes,
      },
      is_shared: type.category === 'Customer',
    },
  });
  const first = seed.body == null ? [] : [{ body: seed.body }];
  return finish(world, row, contact, { ...seed, parts: [...first, ...(seed.parts ?? [])] });
}

function contactOfSeed(world: World, { contactId }: ConversationSeed): ContactRow {
  if (contactId === undefined) {
    const number = world.state.contacts.rows.size + 1;
    const email = `customer${number}@example.org`;
    return addContact(world, { name: `Customer ${number}`, email, recorded_ms: 0 });
  }
  const contact = world.state.contacts.rows.get(contactId);
  if (contact === undefined) throw new Error(`The workspace has no contact ${contactId}.`);
  return contact;
}

const secondsOfDate = (world: World, date: Date | undefined) =>
  Math.floor((date?.getTime() ?? world.clock.now() - settledMs) / 1000);

function finish(
  world: World,
  row: ConversationRow,
  contact: ContactRow,
  seed: ConversationSeed,
): ConversationRow {
  put(world.state.conversations, row);
  for (const part of seed.parts ?? []) seedPart(world, row, contact, part);
  const admin = [...world.state.admins.rows.values()][0];
  row.tags = (seed.tags ?? []).map((name) => ({
    tag_id: upsertTag(world, name).id,
    applied_at: row.created_at,
    applied_by: { type: 'admin', id: admin?.id ?? '' },
  }));
  Object.assign(row, seed.properties);
  // Written long enough ago for search to show it.
  row.recorded_ms = 0;
  touch(world.state.conversations);
  return row;
}

function seedPart(world: World, row: ConversationRow, contact: ContactRow, part: SeedPart): void {
  const author = authorOf(world, part.authorId ?? contact.id);
  const at =
    part.createdAt === undefined ? row.updated_at : Math.floor(part.createdAt.getTime() / 1000);
  const part_type = part.type ?? 'comment';
  count(row, author, part_type, at);
  const body = part.body ?? null;
  addPart(world, row, {
    part_type,
    author,
    created_at: at,
    body: body === null ? null : author.type === 'user' ? fromPlainText(body) : fromStaffText(body),
    attachment_ids: part.attachmentIds ?? [],
    app_package_code: null,
    state: row.state,
    ...part.properties,
  });
}

function authorOf(world: World, id: string): Author {
  const admin = world.state.admins.rows.get(id);
  if (admin !== undefined) return adminAuthor(admin);
  const contact = world.state.contacts.rows.get(id);
  if (contact !== undefined) return contactAuthor(contact, 'part');
  throw new Error(`The workspace has nobody with the id ${id}.`);
}

/** What the part does to state, wait and figures, as the write side would have it. */
function count(row: ConversationRow, author: Author, type: string, at: number): void {
  if (author.type === 'user') {
    row.waiting_since ??= at;
    row.first_contact_reply ??= { created_at: at, url: null };
    countContactMessage(row, at);
    row.state = 'open';
  } else if (author.type === 'admin' && type === 'comment') {
    countAdminReply(row, at);
    row.waiting_since = null;
  } else if (type === 'close') {
    countClose(row, at, author.id);
    row.waiting_since = null;
    row.state = 'closed';
  } else if (type === 'assignment') countAssignment(row, at);
}
