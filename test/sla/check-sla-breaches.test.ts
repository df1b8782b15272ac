import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';
import type { SlaTicket } from 'polydesk/sla';
import {
  checkSLABreaches,
  evaluateSla,
  explainSlaBreach,
  SLA_PRESETS,
  SUPPORT_MATRIX,
} from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { CREATED, at, minutesAfter, ticket, overdue } from './support.ts';

describe('S1: the standard preset, the default', () => {
  it.each([
    ['urgent', 30, 240],
    ['high', 120, 480],
    ['normal', 480, 1440],
    ['low', 1440, 4320],
  ] as const)(
    '%s: first response in %i minutes, resolution in %i',
    (priority, first, resolution) => {
      expect(SLA_PRESETS.standard[priority]).toEqual({
        firstResponseMinutes: first,
        resolutionMinutes: resolution,
      });
      const types = (minutes: number) =>
        checkSLABreaches([ticket({ priority })], { now: minutesAfter(minutes) }).breaches.map(
          ({ type }) => type,
        );
      expect(types(first)).toEqual([]);
      expect(types(first + 1)).toEqual(['first_response']);
      expect(types(resolution)).toEqual(['first_response']);
      expect(types(resolution + 1)).toEqual(['first_response', 'resolution']);
    },
  );
});

describe('S2 and X1: the matrix preset', () => {
  it.each([
    ['P1', 'urgent', 15, 240],
    ['P2', 'high', 60, 480],
    ['P3', 'normal', 240, 1440],
    ['P4', 'low', 480, 4320],
  ] as const)('%s is %s: %i / %i minutes', (level, priority, first, resolution) => {
    const targets = { firstResponseMinutes: first, resolutionMinutes: resolution };
    expect(SUPPORT_MATRIX[level]).toMatchObject({ priority, targets });
    expect(SLA_PRESETS.matrix[priority]).toEqual(targets);
  });

  it('a P5 is a low request with five calendar days, chosen by a selector', () => {
    const selector = ({ id, priority }: SlaTicket) =>
      id === 'request' ? SUPPORT_MATRIX.P5.targets : SLA_PRESETS.matrix[priority];
    const { breaches } = checkSLABreaches(
      [ticket({ id: 'request', priority: 'low' }), ticket({ id: 'incident', priority: 'low' })],
      { now: minutesAfter(481), policies: selector },
    );
    expect(breaches.map(({ ticketId }) => ticketId)).toEqual(['incident']);
    expect(SUPPORT_MATRIX.P5.targets).toEqual({
      firstResponseMinutes: 1440,
      resolutionMinutes: 7200,
    });
  });
});

describe('S3: what counts as a breach', () => {
  it('a ticket exactly on target is no breach', () => {
    expect(overdue([ticket()], at('2026-03-02T10:30:00Z'))).toEqual([]);
  });

  it('20 seconds over are a breach of 0 minutes', () => {
    expect(overdue([ticket()], at('2026-03-02T10:30:20Z'))).toEqual(['t1 first_response 0']);
  });

  it('one millisecond over is a breach', () => {
    expect(overdue([ticket()], at('2026-03-02T10:30:00.001Z'))).toEqual(['t1 first_response 0']);
  });

  it('minutes overdue are rounded half up', () => {
    expect(overdue([ticket()], at('2026-03-02T14:07:30Z'))).toEqual([
      't1 first_response 218',
      't1 resolution 8',
    ]);
  });

  it('a first response, however late, ends the first clock only', () => {
    const answered = ticket({ firstResponseAt: at('2026-03-02T13:00:00Z') });
    expect(overdue([answered], at('2026-03-02T14:01:00Z'))).toEqual(['t1 resolution 1']);
  });
});

