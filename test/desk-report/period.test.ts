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

  it('begin at midnight before a day that has none', () => {
    // Cairo put its clocks forward on 2026-04-24 from 00:00 to 01:00.
    const now = Date.UTC(2026, 3, 24, 12);
    const period = lastDays(7, { now, timeZone: 'Africa/Cairo' });
    expect(period).toEqual({ from: Date.UTC(2026, 3, 16, 22), to: Date.UTC(2026, 3, 23, 22) });
    expect(comparedPeriods(period, 'Africa/Cairo').previous).toEqual({
      from: Date.UTC(2026, 3, 9, 22),
      to: Date.UTC(2026, 3, 16, 22),
    });
    const after = daysBetween('2026-04-24', '2026-04-26', 'Africa/Cairo');
    expect(comparedPeriods(after, 'Africa/Cairo').previous).toEqual({
      from: Date.UTC(2026, 3, 20, 22),
      to: Date.UTC(2026, 3, 23, 22),
    });
  });

  it.each([
    // Begin and end of summer time at midnight, a half hour of it at two, and a zone without it.
    ['Africa/Cairo', '2026-04-27', 14],
    ['Africa/Cairo', '2026-11-02', 14],
    ['Asia/Beirut', '2026-04-01', 14],
    ['America/Santiago', '2026-09-08', 14],
    ['America/Santiago', '2026-04-08', 14],
    ['America/Havana', '2026-03-11', 14],
    ['Australia/Lord_Howe', '2026-10-07', 14],
    ['Asia/Kathmandu', '2026-03-11', 14],
    // 2011-12-30 and 1993-08-21 were skipped: the date line moved.
    ['Pacific/Apia', '2012-01-03', 13],
    ['Pacific/Apia', '2011-12-31', 13],
    ['Pacific/Kwajalein', '1993-08-25', 13],
  ])('in %s before %s have a row for each day', (timeZone, today, days) => {
    const dateAt = (at: number) => new Intl.DateTimeFormat('sv', { timeZone }).format(at);
    const now = Date.parse(`${today}T12:00:00Z`);
    const { parts } = partsOf(comparedPeriods(lastDays(7, { now, timeZone }), timeZone), timeZone);
    expect(parts).toHaveLength(days);
    expect(dateAt(parts.at(-1)?.to ?? 0)).toBe(dateAt(now));
    for (const { from, to, label } of parts) {
      expect([dateAt(from), dateAt(to - 1)]).toEqual([label, label]);
      expect([dateAt(from - 1), dateAt(to)]).not.toContain(label);
    }
  });

  it('are not empty where the day before was skipped', () => {
    const timeZone = 'Pacific/Apia';
    // The 29th ended where the 31st began.
    const period = lastDays(1, { now: Date.UTC(2011, 11, 31, 3), timeZone });
    expect(period).toEqual({ from: Date.UTC(2011, 11, 29, 10), to: Date.UTC(2011, 11, 30, 10) });
    const day = daysBetween('2011-12-31', '2011-12-31', timeZone);
    expect(comparedPeriods(day, timeZone).previous).toEqual(period);
  });

  it('keep the hour of a period of your own, also over a day that does not have it', () => {
    const half = (day: number, hour: number) => Date.UTC(2026, 3, day, hour, 30);
    // From half past midnight to half past midnight: on the 24th that is the jump itself.
    const periods = comparedPeriods({ from: half(24, 21), to: half(25, 21) }, 'Africa/Cairo');
    const cut = comparedPeriods({ from: half(22, 22), to: half(25, 21) }, 'Africa/Cairo');
    expect(periods.previous).toEqual({ from: Date.UTC(2026, 3, 23, 22), to: half(24, 21) });
    expect(
      partsOf(cut, 'Africa/Cairo')
        .parts.map(({ to }) => to)
        .slice(-4),
    ).toEqual([half(22, 22), Date.UTC(2026, 3, 23, 22), half(24, 21), half(25, 21)]);
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
