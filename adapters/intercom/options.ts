import {
  createFieldMap,
  type CustomFieldsConfig,
  type FieldMap,
} from '../../src/adapter/custom-fields.ts';
import { readWholeNumber } from '../../src/adapter/drafts.ts';
import { htmlToText } from '../../src/adapter/html-text.ts';
import {
  readPriorityMap,
  readStatusMap,
  type StatusMapping,
} from '../../src/adapter/native-maps.ts';
import type { TranslationOptions } from '../../src/adapter/translation-options.ts';
import { ConfigurationError } from '../../src/errors/classes.ts';
import {
  type ConnectionOptions,
  readOrigin,
  type TokenCredentials,
  tokenAuthOf,
} from '../../src/http/connection-options.ts';
import type { HttpOptions } from '../../src/http/http-options.ts';
import type { TicketPriority } from '../../src/model/enums.ts';
import { nativeIdOf } from '../../src/model/ids.ts';

/** How to log in: the access token of an app, or tokens that are asked for with every call. */
export type IntercomCredentials = TokenCredentials;

/** The versions of the API that the adapter speaks. */
export const INTERCOM_VERSIONS = [
  '2.11',
  '2.12',
  '2.13',
  '2.14',
  '2.15',
  '2.16',
  'Preview',
] as const;
/** One of them. */
export type IntercomVersion = (typeof INTERCOM_VERSIONS)[number];

// Sheet section 1: a token works on the host of its workspace's region only.
const ORIGINS = {
  us: 'https://api.intercom.io',
  eu: 'https://api.eu.intercom.io',
  au: 'https://api.au.intercom.io',
} as const;
/** Where a workspace lives. */
export type IntercomRegion = keyof typeof ORIGINS;

/** Options of `createIntercom`. */
export interface IntercomOptions<Fields extends CustomFieldsConfig = CustomFieldsConfig>
  extends ConnectionOptions,
    TranslationOptions<Fields> {
  /** The workspace's id (`app_id` of its webhooks); also the account part of every id. */
  readonly workspaceId: string;
  readonly credentials: IntercomCredentials;
  /** Where the workspace lives. @default 'us' */
  readonly region?: IntercomRegion;
  /** Sent as `Intercom-Version`. @default '2.16' */
  readonly apiVersion?: IntercomVersion;
  /**
   * The version that is set on the app, which its webhooks have whatever the adapter asks for.
   * @default the same as `apiVersion`
   */
  readonly webhookVersion?: string;
  /**
   * The teammate who acts; he needs a seat in the inbox. Whoever the token belongs to when left
   * out, which costs one call.
   */
  readonly adminId?: string;
  /**
   * What a ticket is: a conversation (which shows the customer ticket that it became), or a ticket
   * of a ticket type. The same case has the same id in both. @default 'conversations'
   */
  readonly read?: 'conversations' | 'tickets';
  /** The attribute that holds `callerKey`; without it a caller key is dropped with a warning. */
  readonly callerKeyAttribute?: string;
  /** The attribute that holds the priority, which Intercom's own cannot be written. */
  readonly priorityAttribute?: string;
  /** The attribute that is the category; the ticket type's name when left out. */
  readonly categoryAttribute?: string;
  /** Makes text of a message's HTML. @default a small one of polydesk's own */
  readonly htmlToText?: (html: string) => string;
}

/** Checked options with all defaults filled in. */
export interface IntercomSettings {
  readonly account: string;
  readonly origin: string;
  readonly apiVersion: IntercomVersion;
  readonly adminId: string | null;
  readonly read: 'conversations' | 'tickets';
  readonly callerKeyAttribute: string | null;
  readonly priorityAttribute: string | null;
  readonly categoryAttribute: string | null;
  readonly htmlToText: (html: string) => string;
  readonly fields: CustomFieldsConfig;
  readonly fieldMap: FieldMap;
  readonly statusMap: ReadonlyMap<string, StatusMapping>;
  readonly priorityMap: ReadonlyMap<string, TicketPriority>;
  readonly discover: boolean;
  readonly keepRaw: boolean;
  readonly auth: HttpOptions['auth'];
}

/**
 * Checks the options before anything is sent.
 *
 * @throws {ConfigurationError} that names the option and says what it should be.
 */
export function readOptions(options: IntercomOptions): IntercomSettings {
  const account = readWorkspaceId(options.workspaceId);
  return {
    account,
    origin: readOrigin(options.baseUrl, ORIGINS[readRegion(options.region)]),
    apiVersion: readVersion(options.apiVersion),
    adminId: readAdminId(options.adminId, account),
    read: readMode(options.read),
    callerKeyAttribute: readAttribute('callerKeyAttribute', options.callerKeyAttribute),
    priorityAttribute: readAttribute('priorityAttribute', options.priorityAttribute),
    categoryAttribute: readAttribute('categoryAttribute', options.categoryAttribute),
    htmlToText: options.htmlToText ?? htmlToText,
    fields: options.customFields ?? {},
    fieldMap: createFieldMap(options.customFields),
    statusMap: readStatusMap(options.statusMap),
    priorityMap: readPriorityMap(options.priorityMap),
    discover: options.discover ?? false,
    keepRaw: options.keepRaw ?? true,
    auth: readCredentials(options.credentials),
  };
}

/**
 * A version as a number to compare by; `Preview` is above all others.
 *
 * @example versionNumber('2.9') < versionNumber('2.16') //=> true
 */
export const versionNumber = (version: IntercomVersion | string): number =>
  version === 'Preview' ? Number.POSITIVE_INFINITY : Number(version.split('.')[1] ?? Number.NaN);

function readWorkspaceId(workspaceId: unknown): string {
  if (typeof workspaceId === 'string' && /^[\w-]{1,64}$/.test(workspaceId)) return workspaceId;
  throw new ConfigurationError(
    'workspaceId must be the id of the workspace: letters and digits, as in the address of its inbox.',
  );
}

function readRegion(region: IntercomRegion = 'us'): IntercomRegion {
  if (Object.hasOwn(ORIGINS, region)) return region;
  throw new ConfigurationError('region must be us, eu or au.');
}

function readVersion(version: IntercomVersion = '2.16'): IntercomVersion {
  if (INTERCOM_VERSIONS.includes(version)) return version;
  throw new ConfigurationError(`apiVersion must be one of ${INTERCOM_VERSIONS.join(', ')}.`);
}

function readMode(mode: IntercomSettings['read'] = 'conversations'): IntercomSettings['read'] {
  if (mode === 'conversations' || mode === 'tickets') return mode;
  throw new ConfigurationError('read must be "conversations" or "tickets".');
}

function readAdminId(adminId: string | undefined, account: string): string | null {
  if (adminId === undefined) return null;
  const nativeId = nativeIdOf(String(adminId), { provider: 'intercom', account });
  if (readWholeNumber(nativeId) !== null) return nativeId;
  throw new ConfigurationError('adminId must be the number of a teammate.');
}

function readAttribute(option: string, name: string | undefined): string | null {
  if (name === undefined) return null;
  if (typeof name === 'string' && name.trim() !== '') return name;
  throw new ConfigurationError(`${option} must be the name of an attribute.`);
}

function readCredentials(credentials: IntercomCredentials | undefined): HttpOptions['auth'] {
  const auth = tokenAuthOf(credentials);
  if (auth !== null) return auth;
  throw new ConfigurationError(
    'credentials must be { accessToken } or { tokens }; a part of it is missing, empty, or holds blanks or line breaks.',
  );
}
