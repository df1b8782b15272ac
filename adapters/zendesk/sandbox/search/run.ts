import type { Call } from '../call.ts';
import { presentGroup, presentOrganization, presentUser } from '../present/people.ts';
import { presentTicket } from '../present/tickets.ts';
import type {
  GroupRow,
  OrganizationRow,
  TicketRow,
  UserRow,
} from '../records/tickets-and-people.ts';
import type { World } from '../world.ts';
import { matchesGroup, matchesOrganization, matchesTicket, matchesUser } from './match.ts';
import type { Query, RecordType, Term } from './parse.ts';

/** A record that a search found, told apart as `result_type` does (section 11). */
export type Hit =
  | { readonly type: 'ticket'; readonly row: TicketRow }
  | { readonly type: 'user'; readonly row: UserRow }
  | { readonly type: 'organization'; readonly row: OrganizationRow }
  | { readonly type: 'group'; readonly row: GroupRow };

/** Every hit, newest first. New records stay out until the index has seen them (section 27). */
export function runSearch(world: World, query: Query): Hit[] {
  const indexed = world.clock.now() - world.settings.searchLagMs;
  const seen = (row: { readonly recorded_ms: number }) => row.recorded_ms <= indexed;
  const hits: Hit[] = [];
  const wants = (type: RecordType) => query.type === null || query.type === type;
  const passes = <Row>(row: Row, test: (world: World, row: Row, term: Term) => boolean) =>
    query.terms.every((term) => test(world, row, term) !== term.negated);
  if (wants('ticket')) {
    for (const row of world.state.tickets.rows.values()) {
      if (row.deleted === null && seen(row) && passes(row, matchesTicket))
        hits.push({ type: 'ticket', row });
    }
  }
  if (wants('user')) {
    for (const row of world.state.users.rows.values()) {
      if (row.active && seen(row) && passes(row, matchesUser)) hits.push({ type: 'user', row });
    }
  }
  if (wants('organization')) {
    for (const row of world.state.organizations.rows.values()) {
      if (row.deleted_at === null && seen(row) && passes(row, matchesOrganization))
        hits.push({ type: 'organization', row });
    }
  }
  if (wants('group')) {
    for (const row of world.state.groups.rows.values()) {
      if (!row.deleted && passes(row, matchesGroup)) hits.push({ type: 'group', row });
    }
  }
  return hits.sort(
    (one, two) => two.row.created_at.localeCompare(one.row.created_at) || two.row.id - one.row.id,
  );
}

export function presentHit(call: Call, hit: Hit): Record<string, unknown> {
  const shown = {
    ticket: () => presentTicket(call, hit.row as TicketRow), // the tag says which row it is
    user: () => presentUser(call, hit.row as UserRow),
    organization: () => presentOrganization(call, hit.row as OrganizationRow),
    group: () => presentGroup(call, hit.row as GroupRow),
  }[hit.type]();
  return { ...shown, result_type: hit.type };
}
