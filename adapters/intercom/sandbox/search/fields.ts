import type { View } from '../call.ts';
import { presentPriority } from '../present/conversations.ts';
import { toPlainText } from '../present/text.ts';
import type { ConversationRow, StatisticsRow } from '../records/conversations.ts';
import type { ContactRow } from '../records/people.ts';
import { median } from '../tickets/statistics.ts';
import { ticketStateOf, ticketTypeOf, type World } from '../world.ts';
import type { Field, FieldKind, FieldLookup } from './match.ts';

type Fields<Row> = Readonly<Record<string, Field<Row>>>;

const field = <Row>(kind: FieldKind, read: (row: Row) => unknown): Field<Row> => ({ kind, read });

/** The figures that can be searched by (section 6: `statistics.*`). */
const statisticTimes = [
  'first_contact_reply_at',
  'first_assignment_at',
  'first_admin_reply_at',
  'first_close_at',
  'last_assignment_at',
  'last_assignment_admin_reply_at',
  'last_contact_reply_at',
  'last_admin_reply_at',
  'last_close_at',
] as const satisfies readonly (keyof StatisticsRow)[];

const statisticCounts = [
  'count_reopens',
  'count_assignments',
  'count_conversation_parts',
] as const satisfies readonly (keyof StatisticsRow)[];

const statistics: Fields<ConversationRow> = {
  ...Object.fromEntries(
    statisticTimes.map((name) => [
      `statistics.${name}`,
      field<ConversationRow>('figure', (row) => row.statistics[name]),
    ]),
  ),
  ...Object.fromEntries(
    statisticCounts.map((name) => [
      `statistics.${name}`,
      field<ConversationRow>('figure', (row) => row.statistics[name]),
    ]),
  ),
  'statistics.last_closed_by_id': field('text', (row) => row.statistics.last_closed_by_id),
  'statistics.median_time_to_reply': field('figure', (row) => median(row.statistics.reply_times)),
  'statistics.time_to_admin_reply': field('figure', (row) =>
    since(row, row.statistics.first_admin_reply_at),
  ),
  'statistics.time_to_assignment': field('figure', (row) =>
    since(row, row.statistics.first_assignment_at),
  ),
  'statistics.time_to_first_close': field('figure', (row) =>
    since(row, row.statistics.first_close_at),
  ),
  'statistics.time_to_last_close': field('figure', (row) =>
    since(row, row.statistics.last_close_at),
  ),
};

const since = (row: ConversationRow, at: number | null) =>
  at === null ? null : at - row.created_at;

const shared: Fields<ConversationRow> = {
  id: field('text', (row) => row.id),
  created_at: field('figure', (row) => row.created_at),
  updated_at: field('figure', (row) => row.updated_at),
  contact_ids: field('text', (row) => row.contact_ids),
  teammate_ids: field('text', (row) => row.teammate_ids),
  // Unassigned is searched as 0 or as null (section 6 gives no spelling): both find it.
  admin_assignee_id: field('text', (row) => row.admin_assignee_id ?? '0'),
  team_assignee_id: field('text', (row) => row.team_assignee_id ?? '0'),
  open: field('boolean', (row) => row.state !== 'closed'),
  snoozed_until: field('figure', (row) => row.snoozed_until),
};

const source: Fields<ConversationRow> = {
  'source.type': field('text', (row) => row.source?.type),
  'source.id': field('text', (row) => row.source?.id),
  'source.delivered_as': field('text', (row) => row.source?.delivered_as),
  'source.subject': field('text', (row) => row.source?.subject),
  'source.body': field('words', (row) => toPlainText(row.source?.body ?? '')),
  'source.author.id': field('text', (row) => row.source?.author.id),
  'source.author.type': field('text', (row) => row.source?.author.type),
  'source.author.name': field('text', (row) => row.source?.author.name),
  'source.author.email': field('text', (row) => row.source?.author.email),
  'source.url': field('text', (row) => row.source?.url),
};

const rating: Fields<ConversationRow> = {
  'conversation_rating.requested_at': field('figure', (row) => row.rating?.created_at),
  'conversation_rating.replied_at': field('figure', (row) =>
    row.rating?.rating == null ? null : row.rating.updated_at,
  ),
  'conversation_rating.score': field('figure', (row) => row.rating?.rating),
  'conversation_rating.remark': field('text', (row) => row.rating?.remark),
  'conversation_rating.contact_id': field('text', (row) => row.rating?.contact_id),
  // Spelt so in the description (section 6).
  'conversation_rating.admin_d': field('text', (row) => row.rating?.teammate_id),
};

const agent = ['resolution_state', 'last_answer_type', 'rating', 'rating_remark', 'source_type'];
const aiAgent: Fields<ConversationRow> = {
  ai_agent_participated: field('boolean', (row) => row.ai_agent !== null),
  ...Object.fromEntries(
    [...agent, 'source_title'].map((name) => [
      `ai_agent.${name}`,
      field<ConversationRow>('text', (row) => row.ai_agent?.[name]),
    ]),
  ),
};

