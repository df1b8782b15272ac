import fc from 'fast-check';
import type { HealthInput } from 'polydesk/health';
import { calculateHealthScore } from 'polydesk/health';
import { describe, expect, it } from 'vitest';
import { describeWithReference, readReferenceJson } from '../support/reference.ts';
import { coreFeatures } from './support.ts';

describe('for any customer', () => {
  const count = fc.option(fc.nat(200));
  const inputs: fc.Arbitrary<HealthInput> = fc.record({
    loginDaysLast30: fc.option(fc.integer({ min: 0, max: 30 })),
    featuresUsed: fc.option(fc.array(fc.constantFrom(...coreFeatures, 'X', 'Y'))),
    ticketsLast90Days: count,
    resolvedTicketsLast90Days: count,
    currentMonthUsage: count,
    previousMonthUsage: count,
    failedPaymentsLast90Days: count,
  });

  it('scores lie between 0 and 100 and the points add up to the total', () => {
    const nothing: HealthInput = {
      loginDaysLast30: null,
      featuresUsed: null,
      ticketsLast90Days: null,
      resolvedTicketsLast90Days: null,
      currentMonthUsage: null,
      previousMonthUsage: null,
      failedPaymentsLast90Days: null,
    };
    fc.assert(
      fc.property(fc.oneof(inputs, fc.constant(nothing)), (customer) => {
        const {
          rawScore,
          score: shown,
          signals,
        } = calculateHealthScore(customer, { coreFeatures });
        // The assertion's own return value must not become the property's answer.
        if (rawScore === null) {
          expect(shown).toBeNull();
          return;
        }
        expect(rawScore).toBeGreaterThanOrEqual(0);
        expect(rawScore).toBeLessThanOrEqual(100);
        expect(signals.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(rawScore, 8);
        expect(signals.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(50 + signals.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(
          rawScore,
          7,
        );
      }),
    );
  });

  it('more logins never lower a score', () => {
    fc.assert(
      fc.property(inputs, fc.nat(29), (customer, days) => {
        const withDays = (loginDaysLast30: number) =>
          calculateHealthScore({ ...customer, loginDaysLast30 }, { coreFeatures }).rawScore ?? 0;
        expect(withDays(days + 1)).toBeGreaterThanOrEqual(withDays(days));
      }),
    );
  });

  it('frozen input survives, twice the same answer', () => {
    fc.assert(
      fc.property(inputs, (customer) => {
        if (customer.featuresUsed) Object.freeze(customer.featuresUsed);
        const options = Object.freeze({ coreFeatures: Object.freeze([...coreFeatures]) });
        const first = calculateHealthScore(Object.freeze(customer), options);
        expect(calculateHealthScore(customer, options)).toEqual(first);
      }),
    );
  });
});

interface WorkedHealth {
  readonly health: readonly {
    readonly label: string;
    readonly coreFeatures: readonly string[];
    readonly customer: HealthInput;
    readonly expected: {
      readonly signals: Record<string, number>;
      readonly raw: number;
      readonly score: number;
      readonly status: string;
    };
  }[];
}

describeWithReference('worked health examples', () => {
  it('all agree', () => {
    const { health } = readReferenceJson('data/worked-examples.json') as WorkedHealth;
    expect(health.length).toBeGreaterThan(0);
    for (const { customer, coreFeatures: core, expected } of health) {
      const result = calculateHealthScore(customer, { coreFeatures: core });
      expect(Object.fromEntries(result.signals.map((one) => [one.signal, one.score]))).toEqual(
        expected.signals,
      );
      expect(result.rawScore).toBeCloseTo(expected.raw, 5);
      expect(result).toMatchObject({ score: expected.score, status: expected.status });
    }
  });
});
