import type { SandboxClock } from './clock.ts';
import { createFaultInjector, type Fault, type FaultInjector } from './faults.ts';
import {
  type Origins,
  ProblemError,
  payloadOf,
  type Reply,
  readRequest,
  type SandboxRequest,
  toResponse,
} from './messages.ts';
import type { SandboxRandom } from './random.ts';
import { type CallCounts, createRequestLog, type LoggedRequest } from './request-log.ts';
import type { WebhookQueue } from './webhook-queue.ts';

/** What a request came to: an answer, possibly cut, or a broken connection. */
export type Outcome =
  | { readonly kind: 'answered'; readonly reply: Reply; readonly cut: Cut | null }
  | { readonly kind: 'dropped' };

export interface Cut {
  readonly keepBytes: number | null;
  /** The cut body ends as if it were complete. */
  readonly clean: boolean;
}

/** A keeper of state beside the state object: clock, random, limiter, queue. */
export interface Saved {
  save(): unknown;
  load(saved: unknown): void;
}

export interface EngineOptions<State extends object> {
  /** The hosts the provider answers on; `account` is the API's. */
  readonly origins: Origins;
  readonly clock: SandboxClock;
  readonly random: SandboxRandom;
  readonly state: State;
  readonly webhooks: WebhookQueue;
  readonly savers: Readonly<Record<string, Saved>>;
  readonly handle: (request: SandboxRequest) => Handled;
  /** The provider's own 429. */
  readonly rateLimited: (retryAfterSeconds: number) => Reply;
  readonly autoDeliver: boolean;
  readonly requestLogLimit: number;
}

export interface Handled {
  readonly reply: Reply;
  readonly route: string | null;
}

/** A stored moment of a sandbox, to hand back to `restore`. */
export interface Snapshot {
  readonly saved: Readonly<Record<string, unknown>>;
}

/** What every provider's sandbox offers. */
export interface Sandbox<State extends object = object> {
  /** The API's origin, such as `https://acme.zendesk.com`. */
  readonly url: string;
  readonly origins: Origins;
  /** A drop-in for the global `fetch`. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** One exchange without the transport: what `serve` and other hosts build on. */
  exchange(request: Request, origins?: Origins): Promise<Outcome>;
  readonly clock: SandboxClock;
  readonly requests: readonly LoggedRequest[];
  /** Calls so far, in all and per route. */
  readonly calls: CallCounts;
  clearRequests(): void;
  readonly faults: FaultInjector;
  readonly webhooks: WebhookQueue;
  /** Everything the account holds. Read it freely in tests; write through `seed` or the API. */
  readonly state: State;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
}

/** Joins a provider's handler to faults, log, webhooks and snapshots. */
export function createEngine<State extends object>(options: EngineOptions<State>): Sandbox<State> {
  const faults = createFaultInjector();
  const log = createRequestLog(options.requestLogLimit);
  const savers = { ...options.savers, state: stateSaver(options.state) };
  const exchange = async (
    request: Request,
    origins = options.origins,
    signal: AbortSignal = request.signal,
  ): Promise<Outcome> => {
    const read = await readRequest(request, origins);
    const fault = faults.next(read);
    const record = (status: number | null, route: string | null) =>
      log.record(read, options.clock.now(), status, route);
    if (fault !== null) await stall(fault, signal, () => record(null, null));
    const instead = fault === null ? null : replacement(fault, options);
    if (instead === 'dropped') {
      record(null, null);
      return { kind: 'dropped' };
    }
    const handled = instead === null ? run(options, read) : { reply: instead, route: null };
    if (options.autoDeliver) void keepDelivering(options);
    const lost = fault?.kind === 'commit-then-drop';
    const reply = fault?.kind === 'commit-then-status' ? errorReply(fault) : handled.reply;
    record(lost ? null : reply.status, handled.route);
    if (lost) return { kind: 'dropped' };
    return { kind: 'answered', reply, cut: cutOf(fault) };
  };
  return {
    url: options.origins.account,
    origins: options.origins,
    exchange,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      // The request's own signal only follows the caller's as long as nobody collects the link.
      const signal = init?.signal ?? request.signal;
      return toFetchResponse(await exchange(request, options.origins, signal));
    },
    clock: options.clock,
    requests: log.entries,
    get calls() {
      return log.counts();
    },
    clearRequests: () => log.clear(),
    faults,
    webhooks: options.webhooks,
    state: options.state,
    snapshot: () => ({
      saved: structuredClone(
        Object.fromEntries(Object.entries(savers).map(([name, saver]) => [name, saver.save()])),
      ),
    }),
    restore: (snapshot) => {
      const copy = structuredClone(snapshot.saved);
      for (const [name, saver] of Object.entries(savers)) saver.load(copy[name]);
    },
  };
}

/** Delivers what is due and, under a real clock, comes back for each retry. */
async function keepDelivering<State extends object>(options: EngineOptions<State>): Promise<void> {
  const touched = await options.webhooks.deliver();
  if (!options.clock.real) return;
  for (const { state, dueAt } of touched) {
    if (state !== 'pending') continue;
    setTimeout(() => void keepDelivering(options), Math.max(0, dueAt - options.clock.now()) + 1);
  }
}

function stateSaver(state: object): Saved {
  return { save: () => state, load: (saved) => void Object.assign(state, saved) };
}

function run<State extends object>(
  options: EngineOptions<State>,
  request: SandboxRequest,
): Handled {
  try {
    return options.handle(request);
  } catch (error) {
    if (error instanceof ProblemError) return { reply: error.reply, route: null };
    throw error;
  }
}

async function stall(fault: Fault, signal: AbortSignal, onAbort: () => void): Promise<void> {
  if (fault.kind !== 'latency' && fault.kind !== 'timeout') return;
  await new Promise<void>((resolve, reject) => {
    const abort = () => {
      onAbort();
      // The reason of an aborted request is an error.
      reject(signal.reason as Error);
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    if (fault.kind === 'latency') setTimeout(resolve, fault.latencyMs);
  });
}

function replacement<State extends object>(
  fault: Fault,
  options: EngineOptions<State>,
): Reply | 'dropped' | null {
  if (fault.kind === 'dropped') return 'dropped';
  if (fault.kind === 'rate-limited') return options.rateLimited(fault.retryAfterSeconds ?? 1);
  return fault.kind === 'status' ? errorReply(fault) : null;
}

function errorReply(fault: Extract<Fault, { readonly status: number }>): Reply {
  const headers = { ...fault.headers };
  if (fault.html === undefined) return { status: fault.status, headers, body: fault.body };
  return {
    status: fault.status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    text: fault.html,
  };
}

function cutOf(fault: Fault | null): Cut | null {
  if (fault?.kind !== 'truncated') return null;
  return { keepBytes: fault.keepBytes ?? null, clean: fault.clean ?? false };
}

function toFetchResponse(outcome: Outcome): Response {
  // The same class and text that fetch gives for a broken connection.
  if (outcome.kind === 'dropped') throw new TypeError('fetch failed');
  if (outcome.cut === null) return toResponse(outcome.reply);
  const kept = cutPayload(outcome.reply, outcome.cut);
  if (outcome.cut.clean) return toResponse({ ...outcome.reply, bytes: kept });
  const response = toResponse(outcome.reply);
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(kept),
    pull: (controller) => controller.error(new TypeError('terminated')),
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

/** What is left of a body that is cut: half of it unless the fault says how much. */
export function cutPayload(reply: Reply, cut: Cut): Uint8Array {
  const payload = payloadOf(reply) ?? '';
  const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  return bytes.slice(0, cut.keepBytes ?? Math.floor(bytes.length / 2));
}
