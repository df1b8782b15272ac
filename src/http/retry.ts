import pRetry from 'p-retry';
import type { SupportError } from '../errors/base.ts';
import type { Failure, RetryDecision, RetryProgress } from './retry-policy.ts';

/** One attempt: its answer, or how it failed. Bugs are thrown and never retried. */
export type AttemptResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** The steps of `withRetries`. */
export interface RetrySteps<T> {
  readonly attempt: (attempt: number) => Promise<AttemptResult<T>>;
  readonly decide: (failure: Failure, progress: RetryProgress) => RetryDecision;
  /** Waits; rejects when the caller gives up. */
  readonly wait: (delayMs: number, attempt: number, error: SupportError) => Promise<void>;
}

/** Carries a failure through the retry loop, which only knows errors. */
class FailedAttempt extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super('attempt failed');
    this.failure = failure;
  }
}

/** Repeats a call by a decision function. The loop is only entered after a first failure. */
export async function withRetries<T>(steps: RetrySteps<T>): Promise<T> {
  const first = await steps.attempt(1);
  if (first.ok) return first.value;
  return repeat(first.failure, steps);
}

function repeat<T>(firstFailure: Failure, steps: RetrySteps<T>): Promise<T> {
  let progress: RetryProgress = { retries: 0, rateLimits: 0, waitedMs: 0 };
  return pRetry(
    async (number) => {
      if (number === 1) throw new FailedAttempt(firstFailure);
      const result = await steps.attempt(number);
      if (result.ok) return result.value;
      throw new FailedAttempt(result.failure);
    },
    {
      // The hook decides and waits, so the loop itself neither counts nor sleeps.
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 0,
      factor: 1,
      onFailedAttempt: async ({ error, attemptNumber }) => {
        if (!(error instanceof FailedAttempt)) throw error;
        const decision = steps.decide(error.failure, progress);
        if (!decision.retry) throw error.failure.error;
        progress = {
          retries: progress.retries + (decision.consumes ? 1 : 0),
          rateLimits: progress.rateLimits + (decision.consumes ? 0 : 1),
          waitedMs: progress.waitedMs + decision.delayMs,
        };
        await steps.wait(decision.delayMs, attemptNumber, error.failure.error);
      },
    },
  );
}
