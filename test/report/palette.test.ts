import { describe, expect, it } from 'vitest';
import { HEAT_STEPS, PALETTES, SERIES_COLOURS } from '../../src/report/css.ts';

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

it('computes contrast as WCAG 2.2 does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

describe.each(Object.entries(PALETTES))('the %s palette', (_name, palette) => {
  it('has text that can be read on every ground', () => {
    const grounds = [
      'page',
      'panel',
      'good-ground',
      'warning-ground',
      'bad-ground',
      'muted-ground',
    ] as const;
    for (const ground of grounds) {
      expect(contrast(palette.text, palette[ground]), ground).toBeGreaterThanOrEqual(4.5);
    }
    for (const colour of ['quiet', 'link', 'bad'] as const) {
      expect(contrast(palette[colour], palette.page), colour).toBeGreaterThanOrEqual(4.5);
    }
    for (const colour of ['quiet', 'link'] as const) {
      expect(contrast(palette[colour], palette.panel), colour).toBeGreaterThanOrEqual(4.5);
    }
    for (const tone of ['good', 'warning', 'bad'] as const) {
      expect(contrast(palette[tone], palette[`${tone}-ground`]), tone).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('has marks that stand out from the page', () => {
    const series = Array.from({ length: SERIES_COLOURS }, (_, index) => `s${index + 1}`);
    for (const mark of ['good', 'warning', 'bad', 'muted', ...series]) {
      // Safe: the names above are the palette's.
      const colour = palette[mark as keyof typeof palette];
      expect(contrast(colour, palette.page), mark).toBeGreaterThanOrEqual(3);
    }
  });

  it('has numbers that can be read on every step of the ramp, and steps in order', () => {
    const steps = [palette.h0, palette.h1, palette.h2, palette.h3, palette.h4, palette.h5];
    expect(steps).toHaveLength(HEAT_STEPS);
    for (const [step, colour] of steps.entries()) {
      const text = step < 4 ? palette['h-low-text'] : palette['h-high-text'];
      expect(contrast(text, colour), `h${step}`).toBeGreaterThanOrEqual(4.5);
    }
    const away = steps.map((colour) => contrast(colour, palette.page));
    expect(away).toEqual(away.toSorted((one, other) => one - other));
  });
});
