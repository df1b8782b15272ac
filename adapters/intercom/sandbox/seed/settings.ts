import { put } from '../../../../src/sandbox/kit/table.ts';
import {
  addTicketAttribute,
  addTicketType,
  type NewTicketAttribute,
  type NewTicketType,
} from '../defaults.ts';
import type { VisitorRow } from '../records/people.ts';
import type {
  ArticleRow,
  AwayReasonRow,
  CollectionRow,
  ConversationAttributeRow,
  DataAttributeRow,
  FileRow,
  HelpCenterRow,
  MacroRow,
  NoteRow,
  SegmentRow,
  SubscriptionTypeRow,
  TagRow,
  TicketAttributeRow,
  TicketStateRow,
  TicketTypeRow,
} from '../records/settings.ts';
import { storeFile } from '../tickets/attachments.ts';
import { fromStaffText } from '../tickets/bodies.ts';
import { upsertTag } from '../tickets/tags.ts';
import { hexId, nextNumber, secondsNow, type World } from '../world.ts';

/** How long ago seeded records were made, unless they say when. */
export const settledMs = 120_000;

type Seed<Row, Required extends keyof Row> = Partial<Omit<Row, 'id'>> & Pick<Row, Required>;

export function settledDates(world: World) {
  const at = secondsNow(world) - settledMs / 1000;
  return { created_at: at, updated_at: at };
}

/** The seeder's records that are neither people nor conversations. */
export interface SettingsSeeder {
  tag(name: string, given?: { readonly usedBySegment?: boolean }): TagRow;
  segment(given: Seed<SegmentRow, 'name'>): SegmentRow;
  subscriptionType(given: Seed<SubscriptionTypeRow, 'name'>): SubscriptionTypeRow;
  note(given: Seed<NoteRow, 'body'>): NoteRow;
  ticketType(given: NewTicketType): TicketTypeRow;
  ticketAttribute(type: TicketTypeRow, given: NewTicketAttribute): TicketAttributeRow;
  ticketState(given: Seed<TicketStateRow, 'category' | 'internal_label'>): TicketStateRow;
  dataAttribute(given: Seed<DataAttributeRow, 'name' | 'model'>): DataAttributeRow;
  conversationAttribute(
    given: Partial<Omit<ConversationAttributeRow, 'id' | 'options'>> & {
      readonly name: string;
      /** Labels of a list. */
      readonly options?: readonly string[];
    },
  ): ConversationAttributeRow;
  article(given: Seed<ArticleRow, 'title'>): ArticleRow;
  collection(given: Seed<CollectionRow, 'name'>): CollectionRow;
  helpCenter(given?: Partial<Omit<HelpCenterRow, 'id'>>): HelpCenterRow;
  macro(given: Seed<MacroRow, 'name'>): MacroRow;
  awayReason(label: string): AwayReasonRow;
  visitor(given?: Partial<Omit<VisitorRow, 'id'>>): VisitorRow;
  file(given: Seed<FileRow, 'name' | 'bytes'>): FileRow;
}

export function seedSettings(world: World): SettingsSeeder {
  const { state } = world;
  const id = () => nextNumber(world, 'record');
  const dates = () => settledDates(world);
  return {
    ...seedHelpCenter(world),
    ...seedFields(world),
    tag: (name, { usedBySegment = false } = {}) => {
      const tag = upsertTag(world, name);
      tag.used_by_segment = usedBySegment;
      return tag;
    },
    segment: (given) =>
      put(state.segments, {
        person_type: 'user',
        contact_ids: [],
        ...dates(),
        ...given,
        id: hexId(world),
      }),
    subscriptionType: (given) =>
      put(state.subscriptionTypes, {
        description: '',
        consent_type: 'opt_out',
        ...given,
        id: id(),
      }),
    note: ({ body, ...given }) =>
      put(state.notes, {
        contact_id: null,
        company_id: null,
        author_id: [...state.admins.rows.keys()][0] ?? null,
        created_at: dates().created_at,
        ...given,
        body: fromStaffText(body),
        id: id(),
      }),
    awayReason: (label) =>
      put(state.awayReasons, {
        id: id(),
        label,
        emoji: '🌴',
        order: state.awayReasons.rows.size + 1,
        deleted: false,
      }),
    visitor: (given = {}) =>
      put(state.visitors, {
        user_id: world.random.uuid(),
        name: null,
        email: '',
        phone: null,
        custom_attributes: {},
        ...dates(),
        ...given,
        id: hexId(world),
      }),
    file: (given) =>
      storeFile(world, { content_type: 'application/octet-stream', origin_url: null, ...given }),
  };
}

type FieldSeeder = Pick<
  SettingsSeeder,
  'ticketType' | 'ticketAttribute' | 'ticketState' | 'dataAttribute' | 'conversationAttribute'
>;

function seedFields(world: World): FieldSeeder {
  const { state } = world;
  const id = () => nextNumber(world, 'record');
  const dates = () => settledDates(world);
  return {
    ticketType: (given) => addTicketType(world, given),
    ticketAttribute: (type, given) => addTicketAttribute(world, type, given),
    ticketState: (given) =>
      put(state.ticketStates, {
        external_label: given.internal_label,
        archived: false,
        ticket_type_ids: null,
        ...given,
        id: id(),
      }),
    dataAttribute: (given) => {
      const row: DataAttributeRow = {
        label: given.name,
        description: '',
        data_type: 'string',
        custom: true,
        archived: false,
        options: [],
        ...dates(),
        ...given,
        id: id(),
      };
      state.dataAttributes.push(row);
      return row;
    },
    conversationAttribute: ({ options = [], ...given }) =>
      put(state.conversationAttributes, {
        description: '',
        data_type: options.length > 0 ? 'list' : 'string',
        required: false,
        archived: false,
        multiline: false,
        reference: null,
        ...dates(),
        ...given,
        options: options.map((label) => ({ id: world.random.uuid(), label, archived: false })),
        id: id(),
      }),
  };
}

type HelpCenterSeeder = Pick<SettingsSeeder, 'article' | 'collection' | 'helpCenter' | 'macro'>;

function seedHelpCenter(world: World): HelpCenterSeeder {
  const { state } = world;
  const id = () => nextNumber(world, 'record');
  const dates = () => settledDates(world);
  const helpCenter: HelpCenterSeeder['helpCenter'] = (given = {}) =>
    put(state.helpCenters, {
      identifier: 'acme',
      display_name: 'Acme Help',
      default: state.helpCenters.rows.size === 0,
      ...dates(),
      ...given,
      id: id(),
    });
  return {
    helpCenter,
    article: ({ body = '', ...given }) =>
      put(state.articles, {
        description: '',
        author_id: [...state.admins.rows.keys()][0] ?? '',
        state: 'published',
        parent_ids: [],
        translations: {},
        ...dates(),
        ...given,
        body: body === '' ? '' : fromStaffText(body),
        id: id(),
      }),
    collection: (given) =>
      put(state.collections, {
        description: '',
        icon: 'book-bookmark',
        order: state.collections.rows.size + 1,
        parent_id: null,
        help_center_id: [...state.helpCenters.rows.keys()][0] ?? helpCenter().id,
        ...dates(),
        ...given,
        id: id(),
      }),
    macro: (given) =>
      put(state.macros, {
        body: null,
        body_text: null,
        visible_to: 'everyone',
        visible_to_team_ids: [],
        available_on: ['inbox'],
        ...dates(),
        ...given,
        id: id(),
      }),
  };
}
