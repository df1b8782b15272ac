import type { SandboxRequest } from './messages.ts';

/**
 * What can go wrong between a caller and a provider.
 * - `latency`: answers later, in real milliseconds.
 * - `status`: answers with an error instead of acting (`body` as JSON, or `html` as a page).
 * - `rate-limited`: the provider's own 429.
 * - `timeout`: never answers; nothing happened. Ends only when the caller aborts.
 * - `dropped`: the connection breaks before anything happened.
 * - `commit-then-drop`: the effect happens and the answer is lost.
 * - `commit-then-status`: the effect happens and an error is answered all the same.
 * - `truncated`: the effect happens and the body is cut (`clean`: as if complete).
 */
export type Fault =
  | { readonly kind: 'latency'; readonly latencyMs: number }
  | {
      readonly kind: 'status' | 'commit-then-status';
      readonly status: number;
      readonly body?: unknown;
      readonly html?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds?: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'commit-then-drop' }
  | { readonly kind: 'truncated'; readonly keepBytes?: number; readonly clean?: boolean };

/** Which requests a fault hits. Everything given must hold. */
export interface FaultRule {
  readonly fault: Fault;
  readonly method?: string;
  /** An exact path (without query), or a pattern. */
  readonly path?: string | RegExp;
  readonly when?: (request: SandboxRequest) => boolean;
  /** How many matching requests are hit. @default 1 */
  readonly times?: number;
  /** How many matching requests pass first. @default 0 */
  readonly after?: number;
}

export interface FaultInjector {
  /** Arms a rule; the answer disarms it. */
  inject(rule: FaultRule): () => void;
  clear(): void;
  /** The faults that hit so far, in order. */
  readonly hits: readonly {
    readonly method: string;
    readonly path: string;
    readonly fault: Fault;
  }[];
  /** The fault for a request, counting it. */
  next(request: SandboxRequest): Fault | null;
}

/**
 * Makes the fault injector of a sandbox.
 *
 * @example
 * sandbox.faults.inject({ method: 'PUT', fault: { kind: 'commit-then-drop' } });
 */
export function createFaultInjector(): FaultInjector {
  const armed = new Map<FaultRule, { passes: number; hits: number }>();
  const hits: { method: string; path: string; fault: Fault }[] = [];
  return {
    inject: (rule) => {
      // A copy, so that arming one rule twice counts twice.
      const own = { ...rule };
      armed.set(own, { passes: rule.after ?? 0, hits: rule.times ?? 1 });
      return () => void armed.delete(own);
    },
    clear: () => armed.clear(),
    hits,
    next: (request) => {
      for (const [rule, left] of armed) {
        if (!matches(rule, request)) continue;
        if (left.passes > 0) {
          left.passes -= 1;
          continue;
        }
        left.hits -= 1;
        if (left.hits <= 0) armed.delete(rule);
        hits.push({ method: request.method, path: request.path, fault: rule.fault });
        return rule.fault;
      }
      return null;
    },
  };
}

function matches(rule: FaultRule, request: SandboxRequest): boolean {
  if (rule.method !== undefined && rule.method !== request.method) return false;
  if (typeof rule.path === 'string' && rule.path !== request.path) return false;
  if (rule.path instanceof RegExp && !rule.path.test(request.path)) return false;
  return rule.when === undefined || rule.when(request);
}
