import type { OperationsFigure, OperationsFigureId } from './types.ts';

/** What a figure is, whatever its value. */
export type FigureText = Pick<OperationsFigure, 'title' | 'unit' | 'of' | 'better' | 'definition'>;

const HUMAN = 'Bots, automatic answers and internal notes are no replies.';
const TYPE_7 = 'linear interpolation between order statistics (type 7)';
const CALENDAR = 'Calendar time, nights and weekends included.';

const FIRST_REPLY = `From the creation to the first public reply by a person. ${HUMAN} Of tickets created in the period.`;
const RESOLUTION =
  'From the creation to the last resolution, of tickets created in the period and resolved by now. Tickets that are still open are not in it, so a period that has just ended looks faster than it will.';

const minutes = (title: string, definition: string): FigureText => ({
  title,
  definition,
  unit: 'minutes',
  of: 'tickets',
  better: 'lower',
});

const percent = (
  title: string,
  better: 'higher' | 'lower',
  definition: string,
  of: FigureText['of'] = 'tickets',
): FigureText => ({ title, definition, unit: 'percent', of, better });

const count = (
  title: string,
  definition: string,
  better: FigureText['better'] = null,
): FigureText => ({ title, definition, unit: 'count', of: 'tickets', better });

/** Titles and definitions of all figures. */
export const FIGURE_TEXTS: Readonly<Record<OperationsFigureId, FigureText>> = {
  created: count(
    'Tickets created',
    'Created in the period, whoever opened them. Spam, merged and test tickets do not count.',
  ),
  resolved: count(
    'Tickets resolved',
    'Last resolved (else closed) in the period, whenever they were created. A ticket that was reopened counts once, at its last resolution.',
  ),
  backlog: count(
    'Backlog at the end',
    'Created before the end of the period and not resolved by then, whatever has become of them since. A ticket that was reopened counts as unresolved until its last resolution.',
    'lower',
  ),
  firstReplyMedian: minutes(
    'First reply, median',
    `${FIRST_REPLY} ${CALENDAR} Half of the tickets were answered faster.`,
  ),
  firstReplyP90: minutes(
    'First reply, 90th percentile',
    `${FIRST_REPLY} ${CALENDAR} Nine of ten tickets were answered faster; ${TYPE_7}.`,
  ),
  firstReplyBusinessMedian: minutes(
    'First reply in business hours, median',
    `${FIRST_REPLY} Only time within the business hours given counts.`,
  ),
  firstReplyBusinessP90: minutes(
    'First reply in business hours, 90th percentile',
    `${FIRST_REPLY} Only time within the business hours given counts; ${TYPE_7}.`,
  ),
  waiting: count(
    'Waiting for a first reply',
    'Created in the period by a customer, open, and without a public reply by a person now.',
    'lower',
  ),
  resolutionMedian: minutes('Time to resolution, median', `${RESOLUTION} ${CALENDAR}`),
  resolutionP90: minutes(
    'Time to resolution, 90th percentile',
    `${RESOLUTION} ${CALENDAR} Nine of ten were resolved faster; ${TYPE_7}.`,
  ),
  slaAttainment: percent(
    'SLA attainment',
    'higher',
    'Clocks met, of the clocks met and missed, of tickets created in the period. A clock that is open and overdue is missed; one that is open and in time is not decided and counts in neither. Minutes are those of each policy, calendar or business time.',
    'clocks',
  ),
  fcr: percent(
    'First contact resolution',
    'higher',
    'Resolved with at most one public reply by a person, no reopen and no escalation, of the resolved tickets of which all three are known. What a bot solved alone does not count.',
  ),
  reopened: percent(
    'Reopened',
    'lower',
    'Reopened at least once, of the tickets created in the period that were ever resolved.',
  ),
  escalated: percent(
    'Escalated',
    'lower',
    'Escalated at least once, of the tickets created in the period.',
  ),
  csat: percent(
    'Satisfaction (CSAT)',
    'higher',
    'Ratings of 4 and 5, of all ratings from 1 to 5. The last rating of each ticket counts, in the period of the last resolution of its ticket.',
    'ratings',
  ),
};
