import { asList, asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { FormPart } from '../../../../src/sandbox/kit/multipart.ts';
import { put } from '../../../../src/sandbox/kit/table.ts';
import { type FieldError, refuseIfInvalid } from '../errors.ts';
import { fireTicket } from '../events.ts';
import type { TicketRow } from '../records/tickets.ts';
import { checkFields, momentOf } from '../records/rules.ts';
import { happenings, runRules } from '../webhooks.ts';
import { type Actor, isoNow, isoSeconds, nextTicketId, type World } from '../world.ts';
import { adoptChild, relatedTickets, trackTickets } from './associations.ts';
import { fileErrors, keepFiles } from './attachments.ts';
import { missingFields, readCustomFields } from './custom-fields.ts';
import { createRules } from './fields.ts';
import { toHtml, toText } from './html.ts';
import { notify } from './notify.ts';
import { requesterErrors, resolveRequester } from './requester.ts';
import { setDueDates } from './sla.ts';
import { newStats, setStatus } from './stats.ts';
import { watchTime } from './sweep.ts';

export interface TicketInput {
  readonly input: JsonRecord;
  readonly files: readonly FormPart[];
  readonly form: boolean;
}

export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' ? value : null;

export const textsOf = (value: unknown): readonly string[] =>
  asList(value).flatMap((item) => asText(item) ?? []);

/** The moment a date field names, as it will be shown. */
export function dateOf(value: unknown): string | null {
  const moment = typeof value === 'string' ? momentOf(value) : null;
  return moment === null ? null : isoSeconds(moment);
}

/**
 * Dates come in pairs, in the future and in order; that the provider insists on it is unconfirmed
 * (section 8.1), so only the order is checked.
 */
export function dueErrors(values: JsonRecord): readonly FieldError[] {
  const [due, first] = [dateOf(values['due_by']), dateOf(values['fr_due_by'])];
  if (due === null || first === null || first <= due) return [];
  return [{ field: 'fr_due_by', message: 'It should be before due_by', code: 'invalid_value' }];
}

/** A ticket with nothing said about it; section 8.1 has the defaults. */
export function emptyTicket(world: World, id: number, requesterId: number): TicketRow {
  const at = isoNow(world);
  const form = [...world.state.ticketForms.rows.keys()][0] ?? null;
  return {
    id,
    subject: null,
    description: '',
    description_text: '',
    structured_description: null,
    status: 2,
    priority: 1,
    source: 2,
    type: null,
    requester_id: requesterId,
    responder_id: null,
    group_id: null,
    product_id: null,
    email_config_id: null,
    company_id: null,
    internal_agent_id: null,
    internal_group_id: null,
    to_emails: null,
    cc_emails: [],
    fwd_emails: [],
    reply_cc_emails: [],
    ticket_cc_emails: [],
    ticket_bcc_emails: [],
    support_email: null,
    spam: false,
    deleted: false,
    archived: false,
    is_escalated: false,
    fr_escalated: false,
    nr_escalated: false,
    due_by: null,
    fr_due_by: null,
    nr_due_by: null,
    custom_fields: {},
    tags: [],
    attachment_ids: [],
    created_at: at,
    updated_at: at,
    association_type: null,
    associated_tickets_list: [],
    source_additional_info: null,
    sentiment_score: null,
    initial_sentiment_score: null,
    form_id: form,
    stats: newStats(at),
    conversations: [],
    watcher_ids: [],
    access_ids: [],
    summary: null,
    due_by_given: false,
    sla_ready_ms: world.clock.now() + world.settings.slaDelayMs,
    next_turn_ms: Number.POSITIVE_INFINITY,
    changed_ms: world.clock.now(),
    indexed: null,
  };
}

/** Takes over the fields of a new ticket that need no look-up of their own. */
export function applyFields(world: World, ticket: TicketRow, values: JsonRecord): void {
  const config = world.state.emailConfigs.rows.get(numberOf(values['email_config_id']) ?? 0);
  const description = toHtml(asText(values['description']) ?? '');
  const copies = textsOf(values['cc_emails']);
  Object.assign(ticket, {
    subject: asText(values['subject']),
    description,
    description_text: toText(description),
    structured_description: isRecord(values['structured_description'])
      ? values['structured_description']
      : null,
    priority: numberOf(values['priority']) ?? 1,
    source: numberOf(values['source']) ?? 2,
    type: asText(values['type']),
    responder_id: numberOf(values['responder_id']),
    // The group comes from the mailbox, whose product also wins (section 8.1).
    group_id: numberOf(values['group_id']) ?? numberOf(config?.['group_id']),
    product_id:
      config === undefined ? numberOf(values['product_id']) : numberOf(config['product_id']),
    email_config_id: config?.id ?? null,
    internal_agent_id: numberOf(values['internal_agent_id']),
    internal_group_id: numberOf(values['internal_group_id']),
    cc_emails: copies,
    reply_cc_emails: copies,
    ticket_cc_emails: copies,
    tags: textsOf(values['tags']),
    due_by: dateOf(values['due_by']),
    fr_due_by: dateOf(values['fr_due_by']),
    due_by_given: values['due_by'] !== undefined,
  });
}

/** `POST /tickets` (section 8.1). */
export function createTicket(world: World, actor: Actor, body: TicketInput): TicketRow {
  const { values, errors } = checkFields(world, body.input, createRules, body);
  const given = isRecord(values['custom_fields']) ? values['custom_fields'] : {};
  const custom = readCustomFields(world.state.ticketFields, given, body);
  const status = numberOf(values['status']) ?? 2;
  const moment = { creating: true, closing: status === 4 || status === 5 };
  refuseIfInvalid([
    ...errors,
    ...requesterErrors(world, body.input),
    ...custom.errors,
    ...missingFields(world, moment, values, custom.values),
    ...dueErrors(values),
    ...fileErrors(world, null, body.files),
  ]);
  const others = relatedTickets(world, values['related_ticket_ids']);
  const requester = resolveRequester(world, actor, values);
  const ticket = emptyTicket(world, nextTicketId(world), requester.id);
  applyFields(world, ticket, values);
  ticket.company_id = numberOf(values['company_id']) ?? requester.company_id;
  ticket.custom_fields = custom.values;
  ticket.attachment_ids = keepFiles(world, body.files);
  setStatus(ticket, status, ticket.created_at);
  trackTickets(ticket, others);
  const parentTicket = world.state.tickets.rows.get(numberOf(values['parent_id']) ?? 0);
  if (parentTicket !== undefined) adoptChild(ticket, parentTicket);
  keepTicket(world, actor, ticket);
  notify(world, 'ticket_received', ticket);
  return ticket;
}

/** Puts a ticket into the account: due dates, then everybody who waits for new tickets. */
export function keepTicket(world: World, actor: Actor, ticket: TicketRow): void {
  setDueDates(world, ticket);
  put(world.state.tickets, ticket);
  watchTime(world, ticket);
  fireTicket(world, actor, 'onTicketCreate', ticket);
  runRules(world, actor, ticket, 'create', [happenings.created]);
}
