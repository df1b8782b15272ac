import {
  createFieldMap,
  type CustomFieldsConfig,
  type FieldMap,
} from '../../src/adapter/custom-fields.ts';
import {
  readPriorityMap,
  readStatusMap,
  type StatusMapping,
} from '../../src/adapter/native-maps.ts';
import type { TranslationOptions } from '../../src/adapter/translation-options.ts';
import { ConfigurationError } from '../../src/errors/classes.ts';
import {
  type ConnectionOptions,
  isSecret,
  readOrigin,
  readSubdomain,
  type TokenCredentials,
  tokenAuthOf,
} from '../../src/http/connection-options.ts';
import type { HttpOptions } from '../../src/http/http-options.ts';
import { basicAuth } from '../../src/http/static-auth.ts';
import type { TicketPriority } from '../../src/model/enums.ts';

/** How to log in: an API token with the e-mail of an agent, or an OAuth token. */
export type ZendeskCredentials =
  | { readonly email: string; readonly apiToken: string }
  | TokenCredentials;

/** Options of `createZendesk`. */
export interface ZendeskOptions<Fields extends CustomFieldsConfig = CustomFieldsConfig>
  extends ConnectionOptions,
    TranslationOptions<Fields> {
  /** The first part of `acme.zendesk.com`; also the account part of every id. */
  readonly subdomain: string;
  readonly credentials: ZendeskCredentials;
  /** The field that is the ticket's category; Zendesk's ticket type when left out. */
  readonly categoryFieldId?: string | number;
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
  readonly auth: HttpOptions['auth'];
}

/**
 * Checks the options before anything is sent.
 *
 * @throws {ConfigurationError} that names the option and says what it should be.
 */
export function readOptions(options: ZendeskOptions): ZendeskSettings {
  const account = readSubdomain(options.subdomain, 'zendesk.com');
  return {
    account,
    origin: readOrigin(options.baseUrl, `https://${account}.zendesk.com`),
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

function readCategoryField(id: ZendeskOptions['categoryFieldId']): string | null {
  if (id === undefined) return null;
  if (/^\d+$/.test(String(id))) return String(id);
  throw new ConfigurationError('categoryFieldId must be the number of a ticket field.');
}

function readCredentials(credentials: ZendeskCredentials | undefined): HttpOptions['auth'] {
  const token = tokenAuthOf(credentials);
  if (token !== null) return token;
  if (
    credentials !== undefined &&
    'apiToken' in credentials &&
    isSecret(credentials.apiToken) &&
    isSecret(credentials.email)
  ) {
    return basicAuth({ user: `${credentials.email}/token`, secret: credentials.apiToken });
  }
  throw new ConfigurationError(
    'credentials must be { email, apiToken }, { accessToken } or { tokens }; a part of it is missing, empty, or holds blanks or line breaks.',
  );
}
