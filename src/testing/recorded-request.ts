/** A `fetch`, as adapters take it. */
export type FetchLike = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** A request as the provider would have received it. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Body as text, `''` without a body. */
  readonly bodyText: string;
  /** Body as bytes, for uploads. */
  readonly bodyBytes: Uint8Array;
  /** The parsed body, `undefined` when it is not JSON. */
  readonly body: unknown;
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads what a `fetch` call would send. The returned `forward` is an equal request that was not
 * read yet.
 */
export async function recordRequest(
  input: string | URL | Request,
  init?: RequestInit,
): Promise<{
  readonly recorded: RecordedRequest;
  readonly forward: Request;
  readonly signal: AbortSignal;
}> {
  const request = new Request(input, init);
  const bodyBytes = new Uint8Array(await request.clone().arrayBuffer());
  const bodyText = new TextDecoder().decode(bodyBytes);
  const url = new URL(request.url);
  const { signal } = request;
  const bodiless = request.method === 'GET' || request.method === 'HEAD';
  return {
    recorded: {
      method: request.method,
      url,
      path: url.pathname,
      query: url.searchParams,
      headers: new Headers(request.headers),
      bodyText,
      bodyBytes,
      body: parseJson(bodyText),
    },
    forward: new Request(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: request.redirect,
      signal,
      ...(bodiless || bodyBytes.length === 0 ? {} : { body: bodyBytes }),
    }),
    signal,
  };
}
