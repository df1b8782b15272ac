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
    ({ requesterId, resolved: at }) =>
      requesterId != null && at !== null && at + WEEK <= population.now,
  );
  const surveyed = resolved.filter(({ solvedAtFirstContact }) => solvedAtFirstContact != null);
  return {
    standard: shareOf(
      resolved.filter(({ humanReplies }) => humanReplies != null),
      ({ humanReplies, reopens, escalated }) =>
        Number(humanReplies) <= 1 && !(Number(reopens) > 0) && escalated !== true,
    ),
    noRepeatContact: shareOf(judged, (ticket) => !repeats(ticket)),
    surveyed: shareOf(surveyed, ({ solvedAtFirstContact }) => solvedAtFirstContact === true),
  };
}

const solvedByHumans = ({ counted }: Population): readonly CountedTicket[] =>
  counted.filter(({ resolved, solvedByBot }) => resolved !== null && solvedByBot !== true);

/** Whether the requester came again with the same category until a week after the resolution. */
function repeatContacts(all: readonly CountedTicket[]): (ticket: CountedTicket) => boolean {
  const keyOf = ({ requesterId, category }: CountedTicket) =>
    JSON.stringify([requesterId, category ?? null]);
  const byKey = new Map<string, number[]>();
  for (const ticket of all) {
    const times = byKey.get(keyOf(ticket)) ?? [];
    times.push(ticket.created);
    byKey.set(keyOf(ticket), times);
  }
  return (ticket) =>
    byKey
      .get(keyOf(ticket))
      ?.some((at) => at > ticket.created && at <= Number(ticket.resolved) + WEEK) === true;
}

/** Exactly one public human reply. */
export const oneTouchOf = (population: Population) =>
  shareOf(
    solvedByHumans(population).filter(({ humanReplies }) => humanReplies != null),
    ({ humanReplies }) => humanReplies === 1,
  );

/** Reopened at least once, of those ever resolved. */
export const reopenedOf = ({ counted }: Population) =>
  shareOf(
    counted.filter(({ firstResolved, reopens }) => firstResolved !== null && reopens != null),
    ({ reopens }) => Number(reopens) > 0,
  );

/** Escalated at least once, of all tickets. */
export const escalatedOf = ({ counted }: Population) =>
  shareOf(
    counted.filter(({ escalated }) => escalated != null),
    ({ escalated }) => escalated === true,
  );

export function transfersOf({ counted }: Population): MetricsReport['transfers'] {
  const changes = known(counted.map(({ groupChanges }) => groupChanges));
  return { total: sumOf(changes), tennis: shareOf(changes, (count) => count >= TENNIS) };
}
