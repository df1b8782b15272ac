import type { ContactKey } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { ConfigurationError, ConflictError, hasCode } from '../../../src/errors/classes.ts';
import type { HttpQuery } from '../../../src/http/http-options.ts';
import type { Contact, ContactDraft } from '../../../src/model/people.ts';
import type { Mapped } from '../../../src/model/provenance.ts';
import { contactToUnified } from '../to-unified/contacts.ts';
import type { FreshdeskContact } from '../wire/contacts.ts';
import type { FreshdeskCore } from './core.ts';
import { pageList } from './paging.ts';
import { BEGINNING } from './windows.ts';

type UnifiedContact = Contact<FreshdeskContact>;
type Found = Promise<UnifiedContact | null>;

const CONTACTS = '/api/v2/contacts';

/** Ways to a contact. */
export interface ContactFinder {
  /** The contact with an address, a number or a key, whatever it takes. */
  find(key: ContactKey, options?: RequestOptions): Found;
  /** The same as far as a call or two tell: somebody who has only a key may be missed. */
  glance(key: ContactKey, options?: RequestOptions): Found;
}

/**
 * Finds contacts. The sheet names `unique_external_id` as a filter of tickets (section 8.3), not of
 * contacts (section 13): it is tried there. Where it is refused, or brings others (it is ignored
 * then), a ticket of the contact leads to him, then all contacts are looked through.
 */
export function createContactFinder(core: FreshdeskCore): ContactFinder {
  let isRefused = false;
  const toContact = (json: unknown): UnifiedContact => contactToUnified(json, core.context()).value;
  const list = async (query: HttpQuery, options?: RequestOptions) =>
    (await core.list(CONTACTS, query, options)).items.map(toContact);

  const byFilter = async (callerKey: string, options?: RequestOptions): Found => {
    if (isRefused) return null;
    try {
      const found = await list({ unique_external_id: callerKey }, options);
      // A filter that is not known may be ignored: then the first page of everybody comes.
      isRefused = found.some((contact) => contact.callerKey !== callerKey);
      return found.find((contact) => contact.callerKey === callerKey) ?? null;
    } catch (error) {
      if (!hasCode(error, 'validation_failed')) throw error;
      isRefused = true;
      return null;
    }
  };
  const byTicket = async (callerKey: string, options?: RequestOptions): Found => {
    const query = { unique_external_id: callerKey, updated_since: BEGINNING, per_page: 1, page: 1 };
    const { items } = await core.list('/api/v2/tickets', query, options);
    // Safe: read by key only.
    const { requester_id: id } = (items[0] ?? {}) as { readonly requester_id?: unknown };
    if (typeof id !== 'number') return null;
    const contact = toContact(await core.get(`${CONTACTS}/${id}`, options));
    return contact.callerKey === callerKey ? contact : null;
  };
  const byWalk = async (callerKey: string, options?: RequestOptions): Found => {
    const all = pageList(core, {
      path: CONTACTS,
      options,
      translate: (items) => items.map(toContact),
    });
    for await (const contact of all) if (contact.callerKey === callerKey) return contact;
    return null;
  };

  const glance: ContactFinder['glance'] = async (key, options) => {
    if ('email' in key) return (await list({ email: key.email }, options))[0] ?? null;
    if ('phone' in key) {
      const [phone] = await list({ phone: key.phone }, options);
      return phone ?? (await list({ mobile: key.phone }, options))[0] ?? null;
    }
    const found = await byFilter(key.callerKey, options);
    return found ?? (isRefused ? byTicket(key.callerKey, options) : null);
  };
  return {
    glance,
    async find(key, options) {
      const found = await glance(key, options);
      if (found !== null || !('callerKey' in key) || !isRefused) return found;
      return byWalk(key.callerKey, options);
    },
  };
}

type Save = Promise<Mapped<UnifiedContact>>;

/**
 * Looks for the contact by his key, then by his address; makes a new one where there is none. A
 * refusal because of a contact who has the key or address all the same (it is one of his others, or
 * the list does not show him) names him, or leads to him by a closer look.
 *
 * @throws {ConfigurationError} for a draft without callerKey and e-mail.
 */
export async function upsertContact(
  draft: ContactDraft,
  calls: ContactFinder & {
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
  const firstOf = async (look: ContactFinder['find']): Promise<string | null> => {
    for (const key of keys) {
      const found = await look(key, options);
      if (found !== null) return found.id;
    }
    return null;
  };
  const known = await firstOf(calls.glance);
  if (known !== null) return calls.update(known, draft, options);
  try {
    return await calls.create(draft, options);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const holder = error.existingId ?? (await firstOf(calls.find));
    if (holder === null) throw error;
    return calls.update(holder, draft, options);
  }
}
