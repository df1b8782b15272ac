import { headerOf } from '../request.ts';
import type { BodyLimits, BodyReading } from './answer-request.ts';
import { parsedBody, tooLargeBody } from './body-faults.ts';
import { type NodeStream, readStream } from './read-stream.ts';

/** What Node's requests have in common with those of the frameworks around it. */
export interface NodeHeaders {
  readonly [name: string]: string | readonly string[] | undefined;
}

/** Where the body may be. */
export interface BodyPlaces {
  readonly headers: NodeHeaders;
  /** The bytes, where somebody kept them. */
  readonly rawBody?: unknown;
  /** What a parser left. */
  readonly body?: unknown;
}

/**
 * The body from wherever it is: kept bytes, the stream if nobody read it, or what a parser left if
 * that is still as it came. `body` is touched last: some platforms parse when it is looked at.
 *
 * @param fix what to do when the bytes are gone.
 */
export function findBody(
  request: BodyPlaces,
  stream: NodeStream,
  { limits, fix }: { readonly limits: BodyLimits; readonly fix: string },
): BodyReading | Promise<BodyReading> {
  if (isRaw(request.rawBody)) return request.rawBody;
  if (stream.readableDidRead !== true && stream.readableEnded !== true) {
    const announced = Number(headerOf(request.headers, 'content-length') ?? 0);
    return announced > limits.maxBytes ? tooLargeBody(limits.maxBytes) : readStream(stream, limits);
  }
  return isRaw(request.body) ? request.body : parsedBody(fix);
}

const isRaw = (body: unknown): body is string | Uint8Array =>
  typeof body === 'string' || body instanceof Uint8Array;
