import {
  createHttp,
  type CreateOptions,
  type Http,
  nativeIdOf,
  type Page,
  parseWire,
  type PageQuery,
  type RequestOptions,
  type TicketQuery,
} from 'polydesk';
import { STATUS_TO_STATE } from './enums.ts';
import { toSupportError } from './errors.ts';
import type { PaperdeskOptions, PaperdeskSettings } from './options.ts';
import { casePageSchema, entryPageSchema } from './wire.ts';

const MAX_PAGE_SIZE = 100;

/** Paperdesk's endpoints; effects only, no translation. */
export interface PaperdeskClient {
  readonly http: Http;
  getCase(id: string, options?: RequestOptions): Promise<unknown>;
  listCases(
    query: TicketQuery,
    cursor: string | null,
    options?: RequestOptions,
  ): Promise<Page<unknown>>;
  createCase(body: unknown, options?: CreateOptions): Promise<unknown>;
  updateCase(id: string, body: unknown, options?: RequestOptions): Promise<unknown>;
  listEntries(
    id: string,
    query: PageQuery,
    cursor: string | null,
    options?: RequestOptions,
  ): Promise<Page<unknown>>;
  createEntry(id: string, body: unknown, options?: RequestOptions): Promise<unknown>;
  importCase(body: unknown, options?: RequestOptions): Promise<unknown>;
}

/** Makes the client; nothing is sent before the first call. */
export function createClient(
  settings: PaperdeskSettings,
  options: PaperdeskOptions,
): PaperdeskClient {
  const http = createHttp({
    provider: 'paperdesk',
    baseUrl: settings.origin,
    auth: settings.auth,
    onRefusal: toSupportError,
    fetch: options.fetch,
    timeoutMs: options.timeoutMs,
    maxRetries: options.maxRetries,
    clock: options.clock,
  });
  const { account } = settings;
  const casePath = (id: string): string => {
    const nativeId = nativeIdOf(id, { provider: 'paperdesk', account });
    return `/v1/cases/${encodeURIComponent(nativeId)}`;
  };
  type Call = Parameters<Http['send']>[0];
  const data = async (request: Call, requestOptions?: RequestOptions): Promise<unknown> =>
    (await http.send(request, requestOptions)).data;
  return {
    http,
    getCase: async (id, call) => data({ method: 'GET', path: casePath(id) }, call),
    async listCases(query, cursor, call) {
      const { status = [], callerKey } = query;
      const filters = { state: status.map((word) => STATUS_TO_STATE[word]), reference: callerKey };
      const paging = pagingOf(query, cursor);
      const json = await data(
        { method: 'GET', path: '/v1/cases', query: { ...paging, ...filters } },
        call,
      );
      const page = parseWire(casePageSchema, json, {
        provider: 'paperdesk',
        what: 'list of cases',
      });
      return { items: page.cases, nextCursor: cursorOf(page) };
    },
    createCase: (body, { idempotencyKey, ...call } = {}) =>
      data({ method: 'POST', path: '/v1/cases', body, dedupeKey: idempotencyKey }, call),
    updateCase: async (id, body, call) => data({ method: 'PATCH', path: casePath(id), body }, call),
    async listEntries(id, query, cursor, call) {
      const path = `${casePath(id)}/entries`;
      const json = await data({ method: 'GET', path, query: pagingOf(query, cursor) }, call);
      const page = parseWire(entryPageSchema, json, {
        provider: 'paperdesk',
        what: 'list of entries',
      });
      return { items: page.entries, nextCursor: cursorOf(page) };
    },
    createEntry: async (id, body, call) =>
      data({ method: 'POST', path: `${casePath(id)}/entries`, body }, call),
    importCase: (body, call) => data({ method: 'POST', path: '/v1/imports', body }, call),
  };
}

const pagingOf = ({ pageSize = MAX_PAGE_SIZE }: PageQuery, cursor: string | null) => ({
  limit: Math.min(pageSize, MAX_PAGE_SIZE),
  offset: cursor ?? '0',
});

const cursorOf = (page: { readonly next_offset?: number | null | undefined }): string | null =>
  typeof page.next_offset === 'number' ? String(page.next_offset) : null;
