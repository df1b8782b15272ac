import {
  asInteger,
  asList,
  asRecord,
  isRecord,
  type JsonRecord,
} from '../../../../src/sandbox/kit/json.ts';
import { put } from '../../../../src/sandbox/kit/table.ts';
import { problems } from '../errors.ts';
import { fireCommentAdded, fireTicketChanges, fireTicketEvent } from '../events.ts';
import type { AuditRow, CommentRow, TicketRow, UserRow } from '../records/tickets-and-people.ts';
import { fireTriggers } from '../webhooks.ts';
import {
  indexTicket,
  isoNow,
  nextEventId,
  nextTicketId,
  ticketChanged,
  type World,
} from '../world.ts';
import { buildAudit, changeEvents, commentEvent, createEvents } from './audit.ts';
import {
  buildComment,
  importDate,
  readComment,
  sortComments,
  systemMetadata,
  viaOf,
} from './comments.ts';
import { copyTicket, type Draft, refuseIfInvalid, type WriteMode } from './draft.ts';
import { followUp } from './follow-up.ts';
import { measure } from './metrics.ts';
import { emptyTicket } from './new-ticket.ts';
import { notify } from './notify.ts';
import { setProperties } from './properties.ts';
import { runRules } from './rules.ts';
import { settleStatus } from './status.ts';

export interface Written {
  readonly ticket: TicketRow;
  readonly audit: AuditRow | null;
}

function draftOf(
  world: World,
  actor: UserRow,
  input: JsonRecord,
  mode: WriteMode,
  ticket: TicketRow,
  before: TicketRow | null,
  unpermitted: string[],
): Draft {
  return { world, mode, actor, input, ticket, before, unpermitted, complaints: {}, onKeep: [] };
}

/** `POST /tickets` and each item of `create_many` (section 6.3). */
export function createTicket(
  world: World,
  actor: UserRow,
  input: JsonRecord,
  unpermitted: string[] = [],
): Written {
  const ticket = emptyTicket(world, actor);
  const draft = draftOf(world, actor, input, 'create', ticket, null, unpermitted);
  followUp(draft);
  setProperties(draft);
  const auditId = nextEventId(world);
  const comment = readComment(draft, auditId);
  settleStatus(draft, comment);
  refuseIfInvalid(draft);
  keepNew(draft);
  if (comment !== null) addComment(ticket, comment);
  const events = [
    ...(comment === null ? [] : [commentEvent(comment)]),
    ...createEvents(world, ticket),
  ];
  const audit = addAudit(draft, auditId, events);
  measure(world, ticket, null, comment);
  audit.events.push(...notify(world, ticket, comment, 'ticket_received'));
  audit.events.push(...runRules(world, ticket, 'create'));
  ticketChanged(world, ticket);
  fireTicketEvent(world, ticket, actor.id, 'created');
  if (comment !== null) fireCommentAdded(world, ticket, comment, actor.id);
  fireTriggers(world, ticket, 'create');
  return { ticket, audit };
}

/** `PUT /tickets/{id}` and each item of the bulk updates (sections 6.3 and 6.4). */
export function updateTicket(
  world: World,
  actor: UserRow,
  ticket: TicketRow,
  input: JsonRecord,
  options: { readonly mode?: 'update' | 'bulk'; readonly unpermitted?: string[] } = {},
): Written {
  refuseClosed(ticket);
  refuseStale(ticket, input);
  const changed = copyTicket(ticket);
  const before = copyTicket(ticket);
  const draft = draftOf(
    world,
    actor,
    input,
    options.mode ?? 'update',
    changed,
    before,
    options.unpermitted ?? [],
  );
  setProperties(draft);
  const auditId = nextEventId(world);
  const comment = readComment(draft, auditId);
  settleStatus(draft, comment);
  refuseIfInvalid(draft);
  const events = changeEvents(world, before, changed);
  if (comment !== null) events.unshift(commentEvent(comment));
  // Nothing changed: no audit, and `updated_at` stays (section 6.2).
  if (events.length === 0) return { ticket, audit: null };
  for (const effect of draft.onKeep) effect();
  Object.assign(ticket, changed, { updated_at: isoNow(world) });
  indexTicket(world, ticket, before.external_id);
  if (comment !== null) addComment(ticket, comment);
  const audit = addAudit({ ...draft, ticket }, auditId, events);
  measure(world, ticket, before, comment);
  audit.events.push(...notify(world, ticket, comment, 'public_reply'));
  audit.events.push(...runRules(world, ticket, 'update'));
  ticketChanged(world, ticket);
  fireTicketChanges(world, before, ticket, actor.id);
  if (comment !== null) fireCommentAdded(world, ticket, comment, actor.id);
  fireTriggers(world, ticket, 'update');
  return { ticket, audit };
}

