import { asIntegers, asText, isRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { remove, touch } from '../../../../src/sandbox/kit/table.ts';
import { actorOf, adminOf, type Call, checkedBody, noContent, ok } from '../call.ts';
import { fieldErrors, invalidValue, problems, refuseIfInvalid } from '../errors.ts';
import { fireTicketDelete } from '../events.ts';
import { makeAgent } from '../people.ts';
import { presentContact, presentAgent } from '../present/people.ts';
import type { UserRow } from '../records/people.ts';
import { numberOf, textsOf } from '../tickets/create.ts';
import { flag, record, text } from '../tickets/fields.ts';
import { agentActor, isAgent, saveUser, unindexUser, userOf, type World } from '../world.ts';

/** For good, with all of the contact's tickets; a soft delete or `force` must come first (section 13). */
export function hardDelete(call: Call, user: UserRow): Reply {
  const { world } = call;
  if (!user.deleted && call.query.get('force') !== 'true') throw problems.methodNotAllowed();
  const actor = agentActor(actorOf(call));
  for (const ticket of [...world.state.tickets.rows.values()]) {
    if (ticket.requester_id !== user.id) continue;
    for (const row of ticket.conversations) world.state.conversations.delete(row.id);
    remove(world.state.tickets, ticket.id);
    fireTicketDelete(world, actor, ticket);
  }
  unindexUser(world, user);
  remove(world.state.users, user.id);
  return noContent;
}

const unique = ['phone', 'mobile', 'twitter_id', 'unique_external_id'] as const;

/** `POST /contacts/merge` (section 13): what both sides have must be said. */
export function mergeContacts(call: Call): Reply {
  const { world } = call;
  const { values } = checkedBody(call, {
    primary_contact_id: { type: 'Positive Integer', required: true },
    secondary_contact_ids: { type: 'Array', required: true },
    contact: record,
  });
  const primary = living(world, numberOf(values['primary_contact_id']));
  const others = asIntegers(values['secondary_contact_ids']).map((id) => living(world, id));
  const secondary = others.flatMap((user) => user ?? []);
  const given = isRecord(values['contact']) ? values['contact'] : {};
  if (primary === null)
    throw problems.invalid([fieldErrors.noMatch('primary_contact_id', 'contact')]);
  refuseIfInvalid([
    ...(secondary.length < others.length || others.length === 0
      ? [fieldErrors.noMatch('secondary_contact_ids', 'contact')]
      : []),
    ...unique
      .filter((key) => primary[key] !== null && secondary.some((user) => user[key] !== null))
      .filter((key) => given[key] === undefined)
      .map((key) => invalidValue(key, 'It should be present when both contacts have one')),
  ]);
  for (const key of unique) {
    const value = asText(given[key]) ?? primary[key] ?? secondary.find((user) => user[key])?.[key];
    Object.assign(primary, { [key]: value ?? null });
  }
  const emails = textsOf(given['other_emails']);
  const all = [...primary.other_emails, ...secondary.flatMap((user) => user.email ?? [])];
  primary.other_emails = emails.length > 0 ? emails : [...new Set(all)];
  for (const user of secondary) absorb(world, primary, user);
  saveUser(world, primary);
  return noContent;
}

function living(world: World, id: number | null): UserRow | null {
  const user = userOf(world, id);
  return user === null || user.deleted || user.agent !== null ? null : user;
}

/** The tickets move over; the secondary contact lies in the trash, which is a guess. */
function absorb(world: World, primary: UserRow, user: UserRow): void {
  for (const ticket of world.state.tickets.rows.values()) {
    if (ticket.requester_id === user.id) ticket.requester_id = primary.id;
  }
  touch(world.state.tickets);
  unindexUser(world, user);
  Object.assign(user, { deleted: true, email: null, unique_external_id: null });
  saveUser(world, user);
}

/** `PUT /contacts/{id}/make_agent` (section 13). */
export function makeContactAgent(call: Call, user: UserRow): Reply {
  adminOf(call);
  const { world } = call;
  const { values } = checkedBody(call, {
    occasional: flag,
    signature: text,
    ticket_scope: { type: 'choice', oneOf: () => [1, 2, 3] },
    skill_ids: { type: 'Array' },
    group_ids: { type: 'Array' },
    role_ids: { type: 'Array' },
    type: { type: 'choice', oneOf: () => ['support_agent', 'field_agent', 'collaborator'] },
    focus_mode: flag,
  });
  if (user.email === null) throw problems.invalid([fieldErrors.blank('email')]);
  refuseWithoutSeat(world);
  const contact = presentContact(call, user);
  user.other_emails = [];
  makeAgent(world, user, {
    occasional: values['occasional'] === true,
    ticket_scope: numberOf(values['ticket_scope']) ?? 1,
    group_ids: asIntegers(values['group_ids']),
    role_ids: asIntegers(values['role_ids']),
    signature: asText(values['signature']),
  });
  saveUser(world, user);
  if (!isAgent(user)) throw problems.notFound();
  return ok({ ...contact, other_emails: [], agent: presentAgent(user) });
}

/** A full account has no room for another agent (section 13). */
export function refuseWithoutSeat(world: World): void {
  const { seats } = world.state.account;
  const taken = [...world.state.users.rows.values()].filter(isAgent).length;
  if (seats !== null && taken >= seats) throw problems.maxAgents();
}
