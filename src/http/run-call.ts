import { SupportError } from '../errors/base.ts';
import { abortedError } from './limiter.ts';
import type { HttpObservers } from './observers.ts';
import type { Plan } from './plan.ts';
import { type AttemptResult, withRetries } from './retry.ts';
import { decideRetry } from './retry-policy.ts';
import type { Settings } from './settings.ts';
import { startCallSpan } from './tracing.ts';

/** What all calls of a transport run with. */
export type CallShared = Pick<Settings, 'clock' | 'random' | 'tracer'> & {
  readonly observers: HttpObservers;
};

/** Runs attempts of one plan under the retry policy, inside one span. */
export async function runCall<T>(
  plan: Plan,
  maxRetries: number,
  attempt: (attempt: number) => Promise<AttemptResult<T>>,
  shared: CallShared,
  statusOf: (value: T) => number,
): Promise<T> {
  const span = startCallSpan(shared.tracer, plan);
  let repeats = 0;
  let errorCode: string | null = null;
  try {
    const value = await withRetries<T>({
      attempt,
      decide: (failure, progress) =>
        decideRetry(
          failure,
          progress,
          { maxRetries, maxWaitMs: plan.maxWaitMs, repeatable: plan.repeatable },
          shared.random(),
        ),
      wait: async (delayMs, number, error) => {
        repeats += 1;
        const { method, path } = plan;
        shared.observers.emit('retry', () => ({ method, path, attempt: number, delayMs, error }));
        await shared.clock.sleep(delayMs, plan.signal).catch(() => {
          throw abortedError(plan.provider);
        });
      },
    });
    span.answered(statusOf(value));
    return value;
  } catch (error) {
    errorCode = SupportError.isInstance(error) ? error.code : 'unexpected';
    if (SupportError.isInstance(error) && 'status' in error && Number(error.status) > 0) {
      span.answered(Number(error.status));
    }
    throw error;
  } finally {
    span.end({ repeats, errorCode });
  }
}
