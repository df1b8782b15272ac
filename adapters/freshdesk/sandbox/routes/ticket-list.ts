import { asInteger } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { viewOf } from '../../../../src/sandbox/kit/table.ts';
import { actorOf, type Call, checkQuery, includesOf } from '../call.ts';
import { type FieldError, fieldErrors, invalidValue, refuseIfInvalid } from '../errors.ts';
import { pageOf, pageReply } from '../paging/lists.ts';
import { presentListed } from '../present/tickets.ts';
import { momentOf } from '../records/rules.ts';
import type { TicketRow } from '../records/tickets.ts';
import { maySee } from '../tickets/access.ts';
import { isoSeconds, userByEmail, type World } from '../world.ts';

const thirtyDaysMs = 30 * 24 * 60 * 60_000;
const lastPage = 300;
const filters = ['new_and_my_open', 'watching', 'spam', 'deleted'];
const orders = ['created_at', 'due_by', 'updated_at', 'status'] as const;

type Test = (ticket: TicketRow) => boolean;

/** `GET /tickets` (section 8.3). */
export function listTickets(call: Call): Reply {
  checkQuery(call, [
    'filter',
    'requester_id',
    'email',
    'unique_external_id',
    'company_id',
    'updated_since',
    'order_by',
    'order_type',
    'include',
  ]);
  const includes = includesOf(call, ['stats', 'requester', 'description']);
  const window = pageOf(call);
  refuseIfInvalid(errorsOf(call, window.page));
  const keep = testOf(call);
  const start = (window.page - 1) * window.size;
  const shown: TicketRow[] = [];
  let seen = 0;
  for (const ticket of ordered(call)) {
    if (!keep(ticket)) continue;
    seen += 1;
    if (seen <= start) continue;
    if (shown.length === window.size) {
      return pageReply(call, shown.map(present), { ...window, more: true });
    }
    shown.push(ticket);
  }
  return pageReply(call, shown.map(present), { ...window, more: false });

  function present(ticket: TicketRow): object {
    return presentListed(call, ticket, includes);
  }
}

function errorsOf(call: Call, page: number): readonly FieldError[] {
  const { query, world } = call;
  const [filter, order] = [query.get('filter'), query.get('order_by')];
  const direction = query.get('order_type');
  const since = query.get('updated_since');
  const company = query.get('company_id');
  const requester = query.get('requester_id');
  const { companies, users } = world.state;
  return [
    ...(filter !== null && !filters.includes(filter) ? [fieldErrors.oneOf('filter', filters)] : []),
    ...(order !== null && !orders.some((known) => known === order)
      ? [fieldErrors.oneOf('order_by', orders)]
      : []),
    ...(direction !== null && direction !== 'asc' && direction !== 'desc'
      ? [fieldErrors.oneOf('order_type', ['asc', 'desc'])]
      : []),
    ...(since !== null && momentOf(since) === null
      ? [invalidValue('updated_since', 'It should be a/an DateTime')]
      : []),
    ...(company !== null && !companies.rows.has(asInteger(company) ?? 0)
      ? [fieldErrors.noMatch('company_id', 'company')]
      : []),
    ...(requester !== null && !users.rows.has(asInteger(requester) ?? 0)
      ? [fieldErrors.noMatch('requester_id', 'contact')]
      : []),
    ...(page > lastPage
      ? [
          invalidValue(
            'page',
            'You cannot access tickets beyond the 300th page. Please provide a smaller page number.',
          ),
        ]
      : []),
  ];
}

/** The tickets in the order asked for; sorted once per change of the table. */
function ordered(call: Call): readonly TicketRow[] {
  const name = orders.find((known) => known === call.query.get('order_by')) ?? 'created_at';
  const sign = call.query.get('order_type') === 'asc' ? 1 : -1;
  const key = (ticket: TicketRow) => ticket[name] ?? '';
  return viewOf(call.world.state.tickets, `${name} ${sign}`, (rows) =>
    rows.sort((one, two) => {
      const [left, right] = [key(one), key(two)];
      return sign * (left === right ? one.id - two.id : left < right ? -1 : 1);
    }),
  );
}

function testOf(call: Call): Test {
  const agent = actorOf(call);
  const tests = [
    stateTest(call),
    (ticket: TicketRow) => !ticket.archived && maySee(agent, ticket),
    ...peopleTests(call),
    windowTest(call),
  ];
  return (ticket) => tests.every((test) => test(ticket));
}

/** Spam and trash show only when asked for. */
function stateTest(call: Call): Test {
  const { id } = actorOf(call);
  const filter = call.query.get('filter');
  if (filter === 'deleted') return (ticket) => ticket.deleted;
  if (filter === 'spam') return (ticket) => ticket.spam && !ticket.deleted;
  const visible: Test = (ticket) => !ticket.spam && !ticket.deleted;
  if (filter === 'watching') return (ticket) => visible(ticket) && ticket.watcher_ids.includes(id);
  if (filter !== 'new_and_my_open') return visible;
  return (ticket) =>
    visible(ticket) &&
    ticket.status === 2 &&
    (ticket.responder_id === null || ticket.responder_id === id);
}

function peopleTests({ query, world }: Call): readonly Test[] {
  const tests: Test[] = [];
  const requester = requesterOf(world, query);
  if (requester !== null) tests.push((ticket) => ticket.requester_id === requester);
  const company = query.get('company_id');
  if (company !== null) tests.push((ticket) => ticket.company_id === Number(company));
  return tests;
}

/** Somebody nobody knows has no tickets; whether that is an error is not on record. */
function requesterOf(world: World, query: URLSearchParams): number | null {
  const id = query.get('requester_id');
  if (id !== null) return Number(id);
  const email = query.get('email');
  if (email !== null) return userByEmail(world, email)?.id ?? -1;
  const external = query.get('unique_external_id');
  return external === null ? null : (world.state.usersByExternalId.get(external) ?? -1);
}

/** Inclusive `updated_since`; without it the last thirty days by creation (section 8.3). */
function windowTest({ query, world }: Call): Test {
  const since = query.get('updated_since');
  if (since !== null) {
    const from = isoSeconds(momentOf(since) ?? 0);
    return (ticket) => ticket.updated_at >= from;
  }
  const people = ['requester_id', 'email', 'unique_external_id', 'company_id'];
  const lifted = world.settings.unconfirmed.filtersLiftWindow;
  if (lifted && people.some((name) => query.has(name))) return () => true;
  const from = isoSeconds(world.clock.now() - thirtyDaysMs);
  return (ticket) => ticket.created_at >= from;
}
