import type { View } from '../call.ts';
import type {
  ArticleRow,
  ArticleTranslation,
  CollectionRow,
  HelpCenterRow,
  MacroRow,
} from '../records/settings.ts';
import type { World } from '../world.ts';

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const site = (world: World) =>
  `https://help.${world.state.workspace.name.toLowerCase()}.example.com`;

/** Only published ones have an address (section 15). */
function articleUrl(world: World, id: string, locale: string, title: string, state: string) {
  return state === 'published' ? `${site(world)}/${locale}/articles/${id}-${slug(title)}` : null;
}

export interface ArticleForm {
  /** Lists leave the figures out (section 15). */
  readonly statistics: boolean;
}

export function presentArticle(
  view: View,
  article: ArticleRow,
  { statistics }: ArticleForm,
): Record<string, unknown> {
  const { world, version } = view;
  const [parent] = article.parent_ids;
  const translated = Object.entries(article.translations);
  return {
    id: article.id,
    type: 'article',
    workspace_id: world.state.workspace.id,
    // One parent up to 2.15, several from 2.16 on (section 2).
    ...(version >= 16
      ? {}
      : {
          parent_id: parent === undefined ? null : Number(parent),
          parent_type: parent === undefined ? null : 'collection',
        }),
    parent_ids: article.parent_ids.map(Number),
    ...(statistics ? { statistics: noFigures, content_id: contentId(article.id) } : {}),
    tags: { type: 'tag.list', tags: [] },
    title: article.title,
    description: article.description,
    body: article.body,
    author_id: Number(article.author_id),
    state: article.state,
    created_at: article.created_at,
    updated_at: article.updated_at,
    url: articleUrl(world, article.id, 'en', article.title, article.state),
    default_locale: 'en',
    ...(translated.length === 0
      ? {}
      : {
          translated_content: Object.fromEntries([
            ['type', 'article_translated_content'],
            // The default language stands among the others.
            ['en', presentTranslation(view, article, 'en', ownText(article))],
            ...translated.map(([locale, row]) => [
              locale,
              presentTranslation(view, article, locale, row),
            ]),
          ]),
        }),
  };
}

const ownText = (article: ArticleRow): ArticleTranslation => ({
  title: article.title,
  description: article.description ?? '',
  body: article.body,
  author_id: article.author_id,
  state: article.state,
  created_at: article.created_at,
  updated_at: article.updated_at,
});

/** Content has ids of a space of its own (recorded; not in the description). */
const contentId = (articleId: string) => String(Number(articleId) + 2_671_413);

const noFigures = {
  type: 'article_statistics',
  views: 0,
  conversations: 0,
  reactions: 0,
  happy_reaction_percentage: 0,
  neutral_reaction_percentage: 0,
  sad_reaction_percentage: 0,
};

function presentTranslation(
  { world }: View,
  article: ArticleRow,
  locale: string,
  row: ArticleTranslation,
): object {
  const url = articleUrl(world, article.id, locale, row.title, row.state);
  return {
    type: 'article_content',
    ...row,
    author_id: Number(row.author_id),
    ...(url === null ? {} : { url }),
  };
}

export function presentCollection(world: World, row: CollectionRow): object {
  return {
    id: row.id,
    workspace_id: world.state.workspace.id,
    name: row.name,
    url: `${site(world)}/en/collections/${row.id}-${slug(row.name)}`,
    order: row.order,
    created_at: row.created_at,
    updated_at: row.updated_at,
    description: row.description,
    icon: row.icon,
    default_locale: 'en',
    parent_id: row.parent_id,
    help_center_id: Number(row.help_center_id),
  };
}

export function presentHelpCenter(world: World, row: HelpCenterRow): object {
  return {
    id: row.id,
    workspace_id: world.state.workspace.id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    identifier: row.identifier,
    website_turned_on: true,
    display_name: row.display_name,
    url: site(world),
    custom_domain: null,
    default: row.default,
    locales: ['en', 'de', 'fr'],
  };
}

/** Times are ISO texts here (section 16). */
export function presentMacro(row: MacroRow): object {
  return {
    type: 'macro',
    id: row.id,
    name: row.name,
    body: row.body,
    body_text: row.body_text,
    created_at: new Date(row.created_at * 1000).toISOString(),
    updated_at: new Date(row.updated_at * 1000).toISOString(),
    visible_to: row.visible_to,
    visible_to_team_ids: row.visible_to_team_ids,
    available_on: row.available_on,
  };
}
