import { type Issue, ValidationError } from '../errors/index.ts';

const isFinite = (value: unknown): value is number => Number.isFinite(value);

/** What a number has to be, and how that is said. */
const RULES = {
  finite: { test: () => true, message: 'must be a finite number' },
  notNegative: { test: (value: number) => value >= 0, message: 'must be a number, 0 or more' },
  positive: { test: (value: number) => value > 0, message: 'must be a number above 0' },
  count: {
    test: (value: number) => Number.isSafeInteger(value) && value >= 0,
    message: 'must be a whole number, 0 or more',
  },
  positiveCount: {
    test: (value: number) => Number.isSafeInteger(value) && value >= 1,
    message: 'must be a whole number, 1 or more',
  },
  share: {
    test: (value: number) => value > 0 && value <= 1,
    message: 'must lie above 0 and be at most 1',
  },
  fraction: {
    test: (value: number) => value >= 0 && value < 1,
    message: 'must be 0 or more and below 1',
  },
  openShare: {
    test: (value: number) => value > 0 && value < 1,
    message: 'must lie between 0 and 1, both excluded',
  },
} as const;

export type NumberRule = keyof typeof RULES;

/** What is wrong with a number, or nothing. Never quotes the value. */
export function numberIssues(path: string, value: unknown, rule: NumberRule): readonly Issue[] {
  const { test, message } = RULES[rule];
  return isFinite(value) && test(value) ? [] : [{ path, message }];
}

/**
 * Refuses numbers that a formula cannot be used with.
 *
 * @throws ValidationError that names each of them.
 */
export function checkNumbers(
  subject: string,
  values: Readonly<Record<string, readonly [value: unknown, rule: NumberRule]>>,
): void {
  refuse(
    subject,
    Object.entries(values).flatMap(([path, [value, rule]]) => numberIssues(path, value, rule)),
  );
}

/** Refuses a list that holds something other than such numbers. */
export function checkSeries(
  subject: string,
  path: string,
  values: readonly unknown[],
  rule: NumberRule,
): void {
  refuse(
    subject,
    values.flatMap((value, index) => numberIssues(`${path}.${index}`, value, rule)),
  );
}

/** @throws ValidationError when there are issues. */
export function refuse(subject: string, issues: readonly Issue[]): void {
  if (issues.length > 0) throw new ValidationError(`${subject} is not usable.`, { issues });
}
