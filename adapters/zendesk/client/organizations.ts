import type { Change } from '../../../src/adapter/changes.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { OrganizationResource } from '../../../src/adapter/resources.ts';
import type { Organization, OrganizationDraft } from '../../../src/model/people.ts';
import type { Mapped } from '../../../src/model/provenance.ts';
import { organizationFromDraft } from '../from-unified/organizations.ts';
import { dateOf } from '../to-unified/common.ts';
import { organizationToUnified } from '../to-unified/organizations.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import { timeChanges } from './changes.ts';
import { listOf, type ZendeskCore } from './core.ts';
import { cursorList } from './paging.ts';

type ZendeskCompany = Organization<ZendeskRaw['organization']>;

/** The companies behind the customers. */
export function organizationResource(core: ZendeskCore): OrganizationResource<ZendeskRaw> {
  const toOrganization = (json: unknown): ZendeskCompany =>
    organizationToUnified(json, core.context()).value;
  const write = async (
    method: 'POST' | 'PUT',
    path: string,
    draft: OrganizationDraft,
    options?: RequestOptions & { readonly idempotent?: boolean },
  ): Promise<Mapped<ZendeskCompany>> => {
    const request = { method, path, idempotent: options?.idempotent };
    const { data, warnings } = await core.write(organizationFromDraft(draft), request, options);
    return { value: toOrganization(data['organization']), warnings };
  };
  return {
    async get(id, options) {
      const path = `/api/v2/organizations/${core.path(id)}`;
      const data = await core.send({ method: 'GET', path }, options);
      return toOrganization(data['organization']);
    },
    list: (query, options) =>
      cursorList(core, {
        path: '/api/v2/organizations',
        key: 'organizations',
        page: query,
        options,
        translate: (items) => items.map(toOrganization),
      }),
    async find(key, options) {
      const query = 'name' in key ? { name: key.name } : { external_id: key.callerKey };
      const path = '/api/v2/organizations/search';
      const data = await core.send({ method: 'GET', path, query }, options);
      const [first] = listOf(data, 'organizations');
      return first === undefined ? null : toOrganization(first);
    },
    create: (draft, options) => write('POST', '/api/v2/organizations', draft, options),
    update: (id, draft, options) =>
      write('PUT', `/api/v2/organizations/${core.path(id)}`, draft, options),
    upsert: (draft, options) =>
      write('POST', '/api/v2/organizations/create_or_update', draft, {
        ...options,
        idempotent: true,
      }),
    async delete(id, options) {
      await core.send(
        { method: 'DELETE', path: `/api/v2/organizations/${core.path(id)}` },
        options,
      );
    },
    changes: (feed, options) =>
      timeChanges(core, {
        path: '/api/v2/incremental/organizations',
        key: 'organizations',
        feed,
        options,
        translate: async (items) =>
          items.map(toOrganization).map((organization): Change<ZendeskCompany> => {
            const at = organization.updatedAt ?? dateOf('', 'updated_at');
            const { id, externalId } = organization;
            return organization.isDeleted
              ? { kind: 'deleted', id, externalId, at, permanent: null }
              : { kind: 'upsert', record: organization, at };
          }),
      }),
  };
}
