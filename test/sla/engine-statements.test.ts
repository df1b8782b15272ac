import {
  checkSLABreaches,
  checkTierMix,
  countBreachesByCategory,
  evaluateSla,
  firstResponseReminder,
  matchPolicy,
  presetPolicy,
  SLA_PRESETS,
  slaAlertsOf,
  type SlaTier,
  SUPPORT_TIER_TARGETS,
  tieredPolicies,
} from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { at, became, created, evaluate, NEW_YORK, policy, said, told } from './engine.support.ts';
import { ticket } from './support.ts';

const presets = {
  S1: [
    SLA_PRESETS.standard,
    { urgent: [30, 240], high: [120, 480], normal: [480, 1440], low: [1440, 4320] },
  ],
  S2: [
    SLA_PRESETS.matrix,
    { urgent: [15, 240], high: [60, 480], normal: [240, 1440], low: [480, 4320] },
  ],
} as const;

describe('section S', () => {
  it.each(Object.entries(presets))(
    '%s: the preset as a policy of the engine',
    (_, [table, minutes]) => {
      const { targets } = presetPolicy(table);
      expect(
        Object.entries(targets).map(([priority, one]) => [
          priority,
          [one.first_reply, one.total_resolution],
        ]),
      ).toEqual(Object.entries(minutes));
      expect(
        presetPolicy({ low: { firstResponseMinutes: 1, resolutionMinutes: 2 } }).targets,
      ).toEqual({
        low: { first_reply: 1, total_resolution: 2 },
      });
    },
  );

  it('S3: 20 seconds over the target are a breach of 0 minutes', () => {
    const events = [created('03-02T10:00', { priority: 'urgent' })];
    const policies = [presetPolicy(SLA_PRESETS.standard)];
    const first = (now: string) =>
      evaluate(events, policies, now).clocks.find(({ metric }) => metric === 'first_reply');
    expect(first('03-02T10:30')).toMatchObject({ breached: false, remainingMinutes: 0 });
    expect(first('03-02T10:30:20')).toMatchObject({ breached: true, minutesOverdue: 0 });
    expect(first('03-02T10:30:30')).toMatchObject({ breached: true, minutesOverdue: 1 });
  });

  it('S4: the seed check says what the engine says of a ticket that nobody touched', () => {
    const events = [created('03-02T10:00', { priority: 'high' })];
    const now = at('03-02T18:00:01');
    const one = ticket({ priority: 'high', createdAt: at('03-02T10:00') });
    const engine = evaluateSla({ events, policies: [presetPolicy(SLA_PRESETS.standard)] }, { now });
    expect(
      checkSLABreaches([one], { now }).breaches.map(({ minutesOverdue }) => minutesOverdue),
    ).toEqual(engine.clocks.map(({ minutesOverdue }) => minutesOverdue).toReversed());
  });

  it('S5: plans and revenue tiers have SLAs of their own', () => {
    const policies = tieredPolicies([
      { id: 'enterprise', when: { mrrAtLeast: 5000 }, preset: 'matrix' },
      { id: 'pro', when: { plans: ['pro'] }, factor: 0.5, hours: 'business', schedule: 'ny' },
      { id: 'standard', resolution: 'total_resolution' },
    ]);
    const of = (attributes: object) =>
      matchPolicy({ priority: 'normal', attributes: { ...attributes } }, policies).policy?.id;
    expect([
      of({ mrr: 5000, plan: 'pro' }),
      of({ mrr: 4999.99, plan: 'PRO' }),
      of({ plan: 'free' }),
      of({}),
    ]).toEqual(['enterprise', 'pro', 'standard', 'standard']);
    expect(policies[1]).toMatchObject({ hours: 'business', schedule: 'ny' });
    // Those of the others are left to the engine.
    expect(policies.map((one) => ['hours' in one, 'schedule' in one])).toEqual([
      [false, false],
      [true, true],
      [false, false],
    ]);
    expect(policies[1]?.targets.normal).toEqual({ first_reply: 240, requester_wait: 720 });
    expect(policies[2]?.targets.normal).toEqual({ first_reply: 480, total_resolution: 1440 });
    const { reasons } = matchPolicy({ priority: 'low', attributes: { plan: 'pro' } }, policies);
    expect(reasons.map(({ code, evidence }) => `${code} ${evidence.policyId}`)).toEqual([
      'policy_not_matched enterprise',
      'policy_matched pro',
    ]);
    expect(matchPolicy({ priority: 'low' }, policies.slice(0, 1))).toMatchObject({
      policy: null,
      reasons: [{ code: 'policy_not_matched' }, { code: 'no_policy' }],
    });
  });

  it('S6: escalations are told when their time comes, and breaches counted by category', () => {
    const escalations = [
      { metric: 'first_reply', offsetMinutes: -15, notify: ['agent'] },
      { metric: 'first_reply', offsetMinutes: 30, notify: ['lead', 'manager'] },
    ] as const;
    const policies = [policy({ first_reply: 60 }, { escalations })];
    const run = (now: string) => evaluate([created('06-01T09:00')], policies, now);
    expect(run('06-01T09:44').escalations).toEqual([]);
    expect(run('06-01T09:44').nextCheckAt).toEqual(at('06-01T09:45'));
    expect(run('06-01T09:45').escalations).toMatchObject([
      { offsetMinutes: -15, notify: ['agent'] },
    ]);
    expect(run('06-01T10:10').nextCheckAt).toEqual(at('06-01T10:30'));
    const late = run('06-01T10:30');
    expect(late.escalations.map(({ at: time }) => time)).toEqual([
      at('06-01T09:45'),
      at('06-01T10:30'),
    ]);
    expect(
      slaAlertsOf('7', late).map(({ kind, severity, notify }) => [kind, severity, ...notify]),
    ).toEqual([
      ['breached', 'critical'],
      ['escalation', 'critical', 'agent'],
      ['escalation', 'critical', 'lead', 'manager'],
    ]);
    expect(
      countBreachesByCategory([
        { category: 'login', evaluation: run('06-01T09:10') },
        { category: 'billing', evaluation: late },
        { category: 'billing', evaluation: run('06-01T09:10') },
        { category: null, evaluation: evaluate([created('06-01T09:00')], [], '06-01T10:00') },
      ]),
    ).toEqual([
      {
        category: 'billing',
        numerator: 1,
        denominator: 2,
        share: 0.5,
        byMetric: { first_reply: 1 },
      },
      { category: 'login', numerator: 0, denominator: 1, share: 0, byMetric: {} },
    ]);
  });

  it('S7: levels answer and settle what they should', () => {
    expect(
      Object.values(SUPPORT_TIER_TARGETS).map(({ responseMinutes }) => responseMinutes),
    ).toEqual([{ min: 0, max: 0 }, { min: 15, max: 60 }, { min: 240, max: 480 }, null]);
    const verdicts = (L0: number, L1: number, L2: number, L3: number) =>
      checkTierMix({ L0, L1, L2, L3 }).map(({ verdict }) => verdict);
    // 400 of 1,000 contacts; then 420, 150 and 30 of 600 tickets: 70 %, 25 % and exactly 5 %.
    expect(verdicts(400, 420, 150, 30)).toEqual(['within', 'within', 'within', 'above']);
    expect(verdicts(429, 400, 100, 71)).toEqual(['within', 'within', 'within', 'above']);
    expect(verdicts(300, 560, 140, 0)).toEqual(['within', 'within', 'within', 'within']);
    expect(verdicts(100, 100, 800, 0)).toEqual(['below', 'below', 'above', 'within']);
    expect(verdicts(0, 0, 0, 0)).toEqual(['no_data', 'no_data', 'no_data', 'no_data']);
    expect(checkTierMix({ L0: 1, L1: 1, L2: 0, L3: 0 })[0]).toMatchObject({
      numerator: 1,
      denominator: 2,
      reason: { code: 'tier_share_within', message: 'L0 settles what it should.' },
    });
    expect(() => checkTierMix({ L0: -1, L1: 0, L2: 0, L3: 0 })).toThrow('L0');
  });

  it('S8: the lead is reminded after two hours without an answer, whatever the target', () => {
    const one = ticket({ priority: 'low', createdAt: at('03-02T10:00') });
    const ask = (now: string, more = {}) => firstResponseReminder(one, { now: at(now), ...more });
    expect(ask('03-02T11:59:59')).toMatchObject({ due: false, nextCheckAt: at('03-02T12:00') });
    expect(ask('03-02T12:00')).toMatchObject({
      due: true,
      at: at('03-02T12:00'),
      nextCheckAt: null,
    });
    expect(ask('03-02T10:30', { afterMinutes: 30 }).reason.code).toBe('unanswered');
    // The office opens at 14:00 UTC.
    expect(ask('03-02T12:00', { schedule: NEW_YORK }).at).toEqual(at('03-02T16:00'));
    const now = at('03-02T13:00');
    expect(firstResponseReminder({ ...one, firstResponseAt: now }, { now }).reason.code).toBe(
      'answered',
    );
    expect(firstResponseReminder({ ...one, status: 'closed' }, { now }).reason.code).toBe('done');
    for (const status of ['resolved', 'closed'] as const)
      expect(firstResponseReminder({ ...one, status }, { now })).toMatchObject({
        due: false,
        at: null,
        nextCheckAt: null,
      });
    expect(ask('03-02T10:00', { afterMinutes: 0 }).due).toBe(true);
    expect(() => ask('03-02T12:00', { afterMinutes: -1 })).toThrow('afterMinutes');
  });
});

