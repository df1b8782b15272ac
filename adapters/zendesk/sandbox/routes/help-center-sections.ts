import { asInteger, asText, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, remove, touch } from '../../../../src/sandbox/kit/table.ts';
import {
  type Call,
  created,
  idOf,
  noContent,
  ok,
  payloadOf,
  rowOf,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { invalidField } from '../errors.ts';
import { helpCenterPage } from '../paging/help-center.ts';
import { presentCategory, presentSection } from '../present/help-center.ts';
import type { CategoryRow, SectionRow } from '../records/settings.ts';
import { isoNow, nextId } from '../world.ts';

export const defaultLocale = 'en-us';
export const localeOf = (call: Call) =>
  call.locale ?? call.query.get('locale')?.toLowerCase() ?? null;

function createCategory(call: Call): Reply {
  staffOf(call);
  const row = put(call.world.state.categories, categoryOf(call, payloadOf(call, 'category')));
  return created(
    { category: presentCategory(call, row) },
    `${call.origin}/hc/categories/${row.id}`,
  );
}

function categoryOf(call: Call, input: JsonRecord): CategoryRow {
  const name = asText(input['name']) ?? asText(input['title']);
  if (name === null) throw invalidField('name', 'Name: cannot be blank', 'BlankValue');
  const dates = { created_at: isoNow(call.world), updated_at: isoNow(call.world) };
  const locale = asText(input['locale'])?.toLowerCase() ?? localeOf(call) ?? defaultLocale;
  return {
    id: nextId(call.world),
    name,
    description: asText(input['description']) ?? '',
    position: asInteger(input['position']) ?? 0,
    locale,
    ...dates,
  };
}

function createSection(call: Call): Reply {
  staffOf(call);
  const category = rowOf(call.world.state.categories.rows, call, 'category_id');
  const input = payloadOf(call, 'section');
  const row: SectionRow = {
    ...categoryOf(call, input),
    category_id: category.id,
    parent_section_id: asInteger(input['parent_section_id']),
  };
  put(call.world.state.sections, row);
  return created({ section: presentSection(call, row) }, `${call.origin}/hc/sections/${row.id}`);
}

const sectionPage = (call: Call, match: (row: SectionRow) => boolean = () => true): Reply =>
  ok(
    helpCenterPage(
      call,
      'sections',
      [...call.world.state.sections.rows.values()].filter(match),
      (row) => presentSection(call, row),
    ),
  );

/** With its articles. */
function removeSection({ world }: Call, { id }: SectionRow): void {
  const { articles, sections } = world.state;
  for (const article of articles.rows.values())
    if (article.section_id === id) article.archived = true;
  touch(articles);
  remove(sections, id);
}

function deleteSection(call: Call): Reply {
  staffOf(call);
  removeSection(call, rowOf(call.world.state.sections.rows, call, 'section_id'));
  return noContent;
}

function deleteCategory(call: Call): Reply {
  staffOf(call);
  const { categories, sections } = call.world.state;
  const { id } = rowOf(categories.rows, call, 'category_id');
  for (const section of [...sections.rows.values()])
    if (section.category_id === id) removeSection(call, section);
  remove(categories, id);
  return noContent;
}

const listLocales = (): Reply =>
  ok({ locales: [defaultLocale, 'de', 'fr'], default_locale: defaultLocale });

const base = '/api/v2/help_center';

export const helpCenterSectionRoutes: readonly ZendeskRoute[] = [
  [
    'GET',
    `${base}/categories`,
    (call) =>
      ok(
        helpCenterPage(call, 'categories', [...call.world.state.categories.rows.values()], (row) =>
          presentCategory(call, row),
        ),
      ),
  ],
  ['POST', `${base}/categories`, createCategory],
  [
    'GET',
    `${base}/categories/{category_id}`,
    (call) =>
      ok({
        category: presentCategory(
          call,
          rowOf(call.world.state.categories.rows, call, 'category_id'),
        ),
      }),
  ],
  [
    'GET',
    `${base}/categories/{category_id}/sections`,
    (call) => sectionPage(call, (row) => row.category_id === idOf(call, 'category_id')),
  ],
  ['POST', `${base}/categories/{category_id}/sections`, createSection],
  ['DELETE', `${base}/categories/{category_id}`, deleteCategory],
  ['DELETE', `${base}/sections/{section_id}`, deleteSection],
  ['GET', `${base}/locales`, listLocales],
  ['GET', `${base}/sections`, (call) => sectionPage(call)],
  [
    'GET',
    `${base}/sections/{section_id}`,
    (call) =>
      ok({
        section: presentSection(call, rowOf(call.world.state.sections.rows, call, 'section_id')),
      }),
  ],
];
