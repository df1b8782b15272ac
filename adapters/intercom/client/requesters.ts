import type { MappingWarning } from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { hasCode } from '../../../src/errors/classes.ts';
import type { RequesterDraft } from '../../../src/model/ticket.ts';
import { otherContactOf } from '../errors.ts';
import { knownPersonOf } from '../to-unified/contacts.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { contactWire, type IntercomContact } from '../wire/contacts.ts';
import type { KnownContact } from './cases.ts';
import { requireWorkspace } from './actor.ts';
import { isJson, type IntercomCore, type Json, listOf } from './core.ts';
import { searchRequest } from './paging.ts';

/** Reads a contact; one that was merged is followed to where it went, as often as it was. */
export async function readContact(
  core: IntercomCore,
  nativeId: string,
  options?: RequestOptions,
): Promise<Json> {
  let id = nativeId;
  for (let merges = 0; ; merges += 1) {
    try {
      const path = `/contacts/${core.path(id)}`;
      return requireOwn(core, await core.send({ method: 'GET', path }, options));
    } catch (error) {
      const other = hasCode(error, 'not_found') ? otherContactOf(error) : null;
      if (other === null || merges === MOST_MERGES) throw error;
      id = other.id;
    }
  }
}

const MOST_MERGES = 5;

/** Contacts whose field has exactly this value. Merged and archived ones are in no search. */
export async function findContacts(
  core: IntercomCore,
  field: 'email' | 'external_id' | 'phone',
  value: string,
  options?: RequestOptions,
): Promise<readonly IntercomContact[]> {
  const filter = { field, operator: '=', value };
  const data = await core.send(
    searchRequest({ path: '/contacts/search', filter }, 50, null),
    options,
  );
  const same = value.trim().toLowerCase();
  return listOf(data, 'data')
    .map((json) => contactOf(requireOwn(core, json)))
    .filter((contact) => field === 'phone' || contact[field]?.toLowerCase() === same)
    .sort((one, two) => Number(isLead(one)) - Number(isLead(two)));
}

/**
 * Contacts name their workspace, so that a token of another one is noticed without a call.
 *
 * @throws {ConfigurationError} `id_mismatch`.
 */
export function requireOwn<T>(core: IntercomCore, json: T): T {
  const workspace = isJson(json) ? json['workspace_id'] : undefined;
  if (typeof workspace === 'string' && workspace !== '') {
    requireWorkspace(workspace, core.settings.account);
  }
  return json;
}

const isLead = ({ role }: IntercomContact): boolean => role !== 'user';

export const contactOf = (json: unknown): IntercomContact =>
  parseWire(contactWire, json, { provider: PROVIDER, what: 'contact' });

const toKnown = (contact: IntercomContact): KnownContact => ({
  ...knownPersonOf(contact),
  id: String(contact.id),
  role: contact.role === 'lead' ? 'lead' : 'user',
});

/** Whom a case is for, and what had to be done for it. */
export interface FoundRequester {
  readonly contact: KnownContact;
  readonly warnings: readonly MappingWarning[];
}

/**
 * The contact that a new case begins with: the one of the draft, or whoever has the address, made
 * where nobody has. Survives contacts that are not in the search yet, were archived, or merged.
 */
export async function resolveRequester(
  core: IntercomCore,
  requester: RequesterDraft,
  options?: RequestOptions,
): Promise<FoundRequester> {
  if (requester.id !== undefined) {
    const nativeId = core.path(requester.id);
    const contact = await core.memo(`contact:${nativeId}`, async () =>
      toKnown(contactOf(await readContact(core, nativeId, options))),
    );
    return { contact, warnings: [] };
  }
  const [found] = await findContacts(core, 'email', requester.email, options);
  if (found !== undefined) return { contact: toKnown(found), warnings: [] };
  return makeRequester(core, requester, options);
}

async function makeRequester(
  core: IntercomCore,
  { email, name }: { readonly email: string; readonly name?: string },
  options?: RequestOptions,
): Promise<FoundRequester> {
  const make = async (role: 'user' | 'lead'): Promise<KnownContact> => {
    const body = { role, email, ...(name === undefined ? {} : { name }) };
    return toKnown(
      contactOf(await core.send({ method: 'POST', path: '/contacts', body }, options)),
    );
  };
  try {
    return { contact: await make('user'), warnings: [] };
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error;
    const other = otherContactOf(error);
    if (other === null) {
      // Somebody is in the way whom Intercom does not name. Leads may share an address.
      const reason = 'A contact that cannot be found has this address; a lead was made.';
      return { contact: await make('lead'), warnings: [coerced(reason)] };
    }
    if (!other.isArchived) {
      // A contact of the last minutes, which no search knows yet.
      const data = await readContact(core, other.id, options);
      return { contact: toKnown(contactOf(data)), warnings: [] };
    }
    const path = `/contacts/${core.path(other.id)}`;
    await core.send({ method: 'POST', path: `${path}/unarchive`, idempotent: true }, options);
    const data = await core.send({ method: 'GET', path }, options);
    const reason = 'The contact with this address was archived; it was brought back.';
    return { contact: toKnown(contactOf(data)), warnings: [coerced(reason)] };
  }
}

const coerced = (reason: string): MappingWarning => ({
  type: 'coerced',
  field: 'requester',
  reason,
});