/** `POST /imports/tickets` (section 13): dates and authors as given; no rules, no messages. */
export function importTicket(
  world: World,
  actor: UserRow,
  input: JsonRecord,
  options: { readonly archive: boolean; readonly unpermitted?: string[] },
): TicketRow {
  const ticket = emptyTicket(world, actor);
  const draft = draftOf(world, actor, input, 'import', ticket, null, options.unpermitted ?? []);
  setProperties(draft);
  const auditId = nextEventId(world);
  const comments = importComments(draft, auditId);
  settleStatus(draft, null);
  setImportDates(draft);
  refuseIfInvalid(draft);
  keepNew(draft);
  for (const comment of comments) addComment(ticket, comment);
  sortComments(ticket);
  addAudit(draft, auditId, [...comments.map(commentEvent), ...createEvents(world, ticket)]);
  ticket.metric.measured = false;
  ticket.archived = ticket.status === 'closed' && options.archive;
  ticketChanged(world, ticket);
  if (world.settings.importsFireEvents) fireTicketEvent(world, ticket, actor.id, 'created');
  return ticket;
}

function importComments(draft: Draft, auditId: number): CommentRow[] {
  const given = asList(draft.input['comments']);
  if (given.length > 0) {
    return given.flatMap((item) => buildComment(draft, asRecord(item), auditId) ?? []);
  }
  const comment = readComment(draft, auditId);
  return comment === null ? [] : [comment];
}

function setImportDates(draft: Draft): void {
  const { input, ticket } = draft;
  if (input['created_at'] !== undefined)
    ticket.created_at = importDate(draft, 'created_at', input['created_at']);
  ticket.updated_at =
    input['updated_at'] === undefined
      ? ticket.created_at
      : importDate(draft, 'updated_at', input['updated_at']);
  if (input['solved_at'] !== undefined)
    ticket.metric.solved_at = importDate(draft, 'solved_at', input['solved_at']);
}

function keepNew(draft: Draft): void {
  const { ticket, world } = draft;
  for (const effect of draft.onKeep) effect();
  if (draft.input['via_id'] !== undefined) ticket.via = viaOf(draft);
  // The id is only spent when the ticket is kept, so that ids stay sequential.
  nextTicketId(world);
  put(world.state.tickets, ticket);
  indexTicket(world, ticket, null);
  ticket.metric.requester_updated_at = ticket.created_at;
}

function addComment(ticket: TicketRow, comment: CommentRow): void {
  if (ticket.comments.length >= 5000) {
    throw problems.invalid({
      base: [{ description: 'Ticket has too many comments', error: null }],
    });
  }
  if (ticket.comments.length === 0) ticket.description = comment.body;
  ticket.comments.push(comment);
  ticket.is_public = ticket.comments.some((item) => item.public);
}

function addAudit(draft: Draft, id: number, events: AuditRow['events']): AuditRow {
  const audit = buildAudit(draft.ticket, {
    id,
    created_at: draft.before === null ? draft.ticket.created_at : isoNow(draft.world),
    author_id: draft.actor.id,
    metadata: { system: systemMetadata(), custom: { ...asRecord(draft.input['metadata']) } },
    events,
    via: viaOf(draft),
  });
  draft.ticket.audits.push(audit);
  return audit;
}

/** Any write to a closed ticket is refused (section 5.2). */
export function refuseClosed(ticket: TicketRow): void {
  if (ticket.status !== 'closed') return;
  throw problems.invalid({ status: [{ description: 'Status: closed prevents ticket update' }] });
}

/** Both properties are needed; `safe_update: false` behaves like true (section 6.4). */
export function refuseStale(ticket: TicketRow, input: JsonRecord): void {
  const { safe_update: safe, updated_stamp: stamp } = input;
  if (safe === undefined || safe === null || typeof stamp !== 'string') return;
  if (Date.parse(stamp) !== Date.parse(ticket.updated_at)) throw problems.conflict();
}

/** A ticket that is there for everybody: soft-deleted ones are not (section 6.7). */
export function liveTicket(world: World, id: unknown): TicketRow {
  const ticket = world.state.tickets.rows.get(asInteger(id) ?? 0);
  if (ticket === undefined || ticket.deleted !== null) throw problems.notFound();
  return ticket;
}

/** The ticket object of a body, checked to be one. */
export function ticketInput(value: unknown): JsonRecord {
  if (!isRecord(value)) throw problems.parameterMissing('ticket');
  return value;
}
