/** The part of an OpenTelemetry span that is used. */
export interface HttpSpan {
  setAttribute(name: string, value: string | number | boolean): unknown;
  setStatus(status: { code: number }): unknown;
  end(): void;
}

/** The part of an OpenTelemetry tracer that is used: pass `trace.getTracer('…')`. */
export interface HttpTracer {
  startSpan(
    name: string,
    options?: { kind?: number; attributes?: Record<string, string | number | boolean> },
  ): HttpSpan;
}

/** One call's span. */
export interface CallSpan {
  answered(status: number): void;
  /** How often the call was repeated, and the error's code where it failed. */
  end(outcome: { readonly repeats: number; readonly errorCode: string | null }): void;
}

// SpanKind.CLIENT and SpanStatusCode.ERROR; importing the package costs 20 ms.
const CLIENT = 2;
const ERROR = 2;
const NONE: CallSpan = Object.freeze({ answered: () => {}, end: () => {} });

function guarded(action: () => void): void {
  try {
    action();
  } catch {
    // A broken tracer must not break calls.
  }
}

/** Starts the span of one call; without a tracer it costs nothing. */
export function startCallSpan(
  tracer: HttpTracer | undefined,
  call: { readonly provider: string; readonly method: string; readonly path: string },
): CallSpan {
  if (tracer === undefined) return NONE;
  let span: HttpSpan | undefined;
  guarded(() => {
    span = tracer.startSpan(call.method, {
      kind: CLIENT,
      attributes: {
        'http.request.method': call.method,
        'url.path': call.path,
        'polydesk.provider': call.provider,
      },
    });
  });
  return {
    answered: (status) =>
      guarded(() => {
        span?.setAttribute('http.response.status_code', status);
      }),
    end: ({ repeats, errorCode }) =>
      guarded(() => {
        if (repeats > 0) span?.setAttribute('http.request.resend_count', repeats);
        if (errorCode !== null) {
          span?.setAttribute('error.type', errorCode);
          span?.setStatus({ code: ERROR });
        }
        span?.end();
      }),
  };
}
