import type { WebhookTraits } from '../../adapter/contract.ts';
import { ConfigurationError } from '../../errors/classes.ts';
import { type Clock, systemClock } from '../../http/clock.ts';
import { MAX_BODY_BYTES } from '../body-limit.ts';
import type { DeliveryOptions, WebhookReport } from '../types.ts';

/** Options with their defaults. */
export interface Settings {
  readonly acknowledge: 'after-handling' | 'first';
  readonly concurrency: number;
  readonly maxUnfinished: number;
  readonly answerWithinMs: number | null;
  readonly handlerTimeoutMs: number;
  readonly leaseMs: number;
  readonly retryDelaysMs: readonly number[];
  readonly snapshots: boolean;
  readonly echoes: 'tell' | 'ignore';
  readonly maxBodyBytes: number;
  readonly toleranceSeconds: number | undefined;
  readonly clock: Clock;
  readonly report: (report: WebhookReport) => void;
}

const DEFAULTS = Object.freeze({
  acknowledge: 'after-handling',
  concurrency: 16,
  maxUnfinished: 10_000,
  handlerTimeoutMs: 300_000,
  leaseMs: 30_000,
  retryDelaysMs: Object.freeze([1000, 10_000, 60_000, 600_000]),
  snapshots: true,
  echoes: 'tell',
  maxBodyBytes: MAX_BODY_BYTES,
} as const);

/** What is known of a parser that does not tell: an answer that every sender understands. */
export const CAREFUL_TRAITS: Omit<WebhookTraits, 'desk'> = Object.freeze({
  headers: Object.freeze(['content-type']),
  timeoutMs: 5000,
  retryAnswer: Object.freeze({ status: 503, retryAfterSeconds: null }),
});

/** Options that are counts or times, and the least that makes sense of each. */
const LEAST: Readonly<Record<string, number>> = {
  concurrency: 1,
  maxUnfinished: 1,
  answerWithinMs: 0,
  handlerTimeoutMs: 1,
  leaseMs: 1,
  maxBodyBytes: 1,
  toleranceSeconds: 0,
};

/** @throws {ConfigurationError} that names the option, for a number that makes no sense. */
export function readSettings(options: DeliveryOptions<never>): Settings {
  const given: Readonly<Record<string, unknown>> = { ...options };
  for (const [name, least] of Object.entries(LEAST)) {
    const value = given[name];
    if (value === undefined || (typeof value === 'number' && value >= least)) continue;
    throw new ConfigurationError(`${name} must be a number of ${least} or more.`);
  }
  const { retryDelaysMs = DEFAULTS.retryDelaysMs, onReport } = options;
  if (!Array.isArray(retryDelaysMs) || !retryDelaysMs.every((delay) => delay >= 0)) {
    throw new ConfigurationError('retryDelaysMs must be a list of milliseconds, 0 or more each.');
  }
  const { acknowledge = DEFAULTS.acknowledge, queue } = options;
  if (queue !== undefined && acknowledge !== 'first') {
    throw new ConfigurationError("A queue takes the work of acknowledge: 'first'. Set both.");
  }
  return {
    acknowledge,
    concurrency: options.concurrency ?? DEFAULTS.concurrency,
    maxUnfinished: options.maxUnfinished ?? DEFAULTS.maxUnfinished,
    answerWithinMs: options.answerWithinMs ?? null,
    handlerTimeoutMs: options.handlerTimeoutMs ?? DEFAULTS.handlerTimeoutMs,
    leaseMs: options.leaseMs ?? DEFAULTS.leaseMs,
    // With a queue of the application's, when to try again is the queue's decision.
    retryDelaysMs: queue === undefined ? retryDelaysMs : retryDelaysMs.map(() => 0),
    snapshots: options.snapshots ?? DEFAULTS.snapshots,
    echoes: options.echoes ?? DEFAULTS.echoes,
    maxBodyBytes: options.maxBodyBytes ?? DEFAULTS.maxBodyBytes,
    toleranceSeconds: options.toleranceSeconds,
    clock: options.clock ?? systemClock,
    report: guarded(onReport),
  };
}

/** Whoever listens cannot break what is listened to. */
function guarded(onReport: DeliveryOptions['onReport']): Settings['report'] {
  if (onReport === undefined) return () => undefined;
  return (report) => {
    try {
      const result: unknown = onReport(report);
      // An async listener's rejection would otherwise end the process.
      if (result instanceof Promise) result.catch(() => undefined);
    } catch {
      // Its failures stay its own.
    }
  };
}
