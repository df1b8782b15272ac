import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { AuthorKind } from '../../../src/model/enums.ts';
import type { Assignee, Participant, Requester, TicketLink } from '../../../src/model/ticket.ts';
import type { FreshdeskTicket } from '../wire/tickets.ts';
import { addressesOf } from './addresses.ts';
import {
  emptyToNull,
  idOf,
  type KnownPerson,
  nativeText,
  optionalIdOf,
  type TranslationContext,
} from './common.ts';

/** Who somebody is, from the record that came along; agents are contacts with more rights. */
export const kindOf = (person: KnownPerson | undefined): AuthorKind =>
  person === undefined ? 'unknown' : person.kind === 'agent' ? 'agent' : 'customer';

/** The customer: from `include=requester`, else from what is known of the id. */
export function requesterOf(wire: FreshdeskTicket, context: TranslationContext): Requester {
  const { requester } = wire;
  const nativeId = nativeText(wire.requester_id ?? requester?.id);
  if (nativeId === null) return { id: null, email: null, name: null };
  const person = context.lookups.person(nativeId);
  const id = idOf<'contact'>(context, nativeId);
  const email = emptyToNull(requester?.email) ?? person?.email ?? null;
  const name = emptyToNull(requester?.name) ?? person?.name ?? null;
  if (requester == null && person === undefined) return { id, email, name };
  return {
    id,
    email,
    name,
    phone: nativeText(requester?.phone) ?? nativeText(requester?.mobile) ?? person?.phone ?? null,
    callerKey: person?.callerKey ?? null,
    organizationId: optionalIdOf(context, wire.company_id),
    locale: person?.locale ?? null,
    timezone: person?.timezone ?? null,
    avatarUrl: person?.avatarUrl ?? null,
  };
}

/** The person at work, else the group; Freshdesk lets a ticket have either or both. */
export function assigneeOf(wire: FreshdeskTicket, context: TranslationContext): Assignee | null {
  const groupId = optionalIdOf<'group'>(context, wire.group_id);
  const group =
    wire.group_id == null ? null : (context.lookups.groupName(String(wire.group_id)) ?? null);
  if (wire.responder_id != null) {
    const person = context.lookups.person(String(wire.responder_id));
    return {
      id: idOf<'agent'>(context, wire.responder_id),
      name: person?.name ?? null,
      group,
      email: person?.email ?? null,
      groupId,
      type: 'agent',
    };
  }
  return groupId === null ? null : { id: groupId, name: group, group, groupId, type: 'team' };
}

/** The addresses that get a copy: of the ticket, of replies, and of the mail that opened it. */
function copiesOf(wire: FreshdeskTicket, requesterEmail: string | null): readonly string[] {
  const seen = new Set(requesterEmail === null ? [] : [requesterEmail.toLowerCase()]);
  return [wire.cc_emails, wire.reply_cc_emails, wire.ticket_cc_emails]
    .flatMap(addressesOf)
    .filter((email) => {
      const key = email.toLowerCase();
      return seen.has(key) ? false : seen.add(key);
    });
}

/** Everybody on the ticket but its assignee. Copies are addresses, whoever is behind them. */
export function participantsOf(
  wire: FreshdeskTicket,
  requester: Requester,
  context: TranslationContext,
): readonly Participant[] {
  const participants: Participant[] = [];
  if (requester.id !== null) {
    const { id, email, name } = requester;
    participants.push({ id, role: 'requester', kind: 'customer', email, name });
  }
  for (const email of copiesOf(wire, requester.email)) {
    participants.push({ id: null, role: 'cc', kind: 'unknown', email, name: null });
  }
  if (wire.internal_agent_id != null) {
    const person = context.lookups.person(String(wire.internal_agent_id));
    participants.push({
      id: idOf<'agent'>(context, wire.internal_agent_id),
      role: 'collaborator',
      kind: 'agent',
      email: person?.email ?? null,
      name: person?.name ?? null,
    });
  }
  return participants;
}

/** What the other tickets are to this one, by what this one is (sheet sections 6.6 and 7). */
const LINKS: Readonly<Record<number, TicketLink['kind']>> = {
  1: 'child',
  2: 'parent',
  3: 'incident',
  4: 'problem',
};

/** Parents, children, trackers and what they track. Merges leave nothing but a note. */
export function linksOf(
  wire: FreshdeskTicket,
  context: TranslationContext,
  log: WarningLog,
): readonly TicketLink[] {
  const type = wire.association_type;
  if (type === null || type === undefined) return [];
  const kind = LINKS[type];
  const list = wire.associated_tickets_list;
  if (kind === undefined || list === null || list === undefined) {
    log.add({
      type: 'dropped',
      field: 'links',
      reason:
        kind === undefined
          ? 'Freshdesk relates tickets in a way that polydesk does not know.'
          : 'Lists only count the related tickets; read the ticket itself for their ids.',
      from: type,
    });
    return [];
  }
  return list.map((id) => ({ kind, ticketId: idOf(context, id), url: null }));
}
