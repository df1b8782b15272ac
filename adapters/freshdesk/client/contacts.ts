import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { Contact, ContactDraft } from '../../../src/model/people.ts';
import type { Mapped } from '../../../src/model/provenance.ts';
import { contactFromDraft } from '../from-unified/contacts.ts';
import { contactToUnified } from '../to-unified/contacts.ts';
import type { FreshdeskContact } from '../wire/contacts.ts';
import { sweepChanges } from './changes.ts';
import { createContactFinder, upsertContact } from './contact-find.ts';
import { mergeContacts } from './contact-merge.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { pageList } from './paging.ts';

type UnifiedContact = Contact<FreshdeskContact>;

const CONTACTS = '/api/v2/contacts';

/** Customers. */
export function contactResource(core: FreshdeskCore): FreshdeskGroups['contacts'] {
  const toContact = (json: unknown): UnifiedContact => contactToUnified(json, core.context()).value;
  const pathOf = (id: string): string => `${CONTACTS}/${core.path(id)}`;
  const get = async (id: string, options?: RequestOptions): Promise<UnifiedContact> =>
    toContact(await core.get(pathOf(id), options));
  const create = async (
    draft: ContactDraft,
    options?: RequestOptions,
  ): Promise<Mapped<UnifiedContact>> => {
    const mapped = contactFromDraft(draft, core.writing, { isNew: true });
    const request = { method: 'POST', path: CONTACTS } as const;
    const { data, warnings } = await core.write(mapped, request, options);
    return { value: toContact(data), warnings };
  };
  const update = async (
    id: string,
    draft: ContactDraft,
    options?: RequestOptions,
  ): Promise<Mapped<UnifiedContact>> => {
    const mapped = contactFromDraft(draft, core.writing, { isNew: false });
    const request = { method: 'PUT', path: pathOf(id) } as const;
    const { data, warnings } = await core.write(mapped, request, options);
    return { value: toContact(data), warnings };
  };
  const finder = createContactFinder(core);
  return {
    get,
    list: (query, options) =>
      pageList(core, {
        path: CONTACTS,
        query:
          query?.organizationId === undefined
            ? undefined
            : { company_id: core.path(query.organizationId) },
        page: query,
        options,
        translate: (items) => items.map(toContact),
        distinctBy: ({ id }) => id,
      }),
    find: (key, options) => finder.find(key, options),
    create,
    update,
    upsert: (draft, options) => upsertContact(draft, { ...finder, create, update }, options),
    async delete(id, options) {
      await core.send({ method: 'DELETE', path: pathOf(id) }, options);
    },
    async restore(id, options) {
      const path = `${pathOf(id)}/restore`;
      await core.send({ method: 'PUT', path, goneMeansDone: true }, options);
    },
    async purge(id, options) {
      await core.send({ method: 'DELETE', path: `${pathOf(id)}/hard_delete` }, options);
    },
    async merge(target, source, options) {
      await mergeContacts(core, { target: core.path(target), source: core.path(source) }, options);
      return get(target, options);
    },
    changes: (feed, options) =>
      sweepChanges(core, {
        path: CONTACTS,
        sweeps: { live: {}, deleted: { state: 'deleted' }, blocked: { state: 'blocked' } },
        feed,
        options,
        translate: (items) => items.map(toContact),
        toChange(contact, sweep) {
          const { id, externalId, updatedAt } = contact;
          if (sweep === 'deleted') {
            return { kind: 'deleted', id, externalId, at: updatedAt, permanent: false };
          }
          // Only the filter tells that a contact is blocked.
          const record = sweep === 'blocked' ? { ...contact, isBlocked: true } : contact;
          return { kind: 'upsert', record, at: updatedAt ?? new Date(core.now()) };
        },
      }),
  };
}
