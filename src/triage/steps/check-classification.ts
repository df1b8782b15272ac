import { type Issue, ValidationError } from '../../errors/index.ts';
import { TICKET_PRIORITIES } from '../../model/enums.ts';
import type { Classification } from '../types.ts';

/** Checks the answer of a classifier that may be a model. Names what is wrong, never the value. */
export function checkClassification(answer: unknown): Classification {
  const issues = findIssues(answer);
  if (issues.length > 0)
    throw new ValidationError("The classifier's answer is not usable.", { issues });
  // Every field of the type has just been looked at.
  return answer as Classification;
}

function findIssues(answer: unknown): readonly Issue[] {
  if (typeof answer !== 'object' || answer === null)
    return [{ path: '', message: 'must be an object' }];
  // Only read as a bag of unknown values.
  const fields = answer as Readonly<Record<string, unknown>>;
  const checks: readonly (readonly [string, boolean, string])[] = [
    ['category', isText(fields['category']), 'must be a non-empty string'],
    [
      'priority',
      TICKET_PRIORITIES.some((priority) => priority === fields['priority']),
      `must be one of ${TICKET_PRIORITIES.join(', ')}`,
    ],
    [
      'tags',
      Array.isArray(fields['tags']) && fields['tags'].every((tag) => typeof tag === 'string'),
      'must be a list of strings',
    ],
    ['confidence', isBetween(fields['confidence'], 0, 1), 'must be a number from 0 to 1'],
    [
      'sentiment',
      (fields['sentiment'] ?? null) === null || isBetween(fields['sentiment'], -1, 1),
      'must be a number from -1 to 1, or null',
    ],
  ];
  return checks.flatMap(([path, valid, message]) => (valid ? [] : [{ path, message }]));
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const isBetween = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;
