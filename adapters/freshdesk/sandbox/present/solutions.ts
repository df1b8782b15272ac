import type { Call } from '../call.ts';
import type { ArticleRow, ArticleText, FolderRow } from '../records/settings.ts';
import { toText } from '../tickets/html.ts';
import type { World } from '../world.ts';
import { presentAttachments } from './attachments.ts';

export const primaryLanguage = 'en';

export function textIn(article: ArticleRow, language: string): ArticleText | null {
  return article.translations[language] ?? null;
}

/** From the category down to the article's own folder (section 17). */
function hierarchyOf(world: World, article: ArticleRow): readonly object[] {
  const folders: FolderRow[] = [];
  let folder = world.state.folders.rows.get(article.folder_id);
  while (folder !== undefined) {
    folders.unshift(folder);
    folder = world.state.folders.rows.get(folder.parent_folder_id ?? 0);
  }
  const category = world.state.categories.rows.get(article.category_id);
  const language = primaryLanguage;
  return [
    {
      level: 0,
      type: 'category',
      data: { id: article.category_id, name: category?.['name'] ?? null, language },
    },
    ...folders.map(({ id, name }, index) => ({
      level: index + 1,
      type: 'folder',
      data: { id, name, language },
    })),
  ];
}

/** Section 17; keywords were sent as a list and come back as one text. */
export function presentArticle(call: Call, article: ArticleRow, text: ArticleText): object {
  return {
    id: article.id,
    type: article.type,
    status: text.status,
    agent_id: article.agent_id,
    created_at: article.created_at,
    category_id: article.category_id,
    folder_id: article.folder_id,
    title: text.title,
    updated_at: article.updated_at,
    description: text.description,
    description_text: toText(text.description),
    seo_data: {
      meta_title: text.meta_title,
      meta_description: text.meta_description,
      ...(text.meta_keywords === '' ? {} : { meta_keywords: text.meta_keywords }),
    },
    tags: article.tags,
    attachments: presentAttachments(call, article.attachment_ids),
    cloud_files: [],
    thumbs_up: article.thumbs_up,
    thumbs_down: article.thumbs_down,
    hits: article.hits,
    suggested: 0,
    feedback_count: 0,
    hierarchy: hierarchyOf(call.world, article),
  };
}

/** What a search adds to an article (section 17). */
export function presentFoundArticle(call: Call, article: ArticleRow, text: ArticleText): object {
  const { categories, folders } = call.world.state;
  const folder = folders.rows.get(article.folder_id);
  const slug = text.title.toLowerCase().replace(/\W+/g, '-');
  return {
    ...presentArticle(call, article, text),
    path: `${article.id}-${slug}`,
    modified_at: article.updated_at,
    modified_by: article.agent_id,
    language_id: 6,
    category_name: categories.rows.get(article.category_id)?.['name'] ?? null,
    folder_name: folder?.name ?? null,
    folder_visibility: folder?.visibility ?? null,
  };
}

export function presentFolder(world: World, folder: FolderRow): object {
  const articles = [...world.state.articles.rows.values()];
  const below = [...world.state.folders.rows.values()];
  const { category_id, ...rest } = folder;
  return {
    ...rest,
    category_id,
    articles_count: articles.filter((article) => article.folder_id === folder.id).length,
    sub_folders_count: below.filter((row) => row.parent_folder_id === folder.id).length,
  };
}
