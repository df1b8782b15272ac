import fc from 'fast-check';
import { SupportError } from '../../src/errors/index.ts';
import { TICKET_PRIORITIES, TICKET_STATUSES } from '../../src/model/enums.ts';
import { checkSLABreaches, SLA_PRESETS, SUPPORT_MATRIX } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { describeWithReference, readReferenceJson } from '../support/reference.ts';
import { at, ticket } from './support.ts';

describe('for any tickets', () => {
  const dates = fc.date({
    min: at('2020-01-01T00:00:00Z'),
    max: at('2030-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  const tickets = fc.array(
    fc.record({
      id: fc.string(),
      status: fc.constantFrom(...TICKET_STATUSES),
      priority: fc.constantFrom(...TICKET_PRIORITIES),
      createdAt: dates,
      firstResponseAt: fc.option(dates),
      resolvedAt: fc.option(dates),
    }),
  );

  it('a breach means age over target, and only then', () => {
    fc.assert(
      fc.property(tickets, dates, (list, now) => {
        const { breaches } = checkSLABreaches(list, { now });
        const expected = list.flatMap((one) => {
          const minutes = (now.getTime() - one.createdAt.getTime()) / 60_000;
          const done = ['resolved', 'closed'].includes(one.status) || one.resolvedAt !== null;
          const [first, resolution] = {
            urgent: [30, 240],
            high: [120, 480],
            normal: [480, 1440],
            low: [1440, 4320],
          }[one.priority] as [number, number];
          return [
            ...(!done && !one.firstResponseAt && minutes > first
              ? [`${one.id} first_response ${Math.round(minutes - first)}`]
              : []),
            ...(!done && minutes > resolution
              ? [`${one.id} resolution ${Math.round(minutes - resolution)}`]
              : []),
          ];
        });
        expect(breaches.map((b) => `${b.ticketId} ${b.type} ${b.minutesOverdue}`)).toEqual(
          expected,
        );
      }),
    );
  });

  it('time only ever adds breaches', () => {
    fc.assert(
      fc.property(tickets, dates, fc.nat(1e9), (list, now, later) => {
        const keys = (instant: number) =>
          checkSLABreaches(list, { now: instant }).breaches.map(
            ({ ticketId, type }) => `${ticketId} ${type}`,
          );
        const after = keys(now.getTime() + later);
        expect(keys(now.getTime()).filter((key) => !after.includes(key))).toEqual([]);
      }),
    );
  });

  it('frozen input survives, twice the same answer', () => {
    fc.assert(
      fc.property(tickets, dates, (list, now) => {
        const frozen = Object.freeze(list.map((one) => Object.freeze(one)));
        const first = checkSLABreaches(frozen, { now });
        expect(checkSLABreaches(frozen, { now })).toEqual(first);
      }),
    );
  });

  it('presets cannot be changed by accident', () => {
    expect(Object.isFrozen(SLA_PRESETS)).toBe(true);
    expect(
      Object.values(SLA_PRESETS)
        .flatMap((table) => [table, ...Object.values(table)])
        .every(Object.isFrozen),
    ).toBe(true);
    expect(
      Object.values(SUPPORT_MATRIX).every(
        (level) => Object.isFrozen(level) && Object.isFrozen(level.targets),
      ),
    ).toBe(true);
  });

  it('errors are of the one family', () => {
    expect.assertions(1);
    try {
      checkSLABreaches([], { now: Number.NaN });
    } catch (error) {
      expect(SupportError.isInstance(error)).toBe(true);
    }
  });
});

interface WorkedCase {
  readonly id: string;
  readonly policies: readonly { readonly targets: Record<string, Record<string, number>> }[];
  readonly events: readonly { readonly at: string; readonly priority: 'urgent' }[];
  readonly expected: readonly {
    readonly now: string;
    readonly clocks: readonly {
      readonly metric: string;
      readonly breached: boolean;
      readonly minutesOverdue: number;
    }[];
  }[];
}

describeWithReference('worked example S-1', () => {
  it('agrees at every observation time', () => {
    const cases = readReferenceJson('data/sla-worked-examples.json') as readonly WorkedCase[];
    const seed = cases.find(({ id }) => id === 'S-1');
    const created = seed?.events[0];
    expect(seed?.expected).toHaveLength(5);
    for (const { now, clocks } of seed?.expected ?? []) {
      const expected = ['first_reply', 'total_resolution'].flatMap((metric) => {
        const clock = clocks.find((one) => one.metric === metric);
        return clock?.breached ? [clock.minutesOverdue] : [];
      });
      const [one] = [
        ticket({ createdAt: at(created?.at ?? ''), priority: created?.priority ?? 'low' }),
      ];
      expect(
        checkSLABreaches([one], { now: at(now) }).breaches.map(
          ({ minutesOverdue }) => minutesOverdue,
        ),
      ).toEqual(expected);
    }
  });
});
