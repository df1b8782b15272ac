import { checkSeries, refuse } from '../numbers/check-numbers.ts';
import { meanOf, sumOf } from '../numbers/rounding.ts';
import type { CountedTicket, Population } from './population.ts';
import { known, rateOf, shareOf } from './summaries.ts';
import type { EffortSummary, RecommendationSummary, SatisfactionSummary } from './types.ts';
import { wilson } from './wilson.ts';

/**
 * Ratings of 4 and 5 among all. A rating belongs to the moment of the last resolution, not to the
 * creation of the ticket.
 */
export function satisfactionOf(population: Population): SatisfactionSummary {
  const resolved = population.all.filter((ticket) => population.includes(ratingMoment(ticket)));
  const scores = known(resolved.map(({ ticket }) => ticket.csat));
  const good = scores.filter((score) => score >= 4).length;
  const interval = wilson({ successes: good, trials: scores.length });
  return {
    ...rateOf(good, scores.length),
    mean: meanOf(scores),
    responses: scores.length,
    scoreSum: sumOf(scores),
    responseRate: responseRateOf(resolved, scores.length),
    interval: interval && { low: 100 * interval.low, high: 100 * interval.high },
  };
}

export const ratingMoment = ({ resolved, firstResolved, created }: CountedTicket): number =>
  resolved ?? firstResolved ?? created;

/** Of the surveys sent; where a desk does not say, of the tickets that were ever resolved. */
function responseRateOf(tickets: readonly CountedTicket[], responses: number) {
  const told = tickets.filter(({ ticket }) => ticket.surveySent != null);
  const asked =
    told.length > 0
      ? tickets.filter(({ ticket }) => ticket.surveySent === true || ticket.csat != null)
      : tickets.filter(
          ({ ticket, firstResolved }) => firstResolved !== null || ticket.csat != null,
        );
  return rateOf(responses, asked.length);
}

/**
 * Net promoter score: percent of 9 and 10 minus percent of 0 to 6.
 *
 * @throws ValidationError for answers outside 0 to 10.
 * @example netPromoterScore([10, 9, 8, 3]).score //=> 25
 */
export function netPromoterScore(answers: readonly number[]): RecommendationSummary {
  checkSeries('The answers', 'recommendations', answers, 'count');
  refuse(
    'The answers',
    answers.flatMap((answer, index) =>
      answer > 10 ? [{ path: `recommendations.${index}`, message: 'must be at most 10' }] : [],
    ),
  );
  const promoters = answers.filter((answer) => answer >= 9).length;
  const detractors = answers.filter((answer) => answer <= 6).length;
  return {
    score: answers.length === 0 ? null : (100 * (promoters - detractors)) / answers.length,
    promoters,
    passives: answers.length - promoters - detractors,
    detractors,
  };
}

/** Customer effort: the mean of 1 to 7, and the share of 5 and more. */
export function effortOf({ counted }: Population): EffortSummary {
  const scores = known(counted.map(({ ticket }) => ticket.effort));
  return {
    ...shareOf(scores, (score) => score >= 5),
    mean: meanOf(scores),
    scoreSum: sumOf(scores),
  };
}
