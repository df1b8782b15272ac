import type { HttpEvents, RateBudget } from '../adapter/observers.ts';
import type { RequestOptions } from '../adapter/request-options.ts';
import type { SupportError } from '../errors/base.ts';
import type { MappingWarning } from '../model/provenance.ts';
import type { Clock } from './clock.ts';
import type { HttpTracer } from './tracing.ts';

/** A way to ask for the value of the `Authorization` header, renewed when it has expired. */
export interface TokenProvider {
  /** The header's whole value, for example `Bearer …`. */
  authorization(options: { readonly signal?: AbortSignal | undefined }): string | Promise<string>;
  /**
   * The provider refused `rejected` with 401. Resolves with true when another value is now there,
   * so that the call can be tried once more.
   */
  renew?(
    rejected: string,
    options: { readonly signal?: AbortSignal | undefined },
  ): Promise<boolean>;
}

/** Method, path and status of an answer, with its headers in lower case. */
export interface HttpAnswer {
  readonly method: string;
  /** Without query string. */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer that says no, as the adapter's error mapper gets it. */
export interface HttpRefusal extends HttpAnswer {
  /** Parsed JSON, or the text where the body is not JSON, or null where it is empty. */
  readonly data: unknown;
  readonly requestId: string | null;
  /** From `Retry-After` in either form; null without that header. */
  readonly retryAfterMs: number | null;
}

/** Settings of a transport. One transport serves one account. */
export interface HttpOptions {
  /** Name of the provider, for errors and spans. */
  readonly provider: string;
  /** Where relative paths begin. https, or http to a loopback address. */
  readonly baseUrl: string;
  /** The `Authorization` header's value; it is sent to `baseUrl`'s origin and to nobody else. */
  readonly auth: TokenProvider | (() => string | Promise<string>);
  /** Replaces the built-in network access; called as `fetch(url, init)`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds for one attempt. @default 30_000 */
  readonly timeoutMs?: number | undefined;
  /** How often a safe call is repeated; 0 also turns off waiting out a 429. @default 3 */
  readonly maxRetries?: number | undefined;
  /** Longest time an interactive call waits for its turn and for retries. @default 120_000 */
  readonly maxRetryWaitMs?: number | undefined;
  /** The same for calls of the bulk lane. @default 900_000, and never less than the above */
  readonly maxBulkRetryWaitMs?: number | undefined;
  /** Calls at the same time. @default 10 */
  readonly concurrency?: number | undefined;
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly userAgent?: string | undefined;
  /** Allows http to hosts that are not loopback addresses: credentials then travel readable. */
  readonly allowInsecure?: boolean | undefined;
  /** Header that carries `dedupeKey`; null when the key travels in the body. @default 'Idempotency-Key' */
  readonly dedupeHeader?: string | null | undefined;
  /** Reads the rate budgets from an answer. `resetsAt` must not be too early: round up. */
  readonly budgets?: ((answer: HttpAnswer, nowMs: number) => readonly RateBudget[]) | undefined;
  /** Names of the budgets that a call draws on beside `account`. */
  readonly bucketOf?: ((request: HttpRequest) => readonly string[]) | undefined;
  /** The adapter's error mapper: which error an answer with a status of 300 or more is. */
  readonly onRefusal: (refusal: HttpRefusal) => SupportError;
  /** Give integers that a number cannot hold as texts, with all their digits. @default false */
  readonly largeIntegersAsText?: boolean | undefined;
  /** A tracer of `@opentelemetry/api`, for one span per call. */
  readonly tracer?: HttpTracer | undefined;
  readonly clock?: Clock | undefined;
  /** Numbers from 0 to 1, for the jitter of retries. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/** Values of a query string; arrays repeat the key, null and undefined leave it out. */
export type HttpQuery = Readonly<
  Record<
    string,
    string | number | boolean | readonly (string | number | boolean)[] | null | undefined
  >
>;

/** One call. At most one of `body`, `bytes` and `form`. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `baseUrl`, or an absolute URL of the same origin (a link that the provider sent). */
  readonly path: string;
  readonly query?: HttpQuery | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly bytes?: Uint8Array | ArrayBuffer | Blob | undefined;
  readonly form?: FormData | undefined;
  /** Media type of `bytes`. @default 'application/octet-stream' */
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Repeating does no harm (or, when false, may do), where the method does not say so. */
  readonly idempotent?: boolean | undefined;
  /** A key that the provider honours for this very call: with it, repeating is safe. */
  readonly dedupeKey?: string | undefined;
  /**
   * "Not found" on a repeat means that an earlier attempt, whose answer was lost, did it. The
   * answer then has status 404 and no data. @default true for DELETE, else false
   */
  readonly goneMeansDone?: boolean | undefined;
  /** How the body of a good answer is read. @default 'json' */
  readonly expect?: 'json' | 'bytes' | 'none' | undefined;
  /** One more rate budget that this call draws on. */
  readonly bucket?: string | undefined;
  /** How much of each budget the provider takes for this call. @default 1 */
  readonly cost?: number | undefined;
}

/** A good answer. */
export interface HttpResponse<T> {
  readonly status: number;
  /** Names in lower case; `set-cookie` is left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, bytes, or null for an empty body. */
  readonly data: T;
  readonly requestId: string | null;
}

/** A downloaded file. */
export interface Download {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly status: number;
}

/** Options of a download. */
export interface DownloadOptions extends RequestOptions {
  /** Longest file that is accepted, in bytes. @default 52_428_800 */
  readonly maxBytes?: number | undefined;
}

/** The transport of one account. */
export interface Http {
  /**
   * Sends one call: waits for its turn, retries what may be retried, maps refusals to errors.
   * @throws {RequestError} when no usable answer came
   * @throws {SupportError} of the adapter's mapper, when the provider refused
   */
  send<T = unknown>(request: HttpRequest, options?: RequestOptions): Promise<HttpResponse<T>>;
  /**
   * Downloads a file. Credentials go to the account's own origin only; redirects are followed by
   * hand, without credentials to other origins.
   */
  download(url: string, options?: DownloadOptions): Promise<Download>;
  /** Watches events. A listener that throws breaks nothing. Returns the way to stop. */
  on<Name extends keyof HttpEvents>(
    name: Name,
    listener: (event: HttpEvents[Name]) => void,
  ): () => void;
  /** Tells observers what a translation or the provider dropped or changed. */
  warn(operation: string, warnings: readonly MappingWarning[]): void;
  /** The rate budgets as the provider last told them. */
  rateBudgets(): readonly RateBudget[];
  /** Fails the waiting calls and lets go of kept-alive connections. */
  close(): Promise<void>;
}
