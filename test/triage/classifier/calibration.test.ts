import { areaUnderCurve, compareClassifiers, expectedCalibrationError } from 'polydesk/triage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitIsotonic,
  fitTemperature,
  logLoss,
} from '../../../src/triage/classifier/calibration.ts';
import { rankScores } from '../../../src/triage/classifier/rank-scores.ts';
import { softmax } from '../../../src/triage/classifier/softmax-regression.ts';
import { EXAMPLES } from './support.ts';

describe('C.6: expected calibration error', () => {
  it('is the gap between confidence and accuracy, weighted by the bins', () => {
    // Bin (.8, .9]: two texts at .9, one right: |.9 + .9 - 1| = .8. Bin (.5, .6]: one at .6, right: .4.
    const judged = [
      { confidence: 0.9, correct: true },
      { confidence: 0.9, correct: false },
      { confidence: 0.6, correct: true },
    ];
    expect(expectedCalibrationError(judged)).toBeCloseTo((0.8 + 0.4) / 3, 12);
  });

  it('is null without texts, and takes 0 and 1', () => {
    expect(expectedCalibrationError([])).toBeNull();
    expect(expectedCalibrationError([{ confidence: 1, correct: true }])).toBe(0);
    expect(expectedCalibrationError([{ confidence: 0, correct: false }])).toBe(0);
  });
});

describe('C.6: area under the curve', () => {
  it.each([
    [[0.9, 0.8], [0.1], 1],
    [[0.1], [0.9], 0],
    [[0.5], [0.5], 0.5],
    // Pairs: .8 beats .6 and .2; .4 beats .2 only: 3 of 4.
    [[0.8, 0.4], [0.6, 0.2], 0.75],
  ])('%j against %j is %f', (inside, outside, area) => {
    expect(areaUnderCurve(inside, outside)).toBe(area);
  });

  it('is null when a group is empty', () => {
    expect(areaUnderCurve([], [0.1])).toBeNull();
    expect(areaUnderCurve([0.1], [])).toBeNull();
  });
});

describe('C.6: temperature scaling', () => {
  it('finds the temperature that makes three of four right at 75 %', () => {
    // Scores (1, 0): the probability is .75 when e^(1/T) = 3, so T = 1 / ln 3.
    const example = (label: number) => ({ scores: Float64Array.of(1, 0), label });
    const examples = [example(0), example(0), example(0), example(1)];
    expect(fitTemperature(examples)).toBeCloseTo(1 / Math.log(3), 4);
    expect(logLoss(examples, 1 / Math.log(3))).toBeCloseTo(
      -(3 * Math.log(0.75) + Math.log(0.25)) / 4,
      9,
    );
  });

  it('is 1 without examples', () => {
    expect(fitTemperature([])).toBe(1);
  });
});

describe('C.6: isotonic regression', () => {
  it('pools neighbours that are out of order', () => {
    const judged = [0.2, 0.4, 0.6, 0.8].map((confidence, index) => ({
      confidence,
      correct: index === 1 || index === 3,
    }));
    // Outcomes 0 1 0 1: the middle two are pooled to 1/2; steps (0+1)/3, (1+1)/4, (1+1)/3.
    const { from, to } = fitIsotonic(judged);
    expect(from).toEqual([0.2, 0.4, 0.8]);
    expect(to.map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0.333333, 0.5, 0.666667]);
  });
});

const RUNS = process.env['POLYDESK_DEEP'] === '1' ? 1000 : 100;

it('the ranking is that of the whole softmax, for any scores', () => {
  const scores = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(
      scores,
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      fc.integer({ min: 1, max: 6 }),
      (list, temperature, limit) => {
        const values = Float64Array.from(list);
        const all = [...softmax(values, temperature)];
        const order = list
          .map((score, place) => ({ score, place }))
          .sort((a, b) => b.score - a.score || a.place - b.place)
          .slice(0, limit)
          .map(({ place }) => place);
        const ranked = rankScores(values, temperature, limit);
        expect(ranked.places).toEqual(order);
        for (const [index, place] of order.entries())
          expect(ranked.probabilities[index]).toBeCloseTo(all[place]!, 9);
        expect(ranked.scope).toBeCloseTo(Math.max(...softmax(values, temperature * 2)), 3);
      },
    ),
    { numRuns: RUNS },
  );
});

it('the ranking of two labels is the logistic function, to the last digits', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 24, noNaN: true }), (distance) => {
      const ranked = rankScores(Float64Array.of(-distance, 0), 1, 2);
      expect(ranked.places).toEqual([1, 0]);
      const expected = 1 / (1 + Math.exp(-distance));
      expect(ranked.probabilities[0]).toBeCloseTo(expected, 14);
      expect(ranked.probabilities[1]! / (expected * Math.exp(-distance))).toBeCloseTo(1, 14);
      expect(ranked.scope).toBeCloseTo(1 / (1 + Math.exp(-distance / 2)), 14);
    }),
    { numRuns: RUNS },
  );
});

describe('C.6: compareClassifiers', () => {
  it('orders all four by log loss', () => {
    const compared = compareClassifiers(EXAMPLES);
    expect(compared.map(({ algorithm }) => algorithm).toSorted()).toEqual([
      'decision_tree',
      'logistic',
      'naive_bayes',
      'nearest_neighbours',
    ]);
    const losses = compared.map(({ logLoss: loss }) => loss);
    expect(losses).toEqual(losses.toSorted((a, b) => a - b));
    expect(compared.every(({ milliseconds }) => milliseconds === null)).toBe(true);
  });

  it('leaves out what does not fit the budget, and keeps at least one', () => {
    let clock = 0;
    const now = () => {
      clock += 10;
      return clock;
    };
    const few = compareClassifiers(EXAMPLES, { timeBudget: { milliseconds: 1, now } });
    expect(few.map(({ algorithm }) => algorithm)).toEqual(['naive_bayes']);
    expect(few[0]?.milliseconds).toBeGreaterThan(0);
    const all = compareClassifiers(EXAMPLES, { timeBudget: { milliseconds: 1e9, now } });
    expect(all).toHaveLength(4);
  });

  it('wants two labels', () => {
    expect(() => compareClassifiers([])).toThrow('two labels');
  });
});