describe('S4: many tickets', () => {
  it('keeps the order of the input, first response before resolution', () => {
    const tickets = ['b', 'a', 'c'].map((id) => ticket({ id }));
    expect(overdue(tickets, minutesAfter(241))).toEqual([
      'b first_response 211',
      'b resolution 1',
      'a first_response 211',
      'a resolution 1',
      'c first_response 211',
      'c resolution 1',
    ]);
  });

  it('does not accuse a ticket whose list does not tell the first response; its resolution is judged', () => {
    const untold = ticket({
      provenance: { warnings: [{ type: 'dropped', field: 'firstResponseAt' }] },
    });
    const check = (minutes: number) => checkSLABreaches([untold], { now: minutesAfter(minutes) });
    // Within the target it does not matter.
    expect(check(30)).toEqual({ breaches: [], skipped: [], checkedCount: 1 });
    const skipped = [{ ticketId: 't1', priority: 'urgent', reason: 'first_response_unknown' }];
    expect(check(31)).toEqual({ breaches: [], skipped, checkedCount: 1 });
    expect(check(241).skipped).toEqual(skipped);
    expect(check(241).breaches.map(({ type }) => type)).toEqual(['resolution']);
  });

  it.each(['derived', 'coerced', 'defaulted'] as const)(
    'judges a ticket whose first response was %s, and other fields that were dropped',
    (type) => {
      const warnings = [
        { type, field: 'firstResponseAt' },
        { type: 'dropped', field: 'reopenCount' } as const,
      ];
      expect(overdue([ticket({ provenance: { warnings } })], minutesAfter(31))).toEqual([
        't1 first_response 1',
      ]);
    },
  );

  it('reports open tickets whose priority has no policy as skipped', () => {
    const report = checkSLABreaches([ticket({ id: 'x', priority: 'low' }), ticket({ id: 'y' })], {
      now: minutesAfter(10_000),
      policies: { urgent: { firstResponseMinutes: 1, resolutionMinutes: 20_000 } },
    });
    expect(report.skipped).toEqual([{ ticketId: 'x', priority: 'low', reason: 'no_policy' }]);
    expect(report.breaches.map(({ ticketId }) => ticketId)).toEqual(['y']);
    expect(report.checkedCount).toBe(1);
  });

  it('never takes inherited object keys for policies', () => {
    const odd = { ...ticket(), priority: 'constructor' as 'low' };
    const { skipped } = checkSLABreaches([odd], { now: minutesAfter(10) });
    expect(skipped.map(({ reason }) => reason)).toEqual(['no_policy']);
  });

  it('reports a ticket without a valid creation time instead of passing it over', () => {
    const { skipped, breaches } = checkSLABreaches([ticket({ createdAt: new Date(Number.NaN) })], {
      now: minutesAfter(10_000),
    });
    expect(skipped).toEqual([{ ticketId: 't1', priority: 'urgent', reason: 'invalid_date' }]);
    expect(breaches).toEqual([]);
  });
});

describe('S5: targets can differ by plan and revenue', () => {
  it('a selector sees the caller’s own ticket type', () => {
    const tickets = [
      { ...ticket({ id: 'big', priority: 'normal' }), mrr: 9000 },
      { ...ticket({ id: 'small', priority: 'normal' }), mrr: 10 },
    ];
    const { breaches } = checkSLABreaches(tickets, {
      now: minutesAfter(61),
      policies: ({ mrr, priority }) =>
        mrr >= 5000
          ? { firstResponseMinutes: 60, resolutionMinutes: 480 }
          : SLA_PRESETS.standard[priority],
    });
    expect(breaches.map(({ ticketId }) => ticketId)).toEqual(['big']);
  });
});

describe('X4: the clock is read once and time is plain elapsed time', () => {
  it.each([
    // Both spans cross a clock change (New York, London); 120 real minutes pass in each.
    ['2026-03-08T06:00:00Z', '2026-03-08T08:00:00Z'],
    ['2026-10-25T00:00:00Z', '2026-10-25T02:00:00Z'],
  ])('from %s to %s a high ticket is exactly on target', (created, now) => {
    const high = ticket({ priority: 'high', createdAt: at(created) });
    expect(overdue([high], at(now))).toEqual([]);
    expect(overdue([high], new Date(Date.parse(now) + 60_000))).toEqual(['t1 first_response 1']);
  });

  it('epoch milliseconds mean the same as dates', () => {
    const inMs = ticket({ createdAt: Date.parse(CREATED) });
    expect(checkSLABreaches([inMs], { now: minutesAfter(31).getTime() })).toEqual(
      checkSLABreaches([ticket()], { now: minutesAfter(31) }),
    );
  });
});

