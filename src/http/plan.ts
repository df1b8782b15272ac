import type { RequestOptions } from '../adapter/request-options.ts';
import { ConfigurationError } from '../errors/classes.ts';
import type { AccountUrl } from './account-url.ts';
import { encodeBody } from './body.ts';
import { checkHeaders } from './headers.ts';
import type { HttpRequest } from './http-options.ts';
import { ACCOUNT_BUDGET, type Lane } from './rate-limit.ts';
import { isRepeatable } from './retry-policy.ts';
import { lowerCase, type Settings } from './settings.ts';

/** The budgets of a call that draws on nothing special. */
export const ACCOUNT_ONLY: readonly string[] = Object.freeze([ACCOUNT_BUDGET]);

/** One call as it goes over the wire, the same in every attempt. */
export interface Plan {
  readonly provider: string;
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string | ArrayBuffer | undefined;
  readonly bytes: boolean;
  /** Longest body that is accepted, in bytes; -1 for any. */
  readonly maxBytes: number;
  readonly buckets: readonly string[];
  /** How much of each budget it takes. */
  readonly cost: number;
  readonly repeatable: boolean;
  readonly timeoutMs: number;
  readonly lane: Lane;
  readonly maxWaitMs: number;
  readonly signal: AbortSignal | undefined;
  /** Answers of 300 to 399 are wanted, too. */
  readonly redirects: boolean;
}

function bucketsOf(request: HttpRequest, settings: Settings): readonly string[] {
  const own = settings.bucketOf?.(request) ?? [];
  if (own.length === 0 && request.bucket === undefined) return ACCOUNT_ONLY;
  const all = [ACCOUNT_BUDGET, ...own, ...(request.bucket === undefined ? [] : [request.bucket])];
  return [...new Set(all)];
}

function costOf({ cost = 1 }: HttpRequest): number {
  if (Number.isFinite(cost) && cost >= 0) return cost;
  throw new ConfigurationError('The cost of a call must be a number that is not negative.');
}

function headersOf(
  request: HttpRequest,
  settings: Settings,
  contentType: string | null,
): Readonly<Record<string, string>> {
  const { dedupeKey } = request;
  if (request.headers === undefined && contentType === null && dedupeKey === undefined) {
    return settings.baseHeaders;
  }
  const headers = request.headers === undefined ? {} : lowerCase(request.headers);
  if (contentType !== null) headers['content-type'] = contentType;
  if (dedupeKey !== undefined && settings.dedupeHeader !== null) {
    headers[settings.dedupeHeader.toLowerCase()] = dedupeKey;
  }
  checkHeaders(headers);
  return { ...settings.baseHeaders, ...headers };
}

/** Checks and encodes a request, once for all its attempts. */
export async function toPlan(
  request: HttpRequest,
  options: RequestOptions,
  settings: Settings,
  account: AccountUrl,
): Promise<Plan> {
  const encoding = encodeBody(request);
  const body = encoding instanceof Promise ? await encoding : encoding;
  const lane = options.lane ?? 'interactive';
  return {
    provider: settings.provider,
    method: request.method,
    ...account.target(request.path, request.query),
    headers: headersOf(request, settings, body.contentType),
    data: body.data,
    bytes: request.expect === 'bytes',
    maxBytes: -1,
    buckets: bucketsOf(request, settings),
    cost: costOf(request),
    repeatable: isRepeatable(request),
    timeoutMs: options.timeoutMs ?? settings.timeoutMs,
    lane,
    maxWaitMs: lane === 'bulk' ? settings.maxBulkRetryWaitMs : settings.maxRetryWaitMs,
    signal: options.signal,
    redirects: false,
  };
}
