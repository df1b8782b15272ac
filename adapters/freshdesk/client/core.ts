import { toJson } from '../../../src/adapter/answers.ts';
import type { AnyFields, ResourceGroups } from '../../../src/adapter/contract.ts';
import type { Mapped, MappingWarning } from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { Http, HttpQuery, HttpRequest } from '../../../src/http/http-options.ts';
import { abortedError } from '../../../src/http/limiter.ts';
import { idPrefix } from '../../../src/model/ids.ts';
import type { freshdeskCapabilities } from '../capabilities.ts';
import { toNativeNumber, type WireBody, type WriteContext } from '../from-unified/common.ts';
import type { FreshdeskSettings } from '../options.ts';
import {
  API_VERSION,
  LABEL,
  type Lookups,
  PROVIDER,
  type TranslationContext,
} from '../to-unified/common.ts';
import type { FreshdeskRaw } from '../wire/index.ts';
import { hasNextLink, itemsOf, type Json, type ListAnswer } from './answers.ts';
import type { Catalog } from './catalog.ts';
import { encodeBody } from './form.ts';
import { costOf } from './rate-limits.ts';

/** The resource groups with exactly the operations of the manifest. */
export type FreshdeskGroups = ResourceGroups<typeof freshdeskCapabilities, FreshdeskRaw, AnyFields>;

/** What the resource files stand on. */
export interface FreshdeskCore {
  readonly http: Http;
  readonly settings: FreshdeskSettings;
  readonly catalog: Catalog;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly writing: WriteContext;
  /** Sends a call and gives the body; `{}` for an empty one. */
  send(request: HttpRequest, options?: RequestOptions): Promise<Json>;
  /** Reads one record. */
  get(path: string, options?: RequestOptions, query?: HttpQuery): Promise<Json>;
  /** Reads one page of a list that is a bare array. */
  list(path: string, query: HttpQuery, options?: RequestOptions): Promise<ListAnswer>;
  /** Sends a translated body, as JSON or as a form; observers are told of all its warnings. */
  write(
    mapped: Mapped<WireBody>,
    request: Omit<HttpRequest, 'body' | 'form'>,
    options?: RequestOptions,
  ): Promise<Reported>;
  /** What translations need, with names that came along with an answer. */
  context(lookups?: Partial<Lookups>): TranslationContext;
  /** Reads the account's fields first, where `discover` asks for it. */
  ready(options?: RequestOptions): Promise<void> | undefined;
  /** A native id for a path. */
  path(id: string): number;
}

export interface Reported {
  readonly data: Json;
  readonly warnings: readonly MappingWarning[];
}

export function createCore(parts: {
  readonly http: Http;
  readonly settings: FreshdeskSettings;
  readonly catalog: Catalog;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}): FreshdeskCore {
  const { http, settings, catalog, now, sleep } = parts;
  const { account } = settings;
  const scope = { provider: PROVIDER, label: LABEL, account };
  const send = async (request: HttpRequest, options?: RequestOptions): Promise<Json> => {
    const { data } = await http.send(request, options);
    return toJson(data, { ...scope, of: `${request.method} ${request.path}` });
  };
  return {
    http,
    settings,
    catalog,
    now,
    sleep: (ms, signal) =>
      sleep(ms, signal).catch(() => {
        throw abortedError(PROVIDER);
      }),
    writing: {
      ...scope,
      fields: settings.fieldMap,
      statusMap: settings.statusMap,
      statusLabels: catalog.statusLabels,
      callerKeyField: settings.callerKeyField,
      categoryField: settings.categoryField,
    },
    send,
    get: (path, options, query) => send(reading(path, query), options),
    async list(path, query, options) {
      const { data, headers } = await http.send(reading(path, query), options);
      return {
        items: itemsOf(data, `GET ${path}`),
        hasNext: hasNextLink(headers['link']),
      };
    },
    async write({ value, warnings }, request, options) {
      const encoded = await encodeBody(value);
      // Sent twice, files would be there twice.
      const once = encoded.form === undefined ? {} : { idempotent: false };
      const data = await send({ ...once, ...request, ...encoded }, options);
      http.warn(`${request.method} ${request.path}`, warnings);
      return { data, warnings };
    },
    context: contextOf({ settings, catalog, now }),
    ready: (options) => catalog.ready(options),
    path: (id) => toNativeNumber(id, scope),
  };
}

function reading(path: string, query: HttpQuery | undefined): HttpRequest {
  const include = query?.['include'];
  const cost = costOf(path, typeof include === 'string' ? include : undefined);
  return { method: 'GET', path, query, cost };
}

function contextOf(parts: {
  readonly settings: FreshdeskSettings;
  readonly catalog: Catalog;
  readonly now: () => number;
}): FreshdeskCore['context'] {
  const { settings, catalog, now } = parts;
  const { account, origin, keepRaw, statusMap, priorityMap } = settings;
  const prefix = idPrefix({ provider: PROVIDER, account });
  return (lookups = {}) => ({
    provider: PROVIDER,
    apiVersion: API_VERSION,
    account,
    idPrefix: prefix,
    origin,
    keepRaw,
    fetchedAt: new Date(now()),
    fields: catalog.fieldMap(),
    statusMap,
    priorityMap,
    statusLabel: catalog.statusLabel,
    categoryField: settings.categoryField,
    callerKeyField: settings.callerKeyField,
    readProvenanceHeaders: settings.readProvenanceHeaders,
    lookups: {
      person: (id) => lookups.person?.(id) ?? catalog.person(id),
      groupName: (id) => lookups.groupName?.(id) ?? catalog.groupName(id),
    },
  });
}
