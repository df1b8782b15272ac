import { createObservers } from '../adapter/create-observers.ts';
import type { HttpEvents } from '../adapter/observers.ts';
import type { RequestOptions } from '../adapter/request-options.ts';
import type { ErrorCode } from '../errors/base.ts';
import { RequestError } from '../errors/classes.ts';
import { createAccountUrl } from './account-url.ts';
import { createAuthHeader } from './auth-header.ts';
import { createAxiosTransport } from './axios-transport.ts';
import { parseText, quoteLargeIntegers } from './body.ts';
import { createDownload } from './download.ts';
import { type Answer, bodyText, type ExchangeContext, exchange } from './exchange.ts';
import type { Http, HttpOptions, HttpRequest, HttpResponse } from './http-options.ts';
import { createLimiter } from './limiter.ts';
import { type Plan, toPlan } from './plan.ts';
import { createRateLimit } from './rate-limit.ts';
import type { AttemptResult } from './retry.ts';
import { runCall } from './run-call.ts';
import { settleOptions } from './settings.ts';
import { unreadableFailure } from './silence.ts';

/** Failures after which the provider may have done what was asked. */
const UNCERTAIN: ReadonlySet<ErrorCode> = new Set([
  'network_failed',
  'request_timeout',
  'server_error',
]);

/** Reads the body of a good answer as the caller expects it. */
function decode(
  answer: Answer,
  expect: HttpRequest['expect'],
  plan: Plan,
  { largeIntegersAsText = false }: Pick<HttpOptions, 'largeIntegersAsText'>,
): AttemptResult<HttpResponse<unknown>> {
  const { status, headers, requestId } = answer;
  const ok = (data: unknown): AttemptResult<HttpResponse<unknown>> => ({
    ok: true,
    value: { status, headers, data, requestId },
  });
  if (expect === 'bytes') return ok(answer.body);
  if (expect === 'none') return ok(null);
  const text = bodyText(answer.body);
  const parsed = parseText(largeIntegersAsText ? quoteLargeIntegers(text) : text);
  if (parsed.ok) return ok(parsed.data);
  const contentType = /^[\w.+/-]+/.exec(headers['content-type'] ?? '')?.[0] ?? 'no media type';
  const failure = unreadableFailure({ status, contentType, length: text.length }, plan, requestId);
  return { ok: false, failure };
}

/**
 * Creates the transport of one account: authorization, retries, rate budgets, time limits,
 * typed errors, observers and spans. Nothing is sent or loaded before the first call.
 *
 * @example
 * const http = createHttp({
 *   provider: 'zendesk', baseUrl: 'https://example.zendesk.com',
 *   auth: () => 'Bearer …', onRefusal: (refusal) => errorFromStatus({ … }),
 * });
 * const { data } = await http.send({ method: 'GET', path: '/api/v2/tickets/1' });
 */
export function createHttp(options: HttpOptions): Http {
  const settings = settleOptions(options);
  const account = createAccountUrl(settings);
  const observers = createObservers<HttpEvents>();
  const rateLimit = createRateLimit(settings);
  const { provider, clock } = settings;
  const limiter = createLimiter({
    provider,
    rateLimit,
    clock,
    onWait: (event) => observers.emit('rateLimit', event),
  });
  const transport = createAxiosTransport(settings);
  const context: ExchangeContext = {
    transport,
    limiter,
    observers,
    clock,
    auth: createAuthHeader(settings),
    budgets: settings.budgets ?? (() => []),
    onRefusal: settings.onRefusal,
  };
  const shared = { ...settings, observers };
  let closed = false;

  const closedError = () =>
    new RequestError('This adapter is closed.', { code: 'request_aborted', provider });

  function assertOpen(): void {
    if (closed) throw closedError();
  }

  async function send<T>(request: HttpRequest, requestOptions: RequestOptions = {}) {
    assertOpen();
    const plan = await toPlan(request, requestOptions, settings, account);
    const goneMeansDone = request.goneMeansDone ?? request.method === 'DELETE';
    let mayBeDone = false;
    const response = await runCall(
      plan,
      requestOptions.maxRetries ?? settings.maxRetries,
      async (attempt) => {
        assertOpen();
        const result = await exchange(plan, attempt, context);
        if (result.ok) return decode(result.value, request.expect, plan, options);
        const { code, requestId } = result.failure.error;
        if (mayBeDone && goneMeansDone && code === 'not_found') {
          return { ok: true, value: { status: 404, headers: {}, data: null, requestId } };
        }
        mayBeDone ||= UNCERTAIN.has(code);
        return result;
      },
      shared,
      ({ status }) => status,
    );
    // The caller names the type of the provider's answer; its wire schema checks it.
    return response as HttpResponse<T>;
  }

  return {
    send,
    download: createDownload({ settings, account, context, assertOpen }),
    on: (name, listener) => observers.on(name, listener),
    warn(operation, warnings) {
      const event: HttpEvents['warning'] = { operation, warnings };
      if (warnings.length > 0) observers.emit('warning', () => event);
    },
    rateBudgets: () => rateLimit.budgets(clock.now()),
    async close() {
      closed = true;
      limiter.shutDown(closedError());
      transport.close();
    },
  };
}
