import { describe, expect, it } from 'vitest';
import { daysBetween, lastDays } from '../../src/desk-report/index.ts';
import { comparedPeriods, partsOf } from '../../src/desk-report/period.ts';

const HOUR = 3_600_000;

describe('periods of whole days', () => {
  it('follow the calendar of the zone, also where a day has 23 hours', () => {
    // Berlin put its clocks forward on 2026-03-29 at 01:00 UTC.
    const period = daysBetween('2026-03-29', '2026-03-29', 'Europe/Berlin');
    expect(period).toEqual({ from: Date.UTC(2026, 2, 28, 23), to: Date.UTC(2026, 2, 29, 22) });
    expect(comparedPeriods(period, 'Europe/Berlin').previous).toEqual({
      from: Date.UTC(2026, 2, 27, 23),
      to: Date.UTC(2026, 2, 28, 23),
    });
  });

  it('end at midnight before now', () => {
    const now = Date.UTC(2026, 4, 11, 3);
    // At that moment it was still Sunday evening in New York.
    expect(lastDays(1, { now, timeZone: 'America/New_York' })).toEqual({
      from: Date.UTC(2026, 4, 9, 4),
      to: Date.UTC(2026, 4, 10, 4),
    });
  });

  it('are cut into parts without a gap', () => {
    const periods = comparedPeriods(daysBetween('2026-03-01', '2026-04-09', 'UTC'), 'UTC');
    const { days, parts } = partsOf(periods, 'UTC');
    expect(days).toBe(7);
    expect(parts[0]?.from).toBe(periods.previous.from);
    expect(parts.at(-1)?.to).toBe(periods.current.to);
    for (const [index, part] of parts.entries()) {
      if (index > 0) expect(part.from).toBe(parts[index - 1]?.to);
      expect(part.to - part.from).toBeLessThanOrEqual(7 * 24 * HOUR);
    }
    expect(parts.some(({ from }) => from === periods.current.from)).toBe(true);
  });

  it.each([
    ['2026-02-30', '2026-03-01', 'from'],
    ['2026-03-02', '2026-03-01', 'to'],
    ['2026-03-02', 'tomorrow', 'to'],
    ['0001-01-01', '2026-03-01', 'to'],
  ])('are refused from %s to %s', (from, to, path) => {
    expect(() => daysBetween(from, to, 'UTC')).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path })] }),
    );
  });
});
