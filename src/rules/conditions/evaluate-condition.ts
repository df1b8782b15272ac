import type { FieldChange } from '../../model/event.ts';
import { requireNow } from '../../numbers/instant.ts';
import { requireNone } from '../usable.ts';
import { changesTold } from './changes.ts';
import { compileCondition } from './compile-condition.ts';
import { lintCondition } from './lint-condition.ts';
import type { Condition, ConditionOptions, ConditionResult } from './types.ts';

/** The moment, and what a condition can look at besides its facts. */
export interface EvaluateConditionOptions extends ConditionOptions {
  /** What has just changed. @default nothing */
  readonly changes?: readonly FieldChange[];
}

/**
 * Whether a condition holds, with every comparison that was made. Texts are compared without case and
 * width (NFKC); a number is never equal to a text. A missing field (`null`, `undefined`) makes every
 * comparison false but `exists: false`, `neq` and `nin`. A time is older than n minutes from the very
 * minute on, and within the last n minutes up to it.
 *
 * @throws {ConfigurationError} for a condition that is none, and a schedule that is not given.
 * @throws {ValidationError} for a `now` that is no instant.
 * @example
 * evaluateCondition({ field: 'metadata.mrr', op: 'gte', value: 5000 },
 *   { metadata: { mrr: 9000 } }, { now }).matched //=> true
 */
export function evaluateCondition(
  condition: Condition,
  facts: unknown,
  options: EvaluateConditionOptions,
): ConditionResult {
  requireNone(lintCondition(condition, 'condition'), 'The condition is not usable.');
  return compileCondition(condition)({
    facts,
    changeOf: changesTold(options.changes ?? []),
    nowMs: requireNow(options),
    options,
  });
}
