import type { Handled } from '../../../src/sandbox/kit/engine.ts';
import {
  ProblemError,
  type Reply,
  type SandboxRequest,
} from '../../../src/sandbox/kit/messages.ts';
import { createRandom } from '../../../src/sandbox/kit/random.ts';
import type { RateDecision, RateLimiter } from '../../../src/sandbox/kit/rate-limiter.ts';
import { createRouter } from '../../../src/sandbox/kit/router.ts';
import { authenticate, type FreshdeskCredentials } from './authentication.ts';
import type { Call } from './call.ts';
import { fieldErrors, problems } from './errors.ts';
import { costOf, endpointLimitOf, type FreshdeskPlan, planLimits } from './rate-limits.ts';
import { routes } from './routes/index.ts';
import { sweep } from './tickets/sweep.ts';
import type { World } from './world.ts';

export interface DispatchOptions {
  readonly credentials: FreshdeskCredentials;
  readonly limiter: RateLimiter;
  /** Null lifts every limit. */
  readonly budget: { readonly plan: FreshdeskPlan; readonly scale: number } | null;
}

/** The checks around the routes' handlers, in the order of section 24 no. 1. */
export function createDispatcher(world: World, options: DispatchOptions) {
  const router = createRouter(routes);
  // A source of its own, so that reads do not move the ids that writes get.
  const requestIds = createRandom(1);
  return (request: SandboxRequest): Handled => {
    const files = request.host === 'files';
    const match = router.match(request.method, files ? `/files${request.path}` : request.path);
    const known = match === null || match === 'method' ? null : match;
    const route = known === null ? null : `${request.method} ${known.template}`;
    const headers: Record<string, string> = files ? {} : { 'x-request-id': requestIds.uuid() };
    const reply = guard(() => {
      sweep(world);
      if (files) return answer(world, request, match, null);
      headers['x-freshdesk-api-version'] = 'latest=v2; requested=v2';
      const decision = takeBudget(request, route, options, headers);
      const visitor = authenticate(world, request, options.credentials);
      if (visitor === null) throw problems.unauthenticated();
      refuseSpent(decision);
      refuseSpent(takeEndpointBudget(route, options));
      if (world.state.account.suspended) throw problems.suspended();
      refuseMediaTypes(request);
      return answer(world, request, match, visitor);
    });
    const sent = exact(reply);
    return { reply: { ...sent, headers: { ...headers, ...sent.headers } }, route };
  };
}

function guard(run: () => Reply): Reply {
  try {
    return run();
  } catch (error) {
    if (error instanceof ProblemError) return error.reply;
    throw error;
  }
}

type Router = ReturnType<typeof createRouter<(call: Call) => Reply>>;

function answer(
  world: World,
  request: SandboxRequest,
  match: ReturnType<Router['match']>,
  visitor: Call['visitor'],
): Reply {
  // A doubled slash is taken for a parameter (section 1).
  if (request.path.startsWith('//')) throw problems.invalid([fieldErrors.unexpected('id')]);
  if (match === null) throw problems.notFound();
  if (match === 'method') throw problems.methodNotAllowed();
  return match.handler({
    world,
    request,
    params: match.params,
    query: request.query,
    route: `${request.method} ${match.template}`,
    origin: request.origins.account,
    files: request.origins['files'] ?? request.origins.account,
    visitor,
  });
}

/** The account's budget: every request counts, also one that will be refused (section 2). */
function takeBudget(
  request: SandboxRequest,
  route: string | null,
  { limiter, budget }: DispatchOptions,
  headers: Record<string, string>,
): RateDecision | null {
  if (budget === null) return null;
  const cost = costOf(route, request.query);
  const decision = limiter.take('account', {
    limit: planLimits[budget.plan].total,
    windowMs: 60_000 / budget.scale,
    cost,
  });
  Object.assign(headers, {
    'x-ratelimit-total': String(decision.limit),
    'x-ratelimit-remaining': String(decision.remaining),
    'x-ratelimit-used-currentrequest': String(cost),
  });
  return decision;
}

/** The headers tell of the account's budget only, so this one can be spent before it (section 2). */
function takeEndpointBudget(
  route: string | null,
  { limiter, budget }: DispatchOptions,
): RateDecision | null {
  const own = budget === null || route === null ? null : endpointLimitOf(route, budget.plan);
  if (budget === null || own === null) return null;
  return limiter.take(own.bucket, { limit: own.limit, windowMs: own.windowMs / budget.scale });
}

function refuseSpent(decision: RateDecision | null): void {
  if (decision === null || decision.allowed) return;
  throw problems.tooManyRequests(Math.max(1, Math.ceil(decision.resetMs / 1000)));
}

/** JSON comes back, and JSON or a form goes in (section 1). */
function refuseMediaTypes(request: SandboxRequest): void {
  const accept = request.headers.get('accept');
  if (accept !== null && !/application\/(json|\*)|\*\/\*/.test(accept))
    throw problems.notAcceptable();
  const type = request.headers.get('content-type') ?? '';
  const sends = request.method !== 'GET' && request.bytes.length > 0;
  if (sends && !/^(application\/json|multipart\/form-data)\b/i.test(type))
    throw problems.unsupportedMediaType();
}

/** Integers beyond what a number holds are written digit by digit (section 5). */
function exact(reply: Reply): Reply {
  if (reply.body === undefined) return reply;
  const { body, ...rest } = reply;
  const text = JSON.stringify(body, (_key, value: unknown) =>
    typeof value === 'bigint' ? `\u0001${value}` : value,
  ).replace(/"\\u0001(\d+)"/g, '$1');
  const headers = { 'content-type': 'application/json; charset=utf-8', ...reply.headers };
  return { ...rest, text, headers };
}
