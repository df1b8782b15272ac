import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advance,
  BEGINNING,
  type Dated,
  keyOf,
  perPageOf,
  readWindow,
  recognise,
  settled,
  type Window,
  windowFrom,
  windowText,
} from '../../../../adapters/freshdesk/client/windows.ts';

const START_MS = Date.UTC(2026, 0, 5);
// Long after everything has changed.
const LATER = START_MS / 1000 + 3_600;

interface Row extends Dated {
  readonly updatedAt: Date;
}

/** A list that answers as Freshdesk does: from a date on, oldest change first, page by page. */
function pageOf(rows: readonly Row[], { since, page }: Window, perPage: number) {
  // On its way back through a second, a walk asks for the pages it has passed.
  const number = Math.abs(page);
  const found = rows
    .filter(({ updatedAt }) => updatedAt >= new Date(since))
    .sort(
      (one, two) =>
        one.updatedAt.getTime() - two.updatedAt.getTime() ||
        Number(one.externalId) - Number(two.externalId),
    );
  return {
    records: found.slice((number - 1) * perPage, number * perPage),
    more: found.length > number * perPage,
  };
}

describe('a walk in windows', () => {
  it('gives everything once, ends, and survives its own cursors, whatever the dates are', () => {
    const scenario = fc.record({
      // Many share a second.
      seconds: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 400 }),
      size: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(scenario, ({ seconds, size }) => {
        const rows = seconds.map((second, index) => ({
          externalId: String(index + 1),
          updatedAt: new Date(START_MS + second * 1000),
        }));
        const given: string[] = [];
        let window: Window | null = windowFrom(BEGINNING);
        let calls = 0;
        while (window !== null) {
          const perPage = perPageOf(window, size);
          expect(perPage).toBeLessThanOrEqual(100);
          const { records, more } = pageOf(rows, window, perPage);
          const page = { more, perPage, readAt: LATER };
          const step: ReturnType<typeof advance<Row>> = advance(window, records, page);
          given.push(...step.fresh.map(({ externalId }) => externalId));
          window = step.next === null ? null : readWindow(windowText(step.next));
          calls += 1;
          expect(calls).toBeLessThan(1_000);
        }
        expect([...given].sort()).toEqual(rows.map(({ externalId }) => externalId).sort());
      }),
      { seed: 31, numRuns: 300 },
    );
  });

  it('misses nobody while records that were read change', () => {
    const scenario = fc.record({
      count: fc.integer({ min: 1, max: 60 }),
      size: fc.integer({ min: 1, max: 9 }),
      touched: fc.array(fc.nat(), { maxLength: 60 }),
    });
    fc.assert(
      fc.property(scenario, ({ count, size, touched }) => {
        const rows: Row[] = Array.from({ length: count }, (_, index) => ({
          externalId: String(index + 1),
          updatedAt: new Date(START_MS + index * 1000),
        }));
        const given = new Set<string>();
        let now = START_MS + count * 1000;
        let window: Window | null = windowFrom(BEGINNING);
        for (let call = 0; window !== null && call < 500; call += 1) {
          const perPage = perPageOf(window, size);
          const { records, more } = pageOf(rows, window, perPage);
          const page = { more, perPage, readAt: LATER };
          const step: ReturnType<typeof advance<Row>> = advance(window, records, page);
          for (const { externalId } of step.fresh) given.add(externalId);
          window = step.next;
          // Somebody changes a record between two pages; it moves to the end.
          const index = touched[call];
          if (index !== undefined) {
            now += 1000;
            const at = index % count;
            rows[at] = { externalId: String(at + 1), updatedAt: new Date(now) };
          }
        }
        expect(given.size).toBe(count);
      }),
      { seed: 32, numRuns: 300 },
    );
  });

  it('keeps in mind what is newer than a moment, for whoever looks again', () => {
    const row = (externalId: string, second: number): Row => ({
      externalId,
      updatedAt: new Date(START_MS + second * 1000),
    });
    const rows = [row('1', 0), row('2', 50), row('3', 60)];
    const rememberFrom = START_MS / 1000 + 40;
    const page = { more: true, perPage: 3, readAt: LATER, rememberFrom };
    const { next } = advance(windowFrom(BEGINNING), rows, page);
    expect(next?.seen).toEqual(rows.slice(1).map(keyOf));
    const far = advance(windowFrom(BEGINNING), rows, { more: true, perPage: 3, readAt: LATER });
    expect(far.next?.seen).toEqual(rows.slice(2).map(keyOf));
  });

  it('misses nobody when records leave a second of many pages, whenever they do', () => {
    const scenario = fc.record({
      count: fc.integer({ min: 101, max: 450 }),
      // After each call, how many of the first ones change.
      leaving: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }),
    });
    fc.assert(
      fc.property(scenario, ({ count, leaving }) => {
        const rows: Row[] = Array.from({ length: count }, (_, index) => ({
          externalId: String(index + 1),
          updatedAt: new Date(START_MS),
        }));
        const given = new Set<string>();
        let left = 0;
        let window: Window | null = windowFrom(BEGINNING);
        for (let call = 0; window !== null; call += 1) {
          expect(call).toBeLessThan(100);
          const perPage = perPageOf(window, 100);
          const { records, more } = pageOf(rows, window, perPage);
          const page = { more, perPage, readAt: LATER };
          const step: ReturnType<typeof advance<Row>> = advance(window, records, page);
          for (const { externalId } of step.fresh) given.add(externalId);
          window = step.next === null ? null : readWindow(windowText(step.next));
          for (const row of rows.slice(left, left + (leaving[call] ?? 0))) {
            rows[left] = { ...row, updatedAt: new Date(START_MS + 60_000 + call * 1_000) };
            left += 1;
          }
        }
        expect(given.size).toBe(count);
      }),
      { seed: 33, numRuns: 200 },
    );
  });

  it('takes what was read in the seconds of its change for unsettled', () => {
    const second = START_MS / 1000;
    const row = { externalId: '7', updatedAt: new Date(START_MS) };
    const young = recognise([], [row], second + 9).keys;
    expect(settled(young)).toEqual([]);
    // It is known all the same as long as the same walk goes on.
    expect(recognise(young, [row], second + 60)).toEqual({ fresh: [], keys: [] });
    const old = recognise([], [row], second + 10).keys;
    expect(settled(old)).toEqual([keyOf(row)]);
  });
});
