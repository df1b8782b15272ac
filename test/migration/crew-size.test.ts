import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCrewSize, type CrewSize } from '../../src/migration/run/crew-size.ts';

const MINUTE_MS = 60_000;

/** Ends so many items, each with one call of this length, one item a second from `from` on. */
function work(crew: CrewSize, items: number, tookMs: number, from: number): void {
  for (let item = 0; item < items; item += 1) {
    crew.answered('GET source', tookMs);
    crew.ended(from + item * 1000);
  }
}

describe('how many items are worked at', () => {
  it('is one or a few at first, and never more than was set', () => {
    expect(createCrewSize(1).size).toBe(1);
    expect(createCrewSize(3).size).toBe(3);
    const crew = createCrewSize(12);
    expect(crew.size).toBeLessThan(12);
    work(crew, 500, 200, 0);
    expect(crew.size).toBe(12);
  });

  it('stands still while a budget is spent within its window, and grows again once it is not', () => {
    const crew = createCrewSize(100);
    work(crew, 8, 200, 0);
    const { size } = crew;
    expect(size).toBeGreaterThan(4);
    // One wait in every minute: the bursts between them are no reason to grow.
    for (let minute = 0; minute < 10; minute += 1) {
      const from = minute * MINUTE_MS;
      crew.waited(from + 50_000, from);
      work(crew, 40, 200, from);
    }
    expect(crew.size).toBe(size);
    work(crew, 200, 200, 20 * MINUTE_MS);
    expect(crew.size).toBeGreaterThan(size);
  });

  it('takes no notice of the waits of a second that single endpoints ask for', () => {
    const crew = createCrewSize(100);
    for (let from = 0; from < 300_000; from += 10_000) {
      crew.waited(from + 900, from);
      work(crew, 10, 200, from);
    }
    expect(crew.size).toBeGreaterThan(20);
  });

  it('halves when a desk refuses, once for refusals of the same moment', () => {
    const crew = createCrewSize(64);
    work(crew, 2000, 200, 0);
    expect(crew.size).toBe(64);
    for (let refusal = 0; refusal < 10; refusal += 1) crew.refused(5_000_000 + refusal);
    expect(crew.size).toBe(32);
    crew.refused(5_060_000);
    expect(crew.size).toBe(16);
  });

  it('recovers from refusals step by step', () => {
    const crew = createCrewSize(64);
    work(crew, 2000, 200, 0);
    for (let refusal = 0; refusal < 20; refusal += 1) crew.refused(5_000_000 + refusal * 60_000);
    expect(crew.size).toBe(1);
    work(crew, 8, 200, 7_000_000);
    expect(crew.size).toBe(2);
    work(crew, 20_000, 200, 8_000_000);
    expect(crew.size).toBe(64);
  });

  it('settles where a desk gets slow, and below what was set', () => {
    const crew = createCrewSize(200);
    // A desk that serves ten calls at a time: from then on, each waits for the others.
    let [total, rounds] = [0, 0];
    for (let round = 0; round < 400; round += 1) {
      const tookMs = 200 * Math.max(1, crew.size / 10);
      work(crew, Math.max(8, crew.size), tookMs, round * 100_000);
      if (round < 100) continue;
      total += crew.size;
      rounds += 1;
    }
    expect(total / rounds).toBeGreaterThan(9);
    expect(total / rounds).toBeLessThan(30);
  });

  it('takes a desk as it is that has become slower for good', () => {
    const crew = createCrewSize(40);
    work(crew, 2000, 200, 0);
    expect(crew.size).toBe(40);
    work(crew, 200, 1000, 3_000_000);
    expect(crew.size).toBeLessThan(20);
    work(crew, 4000, 1000, 4_000_000);
    expect(crew.size).toBe(40);
  });

  it('does not take a dear kind of call for a slow desk', () => {
    const crew = createCrewSize(50);
    for (let item = 0; item < 2000; item += 1) {
      // Records that are skipped cost a read; others a slow write as well, and they come in long rows.
      crew.answered('GET source', 100);
      if (item % 400 > 200) crew.answered('POST target', 2000);
      crew.ended(item * 1000);
    }
    expect(crew.size).toBe(50);
  });

  it('stays within its bounds, whatever happens', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('ended' as const), ms: fc.integer({ min: 0, max: 100_000 }) }),
      fc.record({ kind: fc.constant('waited' as const), ms: fc.integer({ min: 0, max: 90_000 }) }),
      fc.record({ kind: fc.constant('refused' as const), ms: fc.integer({ min: 0, max: 9000 }) }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(event, { maxLength: 300 }),
        (most, events) => {
          const crew = createCrewSize(most);
          let now = 0;
          for (const { kind, ms } of events) {
            now += ms;
            if (kind === 'waited') crew.waited(now + ms, now);
            else if (kind === 'refused') crew.refused(now);
            else {
              crew.answered('GET source', ms);
              crew.ended(now);
            }
            expect(crew.size).toBeGreaterThanOrEqual(1);
            expect(crew.size).toBeLessThanOrEqual(most);
            expect(Number.isInteger(crew.size)).toBe(true);
          }
        },
      ),
    );
  });
});
