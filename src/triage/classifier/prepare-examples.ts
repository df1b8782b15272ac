import { placeIn } from './places.ts';
import { ConfigurationError } from '../../errors/index.ts';
import { tokenize } from '../text/tokenize.ts';
import type { PreparedExample, TrainingExample, UnlearnableLabel } from './types.ts';

/** Examples ready to learn from. */
export interface PreparedExamples {
  readonly learnable: readonly PreparedExample[];
  /** Labels that can be learned, in order of name. */
  readonly labels: readonly string[];
  /** Examples of labels that have too few. */
  readonly pending: readonly TrainingExample[];
}

const NEEDED = 2;

/**
 * Checks examples, cuts them into words and sets aside the labels with fewer than two, unless they
 * are among the labels known already.
 *
 * @throws ConfigurationError when an example has no text or label, or a weight that is no number
 *   above 0.
 */
export function prepareExamples(
  examples: readonly TrainingExample[],
  known: readonly string[] = [],
  firstNumber = 0,
): PreparedExamples {
  for (const [index, example] of examples.entries()) check(example, index);
  const counts = countLabels(examples);
  const learns = (label: string) => known.includes(label) || placeIn(counts, label) >= NEEDED;
  const isLearnable = new Map([...counts.keys()].map((label) => [label, learns(label)]));
  return {
    learnable: examples.flatMap(({ text, label, weight = 1, id }, index) =>
      isLearnable.get(label) === true
        ? [{ words: tokenize(text), label, weight, id: id ?? `#${firstNumber + index}` }]
        : [],
    ),
    labels: [...counts.keys()].filter((label) => isLearnable.get(label) === true).sort(),
    pending: examples.filter(({ label }) => isLearnable.get(label) === false),
  };
}

function check({ text, label, weight = 1 }: TrainingExample, index: number): void {
  const problem =
    typeof text !== 'string'
      ? 'text must be a string'
      : typeof label !== 'string' || label === ''
        ? 'label must be a non-empty string'
        : Number.isFinite(weight) && weight > 0
          ? null
          : 'weight must be a number above 0';
  if (problem !== null) throw new ConfigurationError(`Training example ${index}: ${problem}.`);
}

function countLabels(examples: readonly TrainingExample[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** The labels of examples that were set aside, with how many there are. */
export const unlearnableLabels = (
  pending: readonly TrainingExample[],
): readonly UnlearnableLabel[] =>
  [...countLabels(pending)]
    .map(([label, examples]) => ({ label, examples }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
