import { asInteger } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { viewOf } from '../../../../src/sandbox/kit/table.ts';
import {
  actorOf,
  bodyOf,
  type Call,
  checkQuery,
  created,
  type FreshdeskRoute,
  idOf,
  noContent,
  ok,
} from '../call.ts';
import { fieldErrors, invalidValue, problems, refuseIfInvalid } from '../errors.ts';
import { fireContact } from '../events.ts';
import { listPage } from '../paging/lists.ts';
import { presentContact, presentCreatedContact, presentListedContact } from '../present/people.ts';
import type { UserRow } from '../records/people.ts';
import { momentOf } from '../records/rules.ts';
import { send } from '../tickets/notify.ts';
import { agentActor, isoSeconds, saveUser, userOf } from '../world.ts';
import { createContact, updateContact } from './contact-writes.ts';
import { hardDelete, makeContactAgent, mergeContacts } from './contact-lifecycle.ts';

/** A contact of the path. Agents are not found here; what they answer is not on record (section 13). */
export function contactOf(call: Call): UserRow {
  const user = userOf(call.world, idOf(call, 'contact_id'));
  if (user === null || user.agent !== null) throw problems.notFound();
  return user;
}

/** Blocked and deleted contacts cannot be changed (section 13). */
function writableContact(call: Call): UserRow {
  const user = contactOf(call);
  if (user.deleted || user.blocked) throw problems.methodNotAllowed('GET');
  return user;
}

const states = ['blocked', 'deleted', 'unverified', 'verified'];

/** Alphabetical, without blocked and deleted contacts unless asked for (section 13). */
function list(call: Call): Reply {
  const { query, world } = call;
  const keys = ['email', 'mobile', 'phone', 'company_id'] as const;
  // The older spelling of the date filter still works.
  checkQuery(call, [...keys, 'state', 'contact_type', 'updated_since', '_updated_since']);
  const state = query.get('state');
  const since = query.get('updated_since') ?? query.get('_updated_since');
  refuseIfInvalid([
    ...(state !== null && !states.includes(state) ? [fieldErrors.oneOf('state', states)] : []),
    ...(since !== null && momentOf(since) === null
      ? [invalidValue('updated_since', 'It should be a/an DateTime')]
      : []),
    ...(query.has('company_id') &&
    !world.state.companies.rows.has(asInteger(query.get('company_id')) ?? 0)
      ? [fieldErrors.noMatch('company_id', 'company')]
      : []),
  ]);
  const from = since === null ? '' : isoSeconds(momentOf(since) ?? 0);
  const rows = sortedByName(call).filter(
    (user) =>
      stateHolds(user, state) &&
      user.updated_at >= from &&
      (query.get('contact_type') ?? user.contact_type) === user.contact_type &&
      keys.every((key) => holds(user, key, query.get(key))),
  );
  return listPage(call, rows, (user) => presentListedContact(call, user));
}

function sortedByName(call: Call): readonly UserRow[] {
  return viewOf(call.world.state.users, 'by name', (rows) =>
    rows.sort((one, two) => {
      const [left, right] = [one.name.toLowerCase(), two.name.toLowerCase()];
      return left === right ? one.id - two.id : left < right ? -1 : 1;
    }),
  ).filter((user) => user.agent === null);
}

function stateHolds(user: UserRow, state: string | null): boolean {
  if (state === 'deleted') return user.deleted;
  if (user.deleted) return false;
  if (state === 'blocked') return user.blocked;
  if (user.blocked) return false;
  return state === null || user.active === (state === 'verified');
}

function holds(
  user: UserRow,
  key: 'email' | 'mobile' | 'phone' | 'company_id',
  wanted: string | null,
): boolean {
  if (wanted === null) return true;
  if (key === 'email') {
    const all = [user.email, ...user.other_emails].map((email) => email?.toLowerCase());
    return all.includes(wanted.trim().toLowerCase());
  }
  return String(user[key]) === wanted;
}

/** A prefix of any word of the name; a bare array (section 13). */
function autocomplete(call: Call): Reply {
  const term = (call.query.get('term') ?? '').toLowerCase();
  refuseIfInvalid(term === '' ? [fieldErrors.missing('term', 'String')] : []);
  const rows = sortedByName(call).filter(
    (user) =>
      stateHolds(user, null) &&
      user.name
        .toLowerCase()
        .split(/\s+/)
        .some((word) => word.startsWith(term)),
  );
  return ok(rows.slice(0, 30).map(({ id, name }) => ({ id, name })));
}

/** Sections 13 and 23 disagree about deleted contacts, so the account can be set to either. */
function view(call: Call): Reply {
  const user = contactOf(call);
  const { deletedContact } = call.world.settings.unconfirmed;
  if (user.deleted && deletedContact === 'missing') throw problems.notFound();
  return ok(presentContact(call, user));
}

function remove(call: Call): Reply {
  const user = writableContact(call);
  user.deleted = true;
  saveUser(call.world, user);
  fireContact(call.world, agentActor(actorOf(call)), 'onContactDelete', user);
  return noContent;
}

/** Out of the trash; one that is not in it is not found, which is a guess. */
function restore(call: Call): Reply {
  const user = contactOf(call);
  if (!user.deleted) throw problems.notFound();
  user.deleted = false;
  saveUser(call.world, user);
  return noContent;
}

function invite(call: Call): Reply {
  const user = writableContact(call);
  send(call.world, 'invitation', [user.email], { ticketId: null });
  return noContent;
}

function create(call: Call): Reply {
  const user = createContact(call.world, agentActor(actorOf(call)), bodyOf(call));
  return created(call, presentCreatedContact(call, user), `contacts/${user.id}`);
}

function update(call: Call): Reply {
  const user = writableContact(call);
  updateContact(call.world, agentActor(actorOf(call)), user, bodyOf(call));
  return ok(presentContact(call, user));
}

export const contactRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/contacts', list],
  ['POST', '/api/v2/contacts', create],
  ['GET', '/api/v2/contacts/autocomplete', autocomplete],
  ['POST', '/api/v2/contacts/merge', mergeContacts],
  ['GET', '/api/v2/contacts/{contact_id}', view],
  ['PUT', '/api/v2/contacts/{contact_id}', update],
  ['DELETE', '/api/v2/contacts/{contact_id}', remove],
  [
    'DELETE',
    '/api/v2/contacts/{contact_id}/hard_delete',
    (call) => hardDelete(call, contactOf(call)),
  ],
  ['PUT', '/api/v2/contacts/{contact_id}/restore', restore],
  ['PUT', '/api/v2/contacts/{contact_id}/send_invite', invite],
  [
    'PUT',
    '/api/v2/contacts/{contact_id}/make_agent',
    (call) => makeContactAgent(call, writableContact(call)),
  ],
];
