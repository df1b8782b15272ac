import { isRecord } from '../../../../src/sandbox/kit/json.ts';
import { refuseIfInvalid } from '../errors.ts';
import type { AgentUser } from '../records/people.ts';
import { checkFields } from '../records/rules.ts';
import type { TicketRow } from '../records/tickets.ts';
import { agentActor, nextTicketId, type World } from '../world.ts';
import { fileErrors, keepFiles } from './attachments.ts';
import { applyFields, emptyTicket, keepTicket, numberOf, type TicketInput } from './create.ts';
import { readCustomFields } from './custom-fields.ts';
import { outboundRules } from './fields.ts';
import { send } from './notify.ts';
import { resolveRequester } from './requester.ts';
import { setStatus } from './stats.ts';

/**
 * `POST /tickets/outbound_email` (section 8.2): a mail goes out, and the ticket is closed unless
 * something else is asked for. Its recipients are, oddly, the mailbox that sent it.
 */
export function createOutboundEmail(world: World, agent: AgentUser, body: TicketInput): TicketRow {
  const { values, errors } = checkFields(world, body.input, outboundRules, body);
  const given = isRecord(values['custom_fields']) ? values['custom_fields'] : {};
  const custom = readCustomFields(world.state.ticketFields, given, body);
  refuseIfInvalid([...errors, ...custom.errors, ...fileErrors(world, null, body.files)]);
  const actor = agentActor(agent);
  const requester = resolveRequester(world, actor, values);
  const ticket = emptyTicket(world, nextTicketId(world), requester.id);
  applyFields(world, ticket, { ...values, source: 10 });
  const config = world.state.emailConfigs.rows.get(ticket.email_config_id ?? 0);
  const mailbox = String(config?.['reply_email']);
  Object.assign(ticket, {
    responder_id: agent.id,
    company_id: requester.company_id,
    support_email: mailbox,
    to_emails: [mailbox],
    custom_fields: custom.values,
    attachment_ids: keepFiles(world, body.files),
  });
  setStatus(ticket, numberOf(values['status']) ?? 5, ticket.created_at);
  keepTicket(world, actor, ticket);
  send(world, 'outbound_email', [requester.email, ...(ticket.cc_emails ?? [])], {
    ticketId: ticket.id,
  });
  return ticket;
}
