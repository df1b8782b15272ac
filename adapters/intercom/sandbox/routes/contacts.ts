import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { remove, viewOf } from '../../../../src/sandbox/kit/table.ts';
import {
  type Call,
  contactById,
  contactOfCall,
  idText,
  type IntercomRoute,
  ok,
  requiredText,
} from '../call.ts';
import { problems } from '../errors.ts';
import { fireContactGone } from '../events.ts';
import { bodyInput, compareRows, cursorPage, type Order, queryInput } from '../paging/cursor.ts';
import { sizeOf } from '../paging/sizes.ts';
import { contactByExternalId, isListed } from '../people.ts';
import { presentContact, presentMergeHistory } from '../present/contacts.ts';
import type { ContactRow } from '../records/people.ts';
import { contactFields } from '../search/fields.ts';
import { search } from '../search/run.ts';
import { createContact, mergeContacts, updateContact } from '../tickets/contact-writes.ts';
import { saveContact, secondsNow, type World } from '../world.ts';
import { since } from './versions.ts';

const sizes = { fallback: 50, largest: 150 };

/** Recorded pages of the list go from the oldest to the newest. */
const oldestFirst: Order<ContactRow> = { value: (row) => row.created_at, descending: false };
/** What a search without a sort goes by is not known for certain (section 6). */
const newestFirst: Order<ContactRow> = { ...oldestFirst, descending: true };

export function listedContacts(world: World): readonly ContactRow[] {
  return viewOf(world.state.contacts, 'contacts by creation', (rows) =>
    rows.filter(isListed).sort(compareRows(oldestFirst)),
  );
}

const formOf = (call: Call) => ({
  mergeHistory: call.version >= 16 && call.query.get('include_merge_history') === 'true',
});

const present = (call: Call, contact: ContactRow) => presentContact(call, contact, formOf(call));

function list(call: Call): Reply {
  const page = cursorPage(listedContacts(call.world), oldestFirst, queryInput(call), sizes);
  const data = page.rows.map((row) => present(call, row));
  return ok({ type: 'list', data, ...page.envelope });
}

function searchAll(call: Call): Reply {
  const found = search(call, listedContacts(call.world), {
    fieldOf: contactFields(call),
    order: newestFirst,
  });
  const page = cursorPage(found.rows, found.order, bodyInput(call), sizes);
  const data = page.rows.map((row) => present(call, row));
  return ok({ type: 'list', data, ...page.envelope });
}

/** Users only; nobody is told here where a merged one went (section 12). */
function findByExternalId(call: Call): Reply {
  const contact = contactByExternalId(call.world, call.params['external_id'] ?? '');
  if (contact === null) throw problems.userNotFound();
  return ok(present(call, contact));
}

const show = (call: Call): Reply => ok(present(call, contactOfCall(call)));
const create = (call: Call): Reply => ok(present(call, createContact(call)));
const update = (call: Call): Reply => ok(present(call, updateContact(call, contactOfCall(call))));

const briefly = (contact: ContactRow) => ({
  type: 'contact',
  id: contact.id,
  external_id: contact.external_id,
});

/** For good; conversations keep the id (section 12). */
function destroy(call: Call): Reply {
  const contact = contactOfCall(call);
  remove(call.world.state.contacts, contact.id);
  fireContactGone(call.world, contact, { deleted: true });
  return ok({ ...briefly(contact), deleted: true });
}

const archive =
  (archived: boolean) =>
  (call: Call): Reply => {
    const contact = contactOfCall(call);
    const changed = contact.archived !== archived;
    contact.archived = archived;
    contact.updated_at = secondsNow(call.world);
    saveContact(call.world, contact);
    if (changed) fireContactGone(call.world, contact, { archived });
    return ok({ ...briefly(contact), archived });
  };

/** Blocks and archives (section 12). */
function block(call: Call): Reply {
  const contact = contactOfCall(call);
  contact.blocked = true;
  contact.archived = true;
  saveContact(call.world, contact);
  return ok({ ...briefly(contact), blocked: true });
}

function merge(call: Call): Reply {
  const from = contactById(call.world, requiredText(call, 'from'));
  const into = contactById(call.world, requiredText(call, 'into'));
  return ok(present(call, mergeContacts(call, from, into)));
}

/** Pages of its own: a cursor that counts (section 12). */
function mergeHistory(call: Call): Reply {
  const contact = contactOfCall(call);
  if (contact.role !== 'user') throw problems.notFound('Contact not found');
  const history = presentMergeHistory(contact);
  const size = sizeOf(call.query.get('per_page'), sizes);
  const start = Number(idText(call.query.get('cursor')) ?? 0);
  const has_more = start + size < history.length;
  return ok({
    type: 'list',
    data: history.slice(start, start + size),
    next_cursor: has_more ? String(start + size) : null,
    has_more,
  });
}

export const contactRoutes: readonly IntercomRoute[] = [
  ['GET', '/contacts', list],
  ['POST', '/contacts', create],
  ['POST', '/contacts/search', searchAll],
  ['POST', '/contacts/merge', merge],
  ['GET', '/contacts/find_by_external_id/{external_id}', since(13, findByExternalId)],
  ['GET', '/contacts/{id}', show],
  ['PUT', '/contacts/{id}', update],
  ['DELETE', '/contacts/{id}', destroy],
  ['POST', '/contacts/{id}/archive', archive(true)],
  ['POST', '/contacts/{id}/unarchive', archive(false)],
  ['POST', '/contacts/{id}/block', since(13, block)],
  ['GET', '/contacts/{id}/merge_history', since(16, mergeHistory)],
];
