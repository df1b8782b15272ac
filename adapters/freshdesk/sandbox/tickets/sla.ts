import type { SlaPolicyRow, SlaTarget } from '../records/settings.ts';
import type { TicketRow } from '../records/tickets.ts';
import { isoSeconds, type World } from '../world.ts';
import { addWorkingMs } from './business-hours.ts';

/** The first policy, by position, whose conditions the ticket meets (section 16). */
function policyFor(world: World, ticket: TicketRow): SlaPolicyRow | null {
  const policies = [...world.state.slaPolicies.rows.values()]
    .filter((policy) => policy.active)
    .sort(
      (one, two) => Number(one.is_default) - Number(two.is_default) || one.position - two.position,
    );
  return policies.find((policy) => applies(policy, ticket)) ?? null;
}

function applies(policy: SlaPolicyRow, ticket: TicketRow): boolean {
  const values: Readonly<Record<string, string | number | null>> = {
    group_ids: ticket.group_id,
    company_ids: ticket.company_id,
    ticket_types: ticket.type,
    sources: ticket.source,
    product_ids: ticket.product_id,
  };
  return Object.entries(policy.applicable_to).every(([name, wanted]) => {
    const value = values[name] ?? null;
    return value !== null && wanted.includes(value);
  });
}

function targetFor(world: World, ticket: TicketRow): SlaTarget | null {
  return policyFor(world, ticket)?.sla_target[`priority_${ticket.priority}`] ?? null;
}

function dueAfter(world: World, ticket: TicketRow, start: string, seconds: number): string {
  const from = Date.parse(start);
  if (targetFor(world, ticket)?.business_hours !== true) return isoSeconds(from + seconds * 1000);
  const group = world.state.groups.rows.get(ticket.group_id ?? 0);
  const calendars = [...world.state.businessHours.rows.values()];
  const calendar =
    calendars.find((row) => row.id === group?.business_hour_id) ??
    calendars.find((row) => row['is_default'] === true);
  const amount = seconds * 1000;
  return isoSeconds(calendar === undefined ? from + amount : addWorkingMs(calendar, from, amount));
}

/** Due dates by the policy: the ticket's birth plus the goals of its priority (section 24 no. 3). */
export function setDueDates(world: World, ticket: TicketRow): void {
  if (ticket.due_by_given) return;
  const target = targetFor(world, ticket);
  const at = (seconds: number) => dueAfter(world, ticket, ticket.created_at, seconds);
  ticket.due_by = target === null ? null : at(target.resolve_within);
  ticket.fr_due_by = target === null ? null : at(target.respond_within);
}

/** A customer's message starts the clock of the next response where the policy has one. */
export function setNextResponse(world: World, ticket: TicketRow, from: string | null): void {
  const seconds = targetFor(world, ticket)?.next_respond_within ?? null;
  const counts = from !== null && seconds !== null && ticket.stats.first_responded_at !== null;
  ticket.nr_due_by = counts ? dueAfter(world, ticket, from, seconds) : null;
  if (!counts) ticket.nr_escalated = false;
}

/** Whether the clock of the status runs; section 6.1 knows the property, its effect is a guess. */
function timerRuns(world: World, ticket: TicketRow): boolean {
  return world.state.statuses.rows.get(ticket.status)?.sla_timer ?? true;
}

const isDone = (ticket: TicketRow) => ticket.status === 4 || ticket.status === 5;

const over = (due: string | null, now: number) => due !== null && Date.parse(due) <= now;

/** Marks what is overdue at a moment; whether anything was newly marked. */
export function escalate(world: World, ticket: TicketRow, now: number): boolean {
  if (isDone(ticket) || ticket.deleted || ticket.spam || !timerRuns(world, ticket)) return false;
  const { is_escalated, fr_escalated, nr_escalated } = ticket;
  ticket.is_escalated ||= over(ticket.due_by, now);
  ticket.fr_escalated ||= ticket.stats.first_responded_at === null && over(ticket.fr_due_by, now);
  ticket.nr_escalated ||= over(ticket.nr_due_by, now);
  return (
    ticket.is_escalated !== is_escalated ||
    ticket.fr_escalated !== fr_escalated ||
    ticket.nr_escalated !== nr_escalated
  );
}

/** When a ticket next changes by itself: a goal is missed, or the archive takes it (section 8.8). */
export function nextTurn(world: World, ticket: TicketRow): number {
  if (ticket.deleted || ticket.archived) return Number.POSITIVE_INFINITY;
  if (ticket.status === 5) return Date.parse(ticket.updated_at) + world.settings.archiveAfterMs;
  if (ticket.status === 4 || ticket.spam || !timerRuns(world, ticket))
    return Number.POSITIVE_INFINITY;
  const turns = [
    ticket.is_escalated ? null : ticket.due_by,
    ticket.fr_escalated || ticket.stats.first_responded_at !== null ? null : ticket.fr_due_by,
    ticket.nr_escalated ? null : ticket.nr_due_by,
  ].flatMap((due) => (due === null ? [] : Date.parse(due)));
  return Math.min(Number.POSITIVE_INFINITY, ...turns);
}
