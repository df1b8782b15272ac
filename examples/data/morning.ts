import { castRequester } from './casting.ts';
import { castTicket, type DataSet, type GeneratedTicket } from './generate.ts';
import { PHRASES } from './phrases.ts';
import { createRandom, type Random } from './random.ts';
import { SCENARIOS } from './scenarios/index.ts';
import type { Outcome, Person, Scenario, StaffMember } from './types.ts';

/** Something that somebody does at the desk. `case` is the key of a generated ticket. */
export type MorningStep =
  | { readonly kind: 'opens'; readonly at: Date; readonly ticket: GeneratedTicket }
  | {
      readonly kind: 'writes' | 'answers' | 'notes' | 'solves';
      readonly at: Date;
      readonly caseKey: string;
      readonly author: Person | StaffMember;
      readonly text: string;
    };

const MINUTE_MS = 60_000;
const MORNING_MINUTES = 240;

/** How many new cases of each sort a morning brings. */
const NEW_CASES = { churn: 5, urgent: 3, other: 20 } as const;
/** How many cases of the backlog see something happen. */
const BACKLOG = { answers: 12, greets: 8, asks: 5, solves: 6 } as const;

function newScenarios(random: Random): readonly Scenario[] {
  const shuffled = random.shuffle(SCENARIOS);
  const churn = shuffled.filter((scenario) => scenario.churn === true);
  const rest = shuffled.filter((scenario) => scenario.churn !== true);
  const urgent = rest.filter((scenario) => scenario.priority === 'urgent');
  const other = rest.filter((scenario) => scenario.priority !== 'urgent');
  return [
    ...churn.slice(0, NEW_CASES.churn),
    ...urgent.slice(0, NEW_CASES.urgent),
    ...other.slice(0, NEW_CASES.other),
  ];
}

const KIND_OF = { customer: 'writes', agent: 'answers', note: 'notes' } as const;

/** The opening of a case and whatever of its thread still fits into the morning. */
function stepsOfNewCase(ticket: GeneratedTicket, end: number): readonly MorningStep[] {
  const opening: MorningStep = { kind: 'opens', at: ticket.createdAt, ticket };
  const later = ticket.messages.slice(1).flatMap((message): readonly MorningStep[] => {
    if (message.author === null || message.from === 'former') return [];
    if (message.at.getTime() >= end) return [];
    return [
      {
        kind: KIND_OF[message.from],
        at: message.at,
        caseKey: ticket.key,
        author: message.author,
        text: message.text,
      },
    ];
  });
  return [opening, ...later];
}

type BacklogMove = keyof typeof BACKLOG;
const MOVES: Readonly<
  Record<
    BacklogMove,
    {
      readonly outcome: Outcome;
      readonly kind: 'writes' | 'answers' | 'solves';
      readonly phrase: 'customerAnswers' | 'customerAsks' | 'agentGreets' | 'agentSolves';
    }
  >
> = {
  answers: { outcome: 'waiting_on_customer', kind: 'writes', phrase: 'customerAnswers' },
  greets: { outcome: 'untouched', kind: 'answers', phrase: 'agentGreets' },
  asks: { outcome: 'on_hold', kind: 'writes', phrase: 'customerAsks' },
  solves: { outcome: 'open', kind: 'solves', phrase: 'agentSolves' },
};

function stepsOfBacklog(dataSet: DataSet, random: Random): readonly MorningStep[] {
  // Safe: the keys of the table are moves.
  return (Object.keys(MOVES) as BacklogMove[]).flatMap((name) => {
    const move = MOVES[name];
    const candidates = dataSet.tickets.filter((ticket) => ticket.outcome === move.outcome);
    const speaker = (ticket: GeneratedTicket): Person | StaffMember =>
      move.kind === 'writes' ? ticket.requester : (ticket.assignee ?? random.pick(dataSet.staff));
    return random
      .shuffle(candidates)
      .slice(0, BACKLOG[name])
      .map(
        (ticket): MorningStep => ({
          kind: move.kind,
          at: minuteOfMorning(dataSet.now, random),
          caseKey: ticket.key,
          author: speaker(ticket),
          text: PHRASES[ticket.scenario.language][move.phrase],
        }),
      );
  });
}

const minuteOfMorning = (now: Date, random: Random): Date =>
  new Date(now.getTime() + random.between(1, MORNING_MINUTES - 30) * MINUTE_MS);

/**
 * What happens at the desk between eight and noon: new cases, answers, notes, solved cases.
 * In order of time; the same seed gives the same morning.
 *
 * @example generateMorning(generateDataSet({ seed: 1 }), { seed: 1 })[0]?.kind //=> 'opens'
 */
export function generateMorning(
  dataSet: DataSet,
  options: { readonly seed?: number } = {},
): readonly MorningStep[] {
  const random = createRandom((options.seed ?? 1) + 0x5eed);
  const end = dataSet.now.getTime() + MORNING_MINUTES * MINUTE_MS;
  const fresh = newScenarios(random).flatMap((scenario, index) =>
    stepsOfNewCase(
      castTicket(scenario, {
        key: `new-${String(index + 1).padStart(2, '0')}`,
        random,
        requester: castRequester(scenario, random),
        createdAt: minuteOfMorning(dataSet.now, random).getTime(),
      }),
      end,
    ),
  );
  return [...fresh, ...stepsOfBacklog(dataSet, random)].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}
