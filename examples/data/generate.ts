import { ACCOUNTS } from './accounts.ts';
import { accountOf, castAgent, castRequester, createFiller } from './casting.ts';
import { PEOPLE, STAFF_MEMBERS } from './people.ts';
import { createRandom, type Random } from './random.ts';
import { SCENARIOS } from './scenarios/index.ts';
import type { Account, Outcome, Person, Scenario, ScenarioMessage, StaffMember } from './types.ts';

/** The Monday morning at which the data set ends. */
export const DATA_NOW = new Date('2026-05-11T08:00:00Z');

/** A message of a generated ticket. */
export interface GeneratedMessage {
  readonly from: ScenarioMessage['from'];
  /** `null` when the author's record is gone. */
  readonly author: Person | StaffMember | null;
  readonly text: string;
  readonly html: string | null;
  readonly at: Date;
}

/** A ticket of the data set. */
export interface GeneratedTicket {
  /** Unique in the data set: the application's own key. */
  readonly key: string;
  readonly scenario: Scenario;
  readonly requester: Person;
  readonly account: Account | null;
  /** Who answers; nobody yet on an untouched ticket. */
  readonly assignee: StaffMember | null;
  readonly subject: string;
  readonly messages: readonly GeneratedMessage[];
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  readonly outcome: Outcome;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Everything that a desk holds on that morning. */
export interface DataSet {
  readonly now: Date;
  readonly accounts: readonly Account[];
  readonly people: readonly Person[];
  readonly staff: readonly StaffMember[];
  /** Oldest first. */
  readonly tickets: readonly GeneratedTicket[];
}

export interface GenerateOptions {
  /** @default 1 */
  readonly seed?: number;
  /** How many tickets. @default 300 */
  readonly count?: number;
  /** @default DATA_NOW */
  readonly now?: Date;
}

const MINUTE_MS = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;

/** How long ago, in minutes, a ticket of each outcome may have come in; most are recent. */
const AGES: Readonly<Record<Outcome, readonly [number, number]>> = {
  untouched: [5, 62 * HOUR],
  open: [30, 2 * DAY],
  waiting_on_customer: [3 * HOUR, 5 * DAY],
  on_hold: [6 * HOUR, 8 * DAY],
  resolved: [3 * HOUR, 9 * DAY],
  closed: [4 * DAY, 12 * DAY],
};
const DONE: ReadonlySet<Outcome> = new Set(['resolved', 'closed']);
const OUTAGE_AGE: readonly [number, number] = [30, 4 * HOUR];

/** How common each outcome is among the tickets beyond one per scenario. */
const OUTCOME_WEIGHTS: Readonly<Record<Outcome, number>> = {
  untouched: 0.6,
  open: 1,
  waiting_on_customer: 2,
  on_hold: 1,
  resolved: 4,
  closed: 5,
};

function weigh(scenario: Scenario): number {
  const rare = scenario.churn === true ? 0.25 : scenario.topic === 'outage' ? 0.3 : 1;
  return OUTCOME_WEIGHTS[scenario.outcome] * rare;
}

/** Every scenario once, as far as they go, then whatever is common. */
function chooseScenarios(count: number, random: Random): readonly Scenario[] {
  const once = random.shuffle(SCENARIOS).slice(0, count);
  const more = Array.from({ length: count - once.length }, () =>
    random.pickWeighted(SCENARIOS, weigh),
  );
  return [...once, ...more];
}

/** Nights are quiet: an hour at which the customer sleeps is moved into the morning. */
function movedIntoDay(instant: number, timezone: string): number {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' })
      .format(instant)
      .slice(0, 2),
  );
  return hour >= 6 && hour < 21 ? instant : instant - ((hour + 24 - 12) % 24) * HOUR * MINUTE_MS;
}

function chooseCreation(scenario: Scenario, requester: Person, now: Date, random: Random): number {
  const [youngest, oldest] =
    scenario.topic === 'outage' && scenario.outcome === 'open'
      ? OUTAGE_AGE
      : AGES[scenario.outcome];
  const lasts = scenario.messages.reduce((sum, message) => sum + message.afterMinutes, 0);
  // Unfinished cases pile up towards now: the older ones have mostly been finished.
  const share = DONE.has(scenario.outcome) ? random.next() : random.next() ** 3;
  const age = Math.max(Math.round(youngest + (oldest - youngest) * share), lasts + 5);
  const instant = now.getTime() - age * MINUTE_MS - random.between(0, 59) * 1000;
  return scenario.topic === 'outage' ? instant : movedIntoDay(instant, requester.timezone);
}

interface Cast {
  readonly requester: Person;
  readonly agent: StaffMember;
  readonly fill: (text: string) => string;
}

function castMessages(
  messages: readonly ScenarioMessage[],
  createdAt: number,
  cast: Cast,
): readonly GeneratedMessage[] {
  const authors = { customer: cast.requester, agent: cast.agent, note: cast.agent, former: null };
  let minutes = 0;
  return messages.map((message) => {
    minutes += message.afterMinutes;
    return {
      from: message.from,
      author: authors[message.from],
      text: cast.fill(message.text),
      html: message.html === undefined ? null : cast.fill(message.html),
      at: new Date(createdAt + minutes * MINUTE_MS),
    };
  });
}

/**
 * A ticket of a scenario, with people, numbers and times filled in.
 *
 * @example
 * castTicket(scenario, { key: 'case-0001', random: createRandom(1), requester, createdAt }).subject
 * //=> 'Charged twice for invoice INV-2026-3120'
 */
export function castTicket(
  scenario: Scenario,
  options: {
    readonly key: string;
    readonly random: Random;
    readonly requester: Person;
    readonly createdAt: number;
  },
): GeneratedTicket {
  const { key, random, requester, createdAt } = options;
  const cast: Cast = {
    requester,
    agent: castAgent(scenario, random),
    fill: createFiller(random),
  };
  const messages = castMessages(scenario.messages, createdAt, cast);
  const fields = Object.entries(scenario.fields ?? {}).map(
    ([name, value]) => [name, typeof value === 'string' ? cast.fill(value) : value] as const,
  );
  return {
    key,
    scenario,
    requester,
    account: accountOf(requester),
    assignee: scenario.outcome === 'untouched' ? null : cast.agent,
    subject: cast.fill(scenario.subject),
    messages,
    fields: Object.fromEntries(fields),
    outcome: scenario.outcome,
    createdAt: new Date(createdAt),
    updatedAt: messages.at(-1)?.at ?? new Date(createdAt),
  };
}

/**
 * The desk of a Monday morning: hand-written scenarios brought by invented people, with times over
 * the twelve days before `now`. The same seed gives the same data.
 *
 * @example generateDataSet({ seed: 1, count: 300 }).tickets.length //=> 300
 */
export function generateDataSet(options: GenerateOptions = {}): DataSet {
  const { seed = 1, count = 300, now = DATA_NOW } = options;
  const random = createRandom(seed);
  const tickets = chooseScenarios(count, random).map((scenario, index) => {
    const requester = castRequester(scenario, random);
    return castTicket(scenario, {
      key: `case-${String(index + 1).padStart(4, '0')}`,
      random,
      requester,
      createdAt: chooseCreation(scenario, requester, now, random),
    });
  });
  const oldestFirst = tickets.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return {
    now,
    accounts: ACCOUNTS,
    people: PEOPLE,
    staff: STAFF_MEMBERS,
    tickets: oldestFirst,
  };
}
