import type { IntercomReference } from '../wire/common.ts';
import type { IntercomConversation, IntercomStatistics } from '../wire/conversations.ts';
import type { IntercomCompany } from '../wire/organizations.ts';
import type { IntercomRating } from '../wire/ratings.ts';
import type { IntercomTicket } from '../wire/tickets.ts';
import { assignedId, emptyToNull, plainOf, type TranslationContext } from './common.ts';
import { type CaseThread, conversationThread, ticketThread } from './thread.ts';
import { facetOf, facetOfConversation, type TicketFacet } from './ticket-facet.ts';
import { stateOfTicket } from './ticket-status.ts';

type LinkedObjects = IntercomConversation['linked_objects'];

/**
 * A case of Intercom in one form. It comes in two: as a conversation, and (when it has a ticket
 * type) as a ticket of the same id; what one of them does not have is `null` here.
 */
export interface CaseRecord {
  readonly raw: IntercomConversation | IntercomTicket;
  readonly nativeId: string;
  readonly createdAt: number | string;
  readonly updatedAt: number | string;
  /** open, snoozed or closed. */
  readonly state: string;
  readonly snoozedUntil: number | string | null | undefined;
  readonly facet: TicketFacet | null;
  readonly thread: CaseThread;
  readonly title: string | null;
  readonly contacts: readonly { readonly id: string; readonly callerKey: string | null }[];
  readonly teammates: readonly IntercomReference[];
  readonly adminId: string | null;
  readonly teamId: string | null;
  readonly company: IntercomCompany | null;
  readonly companyId: string | null;
  readonly channel: string | null | undefined;
  readonly priority: string | null | undefined;
  /** `null` where they are not known. */
  readonly tags: readonly string[] | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly linkedObjects: LinkedObjects;
  readonly externalReferences: readonly IntercomReference[];
  readonly rating: IntercomRating | null;
  readonly sla: { readonly name: string | null; readonly status: string | null } | null;
  readonly statistics: IntercomStatistics | null;
}

/** A conversation, with the ticket that it also is. */
export function recordOfConversation(
  wire: IntercomConversation,
  context: TranslationContext,
): CaseRecord {
  const facet = facetOfConversation(wire, context);
  return {
    raw: wire,
    nativeId: String(wire.id),
    createdAt: wire.created_at,
    updatedAt: wire.updated_at,
    state: wire.state,
    snoozedUntil: wire.snoozed_until,
    facet,
    thread: conversationThread(wire, context),
    title: emptyToNull(wire.title) ?? facet?.title ?? plainOf(wire.source?.subject, context),
    contacts: contactsOf(wire),
    teammates: wire.teammates?.admins ?? wire.teammates?.teammates ?? [],
    adminId: assignedId(wire.admin_assignee_id),
    teamId: assignedId(wire.team_assignee_id),
    company: wire.company ?? null,
    companyId: wire.company ? String(wire.company.id) : (facet?.companyId ?? null),
    channel: wire.channel?.current ?? wire.source?.type,
    priority: wire.priority,
    tags: (wire.tags?.tags ?? []).flatMap(({ name }) => emptyToNull(name) ?? []),
    attributes: wire.custom_attributes ?? {},
    linkedObjects: wire.linked_objects,
    externalReferences: wire.external_references ?? [],
    rating: wire.conversation_rating ?? null,
    sla: wire.sla_applied
      ? {
          name: emptyToNull(wire.sla_applied.sla_name),
          status: emptyToNull(wire.sla_applied.sla_status),
        }
      : null,
    statistics: wire.statistics ?? null,
  };
}

/** A ticket on its own: tags, rating, SLA and figures are with its conversation only. */
export function recordOfTicket(wire: IntercomTicket, context: TranslationContext): CaseRecord {
  const facet = facetOf(wire);
  return {
    raw: wire,
    nativeId: String(wire.id),
    createdAt: wire.created_at,
    updatedAt: wire.updated_at,
    state: stateOfTicket(wire),
    snoozedUntil: wire.snoozed_until,
    facet,
    thread: ticketThread(wire, context),
    title: facet.title,
    contacts: contactsOf(wire),
    teammates: [],
    adminId: assignedId(wire.admin_assignee_id),
    teamId: assignedId(wire.team_assignee_id),
    company: null,
    companyId: facet.companyId,
    channel: wire.channel,
    priority: null,
    tags: context.lookups.caseTags?.(String(wire.id)) ?? null,
    attributes: {},
    linkedObjects: wire.linked_objects,
    externalReferences: [],
    rating: null,
    sla: null,
    statistics: null,
  };
}

const contactsOf = ({ contacts }: Pick<IntercomConversation, 'contacts'>): CaseRecord['contacts'] =>
  (contacts?.contacts ?? []).map(({ id, external_id }) => ({
    id: String(id),
    callerKey: emptyToNull(external_id),
  }));
