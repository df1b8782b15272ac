import { SupportError } from '../errors/base.ts';
import { ConfigurationError, ProviderError } from '../errors/classes.ts';
import { errorFromStatus } from '../errors/from-status.ts';
import { type AccountUrl, isLoopback } from './account-url.ts';
import type { WireAnswer } from './axios-transport.ts';
import { type Answer, type ExchangeContext, exchange } from './exchange.ts';
import type { Http, HttpRefusal } from './http-options.ts';
import { ACCOUNT_ONLY, type Plan } from './plan.ts';
import { createRateLimit } from './rate-limit.ts';
import { createLimiter } from './limiter.ts';
import { runCall } from './run-call.ts';
import type { Settings } from './settings.ts';

const MOST_REDIRECTS = 5;
const DEFAULT_MAX_BYTES = 50 * 1024 * 1024;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What a download stands on. */
export interface DownloadParts {
  readonly settings: Settings;
  readonly account: AccountUrl;
  readonly context: ExchangeContext;
  readonly assertOpen: () => void;
}

const locationOf = (answer: WireAnswer): string | null =>
  REDIRECTS.has(answer.status) ? (answer.headers['location'] ?? null) : null;

/**
 * Where a file may be fetched from: https anywhere but inside this machine; anything that the
 * account's own loopback address leads to, so that sandboxes work.
 */
function fileUrl(text: string, from: URL, account: URL, provider: string): URL {
  const url = URL.canParse(text, from) ? new URL(text, from) : null;
  const localAccount = isLoopback(account.hostname);
  const secure = url?.protocol === 'https:' && (localAccount || !isLoopback(url.hostname));
  const local = url?.protocol === 'http:' && localAccount && isLoopback(url.hostname);
  const own = url !== null && url.origin === account.origin;
  if (url === null || url.username !== '' || url.password !== '' || !(secure || local || own)) {
    throw new ConfigurationError(
      'The file is not at an https address outside this machine; nothing was fetched from there.',
      { provider },
    );
  }
  return url;
}

/** A context for other people's servers: no credentials, no budgets, their refusals in our words. */
function foreignContext(settings: Settings, context: ExchangeContext): ExchangeContext {
  const { provider, clock } = settings;
  const onRefusal = (refusal: HttpRefusal): SupportError =>
    refusal.status === 401
      ? new ProviderError('The file server wants credentials of its own.', {
          provider,
          status: 401,
        })
      : errorFromStatus({
          provider,
          status: refusal.status,
          message: `The file server answered ${refusal.status}.`,
          retryAfterMs: refusal.retryAfterMs,
        });
  return {
    ...context,
    auth: null,
    limiter: createLimiter({
      provider,
      clock,
      rateLimit: createRateLimit(settings),
      onWait: () => {},
    }),
    budgets: () => [],
    onRefusal,
  };
}

/** Downloads files: credentials for the account's origin only, redirects by hand, a size limit. */
export function createDownload(parts: DownloadParts): Http['download'] {
  const { settings, account, context } = parts;
  const origin = new URL(account.origin);
  const foreign = foreignContext(settings, context);
  const shared = { ...settings, observers: context.observers };

  return async function download(url, options = {}) {
    parts.assertOpen();
    const lane = options.lane ?? 'interactive';
    const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    const bulk = lane === 'bulk';
    const base: Omit<Plan, 'url' | 'path' | 'headers'> = {
      provider: settings.provider,
      method: 'GET',
      data: undefined,
      bytes: true,
      maxBytes,
      buckets: ACCOUNT_ONLY,
      cost: 1,
      repeatable: true,
      timeoutMs: options.timeoutMs ?? settings.timeoutMs,
      lane,
      maxWaitMs: bulk ? settings.maxBulkRetryWaitMs : settings.maxRetryWaitMs,
      signal: options.signal,
      redirects: true,
    };

    function hop(target: URL, trusted: boolean): Promise<Answer> {
      const own = { ...settings.baseHeaders, accept: '*/*' };
      const headers = trusted ? own : { accept: '*/*', 'user-agent': own['user-agent'] };
      // Paths at other hosts are signed links at times, so events and errors do not show them.
      const path = trusted ? target.pathname : '/(file server)';
      const plan: Plan = { ...base, url: target.href, path, headers };
      return runCall(
        plan,
        options.maxRetries ?? settings.maxRetries,
        (attempt) => {
          parts.assertOpen();
          return exchange(plan, attempt, trusted ? context : foreign);
        },
        shared,
        ({ status }) => status,
      );
    }

    let target = fileUrl(url, origin, origin, settings.provider);
    let trusted = target.origin === account.origin;
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      const answer = await hop(target, trusted);
      const location = locationOf(answer);
      if (location === null) return toDownload(answer, settings.provider);
      target = fileUrl(location, target, origin, settings.provider);
      // A foreign server must not choose what is fetched with the account's credentials.
      trusted = trusted && target.origin === account.origin;
    }
    throw new SupportError(`The file redirects more than ${MOST_REDIRECTS} times.`, {
      code: 'limit_exceeded',
      provider: settings.provider,
    });
  };
}

function toDownload(answer: Answer, provider: string) {
  const { status, body, headers } = answer;
  if (status < 200 || status >= 300) {
    throw new ProviderError(`The file server answered ${status} without saying where to go.`, {
      provider,
      status,
    });
  }
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { bytes, contentType: headers['content-type'] ?? null, status };
}
