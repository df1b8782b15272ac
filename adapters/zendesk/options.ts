import {
  createFieldMap,
  type CustomFieldsConfig,
  type FieldMap,
} from '../../src/adapter/custom-fields.ts';
import { ConfigurationError } from '../../src/errors/classes.ts';
import type { TicketPriority } from '../../src/model/enums.ts';
import type { HttpOptions, TokenProvider } from '../../src/http/http-options.ts';
import {
  type PriorityMapOption,
  readPriorityMap,
  readStatusMap,
  type StatusMapOption,
  type StatusMapping,
} from './enums.ts';

/** How to log in: an API token with the e-mail of an agent, or an OAuth token. */
export type ZendeskCredentials =
  | { readonly email: string; readonly apiToken: string }
  | { readonly accessToken: string }
  | { readonly tokens: TokenProvider };

/** Options of `createZendesk`. */
export interface ZendeskOptions<Fields extends CustomFieldsConfig = CustomFieldsConfig> {
  /** The first part of `acme.zendesk.com`; also the account part of every id. */
  readonly subdomain: string;
  readonly credentials: ZendeskCredentials;
  /** Keys, ids and schemas of the custom ticket fields that the application uses. */
  readonly customFields?: Fields;
  /**
   * What a native status means here: by custom status id (also used on writes), by its label, or
   * by status word.
   * @example { '4417': 'in_progress' }
   */
  readonly statusMap?: StatusMapOption;
  /** What a native priority means here. */
  readonly priorityMap?: PriorityMapOption;
  /** The field that is the ticket's category; Zendesk's ticket type when left out. */
  readonly categoryFieldId?: string | number;
  /**
   * Reads the account's fields and custom statuses once, so that labels and types of custom fields
   * and names of statuses are known. Costs two calls. @default false
   */
  readonly discover?: boolean;
  /** Keep the provider's record as `raw`. @default true */
  readonly keepRaw?: boolean;
  /** Where the account is, when it is not `https://{subdomain}.zendesk.com`: a sandbox, a proxy. */
  readonly baseUrl?: string;
  /** Network access; the platform's own when left out. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds for one attempt. @default 30_000 */
  readonly timeoutMs?: number;
  /** How often a safe call is repeated. @default 3 */
  readonly maxRetries?: number;
  /** Calls at the same time. @default 10 */
  readonly concurrency?: number;
  readonly userAgent?: string;
  /** A tracer of `@opentelemetry/api`, for one span per call. */
  readonly tracer?: HttpOptions['tracer'];
  /** Time and sleep, for tests. */
  readonly clock?: HttpOptions['clock'];
  /** Numbers from 0 to 1, for the jitter of retries. */
  readonly random?: () => number;
}

/** Checked options with all defaults filled in. */
export interface ZendeskSettings {
  readonly account: string;
  readonly origin: string;
  readonly fields: CustomFieldsConfig;
  readonly fieldMap: FieldMap;
  readonly statusMap: ReadonlyMap<string, StatusMapping>;
  readonly priorityMap: ReadonlyMap<string, TicketPriority>;
  readonly categoryFieldId: string | null;
  readonly discover: boolean;
  readonly keepRaw: boolean;
  readonly auth: TokenProvider;
}

// One host label: anything else in it would send credentials to another host.
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * Checks the options before anything is sent.
 *
 * @throws {ConfigurationError} that names the option and says what it should be.
 */
export function readOptions(options: ZendeskOptions): ZendeskSettings {
  const { subdomain } = options;
  if (typeof subdomain !== 'string' || !SUBDOMAIN.test(subdomain)) {
    throw new ConfigurationError(
      'subdomain must be the first part of the account’s address: "acme" for acme.zendesk.com.',
    );
  }
  return {
    account: subdomain.toLowerCase(),
    origin: originOf(options),
    fields: options.customFields ?? {},
    fieldMap: createFieldMap(options.customFields),
    statusMap: readStatusMap(options.statusMap),
    priorityMap: readPriorityMap(options.priorityMap),
    categoryFieldId: readCategoryField(options.categoryFieldId),
    discover: options.discover ?? false,
    keepRaw: options.keepRaw ?? true,
    auth: readCredentials(options.credentials),
  };
}

function originOf({ baseUrl, subdomain }: ZendeskOptions): string {
  if (baseUrl === undefined) return `https://${subdomain.toLowerCase()}.zendesk.com`;
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  // `localhost:8080` is a URL too, with the scheme "localhost" and no origin.
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.origin;
  throw new ConfigurationError('baseUrl must be an absolute URL that begins with https://.');
}

function readCategoryField(id: ZendeskOptions['categoryFieldId']): string | null {
  if (id === undefined) return null;
  if (/^\d+$/.test(String(id))) return String(id);
  throw new ConfigurationError('categoryFieldId must be the number of a ticket field.');
}

function readCredentials(credentials: ZendeskCredentials | undefined): TokenProvider {
  if (credentials !== undefined && 'tokens' in credentials && isProvider(credentials.tokens)) {
    return credentials.tokens;
  }
  if (credentials !== undefined && 'accessToken' in credentials && isSet(credentials.accessToken)) {
    return fixed(`Bearer ${credentials.accessToken}`);
  }
  if (
    credentials !== undefined &&
    'apiToken' in credentials &&
    isSet(credentials.apiToken) &&
    isSet(credentials.email)
  ) {
    const bytes = new TextEncoder().encode(`${credentials.email}/token:${credentials.apiToken}`);
    return fixed(`Basic ${btoa(String.fromCharCode(...bytes))}`);
  }
  throw new ConfigurationError(
    'credentials must be { email, apiToken }, { accessToken } or { tokens }; a part of it is missing, empty, or holds blanks or line breaks.',
  );
}

// A line break from a secrets file would end up in a header, and the refusal would quote it.
const isSet = (value: unknown): boolean => typeof value === 'string' && /^\S+$/.test(value);
const isProvider = (tokens: TokenProvider | undefined): boolean =>
  typeof tokens?.authorization === 'function';
const fixed = (value: string): TokenProvider => ({ authorization: () => value });
