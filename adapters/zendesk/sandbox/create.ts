import { createClock } from '../../../src/sandbox/kit/clock.ts';
import { createEngine, type Sandbox } from '../../../src/sandbox/kit/engine.ts';
import { createRandom } from '../../../src/sandbox/kit/random.ts';
import { createRateLimiter } from '../../../src/sandbox/kit/rate-limiter.ts';
import { createWebhookQueue } from '../../../src/sandbox/kit/webhook-queue.ts';
import type { ZendeskCredentials } from './authentication.ts';
import { fillDefaults } from './defaults.ts';
import { createDispatcher } from './dispatch.ts';
import { problems } from './errors.ts';
import type { ZendeskSandboxOptions } from './options.ts';
import { planLimits } from './rate-limits.ts';
import { createSeeder, type ZendeskSeeder } from './seed/seeder.ts';
import { createState, type ZendeskState } from './state.ts';
import { retryInMs, signAttempt } from './webhooks.ts';
import type { World } from './world.ts';

/** A Zendesk account in memory. */
export interface ZendeskSandbox extends Sandbox<ZendeskState> {
  /** The account's admin: an API token, an OAuth pair and the client that may refresh it. */
  readonly credentials: ZendeskCredentials;
  /** Ready-made header values for both kinds of credentials. */
  readonly authorization: { readonly basic: string; readonly bearer: string };
  /** Puts records into the account without requests, messages or webhooks. */
  readonly seed: ZendeskSeeder;
}

/** One day, the shortest life that a customer's own client would choose in practice. */
const accessTokenMs = 24 * 60 * 60_000;
const refreshTokenMs = 30 * accessTokenMs;

/**
 * Makes a Zendesk account that behaves: authentication, validation, paging ceilings, rate limits,
 * side effects, jobs, imports, exports and signed webhooks, over state in memory. What it models and
 * why stands in the provider sheet, whose sections the sources name.
 *
 * @example
 * const sandbox = createZendeskSandbox();
 * const headers = { authorization: sandbox.authorization.basic };
 * const response = await sandbox.fetch(`${sandbox.url}/api/v2/tickets/count.json`, { headers });
 * await response.json(); // { count: { value: 0, refreshed_at: '2026-03-02T09:00:00+00:00' } }
 */
export function createZendeskSandbox(options: ZendeskSandboxOptions = {}): ZendeskSandbox {
  const subdomain = options.subdomain ?? 'acme';
  const clock = options.clock ?? createClock();
  const random = createRandom(options.seed ?? 1);
  const limiter = createRateLimiter(clock);
  const state = createState(subdomain);
  const webhooks = createWebhookQueue({
    clock,
    send: options.webhooks?.send ?? ((request) => globalThis.fetch(request)),
    timeoutMs: options.webhooks?.timeoutMs ?? 12_000,
    sign: signAttempt,
    retryInMs,
  });
  const settings = {
    searchLagMs: options.searchLagMs ?? 60_000,
    importsFireEvents: options.importsFireEvents ?? false,
    bulkUserImport: options.bulkUserImport ?? true,
  };
  const world: World = { state, clock, random, webhooks, settings };
  const { admin } = fillDefaults(world, `admin@${subdomain}.example.com`);
  const credentials = createCredentials(world, admin.email ?? '', admin.id);
  const limits = options.rateLimits ?? { plan: 'enterprise' };
  const budget =
    limits === false
      ? null
      : { perMinute: planLimits[limits.plan ?? 'enterprise'], scale: limits.scale ?? 1 };
  const engine = createEngine({
    origins: {
      account: `https://${subdomain}.zendesk.com`,
      files: `https://${subdomain}.zdusercontent.com`,
    },
    clock,
    random,
    state,
    webhooks,
    savers: {
      clock: { save: () => clock.now(), load: (saved) => clock.set(Number(saved)) },
      random: { save: random.save, load: (saved) => random.load(Number(saved)) },
      limiter,
      webhooks,
    },
    handle: createDispatcher(world, { credentials, limiter, budget }),
    rateLimited: (seconds) =>
      problems.tooManyRequests('Number of allowed API requests per minute exceeded', {
        'retry-after': String(seconds),
      }).reply,
    autoDeliver: options.webhooks?.auto ?? false,
    requestLogLimit: options.requestLogLimit ?? 10_000,
  });
  const basic = `Basic ${btoa(`${credentials.email}/token:${credentials.apiToken}`)}`;
  return Object.assign(engine, {
    credentials,
    authorization: { basic, bearer: `Bearer ${credentials.accessToken}` },
    seed: createSeeder(world),
  });
}

function createCredentials(world: World, email: string, userId: number): ZendeskCredentials {
  const { clock, random, state } = world;
  const accessToken = random.hex(64);
  const refreshToken = random.hex(64);
  state.tokens.set(accessToken, {
    access_token: accessToken,
    refresh_token: refreshToken,
    user_id: userId,
    scope: 'read write impersonate',
    expires_ms: clock.now() + accessTokenMs,
    refresh_expires_ms: clock.now() + refreshTokenMs,
  });
  return {
    email,
    apiToken: random.token(40),
    accessToken,
    refreshToken,
    clientId: 'polydesk_sandbox',
    clientSecret: random.hex(64),
  };
}
