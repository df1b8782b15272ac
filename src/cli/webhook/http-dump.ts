/** An HTTP request as it went over the wire. */
export interface HttpDump {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const REQUEST_LINE = /^([A-Z]{3,10}) \S+ HTTP\/\d(?:\.\d)?\r?$/;
const HEADER_LINE = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*$/;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Bytes as text, each byte as the character of the same number. */
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/**
 * Lines of the form `Name: value`, as headers; `null` when one is of another form. Marks of `curl -v`
 * (`> `) are passed over; a header that comes more than once is joined.
 */
export function parseHeaderLines(
  lines: readonly string[],
): Readonly<Record<string, string>> | null {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value = ''] = HEADER_LINE.exec(line.replace(/^[<>] /, '')) ?? [];
    if (name === undefined) return null;
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}

/** Where the head ends and the body begins: behind the first empty line. */
function bodyStart(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) {
    const next = bytes[at + 1] === CARRIAGE_RETURN ? at + 2 : at + 1;
    if (bytes[next] === LINE_FEED) return next + 1;
  }
  return bytes.length;
}

/** The body out of its chunks; `null` when they are none. */
function unchunked(bytes: Uint8Array): Uint8Array | null {
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, at);
    const size = /^([0-9a-f]{1,7})\s*(;.*)?$/i.exec(latin1(bytes.subarray(at, end)).trim())?.[1];
    if (end === -1 || size === undefined) return null;
    const length = Number.parseInt(size, 16);
    if (length === 0) return new Uint8Array(Buffer.concat(chunks));
    chunks.push(bytes.subarray(end + 1, end + 1 + length));
    at = end + 1 + length;
    if (bytes[at] === CARRIAGE_RETURN) at += 1;
    if (bytes[at] !== LINE_FEED) return null;
    at += 1;
  }
}

/** Splits a head into its lines, without the empty ones around it. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '');

/**
 * Reads a request as `nc` and tunnels show it, with CR LF or line feeds. The body stays as it is, byte
 * by byte, except that chunks are put together. `null` when it is no request.
 */
export function parseHttpDump(bytes: Uint8Array): HttpDump | null {
  const firstEnd = bytes.indexOf(LINE_FEED);
  const firstLine = latin1(bytes.subarray(0, firstEnd === -1 ? bytes.length : firstEnd));
  const [, method] = REQUEST_LINE.exec(firstLine) ?? [];
  if (method === undefined) return null;
  const start = bodyStart(bytes);
  const headers = parseHeaderLines(linesOf(latin1(bytes.subarray(0, start))).slice(1));
  if (headers === null) return null;
  const rest = bytes.slice(start);
  const isChunked = /\bchunked\b/i.test(headers['transfer-encoding'] ?? '');
  return { method, headers, body: (isChunked ? unchunked(rest) : null) ?? rest };
}