describe('X16: who is done', () => {
  const late = minutesAfter(100_000);

  it.each(['resolved', 'closed'] as const)('%s without a resolution time is done', (status) => {
    expect(checkSLABreaches([ticket({ status })], { now: late })).toEqual({
      breaches: [],
      skipped: [],
      checkedCount: 0,
    });
  });

  it('resolved and not reopened since is done, whatever the status says', () => {
    expect(overdue([ticket({ resolvedAt: minutesAfter(5) })], late)).toEqual([]);
  });

  it('reopened after it was resolved is not done', () => {
    const reopened = ticket({ resolvedAt: minutesAfter(5), reopenedAt: minutesAfter(6) });
    expect(overdue([reopened], late)).toHaveLength(2);
  });

  it('resolved again after a reopen is done', () => {
    for (const reopenedAt of [minutesAfter(6), minutesAfter(7)])
      expect(overdue([ticket({ resolvedAt: minutesAfter(7), reopenedAt })], late)).toEqual([]);
  });

  it('an open status with reopens on record is not done', () => {
    const counted = { resolvedAt: minutesAfter(5), reopenedAt: null };
    expect(overdue([ticket({ ...counted, reopenCount: 1 })], late)).toHaveLength(2);
    expect(overdue([ticket({ ...counted, reopenCount: 0 })], late)).toEqual([]);
    const reopened = ticket({ resolvedAt: minutesAfter(5), reopenCount: 1 });
    expect(overdue([reopened], late)).toHaveLength(2);
  });
});

describe('settings that cannot be right', () => {
  it.each([
    [
      'a negative target',
      { now: 0, policies: { low: { firstResponseMinutes: -1, resolutionMinutes: 1 } } },
    ],
    [
      'a NaN target',
      { now: 0, policies: { low: { firstResponseMinutes: 1, resolutionMinutes: Number.NaN } } },
    ],
    [
      'a selector that answers nonsense',
      { now: 0, policies: () => ({ firstResponseMinutes: Number.NaN, resolutionMinutes: 1 }) },
    ],
  ])('%s is a configuration error', (_, options) => {
    const check = () => checkSLABreaches([ticket()], options);
    expect(check).toThrow(ConfigurationError);
    expect(check).toThrow(expect.objectContaining({ code: 'configuration_invalid' }));
  });
});

describe('what a program without types may pass', () => {
  const INSTANT = 'must be a valid Date or milliseconds since 1970';
  const now = new ValidationError('`now` is not usable.', {
    issues: [{ path: 'now', message: INSTANT }],
  });
  it.each([
    ['an invalid now', { now: new Date(Number.NaN) }],
    ['a now as text', { now: '2026-01-01' as never }],
    ['no options', undefined as never],
  ])('%s is named', (_, options) => {
    expect(() => checkSLABreaches([ticket()], options)).toThrow(now);
  });

  it('a text for a moment is named with its place; a Date that is none is skipped', () => {
    const odd = ticket({ createdAt: '2026-01-01T00:00:00Z' as never });
    expect(() => checkSLABreaches([ticket(), odd], { now: 0 })).toThrow(
      new ValidationError('A ticket is not usable.', {
        issues: [
          {
            path: 'tickets.1.createdAt',
            message: 'must be a Date or milliseconds since 1970',
          },
        ],
      }),
    );
    const none = ticket({ id: 'none', createdAt: new Date('?') });
    expect(checkSLABreaches([none], { now: 0 }).skipped).toMatchObject([
      { ticketId: 'none', reason: 'invalid_date' },
    ]);
  });

  it('evaluateSla without options names now', () => {
    expect(() => evaluateSla({ events: [], policies: [] }, undefined as never)).toThrow(now);
  });
});

describe('a breach in words', () => {
  it('says what was missed, when and by which target', () => {
    const [breach] = checkSLABreaches([ticket()], { now: minutesAfter(31) }).breaches;
    expect(breach && explainSlaBreach(breach)).toEqual({
      code: 'first_response_overdue',
      message: 'No first response after 31 minutes; the target for urgent tickets is 30.',
      evidence: { targetMinutes: 30, ageMinutes: 31, minutesOverdue: 1 },
    });
  });
});
