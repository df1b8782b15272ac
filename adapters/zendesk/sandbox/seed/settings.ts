import { put, type Table } from '../../../../src/sandbox/kit/table.ts';
import type { ArticleRow, PlainRow, TriggerRow, WebhookRow } from '../records/settings.ts';
import { addTicketField } from '../defaults.ts';
import { newSecret } from '../webhooks.ts';
import { isoNow, isoSeconds, nextId, type World } from '../world.ts';

/** Before the last minute, which export streams and the search index hide. */
export const settledMs = 120_000;

export function settledDates(world: World) {
  const at = isoSeconds(world.clock.now() - settledMs);
  return { created_at: at, updated_at: at };
}

/** An article to put into the account. */
export interface ArticleSeed {
  readonly title: string;
  readonly body?: string;
  /** @default 'en-us' */
  readonly locale?: string;
  readonly draft?: boolean;
  readonly label_names?: readonly string[];
}

type WebhookSeed = Partial<Omit<WebhookRow, 'id'>> & Pick<WebhookRow, 'endpoint' | 'subscriptions'>;

/** A row as the wire shows it, less id, url and dates. */
type PlainSeed = Readonly<Record<string, unknown>>;

export function seedSettings(world: World) {
  const { state } = world;
  const plain =
    (table: () => Table<PlainRow>) =>
    (given: PlainSeed): PlainRow =>
      put(table(), {
        active: true,
        position: 1,
        ...settledDates(world),
        ...given,
        id: nextId(world),
      });
  return {
    ticketField: (given: Parameters<typeof addTicketField>[1]) => addTicketField(world, given),
    macro: plain(() => state.macros),
    view: plain(() => state.views),
    slaPolicy: plain(() => state.slaPolicies),
    schedule: plain(() => state.schedules),
    suspendedTicket: plain(() => state.suspendedTickets),
    holiday: (given: PlainSeed & { readonly schedule_id: number }) =>
      put(state.holidays, { ...given, id: nextId(world) }),
    webhook: (given: WebhookSeed) => seedWebhook(world, given),
    trigger: (given: Partial<Omit<TriggerRow, 'id'>> & { readonly title: string }): TriggerRow =>
      put(state.triggers, {
        on: 'both',
        template: null,
        webhook_id: null,
        actions: {},
        ...given,
        id: nextId(world),
      }),
    article: (given: ArticleSeed) => seedArticle(world, given),
  };
}

function seedWebhook(world: World, given: WebhookSeed): WebhookRow {
  const webhook: WebhookRow = {
    name: 'Seeded webhook',
    description: null,
    status: 'active',
    http_method: 'POST',
    request_format: 'json',
    authentication: null,
    custom_headers: null,
    secret: newSecret(world),
    created_at: isoNow(world),
    created_by: '1',
    updated_at: null,
    updated_by: null,
    ...given,
    id: world.random.ulid(world.clock.now()),
  };
  world.state.webhooks.set(webhook.id, webhook);
  return webhook;
}

/** An article in the first section; category and section are made where there are none. */
function seedArticle(world: World, given: ArticleSeed): ArticleRow {
  const { state } = world;
  const dates = settledDates(world);
  const locale = given.locale ?? 'en-us';
  const named = { description: '', position: 0, locale, ...dates };
  const [category = put(state.categories, { id: nextId(world), name: 'General', ...named })] =
    state.categories.rows.values();
  const [
    section = put(state.sections, {
      id: nextId(world),
      name: 'FAQ',
      ...named,
      category_id: category.id,
      parent_section_id: null,
    }),
  ] = state.sections.rows.values();
  const author_id = [...state.users.rows.values()].find((user) => user.role === 'admin')?.id ?? 0;
  const people = { created_by_id: author_id, updated_by_id: author_id };
  const { title, body = '', draft = false } = given;
  return put(state.articles, {
    id: nextId(world),
    author_id,
    section_id: section.id,
    source_locale: locale,
    comments_disabled: false,
    promoted: false,
    position: 0,
    vote_sum: 0,
    vote_count: 0,
    label_names: [...(given.label_names ?? [])],
    user_segment_id: null,
    permission_group_id: 1,
    edited_at: dates.updated_at,
    ...dates,
    translations: [{ id: nextId(world), locale, title, body, draft, ...dates, ...people }],
    archived: false,
  });
}
