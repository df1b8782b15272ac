import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../examples/data/accounts.ts';
import { CUSTOM_FIELDS, CUSTOM_STATUSES } from '../../examples/data/custom-fields.ts';
import { generateDataSet } from '../../examples/data/generate.ts';
import { generateMorning } from '../../examples/data/morning.ts';
import { PEOPLE, STAFF_MEMBERS } from '../../examples/data/people.ts';
import { createRandom } from '../../examples/data/random.ts';
import { SCENARIOS } from '../../examples/data/scenarios/index.ts';
import { parseTable } from '../../examples/data/table.ts';
import { LANGUAGES, TOPICS } from '../../examples/data/types.ts';

const unique = (items: readonly string[]): boolean => new Set(items).size === items.length;

describe('the written scenarios', () => {
  it('cover every language and every topic under unique keys', () => {
    expect(SCENARIOS.length).toBeGreaterThanOrEqual(80);
    expect(unique(SCENARIOS.map((scenario) => scenario.key))).toBe(true);
    expect(new Set(SCENARIOS.map((scenario) => scenario.language))).toEqual(new Set(LANGUAGES));
    expect(new Set(SCENARIOS.map((scenario) => scenario.topic))).toEqual(new Set(TOPICS));
  });

  it('start with the customer and stay within six messages', () => {
    for (const { key, messages } of SCENARIOS) {
      expect(messages[0]?.from, key).toBe('customer');
      expect(messages.length, key).toBeLessThanOrEqual(6);
    }
  });

  it('hold the awkward cases: HTML, empty subject, deleted author, copies, no priority', () => {
    const all = SCENARIOS.flatMap((scenario) => scenario.messages);
    expect(all.some((message) => message.html !== undefined)).toBe(true);
    expect(all.some((message) => message.from === 'former')).toBe(true);
    expect(all.some((message) => message.text.length > 1000)).toBe(true);
    expect(all.some((message) => /\p{Extended_Pictographic}/u.test(message.text))).toBe(true);
    expect(SCENARIOS.some((scenario) => scenario.subject === '')).toBe(true);
    expect(SCENARIOS.some((scenario) => scenario.cc !== undefined)).toBe(true);
    expect(SCENARIOS.some((scenario) => scenario.priority === null)).toBe(true);
  });

  it('name only custom fields and statuses that the desk has', () => {
    const fields = new Set(CUSTOM_FIELDS.map((field) => field.key));
    const statuses = new Set<string>(CUSTOM_STATUSES.map((status) => status.name));
    for (const scenario of SCENARIOS) {
      for (const name of Object.keys(scenario.fields ?? {}))
        expect(fields, scenario.key).toContain(name);
      if (scenario.customStatus !== undefined) expect(statuses).toContain(scenario.customStatus);
    }
  });
});

describe('the people and companies', () => {
  it('are enough for a realistic desk', () => {
    expect(ACCOUNTS.length).toBeGreaterThanOrEqual(40);
    expect(PEOPLE.length).toBeGreaterThanOrEqual(60);
  });

  it('have addresses that belong to nobody', () => {
    const addresses = [...PEOPLE, ...STAFF_MEMBERS].map((person) => person.email);
    expect(unique(addresses)).toBe(true);
    for (const address of addresses) expect(address).toMatch(/^[a-z.]+@([a-z]+\.)?example\.com$/);
  });

  it('tell "uses no feature" from "not known"', () => {
    const byKey = new Map(ACCOUNTS.map((account) => [account.key, account]));
    expect(byKey.get('yunfan')?.features).toEqual([]);
    expect(byKey.get('zielony')?.features).toBeNull();
  });

  it('belong together: every person to a known company, every language to somebody', () => {
    const keys = new Set(ACCOUNTS.map((account) => account.key));
    for (const { account } of PEOPLE) if (account !== null) expect(keys).toContain(account);
    for (const language of LANGUAGES) {
      expect(PEOPLE.some((person) => person.language === language)).toBe(true);
      expect(STAFF_MEMBERS.some((member) => member.languages.includes(language))).toBe(true);
    }
  });
});

describe('generateDataSet', () => {
  const dataSet = generateDataSet({ seed: 7, count: 300 });

  it('repeats itself under a seed and differs under another', () => {
    expect(generateDataSet({ seed: 7, count: 300 })).toEqual(dataSet);
    expect(generateDataSet({ seed: 8, count: 300 }).tickets).not.toEqual(dataSet.tickets);
  });

  it('brings every scenario at least once', () => {
    const used = new Set(dataSet.tickets.map((ticket) => ticket.scenario.key));
    expect(used.size).toBe(SCENARIOS.length);
  });

  it('fits any count', () => {
    for (const count of [0, 1, 50, 450])
      expect(generateDataSet({ count }).tickets).toHaveLength(count);
  });

  it('writes threads that go forward in time and end before now', () => {
    for (const { key, createdAt, updatedAt, messages } of dataSet.tickets) {
      const times = [createdAt, ...messages.map((message) => message.at), updatedAt, dataSet.now];
      expect(
        times.every((time, index) => index === 0 || time >= (times[index - 1] ?? time)),
        key,
      ).toBe(true);
    }
  });

  it('leaves no placeholder behind', () => {
    expect(JSON.stringify(dataSet.tickets.map(({ scenario: _, ...ticket }) => ticket))).not.toMatch(
      /\{(invoice|order|serial)\}/,
    );
  });

  it('lets only people write who speak the language of the case', () => {
    for (const { requester, scenario } of dataSet.tickets)
      expect(requester.language).toBe(scenario.language);
  });
});

describe('generateMorning', () => {
  const dataSet = generateDataSet({ seed: 7 });
  const morning = generateMorning(dataSet, { seed: 7 });

  it('is a morning of 60 to 110 steps in order of time', () => {
    expect(morning.length).toBeGreaterThanOrEqual(60);
    expect(morning.length).toBeLessThanOrEqual(110);
    const times = morning.map((step) => step.at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThan(dataSet.now.getTime());
  });

  it('speaks of cases only after they were opened', () => {
    const known = new Set(dataSet.tickets.map((ticket) => ticket.key));
    for (const step of morning) {
      if (step.kind === 'opens') known.add(step.ticket.key);
      else expect(known).toContain(step.caseKey);
    }
  });

  it('repeats itself under a seed', () => {
    expect(generateMorning(dataSet, { seed: 7 })).toEqual(morning);
  });
});

describe('the seeded choices', () => {
  it('stay inside their bounds', () => {
    const random = createRandom(3);
    for (let round = 0; round < 2000; round += 1) {
      const value = random.between(-2, 4);
      expect(value >= -2 && value <= 4 && Number.isInteger(value)).toBe(true);
    }
  });

  it('shuffle without losing or doubling anything', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = createRandom(3).shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });

  it('never pick what weighs nothing', () => {
    const random = createRandom(5);
    for (let round = 0; round < 500; round += 1)
      expect(random.pickWeighted(['a', 'b'], (item) => (item === 'a' ? 1 : 0))).toBe('a');
  });
});

describe('parseTable', () => {
  it('names the row and the column that is missing', () => {
    expect(() => parseTable('key | mrr\nlumen')[0]?.text('mrr')).toThrow(
      'The row "lumen" has no column "mrr".',
    );
  });
});
