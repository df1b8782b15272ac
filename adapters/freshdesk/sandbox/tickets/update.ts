import { asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { type FieldError, refuseIfInvalid } from '../errors.ts';
import { type Changes, fireTicket } from '../events.ts';
import { checkFields } from '../records/rules.ts';
import type { TicketRow } from '../records/tickets.ts';
import { type Happening, happenings, runRules } from '../webhooks.ts';
import { type Actor, beforeChange, isoNow, ticketChanged, userOf, type World } from '../world.ts';
import { adoptChild } from './associations.ts';
import { fileErrors, keepFiles } from './attachments.ts';
import { dateOf, dueErrors, numberOf, textsOf, type TicketInput } from './create.ts';
import { missingFields, readCustomFields } from './custom-fields.ts';
import { updateRules } from './fields.ts';
import { toHtml, toText } from './html.ts';
import { notify } from './notify.ts';
import { namesRequester, resolveRequester } from './requester.ts';
import { setDueDates } from './sla.ts';
import { setStatus } from './stats.ts';
import { watchTime } from './sweep.ts';

const idKeys = [
  'responder_id',
  'group_id',
  'product_id',
  'company_id',
  'internal_agent_id',
  'internal_group_id',
] as const;

/** What counts as a change, and is told to apps under the same name. */
const watched = [
  'status',
  'priority',
  'source',
  'type',
  'subject',
  'description',
  'requester_id',
  ...idKeys,
  'email_config_id',
  'tags',
  'due_by',
  'fr_due_by',
  'custom_fields',
  'attachment_ids',
  'spam',
  'deleted',
  'association_type',
  'cc_emails',
] as const satisfies readonly (keyof TicketRow)[];

/** Rules name a change by the field's own name (section 20.1); only two are on record. */
const ruleNames: Readonly<Record<string, string>> = {
  responder_id: 'agent',
  group_id: 'group',
  type: 'ticket_type',
};

export interface ChangeOptions {
  /** `bulk_update` can keep quiet about a closure (section 8.6). */
  readonly silentClosure?: boolean;
}

/** Changes a ticket and tells everybody; where nothing differs nothing happens. */
export function changeTicket(
  world: World,
  actor: Actor,
  ticket: TicketRow,
  change: (ticket: TicketRow) => void,
  options: ChangeOptions = {},
): void {
  const before: TicketRow = { ...ticket, stats: { ...ticket.stats } };
  const indexed = { changed_ms: ticket.changed_ms, indexed: ticket.indexed };
  beforeChange(world, ticket);
  change(ticket);
  const changes = differences(before, ticket);
  if (Object.keys(changes).length === 0) {
    Object.assign(ticket, indexed);
    return;
  }
  setDueDates(world, ticket);
  ticket.sla_ready_ms = world.clock.now() + world.settings.slaDelayMs;
  ticketChanged(world, ticket);
  watchTime(world, ticket);
  fireTicket(world, actor, 'onTicketUpdate', ticket, { before, changes });
  runRules(world, actor, ticket, 'update', happeningsOf(changes));
  if (before.status === ticket.status || options.silentClosure === true) return;
  if (ticket.status === 4) notify(world, 'resolved', ticket);
  if (ticket.status === 5) notify(world, 'closed', ticket);
}

function differences(before: TicketRow, after: TicketRow): Changes {
  const changes: Record<string, readonly [unknown, unknown]> = {};
  for (const key of watched) {
    const [old, now] = [before[key], after[key]];
    if (JSON.stringify(old) !== JSON.stringify(now)) changes[key] = [old, now];
  }
  return changes;
}

function happeningsOf(changes: Changes): readonly Happening[] {
  const all = Object.entries(changes).map(([name, [from, to]]) =>
    name === 'deleted' && to === true
      ? happenings.deleted
      : happenings.changed(ruleNames[name] ?? name, from, to),
  );
  return all;
}

/** `PUT /tickets/{id}` (section 8.5), after the ticket was found to be writable. */
export function updateTicket(
  world: World,
  actor: Actor,
  ticket: TicketRow,
  body: TicketInput,
  options: ChangeOptions = {},
): TicketRow {
  const { values, errors } = checkFields(world, body.input, updateRules(world), body);
  const given = isRecord(values['custom_fields']) ? values['custom_fields'] : {};
  const custom = readCustomFields(world.state.ticketFields, given, body);
  const merged = mergeCustom(world, ticket, values, custom.values);
  const status = numberOf(values['status']);
  const moment = { creating: false, closing: status === 4 || status === 5 };
  refuseIfInvalid([
    ...errors,
    ...custom.errors,
    ...missingFields(world, moment, { ...ticket, ...values }, merged),
    ...dueErrors(values),
    ...fixedErrors(ticket, values),
    ...fileErrors(world, ticket, body.files),
  ]);
  const requester = namesRequester(values) ? resolveRequester(world, actor, values) : null;
  const files = keepFiles(world, body.files);
  changeTicket(
    world,
    actor,
    ticket,
    () => {
      applyChanges(world, ticket, values, body.form);
      ticket.custom_fields = merged;
      // Files are added to those there are; that is unconfirmed (section 8.5).
      ticket.attachment_ids = [...ticket.attachment_ids, ...files];
      if (requester !== null) setRequester(ticket, requester, values);
    },
    options,
  );
  return ticket;
}

function mergeCustom(
  world: World,
  ticket: TicketRow,
  values: JsonRecord,
  custom: JsonRecord,
): JsonRecord {
  const replaces = world.settings.unconfirmed.unnamedCustomFields === 'cleared';
  return replaces && values['custom_fields'] !== undefined
    ? custom
    : { ...ticket.custom_fields, ...custom };
}

/** An e-mail that was sent out keeps its subject and text (section 8.2). */
function fixedErrors(ticket: TicketRow, values: JsonRecord): readonly FieldError[] {
  if (ticket.source !== 10) return [];
  return ['subject', 'description']
    .filter((field) => values[field] !== undefined)
    .map((field) => ({
      field,
      message: 'It cannot be updated for an outbound email',
      code: 'readonly_field',
    }));
}

function setRequester(
  ticket: TicketRow,
  requester: { readonly id: number; readonly company_id: number | null },
  values: JsonRecord,
): void {
  if (ticket.requester_id === requester.id) return;
  ticket.requester_id = requester.id;
  if (values['company_id'] === undefined) ticket.company_id = requester.company_id;
}

function applyChanges(world: World, ticket: TicketRow, values: JsonRecord, form: boolean): void {
  for (const key of idKeys) {
    if (values[key] !== undefined) ticket[key] = numberOf(values[key]);
  }
  if (values['subject'] !== undefined) ticket.subject = asText(values['subject']);
  if (values['description'] !== undefined) {
    const description = asText(values['description']) ?? '';
    // A form leaves the text as it is (section 10, last line).
    ticket.description = form ? description : toHtml(description);
    ticket.description_text = toText(ticket.description);
  }
  if (values['tags'] !== undefined) ticket.tags = textsOf(values['tags']);
  if (values['type'] !== undefined) ticket.type = asText(values['type']);
  ticket.priority = numberOf(values['priority']) ?? ticket.priority;
  ticket.source = numberOf(values['source']) ?? ticket.source;
  applyMailbox(world, ticket, values);
  if (values['due_by'] !== undefined) {
    ticket.due_by_given = true;
    ticket.due_by = dateOf(values['due_by']);
    ticket.is_escalated = false;
  }
  if (values['fr_due_by'] !== undefined) {
    ticket.due_by_given = true;
    ticket.fr_due_by = dateOf(values['fr_due_by']);
    ticket.fr_escalated = false;
  }
  const status = numberOf(values['status']);
  if (status !== null) setStatus(ticket, status, isoNow(world));
  const parentTicket = world.state.tickets.rows.get(numberOf(values['parent_id']) ?? 0);
  if (parentTicket !== undefined && ticket.association_type === null)
    adoptChild(ticket, parentTicket);
}

function applyMailbox(world: World, ticket: TicketRow, values: JsonRecord): void {
  const config = world.state.emailConfigs.rows.get(numberOf(values['email_config_id']) ?? 0);
  if (config === undefined) return;
  ticket.email_config_id = config.id;
  ticket.product_id = numberOf(config['product_id']);
  if (values['group_id'] === undefined)
    ticket.group_id = numberOf(config['group_id']) ?? ticket.group_id;
}

/** What a customer's message does to the status: waiting and finished tickets are open again. */
export function reopen(world: World, ticket: TicketRow): void {
  const requester = userOf(world, ticket.requester_id);
  changeTicket(world, { kind: 'requester', user: requester }, ticket, () => {
    if (ticket.status !== 2) setStatus(ticket, 2, isoNow(world));
  });
}
