import { evaluateSla, type SlaMetricTargets, type SlaPolicy } from 'polydesk/sla';
import { beforeAll, describe, expect, it } from 'vitest';
import { playAt, PROVIDERS, type Step, STORY_START } from './desk-story.support.ts';

const STORY: readonly Step[] = [
  { at: 10, do: 'note' },
  { at: 30, do: 'agent' },
  { at: 35, do: 'pending' },
  { at: 95, do: 'customer' },
  { at: 105, do: 'agent' },
  { at: 110, do: 'urgent' },
  { at: 125, do: 'resolve' },
  { at: 200, do: 'customer' },
  { at: 215, do: 'agent' },
  { at: 220, do: 'resolve' },
];

const targets = (factor: number): SlaMetricTargets => ({
  first_reply: 40 * factor,
  next_reply: 24 * factor,
  periodic_update: 120 * factor,
  pausable_update: 120 * factor,
  requester_wait: 160 * factor,
  agent_work: 160 * factor,
  total_resolution: 240 * factor,
});

const policy: SlaPolicy = {
  id: 'everyone',
  position: 1,
  targets: { high: targets(1), urgent: targets(0.5) },
};
const office: SlaPolicy = { ...policy, hours: 'business', schedule: 'london' };
const schedules = {
  london: {
    timezone: 'Europe/London',
    weekly: { mon: [['09:15', '10:30'] as const, ['11:00', '17:00'] as const] },
  },
};

const minute = (number: number) => new Date(Date.parse(STORY_START) + number * 60_000);

describe('one story at three desks', () => {
  const played = new Map<string, Awaited<ReturnType<typeof playAt>>>();
  beforeAll(async () => {
    for (const provider of PROVIDERS) played.set(provider, await playAt(provider, STORY));
  });
  const at = (provider: string, now: number, policies: readonly SlaPolicy[]) => {
    const events = played.get(provider)?.timeline.events ?? [];
    return evaluateSla({ events, policies, schedules }, { now: minute(now) });
  };

  it('is told without gaps', () => {
    for (const provider of PROVIDERS) expect(played.get(provider)?.timeline.warnings).toEqual([]);
  });

  it('has a history at two of them, and is heard at the third', () => {
    const withHistory = PROVIDERS.filter((name) => 'history' in (played.get(name)?.sources ?? {}));
    expect(withHistory).toEqual(['zendesk', 'intercom']);
  });

  it.each(PROVIDERS)('ends at %s with the minutes that were counted by hand', (provider) => {
    const { clocks, risk } = at(provider, 240, [policy]);
    expect(
      clocks
        .map(({ metric, cycle, elapsedMinutes }) => `${metric} ${cycle} ${elapsedMinutes}`)
        .sort(),
    ).toEqual([
      'agent_work 1 85',
      'first_reply 1 30',
      'next_reply 1 10',
      'next_reply 2 15',
      'pausable_update 1 15',
      'pausable_update 2 20',
      'pausable_update 3 5',
      'periodic_update 1 75',
      'periodic_update 2 20',
      'periodic_update 3 5',
      'requester_wait 1 85',
      'total_resolution 1 145',
    ]);
    // Urgent from the 110th minute: 85 of 80, 145 of 120 and 15 of 12 are over.
    expect(risk).toBe('breached');
    expect(
      clocks
        .flatMap(({ metric, cycle, minutesOverdue, breached }) =>
          breached ? [`${metric} ${cycle} ${minutesOverdue}`] : [],
        )
        .sort(),
    ).toEqual(['agent_work 1 5', 'next_reply 2 3', 'requester_wait 1 5', 'total_resolution 1 25']);
  });

  it.each([
    ['calendar', policy],
    ['business', office],
  ] as const)('has the same %s clocks at each of them at every minute', (_, one) => {
    for (let now = 0; now <= 240; now += 1) {
      const [first, ...others] = PROVIDERS.map((provider) => at(provider, now, [one]));
      for (const other of others) expect(other).toEqual(first);
    }
  });
});
