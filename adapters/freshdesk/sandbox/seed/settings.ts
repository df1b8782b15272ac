import { put, type Table } from '../../../../src/sandbox/kit/table.ts';
import { addField, type NewField } from '../defaults.ts';
import type {
  AppRow,
  ArticleRow,
  FieldRow,
  PlainRow,
  RuleRow,
  SlaPolicyRow,
  StatusRow,
  WebhookAction,
} from '../records/settings.ts';
import { addRule, commonPlaceholders } from '../routes/automations.ts';
import { isoSeconds, nextId, type World } from '../world.ts';

/** Long enough ago for search to know it. */
export const settledMs = 600_000;

export function settledDates(world: World) {
  const at = isoSeconds(world.clock.now() - settledMs);
  return { created_at: at, updated_at: at };
}

/** A row as the wire shows it, less id and dates. */
type PlainSeed = Readonly<Record<string, unknown>>;

/** An automation rule whose action is a webhook (section 20). */
export interface WebhookRuleSeed {
  readonly url: string;
  /** When it runs. @default 'update' */
  readonly on?: 'create' | 'update';
  readonly name?: string;
  readonly performer?: RuleRow['performer'];
  /** Which events it waits for, such as `status` or `note_type`. @default any */
  readonly events?: readonly string[];
  /** Keys of simple content, or the template of advanced content. @default common keys */
  readonly content?: readonly string[] | string;
  readonly method?: string;
  readonly encoding?: WebhookAction['encoding'];
  readonly headers?: Readonly<Record<string, string>>;
  readonly auth?: WebhookAction['auth'];
  /** @default false */
  readonly idAsText?: boolean;
}

/** An article to put into the account. */
export interface ArticleSeed {
  readonly title: string;
  readonly description?: string;
  /** 1 draft, 2 published. @default 2 */
  readonly status?: number;
  readonly tags?: readonly string[];
}

export function seedSettings(world: World) {
  const { state } = world;
  const plain =
    (table: () => Table<PlainRow>) =>
    (given: PlainSeed): PlainRow =>
      put(table(), { ...settledDates(world), ...given, id: nextId(world) });
  return {
    /** A custom ticket field. */
    field: (given: NewField): FieldRow => addField(world, 'ticketFields', given),
    contactField: (given: NewField): FieldRow => addField(world, 'contactFields', given),
    companyField: (given: NewField): FieldRow => addField(world, 'companyFields', given),
    /** A custom status; the next free id from 8 on. */
    status: (given: Partial<StatusRow> & { readonly label: string }): StatusRow =>
      put(state.statuses, {
        customer_label: given.label,
        sla_timer: true,
        ...given,
        id: given.id ?? Math.max(7, ...state.statuses.rows.keys()) + 1,
      }),
    product: plain(() => state.products),
    role: plain(() => state.roles),
    emailConfig: plain(() => state.emailConfigs),
    businessHour: plain(() => state.businessHours),
    survey: plain(() => state.surveys),
    cannedFolder: plain(() => state.cannedFolders),
    cannedResponse: plain(() => state.cannedResponses),
    scenario: plain(() => state.scenarios),
    ticketForm: plain(() => state.ticketForms),
    slaPolicy: (
      given: Partial<Omit<SlaPolicyRow, 'id'>> & Pick<SlaPolicyRow, 'name' | 'sla_target'>,
    ): SlaPolicyRow =>
      put(state.slaPolicies, {
        description: '',
        active: true,
        is_default: false,
        position: state.slaPolicies.rows.size + 1,
        applicable_to: {},
        escalation: {},
        ...settledDates(world),
        ...given,
        id: nextId(world),
      }),
    article: (given: ArticleSeed): ArticleRow => seedArticle(world, given),
    rule: (given: WebhookRuleSeed): RuleRow => seedRule(world, given),
    /** An app's endpoint for product events. */
    app: (given: Partial<Omit<AppRow, 'id'>> & { readonly url: string }): AppRow =>
      put(state.apps, { shape: 'classic', events: [], ...given, id: nextId(world) }),
  };
}

const ruleTypes = { create: 1, update: 4 } as const;

function seedRule(world: World, given: WebhookRuleSeed): RuleRow {
  const content = given.content ?? commonPlaceholders;
  return addRule(world, {
    name: given.name ?? 'Seeded rule',
    rule_type: ruleTypes[given.on ?? 'update'],
    performer: given.performer ?? 3,
    events: given.events ?? [],
    action: {
      method: given.method ?? 'POST',
      url: given.url,
      encoding: given.encoding ?? 'json',
      headers: given.headers ?? {},
      auth: given.auth ?? null,
      content:
        typeof content === 'string'
          ? { kind: 'advanced', template: content }
          : { kind: 'simple', placeholders: content },
      idAsText: given.idAsText ?? false,
    },
  });
}

/** An article in the first folder; category and folder are made where there are none. */
function seedArticle(world: World, given: ArticleSeed): ArticleRow {
  const { state } = world;
  const dates = settledDates(world);
  const named = { description: null, ...dates };
  const [category = put(state.categories, { id: nextId(world), name: 'General', ...named })] =
    state.categories.rows.values();
  const [
    folder = put(state.folders, {
      id: nextId(world),
      name: 'FAQ',
      ...named,
      visibility: 1,
      category_id: category.id,
      parent_folder_id: null,
    }),
  ] = state.folders.rows.values();
  const agent = [...state.users.rows.values()].find((user) => user.agent !== null);
  const { title, description = '', status = 2, tags = [] } = given;
  const seo = { meta_title: '', meta_description: '', meta_keywords: '' };
  return put(state.articles, {
    id: nextId(world),
    type: 1,
    status,
    agent_id: agent?.id ?? 0,
    category_id: folder.category_id,
    folder_id: folder.id,
    tags,
    attachment_ids: [],
    thumbs_up: 0,
    thumbs_down: 0,
    hits: 0,
    translations: { en: { title, description, status, ...seo } },
    ...dates,
  });
}