describe('section B.6', () => {
  const last: SlaTier = { id: 'rest' };
  it.each<readonly [string, readonly SlaTier[], string]>([
    ['no tier', [], 'everybody'],
    ['a last tier with a condition', [{ id: 'a', when: { plans: ['a'] } }], 'everybody'],
    ['what comes after everybody', [{ id: 'all' }, last], '"rest"'],
    [
      'more revenue after less',
      [{ id: 'a', when: { mrrAtLeast: 1 } }, { id: 'b', when: { mrrAtLeast: 2 } }, last],
      '"b"',
    ],
    [
      'plans that were all taken',
      [
        { id: 'a', when: { plans: ['x'] } },
        { id: 'b', when: { plans: ['Y'] } },
        { id: 'c', when: { plans: ['X', 'y'] } },
        last,
      ],
      '"c"',
    ],
    [
      'a missing priority',
      [{ id: 'a', preset: { low: { firstResponseMinutes: 1, resolutionMinutes: 2 } } }],
      'normal',
    ],
    [
      'a reply after the resolution',
      [
        {
          id: 'a',
          preset: {
            ...SLA_PRESETS.standard,
            low: { firstResponseMinutes: 3, resolutionMinutes: 2 },
          },
        },
      ],
      'low',
    ],
    ['a factor of nothing', [{ id: 'a', factor: 0 }], 'factor'],
  ])('B.6: refuses %s', (_, tiers, words) => {
    expect(() => tieredPolicies(tiers)).toThrow(words);
  });

  it('B.6: takes tiers that overlap in part', () => {
    const tiers: readonly SlaTier[] = [
      { id: 'a', when: { mrrAtLeast: 10, plans: ['x'] } },
      { id: 'b', when: { plans: ['x', 'y'] } },
      { id: 'c', when: { mrrAtLeast: 5 } },
      { id: 'd', when: { plans: ['Y', 'z'] } },
      last,
    ];
    expect(tieredPolicies(tiers).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    // An answer that may take as long as the resolution.
    const same = { firstResponseMinutes: 60, resolutionMinutes: 60 };
    const preset = { urgent: same, high: same, normal: same, low: same };
    expect(tieredPolicies([{ id: 'all', preset }])[0]?.targets.low).toEqual({
      first_reply: 60,
      requester_wait: 60,
    });
  });
});

describe('section X', () => {
  it('X1: two presets, which agree on resolutions', () => {
    for (const priority of ['urgent', 'high', 'normal', 'low'] as const)
      expect(SLA_PRESETS.standard[priority]?.resolutionMinutes).toBe(
        SLA_PRESETS.matrix[priority]?.resolutionMinutes,
      );
  });

  it('X4: a late answer and a reopened ticket are not lost', () => {
    const policies = [policy({ first_reply: 30, total_resolution: 60 })];
    const events = [
      created('06-01T09:00'),
      said('06-01T10:00', 'agent'),
      became('06-01T10:01', 'resolved'),
      became('06-01T12:00', 'open'),
    ];
    expect(told(evaluate(events, policies, '06-01T12:04'))).toEqual([
      'total_resolution 1: 65 of 60, due 06-01T10:00, breached by 5',
      'first_reply 1: 60 of 30, due 06-01T09:30, breached by 30',
    ]);
  });

  it('X6: binary fractions do not move a warning', () => {
    // 0.7 times 50 minutes are 35 minutes, not 34.99999 and not 35.00001.
    const policies = [policy({ first_reply: 50 }, { warnRatio: 0.7 })];
    const risk = (now: string) => evaluate([created('06-01T09:00')], policies, now).risk;
    expect([risk('06-01T09:34:59.999'), risk('06-01T09:35')]).toEqual(['ok', 'at_risk']);
  });

  it('X13: the share that L1 settles is of tickets, that of L0 of contacts', () => {
    const [l0, l1] = checkTierMix({ L0: 50, L1: 35, L2: 15, L3: 0 });
    expect([l0?.denominator, l1?.denominator]).toEqual([100, 50]);
  });

  it('X16: a ticket that is closed without a resolution is done', () => {
    const policies = [policy({ total_resolution: 60 })];
    const end = evaluate(
      [created('06-01T09:00'), became('06-01T09:30', 'closed')],
      policies,
      '06-01T12:00',
    );
    expect(end).toMatchObject({
      risk: 'met',
      attained: { total_resolution: true },
      nextCheckAt: null,
    });
  });
});
