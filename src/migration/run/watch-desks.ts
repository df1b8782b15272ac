import { SupportError } from '../../errors/base.ts';
import type { Setup } from '../carry/work.ts';
import type { CrewSize } from './crew-size.ts';

/** What says that a desk has enough to do, or more than that. */
const REFUSALS: ReadonlySet<string> = new Set([
  'rate_limited',
  'server_error',
  'request_timeout',
  'network_failed',
]);

/** Tells a crew what its calls meet with at both desks. Answers the way to stop. */
export function watchDesks(
  { from, to, clock }: Pick<Setup, 'from' | 'to' | 'clock'>,
  crew: CrewSize,
): () => void {
  const stops = [from, to].flatMap((desk) => [
    desk.on('rateLimit', ({ waitMs }) => {
      const now = clock.now();
      crew.waited(now + waitMs, now);
    }),
    desk.on('request', ({ method, durationMs }) => {
      crew.answered(`${method} ${desk.provider}`, durationMs);
    }),
    desk.on('retry', ({ error }) => {
      if (SupportError.isInstance(error) && REFUSALS.has(error.code)) crew.refused(clock.now());
    }),
  ]);
  return () => stops.forEach((stop) => stop());
}
