import { asInteger, asList, asRecord, asText, isRecord } from '../../../../src/sandbox/kit/json.ts';
import type { UserRow } from '../records/tickets-and-people.ts';
import { newUser } from '../people.ts';
import { isStaff, userByEmail, userOf } from '../world.ts';
import { complain, type Draft } from './draft.ts';

/** Requester, submitter, followers and e-mail copies (sections 6.2 and 6.9). */
export function setPeople(draft: Draft): void {
  setRequester(draft);
  const submitter = userOf(draft.world, asInteger(draft.input['submitter_id']));
  if (submitter !== null && draft.before === null) draft.ticket.submitter_id = submitter.id;
  setCollaborators(draft);
  changePeople(draft, 'email_ccs', 'email_cc_ids', () => true);
  // Followers are agents only (section 6.9).
  changePeople(draft, 'followers', 'follower_ids', isStaff);
}

function setRequester(draft: Draft): void {
  const { input, world } = draft;
  if (isRecord(input['requester'])) {
    const user = findOrCreate(draft, input['requester']);
    if (user !== null) takeRequester(draft, user);
    return;
  }
  if (input['requester_id'] === undefined) return;
  const user = userOf(world, asInteger(input['requester_id']));
  if (user === null || !user.active) {
    complain(draft, 'requester', { description: 'Requester: is invalid', error: 'InvalidValue' });
  } else takeRequester(draft, user);
}

function takeRequester(draft: Draft, user: UserRow): void {
  // A suspended requester cannot get new tickets (section 5.3).
  if (user.suspended && draft.before === null) {
    complain(draft, 'requester', {
      description: `Requester: ${user.name} is suspended.`,
      error: null,
    });
  }
  draft.ticket.requester_id = user.id;
  if (draft.input['organization_id'] === undefined)
    draft.ticket.organization_id = user.organization_id;
}

/** Finds a person by address or makes one when the write is kept; a new one needs a name. */
function findOrCreate(draft: Draft, person: Readonly<Record<string, unknown>>): UserRow | null {
  const email = asText(person['email']);
  const known = email === null ? null : userByEmail(draft.world, email);
  if (known !== null) return known;
  const name = asText(person['name'])?.trim() ?? '';
  if (name === '' || email === null) {
    const description = 'Requester Name:  is too short (minimum is 1 characters)';
    complain(draft, 'requester', { description, error: 'ValueTooShort' });
    return null;
  }
  const user = newUser(draft.world, { name, email });
  // An import sends nothing to anybody; any other new address gets the welcome mail.
  draft.onKeep.push(() => user.keep({ silent: draft.mode === 'import' }));
  return user.row;
}

/** `collaborator_ids` replaces everybody; unknown ids are dropped (section 6.9). */
function setCollaborators(draft: Draft): void {
  const { input, ticket } = draft;
  if (input['collaborator_ids'] !== undefined)
    ticket.email_cc_ids = peopleOf(draft, input['collaborator_ids']);
  if (input['collaborators'] !== undefined && draft.before === null) {
    ticket.email_cc_ids = peopleOf(draft, input['collaborators']);
  }
  const added = peopleOf(draft, input['additional_collaborators']);
  ticket.email_cc_ids = [...new Set([...ticket.email_cc_ids, ...added])];
}

function peopleOf(draft: Draft, value: unknown): number[] {
  const ids = asList(value).flatMap((item) => {
    const found = isRecord(item)
      ? findOrCreate(draft, { name: item['name'] ?? item['email'], email: item['email'] })
      : (userOf(draft.world, asInteger(item)) ?? byAddress(draft, asText(item)));
    return found === null ? [] : [found.id];
  });
  return [...new Set(ids)];
}

function byAddress(draft: Draft, text: string | null): UserRow | null {
  if (text === null || !text.includes('@')) return null;
  return findOrCreate(draft, { email: text, name: text.split('@')[0] });
}

/** Deltas: `[{user_id | user_email, action: 'put' | 'delete'}]` (section 6.2). */
function changePeople(
  draft: Draft,
  key: 'email_ccs' | 'followers',
  list: 'email_cc_ids' | 'follower_ids',
  allowed: (user: UserRow) => boolean,
): void {
  for (const item of asList(draft.input[key])) {
    const delta = asRecord(item);
    const email = asText(delta['user_email']);
    const named = userOf(draft.world, asInteger(delta['user_id']));
    const gone = delta['action'] === 'delete';
    const user =
      named ??
      (email === null
        ? null
        : gone
          ? userByEmail(draft.world, email)
          : byName(draft, delta, email));
    if (user === null) continue;
    const others = draft.ticket[list].filter((id) => id !== user.id);
    draft.ticket[list] = gone || !allowed(user) ? others : [...others, user.id];
  }
}

function byName(
  draft: Draft,
  delta: Readonly<Record<string, unknown>>,
  email: string,
): UserRow | null {
  return findOrCreate(draft, { email, name: asText(delta['user_name']) ?? email.split('@')[0] });
}
