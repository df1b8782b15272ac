/** What every call takes. */
export interface RequestOptions {
  /** Aborts the call, also while it waits for its turn or for a retry. */
  readonly signal?: AbortSignal;
  /** Milliseconds for one attempt. */
  readonly timeoutMs?: number;
  /** `bulk` gives way to interactive calls when the rate budget is short. @default 'interactive' */
  readonly lane?: 'interactive' | 'bulk';
  /** How often a safe call is repeated. @default the adapter's setting */
  readonly maxRetries?: number;
}

/** Options of calls that create a record. */
export interface CreateOptions extends RequestOptions {
  /**
   * The same key never creates twice, where the provider honours keys (`dedupe` in the manifest). Elsewhere
   * the answer has a `dropped` warning for it.
   */
  readonly idempotencyKey?: string;
}

/** One item of a bulk call. */
export interface BulkItem {
  /** Position in the input. */
  readonly index: number;
  readonly ok: boolean;
  /** polydesk id of the record, when the provider told it. */
  readonly id: string | null;
  /** The provider's error, when the item failed. */
  readonly error: { readonly nativeCode: string | null; readonly message: string } | null;
}

/** What became of a bulk call, by input item. A finished job can hold failed items. */
export interface BulkResult {
  readonly items: readonly BulkItem[];
  readonly succeeded: number;
  readonly failed: number;
  /** The provider's job ids. */
  readonly jobIds: readonly string[];
}

/** How far a bulk call has come. */
export interface BulkProgress {
  readonly total: number;
  readonly done: number;
  readonly jobs: readonly {
    readonly id: string;
    readonly status: 'queued' | 'working' | 'completed' | 'failed' | 'killed';
  }[];
}

/** Options of bulk calls. */
export interface BulkOptions extends RequestOptions {
  readonly onProgress?: (progress: BulkProgress) => void;
  /** Milliseconds between looks at a running job. @default 1000 */
  readonly pollIntervalMs?: number;
}
