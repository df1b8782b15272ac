import { InvalidArgumentError } from 'commander';

/** A parser for a month such as `2026-04`. */
export function calendarMonth(text: string): string {
  if (/^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a month such as 2026-04.');
}

/** A parser for a number of days, such as `28d` or `4w`. */
export function dayCount(text: string): number {
  const [, digits, unit] = /^(\d{1,4})([dw]?)$/.exec(text) ?? [];
  const days = Number(digits) * (unit === 'w' ? 7 : 1);
  if (days >= 1 && days <= 1_830) return days;
  throw new InvalidArgumentError('It must be a number of days from 1d to 1830d, or of weeks, 4w.');
}

/** A parser for names with commas between them. */
export function names(text: string): readonly string[] {
  const all = text.split(',').map((name) => name.trim());
  if (all.every((name) => name !== '')) return all;
  throw new InvalidArgumentError('It must be names with commas between them.');
}
