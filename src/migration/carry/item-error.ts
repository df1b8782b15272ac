import { SupportError } from '../../errors/base.ts';
import { hasCode } from '../../errors/classes.ts';
import type { ItemError } from '../ledger/types.ts';

/** After so many claims, what fails again and again is left to a person. */
export const MOST_ATTEMPTS = 10;

/** An error as the ledger keeps it: errors of other families could quote customers. */
export function itemErrorOf(error: unknown): ItemError {
  if (SupportError.isInstance(error)) return { code: error.code, message: error.message };
  const name = error instanceof Error ? error.name : 'unknown';
  return { code: 'unexpected', message: `An unexpected error of the kind ${name}.` };
}

/** Whether another attempt can end differently. */
export function isWorthAnotherAttempt(error: unknown): boolean {
  if (!SupportError.isInstance(error)) return false;
  // What was written in part is found again and completed.
  return (
    error.retryable || hasCode(error, 'outcome_unknown') || hasCode(error, 'partially_written')
  );
}

/** Whether every other item would fail in the same way: wrong credentials, a run that must stop. */
export const concernsAll = (error: unknown): boolean =>
  hasCode(error, 'authentication_failed') || hasCode(error, 'request_aborted');
