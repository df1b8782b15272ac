import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { LinkKind } from '../../../src/model/enums.ts';
import type { Assignee, Participant, Requester, TicketLink } from '../../../src/model/ticket.ts';
import type { CaseRecord } from './case-record.ts';
import {
  assignedId,
  idOf,
  type KnownPerson,
  optionalIdOf,
  type TranslationContext,
} from './common.ts';
import { authorKindOf, peopleIn } from './people.ts';

type People = (nativeId: string) => KnownPerson | undefined;

/** What the case itself says of people: whoever wrote in it is called by name there. */
export const peopleOf = (record: CaseRecord, context: TranslationContext): People =>
  peopleIn(
    [record.thread.source?.author, ...(record.thread.parts ?? []).map(({ author }) => author)],
    context,
  );

/** The first of the people of a case, else the customer who wrote its first message. */
export function requesterOf(
  record: CaseRecord,
  people: People,
  context: TranslationContext,
): Requester {
  const author = record.thread.source?.author;
  const first =
    record.contacts[0] ??
    (authorKindOf(author) === 'customer' && assignedId(author?.id) !== null
      ? { id: String(author?.id), callerKey: null }
      : null);
  if (first === null) return { id: null, email: null, name: null };
  const person = people(first.id);
  const named = {
    id: idOf<'contact'>(context, first.id),
    email: person?.email ?? null,
    name: person?.name ?? null,
    callerKey: first.callerKey ?? person?.callerKey ?? null,
    organizationId: optionalIdOf<'organization'>(context, record.companyId),
  };
  // An author in a thread has a name and an address; the rest is known from a record only.
  if (person?.phone === undefined) return named;
  return {
    ...named,
    phone: person.phone,
    locale: person.locale ?? null,
    avatarUrl: person.avatarUrl ?? null,
  };
}

/** The teammate at work, else the team; the two are assigned apart from each other. */
export function assigneeOf(
  { adminId, teamId }: CaseRecord,
  people: People,
  context: TranslationContext,
): Assignee | null {
  const groupId = optionalIdOf<'group'>(context, teamId);
  const group = teamId === null ? null : (context.lookups.groupName(teamId) ?? null);
  if (adminId === null) {
    return groupId === null ? null : { id: groupId, name: group, group, groupId, type: 'team' };
  }
  const person = people(adminId);
  return {
    id: idOf<'agent'>(context, adminId),
    name: person?.name ?? null,
    group,
    email: person?.email ?? null,
    groupId,
    type: person?.kind === 'bot' ? 'bot' : 'agent',
  };
}

/** The requester, further customers, and teammates who wrote; each once. */
export function participantsOf(
  record: CaseRecord,
  people: People,
  context: TranslationContext,
): readonly Participant[] {
  const seen = new Set<string>();
  const participants: Participant[] = [];
  const add = (role: Participant['role'], nativeId: string, kind: Participant['kind']): void => {
    if (seen.has(nativeId)) return;
    seen.add(nativeId);
    const person = people(nativeId);
    participants.push({
      id: idOf(context, nativeId),
      role,
      kind: person?.kind === 'bot' ? 'bot' : kind,
      email: person?.email ?? null,
      name: person?.name ?? null,
    });
  };
  record.contacts.forEach(({ id }, index) => add(index === 0 ? 'requester' : 'cc', id, 'customer'));
  for (const { id } of record.teammates) {
    const nativeId = assignedId(id);
    if (nativeId !== null) add('collaborator', nativeId, 'agent');
  }
  return participants;
}

/** A tracker gathers many cases of one fault; a back-office ticket is work for one case. */
const linkKindOf = (type: string | null, category: string | null): LinkKind =>
  type !== 'ticket' ? 'linked_conversation' : category === 'Tracker' ? 'problem' : 'child';

/** Other cases that this one is tied to. The ticket that a conversation itself is does not count. */
export function linksOf(
  record: CaseRecord,
  context: TranslationContext,
  log: WarningLog,
): readonly TicketLink[] {
  const { linkedObjects, externalReferences, nativeId } = record;
  const lost =
    (linkedObjects?.has_more === true ? 'Intercom names only a part of the linked cases.' : null) ??
    (externalReferences.length > 0
      ? 'Intercom names records of other systems without an address; see raw.'
      : null);
  if (lost !== null) log.add({ type: 'dropped', field: 'links', reason: lost });
  return (linkedObjects?.data ?? [])
    .filter(({ id }) => String(id) !== nativeId)
    .map(({ id, type, category }) => ({
      kind: linkKindOf(type ?? null, category ?? null),
      ticketId: idOf(context, id),
      url: null,
    }));
}
