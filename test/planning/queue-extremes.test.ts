import { erlangA, fluidBacklog, plan } from 'polydesk/planning';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';

describe('Erlang A with endless patience', () => {
  /** The states summed one by one, from the likeliest outwards; time in units of the handle time. */
  const summed = (load: number, agents: number, patience: number) => {
    const leave = (k: number) => Math.min(k, agents) + Math.max(0, k - agents) / patience;
    const mode = load < agents ? load : agents + (load - agents) * patience;
    let [all, waiting, queue] = [0, 0, 0];
    const add = (k: number, weight: number) => {
      all += weight;
      if (k >= agents) waiting += weight;
      if (k > agents) queue += (k - agents) * weight;
    };
    let weight = 1;
    for (let k = Math.floor(mode); k >= 0 && weight > 1e-30; k -= 1) {
      add(k, weight);
      weight *= leave(k) / load;
    }
    weight = 1;
    for (let k = Math.floor(mode) + 1; weight > 1e-30; k += 1) {
      weight *= load / leave(k);
      add(k, weight);
    }
    return { waitProbability: waiting / all, meanQueue: queue / all };
  };
  it.each([
    ['over the load', 2, 1, 1e8],
    ['at it', 10, 10, 1e10],
    ['a little below it', 99.999, 100, 1e9],
    ['a little above it', 100.001, 100, 1e9],
  ])('is right %s with so much patience that its states are too many to walk', (_, ...queue) => {
    const [load, agents, patience] = queue;
    const { waitProbability, meanQueue } = summed(load, agents, patience);
    const found = erlangA({
      arrivals: load,
      intervalSeconds: 60,
      ahtSeconds: 60,
      agents,
      patienceSeconds: 60 * patience,
    });
    expect(found.waitProbability / waitProbability).toBeCloseTo(1, 9);
    expect(found.meanQueue / meanQueue).toBeCloseTo(1, 9);
    expect((found.abandonProbability * load * patience) / meanQueue).toBeCloseTo(1, 9);
  });
  it.each([1e11, 1e15, 1e18, 1e60])(
    'ends when patience is endless: %d seconds',
    (patienceSeconds) => {
      const over = { arrivals: 20_000, intervalSeconds: 60, ahtSeconds: 60, agents: 10_000 };
      const crowd = erlangA({ ...over, patienceSeconds });
      expect(crowd).toMatchObject({ waitProbability: 1, serviceLevel: 0 });
      expect(crowd.abandonProbability).toBeCloseTo(0.5, 11);
      expect(crowd.occupancy).toBeCloseTo(1, 11);
      expect(crowd.occupancy).toBeLessThanOrEqual(1);
      // At the very load, the queue is half of a normal distribution: √(2·θ ÷ (π·N)) give up.
      const full = erlangA({ ...over, agents: 20_000, patienceSeconds });
      const expected = Math.sqrt((2 * 60) / (patienceSeconds * Math.PI * 20_000));
      expect(full.abandonProbability / expected).toBeCloseTo(1, 3);
    },
  );
  it('refuses a patience beside which the handle time is nothing', () => {
    expect(() =>
      erlangA({
        arrivals: 48,
        intervalSeconds: 60,
        ahtSeconds: 60,
        agents: 50,
        patienceSeconds: 1e200,
      }),
    ).toThrow(
      new ValidationError('The queue is not usable.', {
        issues: [
          {
            path: 'patienceSeconds',
            message: 'is too long beside the handle time; use `erlangC`',
          },
        ],
      }),
    );
  });
});

describe('plan of a backlog refuses', () => {
  const work = {
    mode: 'backlog',
    arrivals: [30, 30],
    intervalMinutes: 60,
    handleMinutes: 20,
  } as const;
  const endless = 'are more work than agents can be counted for';
  const apart = 'is out of all proportion to the interval';
  it.each([
    ['more work than anybody could count agents for', { arrivals: [1e20, 1] }, 'arrivals', endless],
    ['a sum of work that is no number', { arrivals: [1e308, 1e308, 1] }, 'arrivals', endless],
    ['no time', { intervalMinutes: 1e-300, handleMinutes: 1e300 }, 'handleMinutes', apart],
    ['endless time', { intervalMinutes: 1e300, handleMinutes: 1e-300 }, 'handleMinutes', apart],
    [
      'agents that are none',
      { agents: [1, Number.NaN] },
      'agents.1',
      'must be a number, 0 or more',
    ],
    [
      'agents that are too few',
      { agents: [1] },
      'agents',
      'must have one value for each of `arrivals`',
    ],
  ])('%s', (_, changes, path, message) => {
    expect(() => plan({ ...work, ...changes })).toThrow(
      new ValidationError('The plan is not usable.', { issues: [{ path, message }] }),
    );
  });

  it('nothing that is only large, or only long', () => {
    expect(plan({ ...work, arrivals: [1e14, 1], handleMinutes: 7 }).agents[0]).toBeGreaterThan(
      1e13,
    );
    const capacity = Array.from({ length: 150_000 }, () => 1);
    expect(fluidBacklog({ arrivals: capacity, capacity }).largestBacklog).toBe(0);
  });
});
