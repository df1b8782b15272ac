import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { hasCode } from '../../../src/errors/classes.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { categoryWire, folderWire } from '../wire/articles.ts';
import type { FreshdeskCore } from './core.ts';
import { readAll } from './paging.ts';

export const SOLUTIONS = '/api/v2/solutions';

/** A folder of articles, with where it hangs. */
export interface Shelf {
  readonly id: string;
  readonly json: unknown;
  readonly visibility: number | null | undefined;
  readonly categoryId: string;
  readonly parentSectionId: string | undefined;
}

/** The ids of all categories. */
export async function categoryIds(
  core: FreshdeskCore,
  options?: RequestOptions,
): Promise<readonly string[]> {
  const items = await readAll(core, `${SOLUTIONS}/categories`, options);
  return items.map((json) => {
    const what = 'solution category';
    return String(parseWire(categoryWire, json, { provider: PROVIDER, what }).id);
  });
}

/**
 * The folders of a category, each followed by those below it: a category lists its first level
 * only, so that every folder is asked for its own (sheet section 17).
 */
export async function shelvesOf(
  core: FreshdeskCore,
  categoryId: string,
  options?: RequestOptions,
): Promise<readonly Shelf[]> {
  const below = async (path: string, parentSectionId?: string): Promise<readonly Shelf[]> => {
    const shelves: Shelf[] = [];
    for (const json of await readAll(core, path, options)) {
      const shelf = { ...shelfOf(json), categoryId, parentSectionId };
      shelves.push(
        shelf,
        ...(await below(`${SOLUTIONS}/folders/${shelf.id}/subfolders`, shelf.id)),
      );
    }
    return shelves;
  };
  return below(`${SOLUTIONS}/categories/${encodeURIComponent(categoryId)}/folders`);
}

/** A folder by its id. */
export async function readShelf(
  core: FreshdeskCore,
  id: string,
  options?: RequestOptions,
): Promise<Pick<Shelf, 'id' | 'visibility'>> {
  return shelfOf(await core.get(`${SOLUTIONS}/folders/${encodeURIComponent(id)}`, options));
}

function shelfOf(json: unknown): Pick<Shelf, 'id' | 'json' | 'visibility'> {
  const what = 'solution folder';
  const { id, visibility } = parseWire(folderWire, json, { provider: PROVIDER, what });
  return { id: String(id), json, visibility };
}

/** The visibility of an article's folder; `null` where the folder cannot be read. */
export async function folderVisibilityOf(
  core: FreshdeskCore,
  folderId: unknown,
  options?: RequestOptions,
): Promise<number | null> {
  if (typeof folderId !== 'number' && typeof folderId !== 'string') return null;
  try {
    return (await readShelf(core, String(folderId), options)).visibility ?? null;
  } catch (error) {
    if (hasCode(error, 'not_found') || hasCode(error, 'permission_denied')) return null;
    throw error;
  }
}
