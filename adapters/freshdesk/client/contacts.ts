import type { ContactKey } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { ConfigurationError, ConflictError } from '../../../src/errors/classes.ts';
import type { HttpQuery } from '../../../src/http/http-options.ts';
import type { Contact, ContactDraft } from '../../../src/model/people.ts';
import type { Mapped } from '../../../src/model/provenance.ts';
import { contactFromDraft } from '../from-unified/contacts.ts';
import { contactToUnified } from '../to-unified/contacts.ts';
import type { FreshdeskContact } from '../wire/contacts.ts';
import { sweepChanges } from './changes.ts';
import { mergeContacts } from './contact-merge.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { pageList } from './paging.ts';

type UnifiedContact = Contact<FreshdeskContact>;

export const CONTACTS = '/api/v2/contacts';

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
  const find = (key: ContactKey, options?: RequestOptions): Promise<UnifiedContact | null> =>
    findContact(core, key, options);
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
    find,
    create,
    update,
    upsert: (draft, options) => upsertContact(draft, { find, create, update }, options),
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

type Find = (key: ContactKey, options?: RequestOptions) => Promise<UnifiedContact | null>;
type Save = Promise<Mapped<UnifiedContact>>;

/**
 * Looks for the contact by his key, then by his address; makes a new one where there is none. A
 * refusal because of a contact who has the address all the same (it is one of his others, or the
 * list does not show him) names him, or leads to him by a second look.
 *
 * @throws {ConfigurationError} for a draft without callerKey and e-mail.
 */
async function upsertContact(
  draft: ContactDraft,
  calls: {
    readonly find: Find;
    readonly create: (draft: ContactDraft, options?: RequestOptions) => Save;
    readonly update: (id: string, draft: ContactDraft, options?: RequestOptions) => Save;
  },
  options?: RequestOptions,
): Promise<Mapped<UnifiedContact>> {
  const { callerKey, email } = draft;
  const keys: readonly ContactKey[] = [
    ...(callerKey == null ? [] : [{ callerKey }]),
    ...(email === undefined ? [] : [{ email }]),
  ];
  if (keys.length === 0) {
    throw new ConfigurationError('upsert needs a callerKey or an e-mail address to match by.');
  }
  const findAny = async (): Promise<string | null> => {
    for (const key of keys) {
      const found = await calls.find(key, options);
      if (found !== null) return found.id;
    }
    return null;
  };
  const known = await findAny();
  if (known !== null) return calls.update(known, draft, options);
  try {
    return await calls.create(draft, options);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const holder = error.existingId ?? (await findAny());
    if (holder === null) throw error;
    return calls.update(holder, draft, options);
  }
}

/**
 * The contact with an address, a number (also a mobile one) or a key. `unique_external_id` is a
 * filter that the sheet names for tickets only, so the contact that comes is looked at.
 */
async function findContact(
  core: FreshdeskCore,
  key: ContactKey,
  options?: RequestOptions,
): Promise<UnifiedContact | null> {
  const first = async (query: HttpQuery): Promise<UnifiedContact | undefined> => {
    const { items } = await core.list(CONTACTS, query, options);
    const found = items.map((json) => contactToUnified(json, core.context()).value);
    return 'callerKey' in key
      ? found.find(({ callerKey }) => callerKey === key.callerKey)
      : found[0];
  };
  if ('email' in key) return (await first({ email: key.email })) ?? null;
  if ('callerKey' in key) return (await first({ unique_external_id: key.callerKey })) ?? null;
  return (await first({ phone: key.phone })) ?? (await first({ mobile: key.phone })) ?? null;
}