/** Fields of conversations (section 6). */
export function conversationFields(view: View): FieldLookup<ConversationRow> {
  const fields: Fields<ConversationRow> = {
    ...shared,
    ...source,
    ...rating,
    ...statistics,
    ...aiAgent,
    channel_initiated: field('text', (row) => row.channel.initial),
    read: field('boolean', (row) => row.read),
    state: field('text', (row) => row.state),
    waiting_since: field('figure', (row) => row.waiting_since),
    tag_ids: field('text', (row) => row.tags.map((tag) => tag.tag_id)),
    priority: field('text', (row) => presentPriority(view.version, row.priority)),
  };
  return (name) =>
    fields[name] ?? customField(name, (row: ConversationRow) => row.custom_attributes);
}

/** By name; names may hold dots themselves (trap 28). For conversations this is not certain. */
function customField<Row>(
  name: string,
  attributesOf: (row: Row) => Readonly<Record<string, unknown>>,
): Field<Row> | null {
  const prefix = 'custom_attributes.';
  if (!name.startsWith(prefix)) return null;
  const key = name.slice(prefix.length);
  return field('text', (row) => attributesOf(row)[key]);
}

/** Searches spell categories in words of their own (trap 9). */
const categories = { Customer: 'request', 'Back-office': 'task', Tracker: 'tracker' } as const;

/** Fields of tickets (section 6); attributes go by number, not by name. */
export function ticketFields(world: World): FieldLookup<ConversationRow> {
  const attribute = (row: ConversationRow, name: string) => row.ticket?.attributes[name];
  const fields: Fields<ConversationRow> = {
    ...shared,
    title: field('text', (row) => attribute(row, '_default_title_')),
    description: field('text', (row) => attribute(row, '_default_description_')),
    category: field('text', (row) => categories[ticketTypeOf(world, row)?.category ?? 'Customer']),
    ticket_type_id: field('text', (row) => row.ticket?.ticket_type_id),
    state: field('text', (row) =>
      row.ticket === null ? null : ticketStateOf(world, row.ticket.ticket_state_id).category,
    ),
  };
  return (name) => fields[name] ?? attributeField(world, name);
}

function attributeField(world: World, name: string): Field<ConversationRow> | null {
  const [, id] = /^ticket_attribute\.(\d+)$/.exec(name) ?? [];
  if (id === undefined) return null;
  for (const type of world.state.ticketTypes.rows.values()) {
    const known = type.attributes.find((attribute) => attribute.id === id);
    if (known !== undefined) return field('text', (row) => row.ticket?.attributes[known.name]);
  }
  return null;
}

const contactTexts = [
  'id',
  'role',
  'name',
  'owner_id',
  'email',
  'phone',
  'external_id',
  'language_override',
  'browser',
  'browser_language',
  'os',
] as const satisfies readonly (keyof ContactRow)[];
const contactTimes = [
  'created_at',
  'signed_up_at',
  'updated_at',
  'last_seen_at',
  'last_contacted_at',
  'last_replied_at',
  'last_email_opened_at',
  'last_email_clicked_at',
] as const satisfies readonly (keyof ContactRow)[];
const contactFlags = [
  'unsubscribed_from_emails',
  'marked_email_as_spam',
  'has_hard_bounced',
] as const satisfies readonly (keyof ContactRow)[];
const places = ['country', 'region', 'city'] as const;

const all = <Name extends string>(
  names: readonly Name[],
  make: (name: Name) => Field<ContactRow>,
): Fields<ContactRow> => Object.fromEntries(names.map((name) => [name, make(name)]));

/** Fields of contacts (section 6); whole days for their dates, except under Preview. */
export function contactFields(view: View): FieldLookup<ContactRow> {
  const { world } = view;
  const segmentsOf = (row: ContactRow) =>
    [...world.state.segments.rows.values()]
      .filter((segment) => segment.contact_ids.includes(row.id))
      .map((segment) => segment.id);
  const fields: Fields<ContactRow> = {
    ...all(contactTexts, (name) => field('text', (row) => row[name])),
    ...all(contactTimes, (name) =>
      field(view.version === 100 ? 'number' : 'day', (row) => row[name]),
    ),
    ...all(contactFlags, (name) => field('boolean', (row) => row[name])),
    ...Object.fromEntries(
      places.map((name) => [
        `location.${name}`,
        field<ContactRow>('text', (row) => row.location[name]),
      ]),
    ),
    avatar: field('text', (row) => row.avatar_url),
    email_domain: field('text', (row) => row.email?.split('@')[1]),
    formatted_phone: field('text', (row) => row.phone),
    segment_id: field('text', segmentsOf),
    tag_id: {
      ...field('text', (row) => row.tags.map((tag) => tag.tag_id)),
      operators: ['=', '!='],
    },
  };
  return (name) => {
    // The sandbox knows no phones: their fields are there and empty.
    if (/^(?:ios|android)_\w+$/.test(name)) return field('text', () => null);
    return fields[name] ?? contactAttribute(world, name);
  };
}

function contactAttribute(world: World, name: string): Field<ContactRow> | null {
  const found = customField<ContactRow>(name, (row) => row.custom_attributes);
  if (found === null) return null;
  const known = world.state.dataAttributes.find(
    (attribute) => attribute.model === 'contact' && `custom_attributes.${attribute.name}` === name,
  );
  if (known === undefined) return null;
  const kinds: Readonly<Record<string, FieldKind>> = {
    integer: 'number',
    float: 'number',
    boolean: 'boolean',
    date: 'day',
    datetime: 'day',
  };
  return { ...found, kind: kinds[known.data_type] ?? 'text' };
}
