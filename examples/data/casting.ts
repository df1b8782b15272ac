import { ACCOUNTS } from './accounts.ts';
import { PEOPLE, STAFF_MEMBERS } from './people.ts';
import type { Random } from './random.ts';
import type { Account, Person, Scenario, StaffMember, Topic } from './types.ts';

const TEAM_OF_TOPIC: Readonly<Record<Topic, string>> = {
  billing: 'Billing',
  refund: 'Billing',
  upgrade: 'Billing',
  bug: 'Technical support',
  outage: 'Technical support',
  performance: 'Technical support',
  integration: 'Technical support',
  data: 'Technical support',
  how_to: 'Customer care',
  login: 'Customer care',
  shipping: 'Customer care',
  order: 'Customer care',
  feature_request: 'Customer care',
  praise: 'Customer care',
  complaint: 'Customer care',
  cancellation: 'Retention',
  security: 'Security',
};

/** Somebody who would write this, in their own language. */
export function castRequester(scenario: Scenario, random: Random): Person {
  return random.pick(PEOPLE.filter((person) => person.language === scenario.language));
}

/** Somebody who can answer this: of the right team if one speaks the language. */
export function castAgent(scenario: Scenario, random: Random): StaffMember {
  const speakers = STAFF_MEMBERS.filter((member) => member.languages.includes(scenario.language));
  const team = speakers.filter((member) => member.team === TEAM_OF_TOPIC[scenario.topic]);
  return random.pick(team.length > 0 ? team : speakers);
}

/** The company of a person, if they belong to one. */
export function accountOf(person: Person): Account | null {
  return ACCOUNTS.find((account) => account.key === person.account) ?? null;
}

/** Fills `{invoice}`, `{order}` and `{serial}`; every place of one ticket gets the same number. */
export function createFiller(random: Random): (text: string) => string {
  const numbers: Readonly<Record<string, string>> = {
    invoice: `INV-2026-${random.between(1000, 4999)}`,
    order: `SO-${random.between(80_000, 99_999)}`,
    serial: `HX7-${random.between(20_000, 29_999)}`,
  };
  return (text) =>
    text.replace(/\{(invoice|order|serial)\}/g, (whole, name: string) => numbers[name] ?? whole);
}
