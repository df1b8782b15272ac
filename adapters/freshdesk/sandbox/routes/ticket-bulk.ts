import { asIntegers, asText, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import {
  actorOf,
  bodyOf,
  type Call,
  checkedBody,
  type FreshdeskRoute,
  noContent,
  ok,
  recordIn,
} from '../call.ts';
import { type FieldError, fieldErrors, problems, refuseIfInvalid } from '../errors.ts';
import { pollJob, startJob } from '../jobs.ts';
import { checkFields } from '../records/rules.ts';
import type { TicketRow } from '../records/tickets.ts';
import { maySee } from '../tickets/access.ts';
import { addConversation } from '../tickets/conversations.ts';
import { numberOf } from '../tickets/create.ts';
import { email, flag, record, updateRules } from '../tickets/fields.ts';
import { type MergeNote, mergeTickets } from '../tickets/merge.ts';
import { send } from '../tickets/notify.ts';
import { changeTicket, updateTicket } from '../tickets/update.ts';
import { agentActor, userOf } from '../world.ts';

/** A sane cap; the real one is not on record (section 8.6). */
const maxIds = 100;

function actionOf(call: Call): JsonRecord {
  const action = recordIn(bodyOf(call).input, 'bulk_action');
  const ids = asIntegers(action['ids']);
  refuseIfInvalid([
    ...(ids.length === 0 ? [fieldErrors.missing('ids', 'Array')] : []),
    ...(ids.length > maxIds ? [tooMany] : []),
  ]);
  return action;
}

const tooMany: FieldError = {
  field: 'ids',
  message: `It should contain at most ${maxIds} elements`,
  code: 'invalid_value',
};

/** The tickets of a job that may be written; the others are passed over. */
function ticketsOf(call: Call, action: JsonRecord): readonly TicketRow[] {
  const agent = actorOf(call);
  return asIntegers(action['ids']).flatMap((id) => {
    const ticket = call.world.state.tickets.rows.get(id);
    const writable = ticket !== undefined && !ticket.deleted && !ticket.spam && !ticket.archived;
    return writable && maySee(agent, ticket) ? [ticket] : [];
  });
}

const accepted = (body: object): Reply => ({ status: 202, body });

/** `properties` takes the fields of an update and two of its own (section 8.6). */
function bulkUpdate(call: Call): Reply {
  const { world } = call;
  const action = actionOf(call);
  const properties = recordIn(action, 'properties');
  const own = { from_email: email, skip_close_notification: flag };
  const rules = { ...updateRules(world), ...own };
  refuseIfInvalid(checkFields(world, properties, rules, { form: false }).errors);
  const { from_email: _from, skip_close_notification: silent, ...input } = properties;
  const actor = agentActor(actorOf(call));
  const answer = asText(recordIn(action, 'reply')['body']);
  for (const ticket of ticketsOf(call, action)) {
    if (answer !== null) replyTo(call, ticket, answer);
    updateTicket(
      world,
      actor,
      ticket,
      { input, files: [], form: false },
      { silentClosure: silent === true },
    );
  }
  return accepted(startJob(world, call.origin, 'TICKETS::BULK_UPDATE'));
}

function replyTo(call: Call, ticket: TicketRow, body: string): void {
  const to = userOf(call.world, ticket.requester_id)?.email ?? null;
  const actor = actorOf(call);
  const row = addConversation(call.world, agentActor(actor), ticket, {
    body,
    source: 0,
    user_id: actor.id,
    to_emails: to === null ? [] : [to],
    bcc_emails: [],
  });
  send(call.world, 'reply', [to], { ticketId: ticket.id, conversationId: row.id });
}

function bulkDelete(call: Call): Reply {
  const { world } = call;
  for (const ticket of ticketsOf(call, actionOf(call))) {
    changeTicket(world, agentActor(actorOf(call)), ticket, () => {
      ticket.deleted = true;
    });
  }
  return accepted(startJob(world, call.origin, 'TICKETS::BULK_DELETE'));
}

const noteOf = (values: JsonRecord, key: string, fallback: string): MergeNote => {
  const given = recordIn(values, key);
  return { body: asText(given['body']) ?? fallback, private: given['private'] === true };
};

/** The primary may stand among the secondary ids as well, as documented (section 8.7). */
function merge(call: Call): Reply {
  const { values } = checkedBody(call, {
    primary_id: { type: 'Positive Integer', required: true },
    ticket_ids: { type: 'Array', required: true },
    note_in_primary: record,
    note_in_secondary: record,
    convert_recepients_to_cc: flag,
  });
  const find = (id: number) => {
    const ticket = call.world.state.tickets.rows.get(id);
    const usable = ticket !== undefined && !ticket.deleted && !ticket.spam && !ticket.archived;
    return usable && maySee(actorOf(call), ticket) ? ticket : null;
  };
  const primary = find(numberOf(values['primary_id']) ?? 0);
  const ids = asIntegers(values['ticket_ids']).filter((id) => id !== primary?.id);
  const secondary = ids.flatMap((id) => find(id) ?? []);
  if (primary === null) throw problems.invalid([fieldErrors.noMatch('primary_id', 'ticket')]);
  if (secondary.length < ids.length || ids.length === 0)
    throw problems.invalid([fieldErrors.noMatch('ticket_ids', 'ticket')]);
  mergeTickets(call.world, agentActor(actorOf(call)), primary, secondary, {
    primaryNote: noteOf(values, 'note_in_primary', `Merged from ${ids.join(', ')}`),
    secondaryNote: noteOf(values, 'note_in_secondary', `Merged into ${primary.id}`),
    convertRecipients: values['convert_recepients_to_cc'] === true,
  });
  return noContent;
}

function job(call: Call): Reply {
  const row = call.world.state.jobs.get(call.params['job_id'] ?? '');
  if (row === undefined) throw problems.notFound();
  return ok(pollJob(call.world, row));
}

export const ticketBulkRoutes: readonly FreshdeskRoute[] = [
  ['POST', '/api/v2/tickets/bulk_update', bulkUpdate],
  ['POST', '/api/v2/tickets/bulk_delete', bulkDelete],
  ['PUT', '/api/v2/tickets/merge', merge],
  ['GET', '/api/v2/jobs/{job_id}', job],
];
