import type { Handled } from '../../../src/sandbox/kit/engine.ts';
import {
  ProblemError,
  type Reply,
  type SandboxRequest,
} from '../../../src/sandbox/kit/messages.ts';
import { createRandom } from '../../../src/sandbox/kit/random.ts';
import type { RateDecision, RateLimiter } from '../../../src/sandbox/kit/rate-limiter.ts';
import { createRouter } from '../../../src/sandbox/kit/router.ts';
import { type Authentication, authenticate, type ZendeskCredentials } from './authentication.ts';
import type { Call } from './call.ts';
import { problems } from './errors.ts';
import { endpointLimitsOf } from './rate-limits.ts';
import { createRoutes } from './routes/index.ts';
import type { World } from './world.ts';

export interface DispatchOptions {
  readonly credentials: ZendeskCredentials;
  readonly limiter: RateLimiter;
  /** Null lifts every limit. */
  readonly budget: { readonly perMinute: number; readonly scale: number } | null;
}

/** Routes that answer without credentials, or with wrong ones (sections 2 and 10). */
const open = new Set([
  'GET /api/v2/users/me',
  'POST /oauth/tokens',
  'GET /attachments/token/{token}',
  'GET /files/attachment/{token}/{name}',
]);

/** Anybody may read the Help Center; wrong credentials are refused there too (section 19). */
function isOpen(route: string | null, who: Authentication): boolean {
  if (route === null) return false;
  const help = route.startsWith('GET /api/v2/help_center/') && who.kind === 'anonymous';
  return help || open.has(route);
}

/** Authentication, routing, rate limits and common headers around the routes' handlers. */
export function createDispatcher(world: World, options: DispatchOptions) {
  const router = createRouter(createRoutes(options.credentials));
  // A source of its own, so that reads do not move the ids that writes get.
  const requestIds = createRandom(1);
  return (request: SandboxRequest): Handled => {
    const { path, locale } = normalizePath(request);
    const match =
      request.host === 'account'
        ? router.match(request.method, path)
        : fileHostMatch(router, request);
    const route =
      match === null || match === 'method' ? null : `${request.method} ${match.template}`;
    const headers: Record<string, string> = {
      'x-request-id': requestIds.uuid(),
      'x-zendesk-api-version': 'v2',
    };
    const reply = guard(() => {
      refuseUnknownHost(world, request);
      const who = authenticate(world, request, options.credentials);
      if (who.kind !== 'user' && !isOpen(route, who)) throw problems.unauthenticated();
      if (match === null || match === 'method') throw problems.invalidEndpoint();
      const call = callOf(world, request, match, route ?? '', who, locale);
      takeBudgets(call, options, headers);
      const answer = match.handler(call);
      warnAbout(call, headers);
      return answer;
    });
    return { reply: { ...reply, headers: { ...headers, ...reply.headers } }, route };
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

type Match = Exclude<
  ReturnType<ReturnType<typeof createRouter<(call: Call) => Reply>>['match']>,
  null | 'method'
>;

function callOf(
  world: World,
  request: SandboxRequest,
  match: Match,
  route: string,
  who: Authentication,
  locale: string | null,
): Call {
  return {
    world,
    request,
    params: match.params,
    query: request.query,
    route,
    origin: request.origins.account,
    locale,
    visitor: who.kind === 'user' ? who.user : null,
    unpermitted: [],
  };
}

function fileHostMatch(
  router: ReturnType<typeof createRouter<(call: Call) => Reply>>,
  request: SandboxRequest,
) {
  return router.match(request.method, `/files${request.path}`);
}

/** Every path also works with `.json`; Help Center paths may name a locale (sections 1 and 19). */
function normalizePath(request: SandboxRequest): { path: string; locale: string | null } {
  const path = request.path.replace(/\.json$/, '');
  const [, before, locale, rest] =
    /^(\/api\/v2\/help_center)\/([a-z]{2}(?:-[a-z0-9]+)?)(\/.*)$/i.exec(path) ?? [];
  if (before === undefined || locale === undefined) return { path, locale: null };
  return { path: `${before}${rest}`, locale: locale.toLowerCase() };
}

/** An address of the provider that is no brand of this account (section 5.2). */
function refuseUnknownHost(world: World, request: SandboxRequest): void {
  const host = request.url.hostname;
  if (!host.endsWith('.zendesk.com')) return;
  const known = [...world.state.brands.rows.values()].some(
    (brand) => host === `${brand.subdomain}.zendesk.com`,
  );
  if (!known) throw problems.noHelpDesk(host);
}

/** The account's or the Help Center's bucket, then the endpoint's own (section 4). */
function takeBudgets(
  call: Call,
  { limiter, budget }: DispatchOptions,
  headers: Record<string, string>,
): void {
  if (budget === null || call.route.startsWith('GET /files')) return;
  const bucket = /\/api\/v2\/(help_center|guide)\//.test(call.route) ? 'help-center' : 'account';
  const account = limiter.take(bucket, {
    limit: budget.perMinute,
    windowMs: 60_000 / budget.scale,
  });
  const reset = String(Math.ceil(account.resetMs / 1000));
  Object.assign(headers, {
    'x-rate-limit': String(account.limit),
    'x-rate-limit-remaining': String(account.remaining),
    'ratelimit-limit': String(account.limit),
    'ratelimit-remaining': String(account.remaining),
    'ratelimit-reset': reset,
  });
  refuseSpent(account, 'Number of allowed API requests per minute exceeded');
  for (const limit of endpointLimitsOf(call.route)) {
    if (limit.when !== undefined && !limit.when(call.query)) continue;
    const names = (limit.per ?? []).map((name) =>
      name === 'actor' ? String(call.visitor?.id) : (call.params[name] ?? ''),
    );
    const own = limiter.take([limit.bucket, ...names].join(':'), {
      limit: limit.limit,
      windowMs: limit.windowMs / budget.scale,
    });
    headers[`zendesk-ratelimit-${limit.bucket}`] =
      `total=${own.limit}; remaining=${own.remaining}; resets=${Math.ceil(own.resetMs / 1000)}`;
    refuseSpent(
      own,
      `Number of allowed ${limit.bucket.replaceAll('-', ' ')} API requests per minute exceeded`,
    );
  }
}

function refuseSpent(decision: RateDecision, description: string): void {
  if (decision.allowed) return;
  const seconds = Math.max(1, Math.ceil(decision.resetMs / 1000));
  throw problems.tooManyRequests(description, { 'retry-after': String(seconds) });
}

/** Dropped keys are told in a header, in Ruby's notation (section 5.4). */
function warnAbout(call: Call, headers: Record<string, string>): void {
  if (call.unpermitted.length === 0) return;
  const controller = /\/api\/v2\/(\w+)/.exec(call.route)?.[1] ?? '';
  const action = call.route.startsWith('POST') ? 'create' : 'update';
  const keys = [...new Set(call.unpermitted)].map((key) => `"${key}"`).join(', ');
  headers['x-zendesk-api-warn'] =
    `{:allowed_parameters=>{:controller=>"${controller}", :action=>"${action}", :unpermitted_keys=>[${keys}], :invalid_values=>[]}}`;
}
