import { type SandboxRequest, textOf } from './messages.ts';

/** One request as the sandbox saw it. Credentials are redacted. */
export interface LoggedRequest {
  readonly at: string;
  readonly method: string;
  /** Which host was asked: `account`, or another of the provider's hosts. */
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text; null when empty or binary. */
  readonly body: string | null;
  /** The status answered; null when the answer was lost or never came. */
  readonly status: number | null;
  /** The route that served it, such as `GET /api/v2/tickets/{ticket_id}`; null for none. */
  readonly route: string | null;
}

/** How many calls were made: the view that call budgets are asserted on. */
export interface CallCounts {
  readonly total: number;
  readonly byRoute: Readonly<Record<string, number>>;
}

export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  counts(): CallCounts;
  record(request: SandboxRequest, at: number, status: number | null, route: string | null): void;
  clear(): void;
}

const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization']);

export function createRequestLog(limit: number): RequestLog {
  const entries: LoggedRequest[] = [];
  let total = 0;
  let byRoute = new Map<string, number>();
  return {
    entries,
    counts: () => ({ total, byRoute: Object.fromEntries(byRoute) }),
    record: (request, at, status, route) => {
      const name = route ?? `${request.method} ${request.path}`;
      total += 1;
      byRoute.set(name, (byRoute.get(name) ?? 0) + 1);
      if (limit === 0) return;
      // Cutting in large steps keeps the log's cost flat on long runs.
      if (entries.length >= limit * 2) entries.splice(0, limit);
      entries.push(entryOf(request, at, status, route));
    },
    clear: () => {
      entries.length = 0;
      total = 0;
      byRoute = new Map();
    },
  };
}

function entryOf(
  request: SandboxRequest,
  at: number,
  status: number | null,
  route: string | null,
): LoggedRequest {
  const headers: Record<string, string> = {};
  request.headers.forEach((value, name) => {
    headers[name] = secretHeaders.has(name) ? '[redacted]' : value;
  });
  return {
    at: new Date(at).toISOString(),
    method: request.method,
    host: request.host,
    path: request.path,
    query: request.url.search,
    headers,
    body: bodyOf(request),
    status,
    route,
  };
}

function bodyOf(request: SandboxRequest): string | null {
  if (request.bytes.length === 0) return null;
  const type = request.headers.get('content-type') ?? '';
  return /json|text|x-www-form-urlencoded/.test(type) ? textOf(request) : null;
}
