import type { AnyFields, ResourceGroups } from '../../../src/adapter/contract.ts';
import type { zendeskCapabilities } from '../capabilities.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { toJson } from '../../../src/adapter/answers.ts';
import type { Http, HttpRequest } from '../../../src/http/http-options.ts';
import { abortedError } from '../../../src/http/limiter.ts';
import { idPrefix } from '../../../src/model/ids.ts';
import type { Mapped, MappingWarning } from '../../../src/model/provenance.ts';
import { toNativeNumber, type WireBody, type WriteContext } from '../from-unified/common.ts';
import type { ZendeskSettings } from '../options.ts';
import {
  API_VERSION,
  LABEL,
  type Lookups,
  NO_LOOKUPS,
  PROVIDER,
  type TranslationContext,
} from '../to-unified/common.ts';
import type { Json } from './answers.ts';
import type { Catalog } from './catalog.ts';

export { type Json, listOf, optionalListOf } from './answers.ts';

/** The resource groups with exactly the operations of the manifest. */
export type ZendeskGroups = ResourceGroups<typeof zendeskCapabilities, ZendeskRaw, AnyFields>;

/** What the resource files stand on. */
export interface ZendeskCore {
  readonly http: Http;
  readonly settings: ZendeskSettings;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly writing: WriteContext;
  /** Sends a call and gives the body; `{}` for an empty one. */
  send(request: HttpRequest, options?: RequestOptions): Promise<Json>;
  /**
   * Sends a translated body; gives the answer with all warnings: those of the translation and what
   * Zendesk says it dropped. Observers are told, too.
   */
  write<Draft extends WireBody>(
    mapped: Mapped<Draft>,
    request: Omit<HttpRequest, 'body'>,
    options?: RequestOptions,
  ): Promise<Reported>;
  /** What translations need, with the names that came along. */
  context(lookups?: Lookups): TranslationContext;
  /** Reads the account's fields and statuses first, where `discover` asks for it. */
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
  readonly settings: ZendeskSettings;
  readonly catalog: Catalog;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}): ZendeskCore {
  const { http, settings, catalog, now, sleep } = parts;
  const { account } = settings;
  const scope = { provider: PROVIDER, label: LABEL, account };
  const prefix = idPrefix(scope);
  const send = async (request: HttpRequest, options?: RequestOptions): Promise<Reported> => {
    const answer = await http.send(request, options);
    return {
      data: toJson(answer.data, { ...scope, of: `${request.method} ${request.path}` }),
      warnings: droppedKeys(answer.headers['x-zendesk-api-warn']),
    };
  };
  const report = (request: Pick<HttpRequest, 'method' | 'path'>, answer: Reported): Reported => {
    if (answer.warnings.length > 0) http.warn(`${request.method} ${request.path}`, answer.warnings);
    return answer;
  };
  return {
    http,
    settings,
    now,
    sleep: (ms, signal) =>
      sleep(ms, signal).catch(() => {
        throw abortedError(PROVIDER);
      }),
    writing: {
      ...scope,
      fields: settings.fieldMap,
      statusMap: settings.statusMap,
      customStatusId: catalog.customStatusId,
      categoryFieldId: settings.categoryFieldId,
    },
    send: async (request, options) => report(request, await send(request, options)).data,
    async write({ value, warnings }, request, options) {
      const answer = await send({ ...request, body: value }, options);
      const dropped = [...answer.warnings, ...lostFields(value, answer.data)];
      return report(request, { data: answer.data, warnings: [...warnings, ...dropped] });
    },
    context: (lookups = NO_LOOKUPS) => ({
      provider: PROVIDER,
      apiVersion: API_VERSION,
      account,
      idPrefix: prefix,
      origin: settings.origin,
      keepRaw: settings.keepRaw,
      fetchedAt: new Date(now()),
      fields: catalog.fieldMap(),
      statusMap: settings.statusMap,
      priorityMap: settings.priorityMap,
      customStatus: catalog.customStatus,
      categoryFieldId: settings.categoryFieldId,
      lookups,
    }),
    ready: (options) => catalog.ready(options),
    path: (id) => toNativeNumber(id, scope),
  };
}

/** Zendesk drops what it does not take and says so in this header only (sheet section 5.4). */
function droppedKeys(header: string | undefined): readonly MappingWarning[] {
  if (header === undefined) return [];
  const lists = [
    /unpermitted_keys=>\[([^\]]*)\]/,
    /invalid_values=>\[([^\]]*)\]/,
    /restricted keys \[([^\]]*)\]/,
  ].flatMap((pattern) => pattern.exec(header)?.[1]?.split(',') ?? []);
  const keys = lists
    .map((key) => key.replace(/["\s]/g, ''))
    .filter((key) => /^[\w.[\]]+$/.test(key));
  return (keys.length === 0 ? ['(not named)'] : keys).map((field) => ({
    type: 'dropped',
    field,
    reason: 'Zendesk did not take this property and dropped it.',
  }));
}

/**
 * A value that is not among a dropdown's options vanishes without a header (sheet section 5.4): only
 * the answer tells, by a field that is empty although it was just set.
 */
function lostFields(body: WireBody, data: Json): readonly MappingWarning[] {
  const sent = fieldsOf(body['ticket']);
  const kept = fieldsOf(data['ticket']);
  return [...sent].flatMap(([id, value]) =>
    isEmpty(value) || !kept.has(id) || !isEmpty(kept.get(id))
      ? []
      : [
          {
            type: 'dropped' as const,
            field: `customFields.${id}`,
            reason: 'Zendesk did not keep the value; is it one of the field’s options?',
          },
        ],
  );
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

function fieldsOf(ticket: unknown): ReadonlyMap<string, unknown> {
  // Safe: read by key only; whatever is not a list of fields gives an empty map.
  const list = (ticket as Json | null | undefined)?.['custom_fields'];
  const entries = Array.isArray(list) ? (list as readonly Json[]) : [];
  return new Map(entries.map((entry) => [String(entry?.['id']), entry?.['value']]));
}
