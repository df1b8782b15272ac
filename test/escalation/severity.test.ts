import fc from 'fast-check';
import {
  ESCALATION_TIERS,
  escalationDueAt,
  escalationPath,
  type Incident,
  priorityOfSeverity,
  SEVERITIES,
  SEVERITY_RULES,
  severityOf,
  severityOfPriority,
} from 'polydesk/escalation';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';

const incident = (changes: Partial<Incident> = {}): Incident => ({
  affected: 'some',
  importance: 'major',
  condition: 'unavailable',
  workaround: false,
  ...changes,
});
const since = new Date('2026-03-02T10:00:00Z');

describe('G.2: severity from impact and urgency', () => {
  it.each<[string, Partial<Incident>, string]>([
    ['a core function down for all', { affected: 'all', importance: 'core' }, 'SEV1'],
    ['a core function down for most', { affected: 'most', importance: 'core' }, 'SEV1'],
    ['that, with a workaround', { affected: 'all', importance: 'core', workaround: true }, 'SEV1'],
    ['lost data of one user', { affected: 'one', importance: 'minor', dataLoss: true }, 'SEV1'],
    ['a break-in, all works', { condition: 'works', securityIncident: true }, 'SEV1'],
    ['a core function down for some', { importance: 'core' }, 'SEV2'],
    ['a major function, no workaround', {}, 'SEV2'],
    ['a major function, workaround not known', { workaround: null }, 'SEV2'],
    ['a major function with a workaround', { workaround: true }, 'SEV3'],
    ['a degraded function', { condition: 'degraded' }, 'SEV3'],
    [
      'a core function degraded for all',
      { condition: 'degraded', affected: 'all', importance: 'core' },
      'SEV3',
    ],
    ['a minor function', { importance: 'minor' }, 'SEV4'],
    ['a minor function with a workaround', { importance: 'minor', workaround: true }, 'SEV4'],
    ['a question', { condition: 'works' }, 'SEV4'],
  ])('%s', (_, changes, expected) => {
    const { severity, reasons } = severityOf(incident(changes));
    expect(severity).toBe(expected);
    expect(reasons).toHaveLength(1);
  });

  it('says why', () => {
    expect(severityOf(incident({ workaround: null })).reasons[0]?.code).toBe('workaround_unknown');
    expect(severityOf(incident({ dataLoss: true })).reasons[0]?.code).toBe('data_loss');
  });

  it('never calls a case worse for a workaround, fewer users or a lesser function', () => {
    const incidents: fc.Arbitrary<Incident> = fc.record({
      affected: fc.constantFrom('all', 'most', 'some', 'one'),
      importance: fc.constantFrom('core', 'major', 'minor'),
      condition: fc.constantFrom('unavailable', 'degraded', 'works'),
      workaround: fc.option(fc.boolean()),
      dataLoss: fc.boolean(),
      securityIncident: fc.boolean(),
    });
    const rank = (one: Incident) => SEVERITIES.indexOf(severityOf(one).severity);
    fc.assert(
      fc.property(incidents, (one) => {
        expect(rank({ ...one, workaround: true })).toBeGreaterThanOrEqual(rank(one));
        expect(rank({ ...one, affected: 'one' })).toBeGreaterThanOrEqual(rank(one));
        expect(rank({ ...one, importance: 'minor' })).toBeGreaterThanOrEqual(rank(one));
        expect(rank({ ...one, condition: 'works' })).toBeGreaterThanOrEqual(rank(one));
        expect(rank({ ...one, dataLoss: true })).toBe(0);
      }),
    );
  });

  it('P1 is SEV1 and so on, both ways; a request has none', () => {
    expect(SEVERITIES.map((severity) => SEVERITY_RULES[severity].level)).toEqual([
      'P1',
      'P2',
      'P3',
      'P4',
    ]);
    expect(SEVERITIES.map(priorityOfSeverity)).toEqual(['urgent', 'high', 'normal', 'low']);
    for (const severity of SEVERITIES)
      expect(severityOfPriority(priorityOfSeverity(severity))).toBe(severity);
    expect(severityOfPriority('low', { ticketType: 'request' })).toBeNull();
    expect(severityOfPriority('low', { ticketType: 'incident' })).toBe('SEV4');
  });
});

describe('E1: SEV1', () => {
  it('goes to engineering and executives at once, with status page and e-mail', () => {
    const path = escalationPath('SEV1');
    expect(path.steps).toEqual([{ tier: 'engineering', withinMinutes: 0 }]);
    expect(path.audience).toEqual(['engineering', 'executives', 'status_page']);
    expect(path.customerUpdate).toBe('status_page_and_email');
    expect(path.reasons[0]).toMatchObject({
      code: 'severity_skips_tiers',
      message: 'SEV1 goes to engineering at once.',
    });
    expect(escalationDueAt('SEV1', { since })).toEqual(since);
  });
});

