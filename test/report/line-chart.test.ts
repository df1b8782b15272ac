import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';
import { createFormat, lineChart, markupOf } from '../../src/report/index.ts';

const format = createFormat();
const MINUTE = 60_000;

const line = (values: readonly (number | null)[]) =>
  lineChart({
    id: 'speed',
    title: 'Items over time',
    valueTitle: 'Items per minute',
    series: [
      { name: 'Items', points: values.map((value, index) => ({ at: index * MINUTE, value })) },
    ],
    format,
  });

describe('lineChart', () => {
  it('breaks the line where nothing is known, and dots what stands alone', () => {
    const markup = markupOf(line([1, 2, null, 3, null, 2, 2]));
    expect(markup.match(/class="stroke/g)).toHaveLength(3);
    expect(markup.match(/<circle/g)).toHaveLength(5);
    expect(markup).toContain('<td class="number">–</td>');
    // A hundred points would hide the line, but not one that has no line.
    const long = [...Array.from({ length: 100 }, () => 1), null, 1];
    expect(markupOf(line(long)).match(/<circle/g)).toHaveLength(1);
  });

  it('tells series apart by dashes and names, and puts all moments into one table', () => {
    const markup = markupOf(
      lineChart({
        id: 'two',
        title: 'Two',
        valueTitle: 'Calls',
        description: 'Two lines.',
        timeTitle: 'From',
        series: [
          {
            name: 'A',
            points: [
              { at: 0, value: 1 },
              { at: 2 * MINUTE, value: 2 },
            ],
          },
          {
            name: 'B',
            colour: 'bad',
            points: [
              { at: MINUTE, value: 4 },
              { at: 2 * MINUTE, value: 5 },
            ],
          },
        ],
        value: (value) => `${value} calls`,
        format,
      }),
    );
    expect(markup).toContain('<desc id="two-desc">Two lines.</desc>');
    expect(markup).toContain('class="legend"');
    expect(markup).toContain('class="stroke s1-mark" stroke-dasharray="" ');
    expect(markup).toContain('class="stroke bad-mark" stroke-dasharray="7 4" ');
    expect(markup).not.toContain('class="area');
    expect(markup.match(/<tr><th scope="row">/g)).toHaveLength(3);
    expect(markup).toContain('<td class="number">–</td><td class="number">4 calls</td>');
  });

  it('draws events, with their labels to the side that has room', () => {
    const markup = markupOf(
      lineChart({
        id: 'e',
        title: 'E',
        valueTitle: 'Items',
        series: [
          {
            name: 'Items',
            points: [
              { at: 0, value: 10 },
              { at: 10 * MINUTE, value: 10 },
            ],
          },
        ],
        events: [
          { at: MINUTE, label: 'killed' },
          { at: MINUTE + 1_000, label: 'again' },
          { at: 9 * MINUTE, label: 'stopped' },
        ],
        format,
      }),
    );
    expect(markup).toMatch(/text-anchor="start">killed/);
    expect(markup).toMatch(/text-anchor="end">stopped/);
    expect(markup.match(/class="event"/g)).toHaveLength(3);
    // Its label would lie on the first one.
    expect(markup).not.toContain('again');
  });

  it('places points by their time and value', () => {
    // The plot is 56 to 624 wide and 30 to 228 high; the axis ends at 10.
    expect(markupOf(line([0, 10, 5]))).toContain('d="M56,228L340,30L624,129"');
  });

  it('refuses times out of order, too many series and too many points', () => {
    const points = (times: readonly number[]) =>
      lineChart({
        id: 'x',
        title: 'X',
        valueTitle: 'V',
        series: [{ name: 'A', points: times.map((at) => ({ at, value: 1 })) }],
        format,
      });
    expect(() => points([1, 0])).toThrow(ValidationError);
    expect(() => points([1, 1])).toThrow(ValidationError);
    expect(() => points([Number.NaN])).toThrow(ValidationError);
    expect(() => points([9e15])).toThrow(ValidationError);
    expect(() => points(Array.from({ length: 2_001 }, (_, index) => index))).toThrow(
      ConfigurationError,
    );
    const series = Array.from({ length: 9 }, (_, index) => ({ name: `S${index}`, points: [] }));
    expect(() => lineChart({ id: 'x', title: 'X', valueTitle: 'V', series, format })).toThrow(
      ConfigurationError,
    );
  });
});
