import { createClock } from '../../../src/sandbox/kit/clock.ts';
import { createEngine, type Sandbox } from '../../../src/sandbox/kit/engine.ts';
import type { Reply } from '../../../src/sandbox/kit/messages.ts';
import { createRandom } from '../../../src/sandbox/kit/random.ts';
import { createRateLimiter } from '../../../src/sandbox/kit/rate-limiter.ts';
import { createWebhookQueue } from '../../../src/sandbox/kit/webhook-queue.ts';
import type { IntercomCredentials } from './authentication.ts';
import { fillDefaults } from './defaults.ts';
import { createDispatcher } from './dispatch.ts';
import { problems } from './errors.ts';
import type { IntercomSandboxOptions } from './options.ts';
import { defaultPerMinute, slotOf } from './rate-limits.ts';
import { versionOf } from './routes/versions.ts';
import { createSeeder, type IntercomSeeder } from './seed/seeder.ts';
import { createState, type IntercomState, type Sequences } from './state.ts';
import { type Rating, rate } from './tickets/rate.ts';
import {
  bodyOfAttempt,
  disableWhenGone,
  enqueuePing,
  retryInMs,
  signAttempt,
  webhookTopics,
} from './webhooks.ts';
import type { World } from './world.ts';

/** An Intercom workspace in memory. */
export interface IntercomSandbox extends Sandbox<IntercomState> {
  /** The access token, the app's client and the workspace's id. */
  readonly credentials: IntercomCredentials;
  /** Ready-made header value. */
  readonly authorization: { readonly bearer: string };
  /** Puts records into the workspace without requests, messages or webhooks. */
  readonly seed: IntercomSeeder;
  /**
   * Sets the app's endpoint and topics, as the developer hub does: no API can. An endpoint that was
   * disabled is live again.
   */
  subscribe(endpoint: { readonly url: string; readonly topics?: readonly string[] }): void;
  /** Sends the developer hub's test notification. */
  ping(): void;
  /** Rates a conversation or ticket as its customer does in the messenger. */
  rate(conversationId: string, rating: Rating): void;
}

const hosts = { US: 'api.intercom.io', EU: 'api.eu.intercom.io', AU: 'api.au.intercom.io' };

/** Where the id spaces begin: an old, small workspace or a recent one (section 20). */
const shortIds: Sequences = {
  conversation: 0,
  part: 130,
  message: 403_918_300,
  ticket: 0,
  team: 5_017_690,
  tag: 85,
  record: 991_267_450,
};
const longIds: Sequences = {
  conversation: 215_474_207_061_545,
  part: 44_948_233_657,
  message: 3_653_682_356,
  ticket: 66_040_341,
  team: 9_680_997,
  tag: 14_928_987,
  record: 10_553_730,
};

/**
 * Makes an Intercom workspace that behaves: tokens, versions, three kinds of pages, the search
 * language, states of conversations and tickets, rate limits and signed webhooks, over state in
 * memory. What it models and why stands in the provider sheet, whose sections the sources name.
 *
 * @example
 * const sandbox = createIntercomSandbox();
 * const headers = { authorization: sandbox.authorization.bearer };
 * const response = await sandbox.fetch(`${sandbox.url}/tags`, { headers });
 * await response.json(); // { type: 'list', data: [] }
 */
export function createIntercomSandbox(options: IntercomSandboxOptions = {}): IntercomSandbox {
  const world = createWorld(options);
  const { state, clock, random, webhooks } = world;
  const admin = fillDefaults(world);
  const credentials = createCredentials(world);
  state.tokens.set(credentials.accessToken, { admin_id: admin.id, status: 'active' });
  const limiter = createRateLimiter(clock);
  const limits = options.rateLimits ?? {};
  const slot =
    limits === false ? null : slotOf(limits.perMinute ?? defaultPerMinute, limits.scale ?? 1);
  const engine = createEngine({
    origins: {
      account: `https://${hosts[options.region ?? 'US']}`,
      files: world.settings.filesOrigin,
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
    handle: createDispatcher(world, {
      credentials,
      limiter,
      slot,
      defaultVersion: options.version ?? '2.16',
      staleReadMs: options.staleReadMs ?? 0,
    }),
    rateLimited: (seconds) => rateLimited(world, slot?.limit ?? defaultPerMinute, seconds),
    autoDeliver: options.webhooks?.auto ?? false,
    requestLogLimit: options.requestLogLimit ?? 10_000,
  });
  const subscribe: IntercomSandbox['subscribe'] = ({ url, topics = webhookTopics }) => {
    state.webhook = { url, topics: [...topics], status: 'active' };
  };
  const { endpoint, topics } = options.webhooks ?? {};
  if (endpoint !== undefined)
    subscribe({ url: endpoint, ...(topics === undefined ? {} : { topics }) });
  return Object.assign(engine, {
    credentials,
    authorization: { bearer: `Bearer ${credentials.accessToken}` },
    seed: createSeeder(world),
    subscribe,
    ping: () => enqueuePing(world),
    rate: (conversationId: string, rating: Rating) => void rate(world, conversationId, rating),
  });
}

function createWorld(options: IntercomSandboxOptions): World {
  const clock = options.clock ?? createClock();
  const random = createRandom(options.seed ?? 1);
  const version = options.version ?? '2.16';
  const appVersion = versionOf(version);
  if (appVersion === null) throw new RangeError(`Intercom has no version ${version}.`);
  const workspace = {
    id: options.workspaceId ?? 'abc123de',
    name: 'Acme',
    region: options.region ?? 'US',
    timezone: options.timezone ?? 'America/Los_Angeles',
    created_at: Math.floor(clock.now() / 1000),
  };
  const sequences = options.longIds === true ? longIds : shortIds;
  const state = createState(workspace, { ...sequences });
  const clientSecret = random.hex(32);
  const webhooks = createWebhookQueue({
    clock,
    send: options.webhooks?.send ?? ((request) => globalThis.fetch(request)),
    timeoutMs: options.webhooks?.timeoutMs ?? 5000,
    sign: signAttempt,
    retryInMs,
    bodyOf: bodyOfAttempt,
    attempted: (_message, attempt) => disableWhenGone(state, attempt),
  });
  const settings = {
    appVersion,
    clientSecret,
    longIds: options.longIds ?? false,
    searchLagMs: options.searchLagMs ?? 2000,
    attachmentUrlTtlMs: options.attachmentUrlTtlMs ?? 30 * 60_000,
    botParts: options.botParts ?? true,
    filesOrigin: 'https://downloads.intercomcdn.com',
  };
  return { state, clock, random, webhooks, settings };
}

function createCredentials({ state, random, settings }: World): IntercomCredentials {
  return {
    accessToken: `dG9rOg${random.token(54)}`,
    clientId: random.uuid(),
    clientSecret: settings.clientSecret,
    workspaceId: state.workspace.id,
    oauthCode: random.token(32),
  };
}

/** An injected 429: its slot ends after so many seconds; there is no Retry-After (section 3). */
function rateLimited({ clock }: World, limit: number, seconds: number): Reply {
  const reset = Math.ceil(clock.now() / 1000) + seconds;
  return problems.rateLimited(limit, 10, {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(reset),
  }).reply;
}
