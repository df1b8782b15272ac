import { isUntold } from '../../model/is-untold.ts';
import { isDone } from '../../sla/is-done.ts';
import type { SlaBreachType, SlaPolicySelector, SlaPolicyTable } from '../../sla/types.ts';
import type { HubTicket } from '../types.ts';

/** A target that will be missed soon. */
export interface TargetAtRisk {
  readonly ticketId: string;
  readonly type: SlaBreachType;
  readonly targetMinutes: number;
  /** When it is missed, unless something happens. */
  readonly dueAt: Date;
}

/** By what a ticket is judged. */
export interface SlaTerms {
  readonly policies: SlaPolicyTable | SlaPolicySelector<HubTicket>;
  /** Share of a target; `null` when nobody wants to hear of risks. */
  readonly riskAt: number | null;
  /** Milliseconds since 1970 in UTC. */
  readonly now: number;
}

const MINUTE_MS = 60_000;

/** A target that the ticket has not met yet. */
interface OpenTarget {
  readonly type: SlaBreachType;
  readonly targetMinutes: number;
}

function openTargets(ticket: HubTicket, { policies }: SlaTerms): readonly OpenTarget[] {
  if (isDone(ticket)) return [];
  const targets = typeof policies === 'function' ? policies(ticket) : policies[ticket.priority];
  if (targets === null || targets === undefined) return [];
  const resolution = { type: 'resolution', targetMinutes: targets.resolutionMinutes } as const;
  if (ticket.firstResponseAt !== null || isUntold(ticket, 'firstResponseAt')) return [resolution];
  return [{ type: 'first_response', targetMinutes: targets.firstResponseMinutes }, resolution];
}

/** When a share of a target is used up, in milliseconds since 1970. */
const momentOf = ({ createdAt }: HubTicket, targetMinutes: number, share = 1): number =>
  createdAt.getTime() + targetMinutes * share * MINUTE_MS;

/** Targets that are at risk now, and not missed yet. */
export function risksOf(ticket: HubTicket, terms: SlaTerms): readonly TargetAtRisk[] {
  const { riskAt, now } = terms;
  if (riskAt === null) return [];
  return openTargets(ticket, terms).flatMap(({ type, targetMinutes }) => {
    const dueAt = momentOf(ticket, targetMinutes);
    const isAtRisk = now >= momentOf(ticket, targetMinutes, riskAt) && now <= dueAt;
    return isAtRisk ? [{ ticketId: ticket.id, type, targetMinutes, dueAt: new Date(dueAt) }] : [];
  });
}

/** When something becomes at risk or missed next; `null` when nothing can any more. */
export function nextMoment(ticket: HubTicket, terms: SlaTerms): number | null {
  const { riskAt, now } = terms;
  const moments = openTargets(ticket, terms).flatMap(({ targetMinutes }) => [
    ...(riskAt === null ? [] : [Math.ceil(momentOf(ticket, targetMinutes, riskAt))]),
    // A target is missed when the age is greater than it.
    Math.floor(momentOf(ticket, targetMinutes)) + 1,
  ]);
  const coming = moments.filter((moment) => moment > now);
  return coming.length === 0 ? null : Math.min(...coming);
}
