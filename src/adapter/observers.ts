import type { SupportError } from '../errors/base.ts';
import type { MappingWarning } from '../model/provenance.ts';

/** A rate budget as the provider's headers tell it. */
export interface RateBudget {
  /** `account`, or the provider's own name of an endpoint bucket. */
  readonly name: string;
  readonly limit: number | null;
  readonly remaining: number;
  /** When the budget is full again; `null` when the provider does not say. */
  readonly resetsAt: Date | null;
}

/** What observers can watch. None of it holds secrets or customers' text. */
export interface HttpEvents {
  /** A call was answered. */
  readonly request: {
    readonly method: string;
    /** Path with ids, without query string. */
    readonly path: string;
    readonly status: number;
    readonly durationMs: number;
    readonly attempt: number;
    readonly requestId: string | null;
  };
  /** A call will be repeated after `delayMs`. */
  readonly retry: {
    readonly method: string;
    readonly path: string;
    readonly attempt: number;
    readonly delayMs: number;
    readonly error: SupportError;
  };
  /** Calls wait, because a budget is spent or the provider asked for patience. */
  readonly rateLimit: {
    readonly budget: string;
    readonly waitMs: number;
    readonly waiting: number;
  };
  /** The provider dropped or changed something that was sent, or a translation lost something. */
  readonly warning: {
    readonly operation: string;
    readonly warnings: readonly MappingWarning[];
  };
}
