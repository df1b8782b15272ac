export { type Clock, systemClock } from './clock.ts';
export { createHttp } from './create-http.ts';
export type {
  Download,
  DownloadOptions,
  Http,
  HttpAnswer,
  HttpOptions,
  HttpQuery,
  HttpRefusal,
  HttpRequest,
  HttpResponse,
  TokenProvider,
} from './http-options.ts';
export { ACCOUNT_BUDGET } from './rate-limit.ts';
export { type ScrubbedCause, scrubCause } from './redact.ts';
export { retryAfterMs } from './retry-after.ts';
export { basicAuth, bearerAuth } from './static-auth.ts';
export {
  createOAuthTokens,
  type OAuthTokensOptions,
  type TokenSet,
  type TokenStore,
} from './tokens.ts';
export type { HttpSpan, HttpTracer } from './tracing.ts';
