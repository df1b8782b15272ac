import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { lowerBound, type Table, viewOf } from '../../../../src/sandbox/kit/table.ts';
import { adminOf, type Call, includesOf, ok, type ZendeskRoute } from '../call.ts';
import { problems } from '../errors.ts';
import { presentOrganization, presentUser } from '../present/people.ts';
import { besideTickets, presentTicket } from '../present/tickets.ts';
import type {
  AuditEvent,
  AuditRow,
  OrganizationRow,
  TicketRow,
  UserRow,
} from '../records/tickets-and-people.ts';

interface Stamped {
  readonly id: number;
  readonly generated_timestamp: number;
}

/** A stream of one resource (section 14). */
interface Stream<Row extends Stamped> {
  readonly key: string;
  readonly table: (call: Call) => Table<Row>;
  readonly present: (call: Call, row: Row) => unknown;
  readonly keep?: (call: Call, row: Row) => boolean;
  readonly beside?: (call: Call, rows: readonly Row[]) => object;
}

/** Deleted tickets appear as such; archived ones too (sections 6.7 and 14). */
const tickets: Stream<TicketRow> = {
  key: 'tickets',
  table: (call) => call.world.state.tickets,
  keep: (call, row) => row.deleted === null || call.query.get('exclude_deleted') !== 'true',
  present: (call, row) => ({
    ...presentTicket(call, row),
    ...(row.deleted === null ? {} : { status: 'deleted' }),
  }),
  beside: besideTickets,
};

/** The key tells deleted users apart and is absent from active ones (section 14). */
const users: Stream<UserRow> = {
  key: 'users',
  table: (call) => call.world.state.users,
  present: (call, row) => ({
    ...presentUser(call, row),
    ...(row.active ? {} : { permanently_deleted: row.permanently_deleted }),
  }),
};

const organizations: Stream<OrganizationRow> = {
  key: 'organizations',
  table: (call) => call.world.state.organizations,
  present: (call, row) => ({ ...presentOrganization(call, row), deleted_at: row.deleted_at }),
};

/** Rows in the stream's order, without the last minute (section 14). */
function visible<Row extends Stamped>(call: Call, stream: Stream<Row>): readonly Row[] {
  const sorted = viewOf(stream.table(call), 'by generated_timestamp', (rows) =>
    rows.sort((one, two) => one.generated_timestamp - two.generated_timestamp || one.id - two.id),
  );
  const horizon = Math.floor(call.world.clock.now() / 1000) - 60;
  const shown = sorted.slice(
    0,
    lowerBound(sorted, (row) => row.generated_timestamp <= horizon),
  );
  return stream.keep === undefined ? shown : shown.filter((row) => stream.keep?.(call, row));
}

function startOf(call: Call): number {
  const start = Number(call.query.get('start_time') ?? Number.NaN);
  if (!Number.isInteger(start) || start < 0)
    throw problems.badRequest('InvalidValue', 'Invalid start_time');
  // More than 60 seconds old (section 14).
  if (start > Math.floor(call.world.clock.now() / 1000) - 60) {
    throw problems.badRequest(
      'StartTimeTooRecent',
      'Too recent start_time. Use a start_time older than 60 seconds',
    );
  }
  return start;
}

function sizeOf(call: Call): number {
  const size = Number(call.query.get('per_page') ?? 1000);
  if (!Number.isInteger(size) || size < 1 || size > 1000)
    throw problems.badRequest('InvalidValue', 'per_page must be between 1 and 1000');
  return size;
}

/** base64 of `"<epoch>.0||<id>|"` (section 14). */
const cursorOf = (row: Stamped) => btoa(`${row.generated_timestamp}.0||${row.id}|`);

function readCursor(text: string): { readonly time: number; readonly id: number } {
  const [, time, id] = /^(\d+)\.0\|\|(\d+)\|$/.exec(decode(text)) ?? [];
  if (time === undefined || id === undefined)
    throw problems.badRequest('InvalidValue', 'Invalid cursor');
  return { time: Number(time), id: Number(id) };
}

