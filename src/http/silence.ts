import { SupportError } from '../errors/base.ts';
import { RequestError, WireFormatError } from '../errors/classes.ts';
import { Interrupted } from './deadline.ts';
import { abortedError } from './limiter.ts';
import { codeOf, scrubCause, syscallOf } from './redact.ts';
import type { Failure } from './retry-policy.ts';

/** The call that got no usable answer. */
export interface SilentCall {
  readonly provider: string;
  readonly method: string;
  readonly path: string;
  readonly repeatable: boolean;
  readonly timeoutMs: number;
}

// No connection came to be, so no byte of the call was sent.
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
  'FailedToOpenSocket',
]);
// Certificates do not become right by asking again.
const HOPELESS = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|ERR_INVALID_URL)/;

const failure = (
  error: Failure['error'],
  facts: { readonly nothingDone: boolean; readonly transient: boolean },
): Failure => ({ error, ...facts, waitMs: null, rateLimited: false });

/** The error for a call whose effect nobody knows, with the advice to look before repeating. */
export function outcomeUnknown(call: SilentCall, what: string, cause?: unknown): RequestError {
  return new RequestError(
    `${what} ${call.method} ${call.path} may have taken effect at ${call.provider}. Look there before you send it again (read the record or list the newest ones), or pass an idempotencyKey where the provider honours one.`,
    {
      code: 'outcome_unknown',
      provider: call.provider,
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

function timedOut(call: SilentCall): Failure {
  const what = `No answer came within ${call.timeoutMs} ms.`;
  const error = call.repeatable
    ? new RequestError(`${what} (${call.method} ${call.path})`, {
        code: 'request_timeout',
        provider: call.provider,
      })
    : outcomeUnknown(call, what);
  return failure(error, { nothingDone: false, transient: true });
}

/** What an attempt means that ended without an answer. */
export function silenceFailure(error: unknown, call: SilentCall): Failure {
  if (error instanceof Interrupted) {
    if (error.kind === 'timeout') return timedOut(call);
    return failure(abortedError(call.provider), { nothingDone: false, transient: false });
  }
  const code = codeOf(error);
  const connecting = syscallOf(error) === 'connect' || syscallOf(error) === 'getaddrinfo';
  const hopeless = code !== null && HOPELESS.test(code);
  const neverSent = hopeless || connecting || (code !== null && NEVER_SENT.has(code));
  const cause = scrubCause(error);
  if (!call.repeatable && !neverSent) {
    const what = 'The connection was lost before an answer came.';
    return failure(outcomeUnknown(call, what, cause), { nothingDone: false, transient: true });
  }
  const network = new RequestError(
    `The network failed (${call.method} ${call.path}): ${cause.message}`,
    { code: 'network_failed', provider: call.provider, cause, retryable: !hopeless },
  );
  return failure(network, { nothingDone: neverSent, transient: !hopeless });
}

/** What a good status with an unreadable body means: cut off on its way, or not JSON at all. */
export function unreadableFailure(
  answer: { readonly status: number; readonly contentType: string; readonly length: number },
  call: SilentCall,
  requestId: string | null,
): Failure {
  const seen = `status ${answer.status}, ${answer.length} characters of ${answer.contentType}`;
  if (!call.repeatable) {
    const error = outcomeUnknown(call, `The answer (${seen}) is not whole JSON.`);
    return failure(error, { nothingDone: false, transient: true });
  }
  const error = new WireFormatError(`The answer (${seen}) is not whole JSON.`, {
    provider: call.provider,
    retryable: true,
    requestId: requestId ?? undefined,
    issues: [{ path: '', message: 'not parseable as JSON' }],
  });
  return failure(error, { nothingDone: false, transient: true });
}

/** The body is longer than the caller accepts; asking again does not shorten it. */
export function tooLongFailure(call: {
  readonly provider: string;
  readonly maxBytes: number;
}): Failure {
  const error = new SupportError(`The file is longer than ${call.maxBytes} bytes (maxBytes).`, {
    code: 'limit_exceeded',
    provider: call.provider,
  });
  return failure(error, { nothingDone: true, transient: false });
}
