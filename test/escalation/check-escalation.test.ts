import fc from 'fast-check';
import {
  checkEscalation,
  type EscalationCase,
  ESCALATION_TIERS,
  recordEscalation,
  SEVERITIES,
} from 'polydesk/escalation';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';

const now = new Date('2026-03-02T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const check = (subject: Partial<EscalationCase>) =>
  checkEscalation({ tier: 'L1', ...subject }, { now });
const codes = (subject: Partial<EscalationCase>) => check(subject).triggers.map(({ code }) => code);

describe('G.1: triggers', () => {
  it('without any, a case stays', () => {
    expect(check({})).toEqual({
      escalate: false,
      to: null,
      triggers: [],
      dueAt: null,
      nextCheckAt: null,
    });
  });

  it('the deadline of the severity, from its minute on', () => {
    const late = check({ severity: 'SEV2', severitySince: minutesAgo(60) });
    expect(late).toMatchObject({ escalate: true, to: 'L3', dueAt: now, nextCheckAt: null });
    expect(late.triggers[0]).toMatchObject({
      code: 'severity_deadline',
      evidence: { severity: 'SEV2', minutesOverdue: 0 },
    });
    const early = check({ severity: 'SEV2', severitySince: minutesAgo(59) });
    expect(early.escalate).toBe(false);
    expect(early.nextCheckAt).toEqual(new Date('2026-03-02T12:01:00Z'));
    expect(codes({ severity: 'SEV2' })).toEqual([]);
    expect(codes({ severity: 'SEV2', severitySince: minutesAgo(600), tier: 'L3' })).toEqual([]);
  });

  it('SEV1 goes at once, though nobody knows since when it is one', () => {
    for (const severitySince of [undefined, null]) {
      const found = checkEscalation(
        { tier: 'L1', severity: 'SEV1', ...(severitySince === undefined ? {} : { severitySince }) },
        { now },
      );
      expect(found).toMatchObject({ escalate: true, to: 'engineering', dueAt: now });
      expect(found.triggers).toEqual([
        {
          code: 'severity_deadline',
          message: 'SEV1 should be with engineering by now.',
          evidence: { severity: 'SEV1', minutesOverdue: null },
        },
      ]);
      expect(found.nextCheckAt).toBeNull();
    }
    expect(check({ severity: 'SEV1', slaRisks: ['breached'] }).to).toBe('engineering');
    expect(codes({ severity: 'SEV1', tier: 'engineering' })).toEqual([]);
    expect(codes({ severity: 'SEV3' })).toEqual([]);
  });

  it('an SLA at risk, and worse, missed', () => {
    expect(codes({ slaRisks: ['ok', 'at_risk', 'met', 'paused'] })).toEqual(['sla_at_risk']);
    expect(codes({ slaRisks: ['at_risk', 'breached'] })).toEqual(['sla_breached']);
    expect(check({ slaRisks: ['breached'] }).to).toBe('L2');
  });

  it('a customer who asks for a human gets one, and has one at L1', () => {
    expect(check({ tier: 'L0', humanRequested: true }).to).toBe('L1');
    expect(codes({ humanRequested: true })).toEqual([]);
  });

  it('two failed attempts, two reopenings', () => {
    expect(codes({ failedAttempts: 1, reopenCount: 1 })).toEqual([]);
    expect(codes({ failedAttempts: 2 })).toEqual(['failed_attempts']);
    expect(codes({ reopenCount: 2 })).toEqual(['reopened']);
    expect(
      checkEscalation(
        { tier: 'L1', failedAttempts: 2, reopenCount: 2 },
        { now, failedAttempts: 3, reopens: 3 },
      ).escalate,
    ).toBe(false);
  });

  it('a mood that is bad and falls', () => {
    expect(codes({ sentiments: [0.2, 0, -0.25] })).toEqual(['sentiment_falling']);
    expect(codes({ sentiments: [0.2, 0, -0.24] })).toEqual([]);
    expect(codes({ sentiments: [-0.9, -0.6, -0.5] })).toEqual([]);
    expect(codes({ sentiments: [-0.2, -0.9] })).toEqual([]);
    expect(check({ sentiments: [1, 0.2, 0, -0.3] }).triggers[0]?.evidence).toEqual({
      slopePerMessage: -0.25,
    });
  });

  it('too long at one tier: an hour at L1, eight at L2', () => {
    expect(codes({ tierSince: minutesAgo(60) })).toEqual(['tier_age']);
    expect(check({ tierSince: minutesAgo(59) }).nextCheckAt).toEqual(
      new Date('2026-03-02T12:01:00Z'),
    );
    expect(codes({ tier: 'L2', tierSince: minutesAgo(479) })).toEqual([]);
    expect(codes({ tier: 'L2', tierSince: minutesAgo(480) })).toEqual(['tier_age']);
    expect(codes({ tier: 'L3', tierSince: minutesAgo(99_999) })).toEqual([]);
  });

  it('a VIP does not stay at the first level', () => {
    expect(check({ mrr: 5000 }).to).toBe('L2');
    expect(check({ mrr: 4999.99 }).to).toBeNull();
    expect(check({ mrr: 9000, isVip: false }).to).toBeNull();
    expect(check({ tier: 'L0', isVip: true }).to).toBe('L2');
    expect(codes({ tier: 'L2', isVip: true })).toEqual([]);
    expect(checkEscalation({ tier: 'L1', mrr: 900 }, { now, vipMrr: 900 }).to).toBe('L2');
  });

  it('the highest tier that is asked for wins, among those that the desk has', () => {
    const subject: EscalationCase = {
      tier: 'L0',
      humanRequested: true,
      severity: 'SEV2',
      severitySince: minutesAgo(61),
    };
    expect(checkEscalation(subject, { now }).to).toBe('L3');
    expect(checkEscalation(subject, { now, tiers: ['L1', 'engineering'] }).to).toBe('engineering');
    expect(checkEscalation(subject, { now, tiers: ['L1'] }).to).toBe('L1');
  });

  it('at the top nothing is left, and that is said', () => {
    const result = check({ tier: 'engineering', failedAttempts: 5 });
    expect(result).toMatchObject({ escalate: false, to: null });
    expect(result.triggers.map(({ code }) => code)).toEqual(['failed_attempts', 'no_tier_left']);
  });

  it('the next check is the earlier of the two times to come', () => {
    const { nextCheckAt } = check({
      severity: 'SEV2',
      severitySince: minutesAgo(30),
      tierSince: minutesAgo(45),
    });
    expect(nextCheckAt).toEqual(new Date('2026-03-02T12:15:00Z'));
  });

  it('refuses times that are none', () => {
    expect(() => checkEscalation({ tier: 'L1' }, { now: Number.NaN })).toThrow('`now`');
    expect(() => check({ tierSince: new Date('x') })).toThrow('`tierSince`');
  });

  it('goes up or not at all, gives a reason, and keeps its input', () => {
    const time = fc.integer({ min: 0, max: 2000 }).map(minutesAgo);
    const cases = fc.record({
      tier: fc.constantFrom(...ESCALATION_TIERS),
      severity: fc.option(fc.constantFrom(...SEVERITIES)),
      severitySince: fc.option(time),
      tierSince: fc.option(time),
      slaRisks: fc.array(fc.constantFrom('ok', 'at_risk', 'breached', 'met', 'paused')),
      humanRequested: fc.boolean(),
      failedAttempts: fc.option(fc.nat(4)),
      reopenCount: fc.option(fc.nat(4)),
      sentiments: fc.array(fc.double({ min: -1, max: 1, noNaN: true })),
      mrr: fc.option(fc.nat(9000)),
    });
    fc.assert(
      fc.property(cases, (subject) => {
        Object.freeze(subject.slaRisks);
        Object.freeze(subject.sentiments);
        const result = checkEscalation(Object.freeze(subject), { now });
        const rank = (tier: EscalationCase['tier']) => ESCALATION_TIERS.indexOf(tier);
        if (result.to !== null) expect(rank(result.to)).toBeGreaterThan(rank(subject.tier));
        expect(result.escalate).toBe(result.to !== null);
        if (result.escalate) expect(result.triggers.length).toBeGreaterThan(0);
        if (result.nextCheckAt !== null) {
          expect(result.nextCheckAt.getTime()).toBeGreaterThan(now.getTime());
          // Looked at in that moment, time speaks.
          const then = checkEscalation(subject, { now: result.nextCheckAt });
          expect(then.triggers.length).toBeGreaterThan(0);
        }
        expect(checkEscalation(subject, { now })).toEqual(result);
      }),
    );
  });
});

describe('G.1: moves are recorded, down as well as up', () => {
  const at = now;
  it.each([
    ['L1', 'SEV3', 'L2', 'SEV3', ['escalated']],
    ['L2', 'SEV3', 'L1', 'SEV3', ['de_escalated']],
    ['L1', 'SEV3', 'L1', 'SEV1', ['severity_raised']],
    ['L1', 'SEV1', 'L1', null, ['severity_lowered']],
    ['L1', null, 'engineering', 'SEV4', ['escalated', 'severity_raised']],
    ['L1', null, 'L1', null, []],
  ] as const)('%s %s to %s %s', (tier, severity, toTier, toSeverity, expected) => {
    const move = recordEscalation(
      { tier, severity },
      { tier: toTier, severity: toSeverity },
      { at, because: ' A fix is out. ' },
    );
    expect(move.reasons.map(({ code }) => code)).toEqual(expected);
    expect(move).toMatchObject({ at, because: 'A fix is out.' });
  });

  it('never without a reason', () => {
    const state = { tier: 'L1', severity: null } as const;
    expect(() => recordEscalation(state, state, { at, because: ' ' })).toThrow(ConfigurationError);
  });
});
