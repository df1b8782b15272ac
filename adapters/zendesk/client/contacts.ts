import type { Change } from '../../../src/adapter/changes.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { HttpQuery } from '../../../src/http/http-options.ts';
import type { Contact, ContactDraft } from '../../../src/model/people.ts';
import type { Mapped } from '../../../src/model/provenance.ts';
import { contactFromDraft } from '../from-unified/contacts.ts';
import { dateOf } from '../to-unified/common.ts';
import { userToContact } from '../to-unified/contacts.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import { cursorChanges } from './changes.ts';
import { type Json, listOf, type ZendeskCore, type ZendeskGroups } from './core.ts';
import { cursorList } from './paging.ts';

type ZendeskContact = Contact<ZendeskRaw['contact']>;

/** Whether a user is a customer. Searches and exports of users bring the staff along. */
export const isCustomer = (json: unknown): boolean =>
  // Safe: read by key only; the translator checks the record itself.
  ((json ?? {}) as Json)['role'] === 'end-user';

/** Customers: users whose role is end-user. */
export function contactResource(core: ZendeskCore): ZendeskGroups['contacts'] {
  const toContact = (json: unknown): ZendeskContact => userToContact(json, core.context()).value;
  const write = async (
    method: 'POST' | 'PUT',
    path: string,
    draft: ContactDraft,
    options:
      | (RequestOptions & { readonly isNew?: boolean; readonly idempotent?: boolean })
      | undefined,
  ): Promise<Mapped<ZendeskContact>> => {
    const mapped = contactFromDraft(draft, core.writing, { isNew: options?.isNew ?? true });
    const request = { method, path, idempotent: options?.idempotent };
    const { data, warnings } = await core.write(mapped, request, options);
    return { value: toContact(data['user']), warnings };
  };
  return {
    async get(id, options) {
      const data = await core.send(
        { method: 'GET', path: `/api/v2/users/${core.path(id)}` },
        options,
      );
      return toContact(data['user']);
    },
    list(query, options) {
      const path =
        query?.organizationId === undefined
          ? '/api/v2/users'
          : `/api/v2/organizations/${core.path(query.organizationId)}/users`;
      return cursorList(core, {
        path,
        key: 'users',
        query: { role: 'end-user' },
        page: query,
        options,
        translate: (items) => items.filter(isCustomer).map(toContact),
      });
    },
    async find(key, options) {
      const query: HttpQuery =
        'callerKey' in key
          ? { external_id: key.callerKey }
          : { query: 'email' in key ? `email:${key.email}` : `phone:${key.phone}` };
      const data = await core.send({ method: 'GET', path: '/api/v2/users/search', query }, options);
      const found = listOf(data, 'users').map(toContact);
      if ('email' in key) return withAddress(core, found, key.email, options);
      if ('phone' in key) return found[0] ?? null;
      return found.find(({ callerKey }) => sameText(callerKey, key.callerKey)) ?? null;
    },
    create: (draft, options) => write('POST', '/api/v2/users', draft, { ...options, isNew: true }),
    update: (id, draft, options) =>
      write('PUT', `/api/v2/users/${core.path(id)}`, draft, { ...options, isNew: false }),
    // Zendesk matches by external id or e-mail, so repeating this call changes nothing more.
    upsert: (draft, options) =>
      write('POST', '/api/v2/users/create_or_update', draft, {
        ...options,
        isNew: true,
        idempotent: true,
      }),
    async delete(id, options) {
      await core.send({ method: 'DELETE', path: `/api/v2/users/${core.path(id)}` }, options);
    },
    async purge(id, options) {
      const path = `/api/v2/deleted_users/${core.path(id)}`;
      await core.send({ method: 'DELETE', path }, options);
    },
    async merge(target, source, options) {
      const path = `/api/v2/users/${core.path(source)}/merge`;
      const body = { user: { id: core.path(target) } };
      const data = await core.send({ method: 'PUT', path, body, idempotent: false }, options);
      return toContact(data['user']);
    },
    changes: (feed, options) =>
      cursorChanges(core, {
        path: '/api/v2/incremental/users/cursor',
        key: 'users',
        feed,
        options,
        translate: async (items) =>
          items
            .filter(isCustomer)
            .map(toContact)
            .map((contact): Change<ZendeskContact> => {
              const at = contact.updatedAt ?? dateOf('', 'updated_at');
              const { id, externalId } = contact;
              const permanent = contact.raw?.permanently_deleted ?? null;
              return contact.isDeleted
                ? { kind: 'deleted', id, externalId, at, permanent }
                : { kind: 'upsert', record: contact, at };
            }),
      }),
  };
}

const sameText = (one: unknown, two: string): boolean =>
  typeof one === 'string' && one.toLowerCase() === two.toLowerCase();

/**
 * The search also finds similar addresses, and people by an address that is not their primary one,
 * which the user itself does not show: only then the identities are read.
 */
async function withAddress(
  core: ZendeskCore,
  found: readonly ZendeskContact[],
  email: string,
  options?: RequestOptions,
): Promise<ZendeskContact | null> {
  const owner = found.find(({ emails }) => emails.some(({ address }) => sameText(address, email)));
  if (owner !== undefined) return owner;
  for (const contact of found) {
    const path = `/api/v2/users/${contact.externalId}/identities`;
    const data = await core.send({ method: 'GET', path }, options);
    const isTheirs = listOf(data, 'identities').some((json) => {
      // Safe: read by key only.
      const { type, value } = (json ?? {}) as Json;
      return type === 'email' && sameText(value, email);
    });
    if (isTheirs) return contact;
  }
  return null;
}
