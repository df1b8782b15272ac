import type { Mapped } from '../../../src/adapter/mapping.ts';
import type { OrganizationKey } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { runWriteSteps } from '../../../src/adapter/write-steps.ts';
import { hasCode } from '../../../src/errors/classes.ts';
import type { Organization, OrganizationDraft } from '../../../src/model/people.ts';
import { isSameTag } from '../from-unified/common.ts';
import { organizationFromDraft } from '../from-unified/organizations.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { organizationToUnified } from '../to-unified/organizations.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { type IntercomCore, type IntercomGroups, isJson, type Json } from './core.ts';
import { numberedList } from './paging.ts';
import { onceVisible, readAfter } from './write-parts.ts';

type Company = Organization<IntercomRaw['organization']>;

/** The companies behind the customers. */
export function organizationResource(core: IntercomCore): IntercomGroups['organizations'] {
  const toOrganization = (json: unknown): Company =>
    organizationToUnified(json, core.context()).value;
  const pathOf = (id: string): string => `/companies/${core.path(id)}`;
  const find = async (key: OrganizationKey, options?: RequestOptions): Promise<Company | null> => {
    const found = await findCompany(core, key, options);
    return found === null ? null : toOrganization(found);
  };
  const create = async (draft: OrganizationDraft, options?: RequestOptions) => {
    const mapped = organizationFromDraft(draft, { isNew: true });
    // Intercom updates the company that has the company_id already: repeating changes nothing more.
    const idempotent = draft.callerKey !== undefined && draft.callerKey !== null;
    const request = { method: 'POST', path: '/companies', body: mapped.value, idempotent } as const;
    return finish(core, await core.send(request, options), { draft, mapped }, options);
  };
  const update = async (id: string, draft: OrganizationDraft, options?: RequestOptions) => {
    const mapped = organizationFromDraft(draft, { isNew: false });
    const request = { method: 'PUT', path: pathOf(id), body: mapped.value } as const;
    return finish(core, await core.send(request, options), { draft, mapped }, options);
  };
  return {
    async get(id, options) {
      return toOrganization(await core.send({ method: 'GET', path: pathOf(id) }, options));
    },
    list: (query, options) =>
      numberedList(core, {
        method: 'POST',
        path: '/companies/list',
        key: 'data',
        page: query,
        maxPageSize: MOST_PER_PAGE,
        mostItems: MOST_COMPANIES,
        options,
        translate: (items) => items.map(toOrganization),
        distinctBy: ({ id }) => id,
      }),
    find,
    create,
    update,
    async upsert(draft, options) {
      if (draft.callerKey || draft.name === undefined) return create(draft, options);
      const found = await find({ name: draft.name }, options);
      return found === null ? create(draft, options) : update(found.id, draft, options);
    },
    async delete(id, options) {
      await core.send({ method: 'DELETE', path: pathOf(id) }, options);
    },
  };
}

// The sheet names 15 as the usual size and no largest one; other lists by page take 50 or more.
const MOST_PER_PAGE = 50;
// Sheet section 13: the list goes no further, the scroll does.
const MOST_COMPANIES = 10_000;

/** One result comes as the company itself, several as a list (sheet section 13). */
async function findCompany(
  core: IntercomCore,
  key: OrganizationKey,
  options?: RequestOptions,
): Promise<Json | null> {
  const query = 'name' in key ? { name: key.name } : { company_id: key.callerKey };
  try {
    const data = await core.send({ method: 'GET', path: '/companies', query }, options);
    if (!Array.isArray(data['data'])) return data;
    const [first]: unknown[] = data['data'];
    return isJson(first) ? first : null;
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

/** Companies are tagged through the tag, by its name (sheet section 14). */
async function finish(
  core: IntercomCore,
  data: Json,
  { draft, mapped }: { readonly draft: OrganizationDraft; readonly mapped: Mapped<unknown> },
  options?: RequestOptions,
): Promise<Mapped<Company>> {
  const { value } = organizationToUnified(data, core.context());
  const { tags = [] } = draft;
  const companies = [{ id: value.externalId }];
  const steps = tags.map((name) => ({
    fields: ['tags'],
    run: () =>
      core.send(
        { method: 'POST', path: '/tags', body: { name, companies }, idempotent: true },
        options,
      ),
  }));
  await runWriteSteps(onceVisible(core, steps, options), {
    provider: PROVIDER,
    id: value.id,
    isWritten: true,
  });
  const isTagged = tags.length > 0;
  const path = `/companies/${core.path(value.externalId)}`;
  const now = isTagged ? await readAfter(core, path, data, options) : data;
  const read = isTagged ? organizationToUnified(now, core.context()).value : value;
  // The read can be older than the writes (sheet section 3).
  const missing = tags.filter((name) => !read.tags.some((other) => isSameTag(other, name)));
  const written = { ...read, tags: [...read.tags, ...missing] };
  return core.report('organizations.update', written, mapped.warnings);
}
