import { brokenBody, slowBody, tooLargeBody } from './body-faults.ts';
import type { BodyLimits, BodyReading } from './answer-request.ts';

/** The part of a Node stream that is used: that of a request, or one that took its place. */
export interface NodeStream {
  /** Of a request: the whole body has arrived. */
  readonly complete?: boolean;
  readonly readableDidRead?: boolean;
  readonly readableEnded?: boolean;
  readonly destroyed?: boolean;
  on(event: 'data' | 'end' | 'error' | 'close', listener: (value: unknown) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  destroy(): unknown;
}

const encoder = /* @__PURE__ */ new TextEncoder();

/** Reads a stream that nobody has touched. What is over the limit stays in it. */
export function readStream(stream: NodeStream, limits: BodyLimits): Promise<BodyReading> {
  if (stream.destroyed === true) return Promise.resolve(brokenBody());
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    const { maxBytes, timeoutMs } = limits;
    let length = 0;
    let isOver = false;
    const end = (result: () => BodyReading): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      stream.pause();
      resolve(result());
    };
    // A clock that sleeps under a signal would take a fifth of the time of the whole delivery.
    const timer = setTimeout(() => end(() => slowBody(timeoutMs)), timeoutMs);
    stream.on('data', (chunk) => {
      if (isOver) return;
      // Text, when somebody set an encoding before.
      const bytes = chunk instanceof Uint8Array ? chunk : encoder.encode(String(chunk));
      length += bytes.length;
      if (length > maxBytes) end(() => tooLargeBody(maxBytes));
      else chunks.push(bytes);
    });
    stream.on('end', () => end(() => joined(chunks, length)));
    stream.on('error', () => end(brokenBody));
    stream.on('close', () => end(brokenBody));
  });
}

/** Chunks as one. */
export function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

const MOST_DISCARDED_BYTES = 262_144;
const LONGEST_DISCARD_MS = 1000;

/**
 * Reads on for a moment after an answer, so that a sender in the middle of its body sees the answer,
 * and the connection can go on; then ends the connection.
 */
export function discardRest(stream: NodeStream): void {
  const { complete, readableEnded, destroyed } = stream;
  if (complete === true || readableEnded === true || destroyed === true) return;
  let left = MOST_DISCARDED_BYTES;
  const timer = setTimeout(() => stream.destroy(), LONGEST_DISCARD_MS);
  stream.on('data', (chunk) => {
    left -= chunk instanceof Uint8Array ? chunk.length : String(chunk).length;
    if (left < 0) stream.destroy();
  });
  for (const event of ['end', 'error', 'close'] as const) {
    stream.on(event, () => clearTimeout(timer));
  }
  stream.resume();
}
