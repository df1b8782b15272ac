import { SupportError } from '../../errors/base.ts';
import { hasCode } from '../../errors/classes.ts';
import type { ItemError } from '../ledger/types.ts';

/** After so many claims, what fails again and again is left to a person. */
export const MOST_ATTEMPTS = 12;

/** An error as the ledger keeps it: errors of other families could quote customers. */
export function itemErrorOf(error: unknown): ItemError {
  if (SupportError.isInstance(error)) return { code: error.code, message: error.message };
  const name = error instanceof Error ? error.name : 'unknown';
  return { code: 'unexpected', message: `An unexpected error of the kind ${name}.` };
}

// What may have been written is looked for first, so that even these can be tried again: an answer that
// was lost, cut off, or an error after the effect.
const PASSING: ReadonlySet<string> = new Set([
  'outcome_unknown',
  'partially_written',
  'server_error',
  'wire_format',
  // What an attempt has made can be unknown to searches for minutes, and be in the way meanwhile.
  'conflict',
]);

/** Whether another attempt can end differently. */
export const isWorthAnotherAttempt = (error: unknown): boolean =>
  SupportError.isInstance(error) && (error.retryable || PASSING.has(error.code));

/** Whether every other item would fail in the same way: wrong credentials, a run that must stop. */
export const concernsAll = (error: unknown): boolean =>
  hasCode(error, 'authentication_failed') || hasCode(error, 'request_aborted');
