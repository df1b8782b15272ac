import { asRecord, isRecord, type JsonRecord } from '../../../src/sandbox/kit/json.ts';
import type { Handled } from '../../../src/sandbox/kit/engine.ts';
import {
  ProblemError,
  type Reply,
  type SandboxRequest,
  textOf,
} from '../../../src/sandbox/kit/messages.ts';
import { createRandom, type SandboxRandom } from '../../../src/sandbox/kit/random.ts';
import type { RateLimit, RateLimiter } from '../../../src/sandbox/kit/rate-limiter.ts';
import { createRouter } from '../../../src/sandbox/kit/router.ts';
import { authenticate, type IntercomCredentials } from './authentication.ts';
import type { Call } from './call.ts';
import { problems } from './errors.ts';
import { serveFile } from './routes/files.ts';
import { createRoutes } from './routes/index.ts';
import { exchangeCode } from './routes/oauth.ts';
import { versionOf } from './routes/versions.ts';
import { createReplica } from './routes/stale-reads.ts';
import { runDue } from './tickets/timers.ts';
import type { World } from './world.ts';

export interface DispatchOptions {
  readonly credentials: IntercomCredentials;
  readonly limiter: RateLimiter;
  /** Null lifts the limit. */
  readonly slot: RateLimit | null;
  /** The app's version: what a request without the header gets (section 1). */
  readonly defaultVersion: string;
  readonly staleReadMs: number;
}

/** Authentication, version, routing, rate limit and common headers around the routes' handlers. */
export function createDispatcher(base: World, options: DispatchOptions) {
  const router = createRouter(createRoutes());
  const replica = createReplica(base, options.staleReadMs);
  // A source of its own, so that reads do not move the ids that writes get.
  const requestIds = createRandom(1);
  return (request: SandboxRequest): Handled => {
    const world = atOrigins(base, request);
    runDue(world);
    if (request.host === 'files')
      return { reply: serveFile(world, request), route: 'GET /i/o/{workspace}/{file}/{name}' };
    const match = router.match(request.method, request.path);
    const route =
      match === null || match === 'method' ? null : `${request.method} ${match.template}`;
    const requestId = `000${base36(requestIds, 17)}`;
    const headers: Record<string, string> = {
      'x-request-id': requestId,
      'cache-control': 'max-age=0, private, must-revalidate',
    };
    const reply = guard(() => {
      refuseOtherMedia(request);
      if (request.path === '/auth/eagle/token' && request.method === 'POST')
        return exchangeCode(options.credentials, readBody(request, requestIds));
      const admin = authenticate(world, request);
      takeBudget(world.clock.now(), options, headers);
      const version = readVersion(request, options.defaultVersion, headers);
      if (match === null || match === 'method' || route === null) throw problems.notFound();
      const call: Call = {
        world: replica.worldFor(request, world),
        version,
        filesOrigin: world.settings.filesOrigin,
        plainText: request.query.get('display_as') === 'plaintext',
        request,
        params: match.params,
        query: request.query,
        body: readBody(request, requestIds),
        route,
        origin: request.origins.account,
        admin,
      };
      const before = replica.beforeWrite(request, route);
      const answer = match.handler(call);
      before.done(headers);
      return answer;
    });
    const named = withRequestId(reply, requestId);
    return { reply: { ...named, headers: { ...headers, ...named.headers } }, route };
  };
}

/** Files in webhooks and answers are addressed on the host this request came by. */
function atOrigins(world: World, request: SandboxRequest): World {
  const filesOrigin = request.origins['files'] ?? world.settings.filesOrigin;
  return { ...world, settings: { ...world.settings, filesOrigin } };
}

function guard(run: () => Reply): Reply {
  try {
    return run();
  } catch (error) {
    if (error instanceof ProblemError) return error.reply;
    throw error;
  }
}

/** Twenty characters, not a UUID (section 4). */
const base36 = (random: SandboxRandom, length: number) =>
  Array.from({ length }, () => random.below(32).toString(32)).join('');

function withRequestId(reply: Reply, requestId: string): Reply {
  const { body } = reply;
  if (!isRecord(body) || body['type'] !== 'error.list' || !('request_id' in body)) return reply;
  return { ...reply, body: { ...body, request_id: requestId } };
}

/** `Accept` must allow JSON (section 1). */
function refuseOtherMedia(request: SandboxRequest): void {
  const accept = request.headers.get('accept');
  if (accept === null || /\*\/\*|application\/(?:\*|json)/i.test(accept)) return;
  throw problems.notAcceptable();
}

/** The header's version, else the app's; the answer tells which it was (sections 1 and 2). */
function readVersion(
  request: SandboxRequest,
  fallback: string,
  headers: Record<string, string>,
): number {
  const name = request.headers.get('intercom-version') ?? fallback;
  const version = versionOf(name);
  if (version === null) {
    throw problems.list(
      400,
      'intercom_version_invalid',
      'The requested version could not be found',
    );
  }
  headers['intercom-version'] = name;
  return version;
}

/** Bodies count as JSON only where their type says so; DELETE may have one (trap 19). */
function readBody(request: SandboxRequest, digests: SandboxRandom): JsonRecord {
  const type = request.headers.get('content-type') ?? '';
  if (request.bytes.length === 0 || !type.includes('json')) return {};
  try {
    return asRecord(JSON.parse(textOf(request)));
  } catch {
    throw problems.malformedJson(digests.hex(32));
  }
}

/** Slots of the clock, told on every authenticated answer (section 3). */
function takeBudget(
  now: number,
  { limiter, slot }: DispatchOptions,
  headers: Record<string, string>,
): void {
  if (slot === null) return;
  const decision = limiter.take('app', slot);
  headers['x-ratelimit-limit'] = String(decision.limit);
  headers['x-ratelimit-remaining'] = String(decision.remaining);
  headers['x-ratelimit-reset'] = String(Math.ceil((now + decision.resetMs) / 1000));
  if (decision.allowed) return;
  throw problems.rateLimited(decision.limit, Math.max(1, Math.round(slot.windowMs / 1000)));
}
