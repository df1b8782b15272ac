/** The part of `http.IncomingMessage` that is read. */
export interface NodeRequest {
  readonly url?: string | undefined;
  /** Express: the URL before routers took their part of it. */
  readonly originalUrl?: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What a body parser left. */
  readonly body?: unknown;
  /** What a parser's `verify` hook kept. */
  readonly rawBody?: unknown;
  readonly readableDidRead: boolean;
  readonly readableEnded: boolean;
  // Any arguments, as Node's own emitters have them.
  on(event: string, listener: (chunk: Uint8Array) => void): unknown;
  off(event: string, listener: (chunk: Uint8Array) => void): unknown;
  pause(): unknown;
}

/** The part of `http.ServerResponse` that is written. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  readonly destroyed: boolean;
  setHeader(name: string, value: string): unknown;
  end(body?: string): unknown;
}
