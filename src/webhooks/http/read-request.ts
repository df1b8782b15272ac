import type { BodyLimits, BodyReading } from './answer-request.ts';
import { brokenBody, parsedBody, slowBody, tooLargeBody } from './body-faults.ts';
import { joined } from './read-stream.ts';

const FIX =
  'Call the handler before anything reads the request (in Hono: before c.req.json() and validators), ' +
  'or give it a request.clone() that was made before.';

/** Reads the body of a `Request`, never more of it than the limit. */
export async function readRequest(request: Request, limits: BodyLimits): Promise<BodyReading> {
  const { body } = request;
  if (request.bodyUsed || body?.locked === true) return parsedBody(FIX);
  if (body == null) return new Uint8Array(0);
  if (Number(request.headers.get('content-length') ?? 0) > limits.maxBytes) {
    return tooLargeBody(limits.maxBytes);
  }
  const reader = body.getReader();
  const { maxBytes, timeoutMs } = limits;
  let fault: BodyReading | null = null;
  const giveUp = (reason: BodyReading): void => {
    fault = reason;
    // Ends a read that waits; whether the sender minds is of no interest.
    reader.cancel().catch(() => undefined);
  };
  // A clock that sleeps under a signal would take a fifth of the time of the whole delivery.
  const timer = setTimeout(() => giveUp(slowBody(timeoutMs)), timeoutMs);
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > maxBytes) giveUp(tooLargeBody(maxBytes));
      else chunks.push(part.value);
    }
    return fault ?? joined(chunks, length);
  } catch {
    return brokenBody();
  } finally {
    clearTimeout(timer);
  }
}
