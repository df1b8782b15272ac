import type { Assignee, Participant, Requester, TicketLink } from '../../../src/model/ticket.ts';
import type { ZendeskTicket } from '../wire/tickets.ts';
import { authorKindOf, idOf, optionalIdOf, type TranslationContext } from './common.ts';

/** The customer; name and e-mail only when the user record came along. */
export function requesterOf(wire: ZendeskTicket, context: TranslationContext): Requester {
  if (wire.requester_id == null) return { id: null, email: null, name: null };
  const nativeId = String(wire.requester_id);
  const person = context.lookups.person(nativeId);
  const id = idOf<'contact'>(context, nativeId);
  if (person === undefined) return { id, email: null, name: null };
  return {
    id,
    email: person.email,
    name: person.name,
    phone: person.phone ?? null,
    callerKey: person.callerKey ?? null,
    organizationId: optionalIdOf(context, wire.organization_id),
    locale: person.locale ?? null,
    timezone: person.timezone ?? null,
    avatarUrl: person.avatarUrl ?? null,
  };
}

/** The person at work, else the group; Zendesk lets a ticket have either or both. */
export function assigneeOf(wire: ZendeskTicket, context: TranslationContext): Assignee | null {
  const groupId = optionalIdOf<'group'>(context, wire.group_id);
  const group =
    wire.group_id == null ? null : (context.lookups.groupName(String(wire.group_id)) ?? null);
  if (wire.assignee_id != null) {
    const person = context.lookups.person(String(wire.assignee_id));
    return {
      id: idOf<'agent'>(context, wire.assignee_id),
      name: person?.name ?? null,
      group,
      email: person?.email ?? null,
      groupId,
      type: 'agent',
    };
  }
  return groupId === null ? null : { id: groupId, name: group, group, groupId, type: 'team' };
}

/** Everybody else on the ticket, each once, in the order of closeness. */
export function participantsOf(
  wire: ZendeskTicket,
  context: TranslationContext,
): readonly Participant[] {
  const seen = new Set<string>();
  const participants: Participant[] = [];
  const add = (role: Participant['role'], ids: readonly (string | number)[]): void => {
    for (const id of ids) {
      const nativeId = String(id);
      if (seen.has(nativeId)) continue;
      seen.add(nativeId);
      const person = context.lookups.person(nativeId);
      participants.push({
        id: idOf(context, nativeId),
        role,
        kind: authorKindOf(nativeId, person),
        email: person?.email ?? null,
        name: person?.name ?? null,
      });
    }
  };
  if (wire.requester_id != null) add('requester', [wire.requester_id]);
  if (wire.submitter_id != null) add('submitter', [wire.submitter_id]);
  add('cc', wire.email_cc_ids ?? []);
  add('follower', wire.follower_ids ?? []);
  add('collaborator', wire.collaborator_ids ?? []);
  return participants;
}

/** Relations that a ticket itself names. Merges are only in its history. */
export function linksOf(wire: ZendeskTicket, context: TranslationContext): readonly TicketLink[] {
  const links: TicketLink[] = [];
  if (wire.problem_id != null) {
    links.push({ kind: 'problem', ticketId: idOf(context, wire.problem_id), url: null });
  }
  for (const id of wire.followup_ids ?? []) {
    links.push({ kind: 'follow_up', ticketId: idOf(context, id), url: null });
  }
  const source = wire.via?.source;
  const origin = source?.from?.['ticket_id'];
  if (source?.rel === 'follow_up' && (typeof origin === 'number' || typeof origin === 'string')) {
    links.push({ kind: 'parent', ticketId: idOf(context, origin), url: null });
  }
  return links;
}