function decode(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

function nextLink(call: Call, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(call.query);
  query.delete('start_time');
  query.delete('cursor');
  for (const [name, value] of Object.entries(parameters)) query.set(name, value);
  return `${call.origin}${call.request.path.replace(/\.json$/, '')}.json?${query}`;
}

const cursorStream =
  <Row extends Stamped>(stream: Stream<Row>) =>
  (call: Call): Reply => {
    adminOf(call);
    const rows = visible(call, stream);
    const cursor = call.query.get('cursor');
    const after = cursor === null ? { time: startOf(call), id: -1 } : readCursor(cursor);
    const start = lowerBound(
      rows,
      (row) =>
        row.generated_timestamp < after.time ||
        (row.generated_timestamp === after.time && row.id <= after.id),
    );
    const page = rows.slice(start, start + sizeOf(call));
    const last = page.at(-1);
    // Nothing new: the cursor is null, and the caller keeps its own (section 14).
    const afterCursor = last === undefined ? null : cursorOf(last);
    return ok({
      [stream.key]: page.map((row) => stream.present(call, row)),
      ...stream.beside?.(call, page),
      after_url: afterCursor === null ? null : nextLink(call, { cursor: afterCursor }),
      before_url: null,
      after_cursor: afterCursor,
      before_cursor: null,
      end_of_stream: start + page.length >= rows.length,
    });
  };

/** Whole seconds only: the page grows until its last second is complete (section 14). */
function secondsPage<Row extends Stamped>(
  rows: readonly Row[],
  start: number,
  size: number,
): readonly Row[] {
  const first = lowerBound(rows, (row) => row.generated_timestamp < start);
  const edge = rows[first + size - 1];
  if (edge === undefined) return rows.slice(first);
  return rows.slice(
    first,
    lowerBound(rows, (row) => row.generated_timestamp <= edge.generated_timestamp),
  );
}

const timeStream =
  <Row extends Stamped>(stream: Stream<Row>) =>
  (call: Call): Reply => {
    adminOf(call);
    const rows = visible(call, stream);
    const start = startOf(call);
    const page = secondsPage(rows, start, sizeOf(call));
    const last = page.at(-1);
    const ended = last === undefined || last === rows.at(-1);
    // The next page starts in the last second seen, so its items come again; also at the end.
    const endTime =
      last === undefined ? start : ended ? last.generated_timestamp : nextStart(page, start);
    return ok({
      [stream.key]: page.map((row) => stream.present(call, row)),
      ...stream.beside?.(call, page),
      count: page.length,
      end_time: last === undefined ? null : endTime,
      // Always set, also at the end (section 14).
      next_page: nextLink(call, { start_time: String(endTime) }),
      end_of_stream: ended,
    });
  };

function nextStart(page: readonly Stamped[], start: number): number {
  const last = page.at(-1)?.generated_timestamp ?? start;
  // A page that holds one second alone would otherwise be asked for again for ever.
  return last > start ? last : last + 1;
}

interface TicketEventRow extends Stamped {
  readonly audit: AuditRow;
}

/** Audits as `ticket_events`; comments only with `include=comment_events` (section 14). */
function ticketEvents(call: Call): Reply {
  const rows: TicketEventRow[] = [...call.world.state.tickets.rows.values()].flatMap((ticket) =>
    ticket.audits.map((audit) => ({
      id: audit.id,
      generated_timestamp: Math.floor(Date.parse(audit.created_at) / 1000),
      audit,
    })),
  );
  const table: Table<TicketEventRow> = {
    rows: new Map(rows.map((row) => [row.id, row])),
    version: 0,
  };
  return timeStream<TicketEventRow>({
    key: 'ticket_events',
    table: () => table,
    present: presentTicketEvent,
  })(call);
}

function presentTicketEvent(call: Call, { audit, generated_timestamp }: TicketEventRow): object {
  const withComments = includesOf(call).has('comment_events');
  const ticket = call.world.state.tickets.rows.get(audit.ticket_id);
  const child = (event: AuditEvent): object => {
    const comment = ticket?.comments.find((row) => row.id === event['comment_id']);
    const base = { id: event.id, via: 'API', via_reference_id: null, event_type: event.type };
    if (comment === undefined) return { ...base, ...event };
    const parts = { comment_present: true, comment_public: comment.public };
    return withComments
      ? {
          ...base,
          ...parts,
          body: comment.body,
          author_id: comment.author_id,
          public: comment.public,
        }
      : { ...base, ...parts };
  };
  return {
    id: audit.id,
    ticket_id: audit.ticket_id,
    timestamp: generated_timestamp,
    created_at: audit.created_at,
    updater_id: audit.author_id,
    via: 'API',
    via_reference_id: null,
    system: audit.metadata.system,
    metadata: audit.metadata,
    event_type: 'Audit',
    child_events: audit.events.map(child),
  };
}

interface MetricEventRow extends Stamped {
  readonly event: object;
}

/** What the metrics of a ticket tell: when reply and resolution times began and ended (7.3). */
function metricEventsOf(ticket: TicketRow): readonly MetricEventRow[] {
  if (!ticket.metric.measured) return [];
  const { first_reply_at, solved_at, id: base } = ticket.metric;
  const moments = [
    ['reply_time', 'activate', ticket.created_at],
    ['reply_time', 'fulfill', first_reply_at],
    ['resolution_time', 'activate', ticket.created_at],
    ['resolution_time', 'fulfill', solved_at],
  ] as const;
  return moments.flatMap(([metric, type, time], index) => {
    if (time === null) return [];
    // A metric row's id leaves room for its few events.
    const id = base + index + 1;
    const event = { id, ticket_id: ticket.id, metric, instance_id: 1, type, time };
    return [{ id, generated_timestamp: Math.floor(Date.parse(time) / 1000), event }];
  });
}

function metricEvents(call: Call): Reply {
  const rows = [...call.world.state.tickets.rows.values()].flatMap(metricEventsOf);
  const table: Table<MetricEventRow> = {
    rows: new Map(rows.map((row) => [row.id, row])),
    version: 0,
  };
  const present = (_call: Call, row: MetricEventRow) => row.event;
  return timeStream<MetricEventRow>({ key: 'ticket_metric_events', table: () => table, present })(
    call,
  );
}

export const incrementalRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/incremental/tickets/cursor', cursorStream(tickets)],
  ['GET', '/api/v2/incremental/tickets', timeStream(tickets)],
  ['GET', '/api/v2/incremental/users/cursor', cursorStream(users)],
  ['GET', '/api/v2/incremental/users', timeStream(users)],
  ['GET', '/api/v2/incremental/organizations', timeStream(organizations)],
  ['GET', '/api/v2/incremental/ticket_events', ticketEvents],
  ['GET', '/api/v2/incremental/ticket_metric_events', metricEvents],
];
