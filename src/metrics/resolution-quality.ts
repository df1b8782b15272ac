import { sumOf } from '../numbers/rounding.ts';
import type { CountedTicket, Population } from './population.ts';
import { known, shareOf } from './summaries.ts';
import type { MetricsReport } from './types.ts';

const WEEK = 7 * 86_400_000;

/** So many changes of the group are a game of tennis with the customer as the ball. */
const TENNIS = 3;

/**
 * First contact resolution in three readings. What a bot solved alone belongs to containment.
 */
export function firstContactOf(population: Population): MetricsReport['fcr'] {
  const resolved = solvedByHumans(population);
  const repeats = repeatContacts(population.all);
  const judged = resolved.filter(
    ({ ticket, resolved: at }) =>
      ticket.requesterId != null && at !== null && at + WEEK <= population.now,
  );
  const surveyed = resolved.filter(({ ticket }) => ticket.solvedAtFirstContact != null);
  return {
    standard: shareOf(
      resolved.filter(
        ({ ticket: { humanReplies, reopens, escalated } }) =>
          humanReplies != null && reopens != null && escalated != null,
      ),
      ({ ticket: { humanReplies, reopens, escalated } }) =>
        Number(humanReplies) <= 1 && reopens === 0 && escalated === false,
    ),
    noRepeatContact: shareOf(judged, (ticket) => !repeats(ticket)),
    surveyed: shareOf(surveyed, ({ ticket }) => ticket.solvedAtFirstContact === true),
  };
}

const solvedByHumans = ({ counted }: Population): readonly CountedTicket[] =>
  counted.filter(({ ticket, resolved }) => resolved !== null && ticket.solvedByBot !== true);

/** Whether the requester came again with the same category until a week after the resolution. */
function repeatContacts(all: readonly CountedTicket[]): (ticket: CountedTicket) => boolean {
  const keyOf = ({ ticket: { requesterId, category } }: CountedTicket) =>
    JSON.stringify([requesterId, category ?? null]);
  const byKey = new Map<string, number[]>();
  for (const one of all) {
    if (one.ticket.requesterId == null) continue;
    const key = keyOf(one);
    const times = byKey.get(key) ?? [];
    times.push(one.created);
    byKey.set(key, times);
  }
  return (ticket) =>
    byKey
      .get(keyOf(ticket))
      ?.some((at) => at > ticket.created && at <= Number(ticket.resolved) + WEEK) === true;
}

/** Exactly one public human reply. */
export const oneTouchOf = (population: Population) =>
  shareOf(
    solvedByHumans(population).filter(({ ticket }) => ticket.humanReplies != null),
    ({ ticket }) => ticket.humanReplies === 1,
  );

/** Reopened at least once, of those ever resolved. */
export const reopenedOf = ({ counted }: Population) =>
  shareOf(
    counted.filter(({ ticket, firstResolved }) => firstResolved !== null && ticket.reopens != null),
    ({ ticket }) => Number(ticket.reopens) > 0,
  );

/** Escalated at least once, of all tickets. */
export const escalatedOf = ({ counted }: Population) =>
  shareOf(
    counted.filter(({ ticket }) => ticket.escalated != null),
    ({ ticket }) => ticket.escalated === true,
  );

/** Resolved without an escalation, of the resolved: another denominator than `escalatedOf`. */
export const levelOneOf = (population: Population) =>
  shareOf(
    solvedByHumans(population).filter(({ ticket }) => ticket.escalated != null),
    ({ ticket }) => ticket.escalated === false,
  );

export function transfersOf({ counted }: Population): MetricsReport['transfers'] {
  const changes = known(counted.map(({ ticket }) => ticket.groupChanges));
  return { total: sumOf(changes), tennis: shareOf(changes, (count) => count >= TENNIS) };
}
