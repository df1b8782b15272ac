import { toJson } from '../../../src/adapter/answers.ts';
import type { AnyFields, ResourceGroups } from '../../../src/adapter/contract.ts';
import type { OperationName } from '../../../src/adapter/manifest.ts';
import type { Mapped } from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { ConfigurationError, UnsupportedError } from '../../../src/errors/classes.ts';
import type { Http, HttpRequest } from '../../../src/http/http-options.ts';
import { abortedError } from '../../../src/http/limiter.ts';
import { idPrefix, nativeIdOf } from '../../../src/model/ids.ts';
import type { intercomCapabilities } from '../capabilities.ts';
import type { WriteContext } from '../from-unified/common.ts';
import { type IntercomSettings, versionNumber } from '../options.ts';
import {
  LABEL,
  type Lookups,
  NO_LOOKUPS,
  PROVIDER,
  type TranslationContext,
} from '../to-unified/common.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { createActor } from './actor.ts';
import type { Json } from './answers.ts';
import type { Catalog } from './catalog.ts';
import { createMemo, type Memo } from './memo.ts';

export { isJson, type Json, listOf, partOf, textIn, ticketTypesOf } from './answers.ts';

/** The resource groups with exactly the operations of the manifest. */
export type IntercomGroups = ResourceGroups<typeof intercomCapabilities, IntercomRaw, AnyFields>;

/** What the resource files stand on. */
export interface IntercomCore {
  readonly http: Http;
  readonly settings: IntercomSettings;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly writing: WriteContext;
  readonly catalog: Catalog;
  /** Answers of the last minute. */
  readonly memo: Memo;
  /** Sends a call and gives the body; `{}` for an empty one. */
  send(request: HttpRequest, options?: RequestOptions): Promise<Json>;
  /** What translations need, with names that are known beside those of the catalogue. */
  context(lookups?: Partial<Lookups>): TranslationContext;
  /** Reads the account's fields and people first, where `discover` asks for it. */
  ready(options?: RequestOptions): Promise<void> | undefined;
  /** The teammate in whose name something is done. */
  actor(options?: RequestOptions): Promise<string>;
  /** A native id for a path. */
  path(id: string): string;
  /** The full id of a record. */
  idOf(nativeId: string): string;
  /** Gives a written value with its warnings, which observers are told, too. */
  report<T>(operation: OperationName, value: T, warnings: Mapped<T>['warnings']): Mapped<T>;
  /** @throws {UnsupportedError} where the configured version is older; nothing is sent. */
  requireVersion(minor: number, operation: OperationName): void;
}

// The sheet knows this host alone; which one shows other regions is not documented.
const INBOX = 'https://app.intercom.com';

// Ids are digits, hex digits or words with dashes; anything else could lead to another path.
const PATH_ID = /^[\w-]{1,128}$/;

export function createCore(parts: {
  readonly http: Http;
  readonly settings: IntercomSettings;
  readonly catalog: Catalog;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}): IntercomCore {
  const { http, settings, catalog, now, sleep } = parts;
  const { account, apiVersion } = settings;
  const scope = { provider: PROVIDER, label: LABEL, account };
  const prefix = idPrefix(scope);
  const version = versionNumber(apiVersion);
  const send = async (request: HttpRequest, options?: RequestOptions): Promise<Json> => {
    const { data } = await http.send(request, options);
    return toJson(data, { ...scope, of: `${request.method} ${request.path}` });
  };
  return {
    http,
    settings,
    now,
    catalog,
    memo: createMemo(now),
    sleep: (ms, signal) =>
      sleep(ms, signal).catch(() => {
        throw abortedError(PROVIDER);
      }),
    writing: writeContext(settings, version),
    send,
    context: (lookups = NO_LOOKUPS) => ({
      ...scope,
      apiVersion,
      idPrefix: prefix,
      inboxOrigin: INBOX,
      keepRaw: settings.keepRaw,
      fetchedAt: new Date(now()),
      fields: catalog.fieldMap(),
      statusMap: settings.statusMap,
      priorityMap: settings.priorityMap,
      categoryAttribute: settings.categoryAttribute,
      callerKeyAttribute: settings.callerKeyAttribute,
      priorityAttribute: settings.priorityAttribute,
      htmlToText: settings.htmlToText,
      lookups: catalog.lookups(lookups),
    }),
    ready: (options) => catalog.ready(options),
    actor: createActor(settings, send),
    path(id) {
      const nativeId = nativeIdOf(id, scope);
      if (PATH_ID.test(nativeId)) return nativeId;
      throw new ConfigurationError('This is not an id of Intercom’s.', { code: 'id_mismatch' });
    },
    idOf: (nativeId) => prefix + nativeId,
    report(operation, value, warnings) {
      http.warn(operation, warnings);
      return { value, warnings };
    },
    requireVersion(minor, operation) {
      if (version >= minor) return;
      throw new UnsupportedError(
        `Intercom has ${operation} from version 2.${minor} on; apiVersion is ${apiVersion}.`,
        { operation, provider: PROVIDER },
      );
    },
  };
}

const writeContext = (settings: IntercomSettings, version: number): WriteContext => ({
  provider: PROVIDER,
  label: LABEL,
  account: settings.account,
  version,
  read: settings.read,
  fields: settings.fieldMap,
  statusMap: settings.statusMap,
  priorityMap: settings.priorityMap,
  callerKeyAttribute: settings.callerKeyAttribute,
  priorityAttribute: settings.priorityAttribute,
  categoryAttribute: settings.categoryAttribute,
  htmlToText: settings.htmlToText,
});