describe('E2: SEV2', () => {
  it('goes to L3 within 60 minutes, and affected users hear of it', () => {
    const path = escalationPath('SEV2');
    expect(path.steps).toEqual([
      { tier: 'L3', withinMinutes: 60 },
      { tier: 'engineering', withinMinutes: null },
    ]);
    expect(path.customerUpdate).toBe('notify_affected_users');
    expect(escalationDueAt('SEV2', { since })).toEqual(new Date('2026-03-02T11:00:00Z'));
  });
});

describe('E3: SEV3', () => {
  it('goes to L2 within 240 minutes, with the usual updates', () => {
    const path = escalationPath('SEV3');
    expect(path.steps[0]).toEqual({ tier: 'L2', withinMinutes: 240 });
    expect(path.customerUpdate).toBe('ticket_updates');
    expect(escalationDueAt('SEV3', { since })).toEqual(new Date('2026-03-02T14:00:00Z'));
  });
});

describe('E4: SEV4', () => {
  it('stays in the normal queue, with the usual updates', () => {
    const path = escalationPath('SEV4', { from: 'L0' });
    expect(path.steps.map(({ tier }) => tier)).toEqual(['L1', 'L2', 'L3', 'engineering']);
    expect(path.steps.every(({ withinMinutes }) => withinMinutes === null)).toBe(true);
    expect(path.reasons[0]?.code).toBe('normal_queue');
    expect(path.customerUpdate).toBe('ticket_updates');
    expect(escalationDueAt('SEV4', { since })).toBeNull();
  });
});

describe('G.1: the path', () => {
  it('counts calendar time: a summer-time night has no hour less', () => {
    const night = new Date('2026-03-29T00:30:00Z');
    expect(escalationDueAt('SEV3', { since: night })).toEqual(new Date('2026-03-29T04:30:00Z'));
    expect(escalationDueAt('SEV3', { since: night.getTime() })).toEqual(
      new Date('2026-03-29T04:30:00Z'),
    );
  });

  it('has no deadline where the tier is reached', () => {
    expect(escalationDueAt('SEV2', { since, tier: 'L3' })).toBeNull();
    expect(escalationPath('SEV2', { from: 'L3' })).toMatchObject({
      steps: [{ tier: 'engineering', withinMinutes: null }],
      humanFallback: 'L3',
    });
    expect(escalationPath('SEV1', { from: 'engineering' })).toMatchObject({ steps: [] });
  });

  it('passes over tiers that the desk does not have', () => {
    expect(escalationPath('SEV3', { tiers: ['L1', 'L3'] }).steps).toEqual([
      { tier: 'L3', withinMinutes: 240 },
    ]);
    expect(escalationPath('SEV1', { tiers: ['L1', 'L2'] }).steps).toEqual([
      { tier: 'L2', withinMinutes: 0 },
    ]);
    expect(escalationPath('SEV1', { from: 'L2', tiers: ['L1', 'L2'] }).reasons[0]?.code).toBe(
      'no_tier_left',
    );
  });

  it('refuses a point in time that is none', () => {
    expect(() => escalationDueAt('SEV2', { since: new Date(Number.NaN) })).toThrow(
      new ValidationError('`since` is not usable.', {
        issues: [{ path: 'since', message: 'must be a valid Date or milliseconds since 1970' }],
      }),
    );
  });

  it.each(['SEV9', 'constructor'])('refuses the severity %s, which is none', (name) => {
    // Safe: what a program without types would pass.
    const severity = name as 'SEV1';
    const refused = new ValidationError('The severity is not usable.', {
      issues: [{ path: 'severity', message: 'must be one of SEV1, SEV2, SEV3, SEV4' }],
    });
    expect(() => escalationDueAt(severity, { since: 0 })).toThrow(refused);
    expect(() => escalationPath(severity)).toThrow(refused);
  });
});

describe('E8: there is always a human path', () => {
  it('refuses a desk of bots', () => {
    expect(() => escalationPath('SEV4', { from: 'L0', tiers: ['L0'] })).toThrow(ConfigurationError);
    expect(() => escalationPath('SEV1', { tiers: [] })).toThrow('a tier with people');
  });

  it('names people, whatever the severity, the tier and the desk', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SEVERITIES),
        fc.constantFrom(...ESCALATION_TIERS),
        fc.subarray(['L1', 'L2', 'L3', 'engineering'] as const, { minLength: 1 }),
        (severity, from, people) => {
          const path = escalationPath(severity, { from, tiers: ['L0', ...people] });
          expect(people).toContain(path.humanFallback);
          expect(path.steps.map(({ tier }) => tier)).not.toContain('L0');
          expect(path.reasons.some(({ code }) => code === 'human_fallback')).toBe(true);
          // From a bot there is always a step to people.
          if (from === 'L0') expect(path.steps.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
