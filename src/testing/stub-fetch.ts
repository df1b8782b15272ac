import { type FetchLike, type RecordedRequest, recordRequest } from './recorded-request.ts';

/** What a stub says. `json` is sent as JSON, `text` as it is. */
export interface StubResponse {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

/** One canned answer, or a function that makes it. */
export type StubAnswer =
  | StubResponse
  | ((request: RecordedRequest) => StubResponse | Response | Promise<StubResponse | Response>);

/** Which requests get which answer. The first route that fits is used. */
export interface StubRoute {
  /** @default any method */
  readonly method?: string;
  /** The exact path, or a pattern for it; the query string is not looked at. */
  readonly path: string | RegExp;
  readonly answer: StubAnswer;
  /** After so many uses the route is spent and the next one that fits is used. @default no end */
  readonly times?: number;
}

/** A `fetch` over canned answers that remembers what it was asked. */
export interface StubFetch {
  readonly fetch: FetchLike;
  /** Every request so far, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Requests that no route fitted, as `GET /path`; they were answered with a 501. */
  readonly unmatched: readonly string[];
}

/**
 * A `fetch` that answers from a list, for tests and offline examples.
 *
 * @example
 * const stub = createStubFetch([{ path: '/tickets/42', answer: { json: { id: 42 } } }]);
 * await (await stub.fetch('https://desk.example/tickets/42')).json() //=> { id: 42 }
 * stub.requests.length //=> 1
 */
export function createStubFetch(routes: readonly StubRoute[]): StubFetch {
  const requests: RecordedRequest[] = [];
  const unmatched: string[] = [];
  const left = routes.map(({ times = Number.POSITIVE_INFINITY }) => times);
  return {
    requests,
    unmatched,
    async fetch(input, init) {
      const { recorded, signal } = await recordRequest(input, init);
      signal.throwIfAborted();
      requests.push(recorded);
      const index = routes.findIndex((route, at) => (left[at] ?? 0) > 0 && fits(route, recorded));
      const route = routes[index];
      if (route === undefined) {
        unmatched.push(`${recorded.method} ${recorded.path}`);
        return new Response('createStubFetch has no answer for this request.', { status: 501 });
      }
      left[index] = (left[index] ?? 0) - 1;
      const { answer } = route;
      return toResponse(typeof answer === 'function' ? await answer(recorded) : answer);
    },
  };
}

function fits(route: StubRoute, request: RecordedRequest): boolean {
  if (route.method !== undefined && route.method.toUpperCase() !== request.method) return false;
  if (typeof route.path === 'string') return route.path === request.path;
  return new RegExp(route.path.source, route.path.flags.replace(/[gy]/g, '')).test(request.path);
}

const EMPTY_STATUSES: ReadonlySet<number> = new Set([204, 205, 304]);

function toResponse(answer: StubResponse | Response): Response {
  if (answer instanceof Response) return answer;
  const { status = 200, json, text } = answer;
  const headers = new Headers(answer.headers);
  if (json !== undefined && !headers.has('content-type')) {
    headers.set('content-type', 'application/json; charset=utf-8');
  }
  const body = json === undefined ? (text ?? '') : JSON.stringify(json);
  return new Response(EMPTY_STATUSES.has(status) ? null : body, { status, headers });
}
