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
} from '../../src/http/connection-options.ts';
import type { HttpOptions } from '../../src/http/http-options.ts';
import { basicAuth } from '../../src/http/static-auth.ts';
import type { TicketPriority } from '../../src/model/enums.ts';
import type { FreshdeskWebhookAuthentication } from './webhook/verify.ts';

/** How to log in: the personal API key of an agent. Every call runs with that agent's rights. */
export interface FreshdeskCredentials {
  readonly apiKey: string;
}

/** Options of `createFreshdesk`. */
export interface FreshdeskOptions<Fields extends CustomFieldsConfig = CustomFieldsConfig>
  extends ConnectionOptions,
    TranslationOptions<Fields> {
  /** `acme`, `acme.freshdesk.com` or its address; the first part is the account part of every id. */
  readonly subdomain: string;
  readonly credentials: FreshdeskCredentials;
  /**
   * Name of the custom ticket field that holds the application's own key (`callerKey`), for example
   * `cf_reference`. It must be a single-line text field: only those can be searched.
   */
  readonly callerKeyField?: string;
  /** Name of the field that is the ticket's category; Freshdesk's ticket type when left out. */
  readonly categoryField?: string;
  /**
   * Take date and author of messages that an import wrote from their provenance header. Anybody can
   * type such a line, so this is for accounts that were filled by an import. @default false
   */
  readonly readProvenanceHeaders?: boolean;
  /**
   * Where automation rules show their secret: in a header, or as the password of a user.
   * @default { header: 'x-webhook-secret' }
   */
  readonly webhookAuthentication?: FreshdeskWebhookAuthentication;
}

/** Checked options with all defaults filled in. */
export interface FreshdeskSettings {
  readonly account: string;
  readonly origin: string;
  readonly fields: CustomFieldsConfig;
  readonly fieldMap: FieldMap;
  readonly statusMap: ReadonlyMap<string, StatusMapping>;
  readonly priorityMap: ReadonlyMap<string, TicketPriority>;
  readonly callerKeyField: string | null;
  readonly categoryField: string | null;
  readonly readProvenanceHeaders: boolean;
  readonly discover: boolean;
  readonly keepRaw: boolean;
  readonly auth: HttpOptions['auth'];
}

/**
 * Checks the options before anything is sent.
 *
 * @throws {ConfigurationError} that names the option and says what it should be.
 */
export function readOptions(options: FreshdeskOptions): FreshdeskSettings {
  const account = readSubdomain(options.subdomain, 'freshdesk.com');
  return {
    account,
    origin: readOrigin(options.baseUrl, `https://${account}.freshdesk.com`),
    fields: options.customFields ?? {},
    fieldMap: createFieldMap(options.customFields),
    statusMap: readStatusMap(options.statusMap),
    priorityMap: readPriorityMap(options.priorityMap),
    callerKeyField: readFieldName(options.callerKeyField, 'callerKeyField'),
    categoryField: readFieldName(options.categoryField, 'categoryField'),
    readProvenanceHeaders: options.readProvenanceHeaders ?? false,
    discover: options.discover ?? false,
    keepRaw: options.keepRaw ?? true,
    auth: readCredentials(options.credentials),
  };
}

/** Names of custom fields as the API spells them; old accounts have some without `cf_`. */
function readFieldName(name: string | undefined, option: string): string | null {
  if (name === undefined) return null;
  if (typeof name === 'string' && /^\w+$/.test(name)) return name;
  throw new ConfigurationError(
    `${option} must be the name of a ticket field as the API spells it, for example "cf_reference".`,
  );
}

function readCredentials(credentials: FreshdeskCredentials | undefined): HttpOptions['auth'] {
  if (isSecret(credentials?.apiKey) && !credentials.apiKey.includes(':')) {
    // Any password will do; X is the custom.
    return basicAuth({ user: credentials.apiKey, secret: 'X' });
  }
  throw new ConfigurationError(
    'credentials must be { apiKey }; the key is missing, empty, or holds blanks, colons or line breaks.',
  );
}
