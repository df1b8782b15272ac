import type { Call } from '../call.ts';
import type { TicketRow } from '../records/tickets.ts';
import { withUnset } from '../tickets/custom-fields.ts';
import { companyOf, userOf, type World } from '../world.ts';
import { presentAttachments } from './attachments.ts';
import { presentConversation } from './conversations.ts';

const addresses = (ticket: TicketRow) => ({
  cc_emails: ticket.cc_emails,
  fwd_emails: ticket.fwd_emails,
  reply_cc_emails: ticket.reply_cc_emails,
  ticket_cc_emails: ticket.ticket_cc_emails,
  ticket_bcc_emails: ticket.ticket_bcc_emails,
});

const links = (ticket: TicketRow) => ({
  fr_escalated: ticket.fr_escalated,
  spam: ticket.spam,
  email_config_id: ticket.email_config_id,
  group_id: ticket.group_id,
  priority: ticket.priority,
  requester_id: ticket.requester_id,
  responder_id: ticket.responder_id,
  source: ticket.source,
  company_id: ticket.company_id,
  status: ticket.status,
  subject: ticket.subject,
});

/** The new SLA engine has no dates for a moment after a write (section 7). */
function dues(world: World, ticket: TicketRow) {
  const thinking =
    world.state.account.features.newSlaEngine &&
    !ticket.due_by_given &&
    world.clock.now() < ticket.sla_ready_ms;
  return {
    due_by: thinking ? null : ticket.due_by,
    fr_due_by: thinking ? null : ticket.fr_due_by,
    is_escalated: ticket.is_escalated,
  };
}

const identity = (world: World, ticket: TicketRow) => ({
  support_email: ticket.support_email,
  to_emails: ticket.to_emails,
  product_id: ticket.product_id,
  id: ticket.id,
  type: ticket.type,
  ...dues(world, ticket),
});

/** Keys of features that are off are absent (section 5). */
function gated(world: World, ticket: TicketRow): object {
  const { features } = world.state.account;
  return {
    ...(features.sharedOwnership
      ? {
          internal_agent_id: ticket.internal_agent_id,
          internal_group_id: ticket.internal_group_id,
        }
      : {}),
    ...(features.ticketForms ? { form_id: ticket.form_id } : {}),
    ...(features.structuredChat ? { structured_description: ticket.structured_description } : {}),
  };
}

const sentiment = (world: World, ticket: TicketRow): object =>
  world.state.account.features.sentiment
    ? {
        sentiment_score: ticket.sentiment_score,
        initial_sentiment_score: ticket.initial_sentiment_score,
      }
    : {};

const nextResponse = (ticket: TicketRow) => ({
  nr_due_by: ticket.nr_due_by,
  nr_escalated: ticket.nr_escalated,
});

const description = (ticket: TicketRow) => ({
  description: ticket.description,
  description_text: ticket.description_text,
});

const common = (world: World, ticket: TicketRow) => ({
  custom_fields: withUnset(world.state.ticketFields, ticket.custom_fields),
  created_at: ticket.created_at,
  updated_at: ticket.updated_at,
});

/** What create and update answer: no `association_type` unless there is one (section 7, column C). */
export function presentWritten(call: Call, ticket: TicketRow): object {
  const { world } = call;
  const { association_type, associated_tickets_list } = ticket;
  return {
    ...addresses(ticket),
    ...links(ticket),
    ...identity(world, ticket),
    ...description(ticket),
    ...common(world, ticket),
    tags: ticket.tags,
    attachments: presentAttachments(call, ticket.attachment_ids),
    ...(association_type === null ? {} : { association_type, associated_tickets_list }),
    ...gated(world, ticket),
    ...nextResponse(ticket),
  };
}

/** `GET /tickets/{id}` (section 7, column V). */
export function presentViewed(
  call: Call,
  ticket: TicketRow,
  includes: ReadonlySet<string> = new Set(),
): object {
  const { world } = call;
  const { association_type, associated_tickets_list } = ticket;
  const company = companyOf(world, ticket.company_id);
  return {
    ...addresses(ticket),
    ...links(ticket),
    association_type,
    ...(association_type === null ? {} : { associated_tickets_list }),
    ...identity(world, ticket),
    ...description(ticket),
    ...common(world, ticket),
    tags: ticket.tags,
    attachments: presentAttachments(call, ticket.attachment_ids),
    source_additional_info: ticket.source_additional_info,
    // The oldest ten (section 9.2).
    ...(includes.has('conversations')
      ? {
          conversations: ticket.conversations
            .slice(0, 10)
            .map((row) => presentConversation(call, row)),
        }
      : {}),
    ...(includes.has('requester') ? { requester: requesterOf(world, ticket) } : {}),
    ...(includes.has('company')
      ? { company: company === null ? {} : { id: company.id, name: company.name } }
      : {}),
    ...(includes.has('stats') ? { stats: ticket.stats } : {}),
    ...gated(world, ticket),
    ...sentiment(world, ticket),
    ...nextResponse(ticket),
    ...(ticket.deleted ? { deleted: true } : {}),
    ...(ticket.archived ? { archived: true } : {}),
  };
}

/** An item of a list (section 7, column L): without description and attachments. */
export function presentListed(
  call: Call,
  ticket: TicketRow,
  includes: ReadonlySet<string> = new Set(),
): object {
  const { world } = call;
  const count = ticket.associated_tickets_list.length;
  return {
    ...addresses(ticket),
    ...links(ticket),
    association_type: ticket.association_type,
    ...identity(world, ticket),
    ...common(world, ticket),
    associated_tickets_count: count === 0 ? null : count,
    tags: ticket.tags,
    ...(includes.has('description') ? description(ticket) : {}),
    ...(includes.has('requester') ? { requester: requesterOf(world, ticket) } : {}),
    ...(includes.has('stats') ? { stats: ticket.stats } : {}),
    ...gated(world, ticket),
    ...sentiment(world, ticket),
    ...nextResponse(ticket),
    ...(ticket.deleted ? { deleted: true } : {}),
  };
}

/** How associated tickets are shown (section 8). */
export function presentReduced(world: World, ticket: TicketRow): object {
  const { id, group_id, priority, requester_id, responder_id, source, company_id } = ticket;
  const { status, subject, product_id, type, created_at, updated_at } = ticket;
  return {
    ...{ id, group_id, priority, requester_id, responder_id, source, company_id },
    ...{ status, subject, product_id, type },
    ...dues(world, ticket),
    ...{ created_at, updated_at },
  };
}

function requesterOf(world: World, ticket: TicketRow): object | null {
  const user = userOf(world, ticket.requester_id);
  // The requester may be gone for good (section 7).
  if (user === null) return null;
  const { id, name, email, mobile, phone } = user;
  return { id, name, email, mobile, phone };
}
