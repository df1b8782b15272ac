import { createClock } from '../../../src/sandbox/kit/clock.ts';
import { createEngine, type Sandbox } from '../../../src/sandbox/kit/engine.ts';
import { createRandom } from '../../../src/sandbox/kit/random.ts';
import { createRateLimiter } from '../../../src/sandbox/kit/rate-limiter.ts';
import { createWebhookQueue } from '../../../src/sandbox/kit/webhook-queue.ts';
import type { FreshdeskCredentials } from './authentication.ts';
import { fillDefaults } from './defaults.ts';
import { createDispatcher } from './dispatch.ts';
import { problems } from './errors.ts';
import {
  defaultFeatures,
  defaultUnconfirmed,
  type FreshdeskSandboxOptions,
  notificationsOf,
} from './options.ts';
import { createActors, type FreshdeskActors } from './seed/actors.ts';
import { createSeeder, type FreshdeskSeeder } from './seed/seeder.ts';
import { createState, type FreshdeskState } from './state.ts';
import { retryInMs } from './webhooks.ts';
import type { World } from './world.ts';

/** A Freshdesk account in memory. */
export interface FreshdeskSandbox extends Sandbox<FreshdeskState> {
  /** The account's admin: a personal API key, or address and password. */
  readonly credentials: FreshdeskCredentials;
  /** The ready-made header value for the admin's key. */
  readonly authorization: { readonly basic: string };
  /** Puts records into the account without requests, messages or webhooks. */
  readonly seed: FreshdeskSeeder;
  /** What happens without the API: customers' mail, surveys, spam, the admin's switches. */
  readonly actors: FreshdeskActors;
}

const dayMs = 24 * 60 * 60_000;

/**
 * Makes a Freshdesk account that behaves: keys and scopes, validation with every complaint at once,
 * rate limits with credits, paging walls, a search index that lags, side effects, jobs, presigned
 * files, automation webhooks and app events, over state in memory. What it models and why stands in
 * the provider sheet, whose sections the sources name; what no source confirms can be switched.
 *
 * @example
 * const sandbox = createFreshdeskSandbox();
 * const headers = { authorization: sandbox.authorization.basic };
 * const response = await sandbox.fetch(`${sandbox.url}/api/v2/tickets`, { headers });
 * await response.json(); // []
 */
export function createFreshdeskSandbox(options: FreshdeskSandboxOptions = {}): FreshdeskSandbox {
  const subdomain = options.subdomain ?? 'acme';
  const clock = options.clock ?? createClock();
  const random = createRandom(options.seed ?? 1);
  const limiter = createRateLimiter(clock);
  const state = createState(accountOf(subdomain, options));
  const webhooks = createWebhookQueue({
    clock,
    send: options.webhooks?.send ?? ((request) => globalThis.fetch(request)),
    timeoutMs: options.webhooks?.timeoutMs ?? 5000,
    // Nothing is signed (section 20).
    sign: () => Promise.resolve({}),
    retryInMs,
  });
  const settings = {
    searchLagMs: options.searchLagMs ?? 120_000,
    slaDelayMs: options.slaDelayMs ?? 5000,
    attachmentUrlMs: options.attachmentUrlMs ?? 300_000,
    jobPolls: options.jobPolls ?? 1,
    archiveAfterMs: (options.archiveAfterDays ?? 120) * dayMs,
    unconfirmed: { ...defaultUnconfirmed, ...options.unconfirmed },
  };
  const world: World = { state, clock, random, webhooks, settings };
  const email = `admin@${subdomain}.example.com`;
  const { admin } = fillDefaults(world, email, {
    waitingStatuses: options.waitingStatuses ?? true,
  });
  const credentials = { apiKey: admin.agent.api_key, email, password: random.token(16) };
  const limits = options.rateLimits ?? {};
  const budget =
    limits === false ? null : { plan: limits.plan ?? 'enterprise', scale: limits.scale ?? 1 };
  const engine = createEngine({
    origins: {
      account: `https://${subdomain}.freshdesk.com`,
      files: 'https://s3.amazonaws.com',
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
    rateLimited: (seconds) => problems.tooManyRequests(seconds).reply,
    autoDeliver: options.webhooks?.auto ?? false,
    requestLogLimit: options.requestLogLimit ?? 10_000,
  });
  return Object.assign(engine, {
    credentials,
    authorization: { basic: `Basic ${btoa(`${credentials.apiKey}:X`)}` },
    seed: createSeeder(world),
    actors: createActors(world),
  });
}

function accountOf(subdomain: string, options: FreshdeskSandboxOptions): FreshdeskState['account'] {
  return {
    id: 13,
    subdomain,
    name: `${subdomain.charAt(0).toUpperCase()}${subdomain.slice(1)} Support`,
    timeZone: 'Eastern Time (US & Canada)',
    organisationId: 1_824_150_771_514_184_705n,
    suspended: false,
    seats: options.seats ?? null,
    features: { ...defaultFeatures, ...options.features },
    notifications: notificationsOf(options.notifications),
    automations: true,
  };
}
