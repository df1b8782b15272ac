import type { RateBudget } from '../adapter/observers.ts';
import type { SupportError } from '../errors/base.ts';
import type { AuthHeader } from './auth-header.ts';
import { BodyTooLong, type WireAnswer, type WireTransport } from './axios-transport.ts';
import { parseText } from './body.ts';
import type { Clock } from './clock.ts';
import { withDeadline } from './deadline.ts';
import { requestIdOf } from './headers.ts';
import type { HttpAnswer, HttpOptions, HttpRefusal } from './http-options.ts';
import type { Limiter } from './limiter.ts';
import type { HttpObservers } from './observers.ts';
import type { Plan } from './plan.ts';
import { ACCOUNT_BUDGET } from './rate-limit.ts';
import type { AttemptResult } from './retry.ts';
import { refusalFailure } from './retry-policy.ts';
import { retryAfterMs } from './retry-after.ts';
import { silenceFailure, tooLongFailure } from './silence.ts';

/** What the calls of one transport share. */
export interface ExchangeContext {
  readonly transport: WireTransport;
  readonly limiter: Limiter;
  readonly observers: HttpObservers;
  readonly clock: Clock;
  /** Null where no credentials may go. */
  readonly auth: AuthHeader | null;
  readonly budgets: NonNullable<HttpOptions['budgets']>;
  readonly onRefusal: (refusal: HttpRefusal) => SupportError;
}

/** An answer, with the provider's id of the request. */
export interface Answer extends WireAnswer {
  readonly requestId: string | null;
}

type Delivery =
  | { readonly answer: Answer; readonly readings: readonly RateBudget[] }
  | { readonly error: unknown };

/** Text of a body, also where bytes were asked for. */
export function bodyText(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

const toHttpAnswer = (plan: Plan, answer: WireAnswer): HttpAnswer => ({
  method: plan.method,
  path: plan.path,
  status: answer.status,
  headers: answer.headers,
});

/**
 * Which budgets a 429 speaks of: those it shows as spent; else the call's own endpoint budgets;
 * else the account's, unless the answer shows that the account has budget left.
 */
export function gatesOf(
  plan: Pick<Plan, 'buckets'>,
  readings: readonly RateBudget[],
): readonly string[] {
  const spent = readings.filter((reading) => reading.remaining <= 0).map(({ name }) => name);
  if (spent.length > 0) return spent;
  const own = plan.buckets.filter((name) => name !== ACCOUNT_BUDGET);
  if (own.length > 0) return own;
  return readings.some(({ name }) => name === ACCOUNT_BUDGET) ? [] : [ACCOUNT_BUDGET];
}

/** Milliseconds until the spent budgets are full again, where the readings tell. */
export function resetMsOf(readings: readonly RateBudget[], nowMs: number): number | null {
  const spent = readings.filter((reading) => reading.remaining <= 0);
  const told = (spent.length > 0 ? spent : readings).flatMap(({ resetsAt }) =>
    resetsAt === null ? [] : [resetsAt.getTime() - nowMs],
  );
  return told.length === 0 ? null : Math.max(0, ...told);
}

async function deliver(
  plan: Plan,
  authorization: string | null,
  attempt: number,
  context: ExchangeContext,
): Promise<Delivery> {
  const { limiter, clock, observers } = context;
  const turn = limiter.acquire(plan);
  const permit = turn instanceof Promise ? await turn : turn;
  const startMs = clock.now();
  let readings: readonly RateBudget[] = [];
  try {
    // Calls such as the exchange of a token carry no credentials: an empty header is left out.
    const headers = authorization ? { ...plan.headers, authorization } : plan.headers;
    let wire: WireAnswer;
    try {
      wire = await withDeadline(
        (signal) =>
          context.transport.exchange({
            method: plan.method,
            url: plan.url,
            headers,
            data: plan.data,
            signal,
            bytes: plan.bytes,
            maxBytes: plan.maxBytes,
          }),
        plan,
      );
    } catch (error) {
      return { error };
    }
    const answer = { ...wire, requestId: requestIdOf(wire.headers) };
    const nowMs = clock.now();
    readings = context.budgets(toHttpAnswer(plan, answer), nowMs);
    observers.emit('request', () => ({
      method: plan.method,
      path: plan.path,
      status: answer.status,
      durationMs: nowMs - startMs,
      attempt,
      requestId: answer.requestId,
    }));
    return { answer, readings };
  } finally {
    limiter.release(permit, readings);
  }
}

function refused(
  plan: Plan,
  delivery: { readonly answer: Answer; readonly readings: readonly RateBudget[] },
  context: ExchangeContext,
): AttemptResult<Answer> {
  const { answer, readings } = delivery;
  const nowMs = context.clock.now();
  const askedMs = retryAfterMs(answer.headers, nowMs);
  const error = context.onRefusal({
    ...toHttpAnswer(plan, answer),
    data: parseText(bodyText(answer.body)).data,
    requestId: answer.requestId,
    retryAfterMs: askedMs,
  });
  const waits = { retryAfterMs: askedMs, resetMs: resetMsOf(readings, nowMs) };
  const failure = refusalFailure({ status: answer.status, error }, waits, plan.repeatable);
  if (failure.rateLimited && failure.waitMs !== null) {
    for (const gate of gatesOf(plan, readings)) {
      context.limiter.close(gate, nowMs + failure.waitMs);
    }
  }
  return { ok: false, failure };
}

/** True for statuses that hold what was asked for. */
function isGood(status: number, redirects: boolean): boolean {
  return (status >= 200 && status < 300) || status === 304 || (redirects && status < 400);
}

/**
 * One attempt: authorizes, waits for its turn, sends, keeps the books. A 401 is answered once
 * with a renewed token; it proves that nothing was done, so this holds for every method.
 */
export async function exchange(
  plan: Plan,
  attempt: number,
  context: ExchangeContext,
): Promise<AttemptResult<Answer>> {
  const { auth } = context;
  const given = auth?.value(plan.signal) ?? null;
  const authorization = given instanceof Promise ? await given : given;
  let delivery = await deliver(plan, authorization, attempt, context);
  const rejected = 'answer' in delivery && delivery.answer.status === 401;
  if (rejected && auth !== null && authorization !== null) {
    const renewed = await auth.renew(authorization, plan.signal);
    if (renewed) {
      delivery = await deliver(plan, await auth.value(plan.signal), attempt, context);
    }
  }
  if ('error' in delivery) {
    const { error } = delivery;
    const failure =
      error instanceof BodyTooLong ? tooLongFailure(plan) : silenceFailure(error, plan);
    return { ok: false, failure };
  }
  if (isGood(delivery.answer.status, plan.redirects)) return { ok: true, value: delivery.answer };
  return refused(plan, delivery, context);
}
