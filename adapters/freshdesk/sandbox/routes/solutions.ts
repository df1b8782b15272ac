import { asText } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, remove } from '../../../../src/sandbox/kit/table.ts';
import {
  actorOf,
  type Call,
  checkedBody,
  created,
  type FreshdeskRoute,
  noContent,
  ok,
  rowOf,
} from '../call.ts';
import { problems } from '../errors.ts';
import { listPage } from '../paging/lists.ts';
import { presentFolder } from '../present/solutions.ts';
import type { FolderRow, PlainRow } from '../records/settings.ts';
import type { FieldRules } from '../records/rules.ts';
import { numberOf } from '../tickets/create.ts';
import { text } from '../tickets/fields.ts';
import { isoNow, nextId } from '../world.ts';
import { articleRoutes } from './solution-articles.ts';

const categoryRules: FieldRules = { name: text, description: { ...text, nullable: true } };

const folderRules: FieldRules = {
  ...categoryRules,
  visibility: { type: 'choice', oneOf: () => [1, 2, 3, 4, 5, 6, 7] },
  parent_folder_id: { type: 'Positive Integer' },
};

const required = { ...text, required: true };
const categoryOf = (call: Call): PlainRow =>
  rowOf(call.world.state.categories.rows, call, 'category_id');
const folderOf = (call: Call): FolderRow => rowOf(call.world.state.folders.rows, call, 'folder_id');

/** Everything here is open to any agent. */
const asAgent =
  (handle: (call: Call) => Reply) =>
  (call: Call): Reply => {
    actorOf(call);
    return handle(call);
  };

function createCategory(call: Call): Reply {
  const { world } = call;
  const { values } = checkedBody(call, { ...categoryRules, name: required });
  const row = put(world.state.categories, {
    id: nextId(world),
    name: asText(values['name']) ?? '',
    description: asText(values['description']),
    visible_in_portals: [],
    created_at: isoNow(world),
    updated_at: isoNow(world),
  });
  return created(call, row, `solutions/categories/${row.id}`);
}

function updateCategory(call: Call): Reply {
  const { world } = call;
  const { values } = checkedBody(call, categoryRules);
  return ok(
    put(world.state.categories, { ...categoryOf(call), ...values, updated_at: isoNow(world) }),
  );
}

/** With everything in it. */
function deleteCategory(call: Call): Reply {
  const { folders, categories } = call.world.state;
  const { id } = categoryOf(call);
  for (const folder of [...folders.rows.values()])
    if (folder.category_id === id) removeFolder(call, folder);
  remove(categories, id);
  return noContent;
}

function removeFolder(call: Call, folder: FolderRow): void {
  const { articles, folders } = call.world.state;
  for (const article of [...articles.rows.values()])
    if (article.folder_id === folder.id) remove(articles, article.id);
  for (const below of [...folders.rows.values()])
    if (below.parent_folder_id === folder.id) removeFolder(call, below);
  remove(folders, folder.id);
}

/** Only the first level; deeper folders are asked for folder by folder (section 17). */
function foldersOfCategory(call: Call): Reply {
  const { id } = categoryOf(call);
  const rows = [...call.world.state.folders.rows.values()].filter(
    (row) => row.category_id === id && row.parent_folder_id === null,
  );
  return listPage(call, rows, (row) => presentFolder(call.world, row));
}

function subFolders(call: Call): Reply {
  const { id } = folderOf(call);
  const rows = [...call.world.state.folders.rows.values()].filter(
    (row) => row.parent_folder_id === id,
  );
  return listPage(call, rows, (row) => presentFolder(call.world, row));
}

function createFolder(call: Call): Reply {
  const { world } = call;
  const category = categoryOf(call);
  const { values } = checkedBody(call, { ...folderRules, name: required });
  const folder = put(world.state.folders, {
    id: nextId(world),
    name: asText(values['name']) ?? '',
    description: asText(values['description']),
    visibility: numberOf(values['visibility']) ?? 1,
    category_id: category.id,
    parent_folder_id: numberOf(values['parent_folder_id']),
    created_at: isoNow(world),
    updated_at: isoNow(world),
  });
  return created(call, presentFolder(world, folder), `solutions/folders/${folder.id}`);
}

function updateFolder(call: Call): Reply {
  const { world } = call;
  const folder = folderOf(call);
  const { values } = checkedBody(call, folderRules);
  if (numberOf(values['parent_folder_id']) === folder.id) throw problems.notFound();
  Object.assign(folder, values, { updated_at: isoNow(world) });
  return ok(presentFolder(world, folder));
}

export const solutionRoutes: readonly FreshdeskRoute[] = [
  [
    'GET',
    '/api/v2/solutions/categories',
    asAgent((call) => listPage(call, [...call.world.state.categories.rows.values()], (row) => row)),
  ],
  ['POST', '/api/v2/solutions/categories', asAgent(createCategory)],
  ['GET', '/api/v2/solutions/categories/{category_id}', asAgent((call) => ok(categoryOf(call)))],
  ['PUT', '/api/v2/solutions/categories/{category_id}', asAgent(updateCategory)],
  ['DELETE', '/api/v2/solutions/categories/{category_id}', asAgent(deleteCategory)],
  ['GET', '/api/v2/solutions/categories/{category_id}/folders', asAgent(foldersOfCategory)],
  ['POST', '/api/v2/solutions/categories/{category_id}/folders', asAgent(createFolder)],
  [
    'GET',
    '/api/v2/solutions/folders/{folder_id}',
    asAgent((call) => ok(presentFolder(call.world, folderOf(call)))),
  ],
  ['GET', '/api/v2/solutions/folders/{folder_id}/subfolders', asAgent(subFolders)],
  ['PUT', '/api/v2/solutions/folders/{folder_id}', asAgent(updateFolder)],
  [
    'DELETE',
    '/api/v2/solutions/folders/{folder_id}',
    asAgent((call) => (removeFolder(call, folderOf(call)), noContent)),
  ],
  ...articleRoutes,
];
