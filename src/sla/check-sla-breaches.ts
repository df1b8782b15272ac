import { ConfigurationError, ValidationError } from '../errors/index.ts';
import { isUntold } from '../model/is-untold.ts';
import { requireNow } from '../numbers/instant.ts';
import { SLA_PRESETS } from './defaults.ts';
import { isDone } from './is-done.ts';
import type {
  CheckSlaBreachesOptions,
  SkippedTicket,
  SlaBreach,
  SlaBreachReport,
  SlaBreachType,
  SlaPolicyTable,
  SlaTargets,
  SlaTicket,
} from './types.ts';

const MINUTE_MS = 60_000;

/**
 * Which open tickets are past their SLA targets at `now`, in plain calendar minutes from creation.
 * A target is missed when the age is greater than it, so a ticket exactly on target is fine.
 * Pauses, business hours and holidays are not considered. Done tickets (see `isDone`) are left out;
 * open ones that cannot be judged are listed in `skipped`, and so are those that would be late if the
 * answer they were read from told the first response, which it does not: read them with `tickets.get`.
 *
 * @throws ValidationError when `now` is not a valid instant, or a `createdAt` neither a `Date` nor a number.
 * @throws ConfigurationError when a target is not a number >= 0.
 * @example
 * checkSLABreaches([{ id: '7', status: 'open', priority: 'urgent', firstResponseAt: null,
 *   resolvedAt: null, createdAt: new Date('2026-03-02T10:00:00Z') }],
 *   { now: new Date('2026-03-02T10:31:00Z') }).breaches[0]?.minutesOverdue //=> 1
 */
export function checkSLABreaches<Ticket extends SlaTicket>(
  tickets: readonly Ticket[],
  options: CheckSlaBreachesOptions<Ticket>,
): SlaBreachReport {
  const nowMs = requireNow(options);
  const policies = options.policies ?? SLA_PRESETS.standard;
  const select = typeof policies === 'function' ? policies : null;
  const table = typeof policies === 'function' ? null : targetsByPriority(policies);

  const breaches: SlaBreach[] = [];
  const skipped: SkippedTicket[] = [];
  let checkedCount = 0;
  for (const ticket of tickets) {
    if (isDone(ticket)) continue;
    const { priority } = ticket;
    const targets = table !== null ? table.get(priority) : checked(select?.(ticket));
    if (targets === undefined) {
      skipped.push({ ticketId: ticket.id, priority, reason: 'no_policy' });
      continue;
    }
    const ageMs = nowMs - createdMs(ticket, tickets);
    if (!Number.isFinite(ageMs)) {
      skipped.push({ ticketId: ticket.id, priority, reason: 'invalid_date' });
      continue;
    }
    checkedCount += 1;
    if (ticket.firstResponseAt == null && ageMs > targets.firstResponseMinutes * MINUTE_MS) {
      if (isUntold(ticket, 'firstResponseAt'))
        skipped.push({ ticketId: ticket.id, priority, reason: 'first_response_unknown' });
      else breaches.push(breach(ticket, 'first_response', targets.firstResponseMinutes, ageMs));
    }
    if (ageMs > targets.resolutionMinutes * MINUTE_MS)
      breaches.push(breach(ticket, 'resolution', targets.resolutionMinutes, ageMs));
  }
  return { breaches, skipped, checkedCount };
}

/** A text is no moment: its time zone is anybody's guess. */
function createdMs(ticket: SlaTicket, tickets: readonly SlaTicket[]): number {
  const { createdAt } = ticket;
  if (typeof createdAt === 'number') return createdAt;
  if (createdAt instanceof Date) return createdAt.getTime();
  const path = `tickets.${tickets.indexOf(ticket)}.createdAt`;
  throw new ValidationError('A ticket is not usable.', {
    issues: [{ path, message: 'must be a Date or milliseconds since 1970' }],
  });
}

function breach(
  ticket: SlaTicket,
  type: SlaBreachType,
  targetMinutes: number,
  ageMs: number,
): SlaBreach {
  const ageMinutes = ageMs / MINUTE_MS;
  return {
    ticketId: ticket.id,
    type,
    priority: ticket.priority,
    targetMinutes,
    ageMinutes,
    minutesOverdue: Math.round(ageMinutes - targetMinutes),
  };
}

const isMinutes = (value: number): boolean => value >= 0 && Number.isFinite(value);

function checked(targets: SlaTargets | null | undefined): SlaTargets | undefined {
  if (targets === null || targets === undefined) return undefined;
  if (isMinutes(targets.firstResponseMinutes) && isMinutes(targets.resolutionMinutes))
    return targets;
  throw new ConfigurationError('SLA targets must be finite numbers of minutes, 0 or more.');
}

// A map, because a priority from untyped data could be `constructor`.
function targetsByPriority(table: SlaPolicyTable): ReadonlyMap<string, SlaTargets> {
  const targets = new Map<string, SlaTargets>();
  for (const [priority, value] of Object.entries(table)) {
    const usable = checked(value);
    if (usable !== undefined) targets.set(priority, usable);
  }
  return targets;
}
