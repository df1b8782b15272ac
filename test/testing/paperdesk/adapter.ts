import {
  type CreateOptions,
  type DefaultFields,
  type Mapped,
  type Message,
  type MessageDraft,
  nativeIdOf,
  type Page,
  paginate,
  type RawTypes,
  requireFilters,
  type SupportAdapter,
} from 'polydesk';
import { paperdeskCapabilities } from './capabilities.ts';
import { createClient } from './client.ts';
import {
  fromContactDraft,
  fromImportDraft,
  fromMessageDraft,
  fromOrganizationDraft,
  fromTicketDraft,
  fromTicketPatch,
} from './from-unified.ts';
import { type PaperdeskOptions, readOptions } from './options.ts';
import { type Scope, toContact, toMessage, toOrganization, toTicket } from './to-unified.ts';
import { createPaperdeskWebhooks } from './webhook.ts';
import type { PaperdeskCase, PaperdeskCompany, PaperdeskCustomer, PaperdeskEntry } from './wire.ts';

/** What `raw` is, by kind of record. */
export interface PaperdeskRaw extends RawTypes {
  readonly ticket: PaperdeskCase;
  readonly message: PaperdeskEntry;
  readonly contact: PaperdeskCustomer;
  readonly organization: PaperdeskCompany;
}

/** An adapter for Paperdesk. */
export type PaperdeskAdapter = SupportAdapter<
  typeof paperdeskCapabilities,
  PaperdeskRaw,
  DefaultFields
>;

/** Puts translators and client together. */
export function createAdapter(options: PaperdeskOptions): PaperdeskAdapter {
  const settings = readOptions(options);
  const { account, keepRaw } = settings;
  const client = createClient(settings, options);
  const { http } = client;
  const pure: Scope = { account, keepRaw, fetchedAt: null };
  const read = (): Scope => ({ ...pure, fetchedAt: new Date(options.clock?.now() ?? Date.now()) });

  const written = <T>(operation: string, value: T, warnings: Mapped<T>['warnings']): Mapped<T> => {
    http.warn(operation, warnings);
    return { value, warnings };
  };
  const createMessage = async (
    ticketId: string,
    draft: MessageDraft,
    { idempotencyKey: _unsupported, ...call }: CreateOptions = {},
  ): Promise<Mapped<Message<PaperdeskEntry>>> => {
    const body = fromMessageDraft(draft);
    const json = await client.createEntry(ticketId, body.value, call);
    const nativeId = nativeIdOf(ticketId, { provider: 'paperdesk', account });
    const { value } = toMessage(json, nativeId, read());
    return written('messages.create', value, body.warnings);
  };

  return {
    specVersion: 1,
    provider: 'paperdesk',
    account,
    manifest: paperdeskCapabilities,
    translate: {
      ticket: {
        toUnified: (json) => toTicket(json, pure),
        fromUnified: (draft) => fromTicketDraft(draft, account),
        fromPatch: fromTicketPatch,
      },
      message: {
        toUnified: (json, ticketId) => toMessage(json, ticketId, pure),
        fromUnified: fromMessageDraft,
      },
      contact: { toUnified: (json) => toContact(json, pure), fromUnified: fromContactDraft },
      organization: {
        toUnified: (json) => toOrganization(json, pure),
        fromUnified: fromOrganizationDraft,
      },
    },
    webhooks: createPaperdeskWebhooks(pure),
    tickets: {
      get: async (id, call) => toTicket(await client.getCase(id, call), read()).value,
      list(query = {}, call) {
        requireFilters(paperdeskCapabilities, 'tickets.list', query);
        return paginate(
          async (cursor) =>
            mapPage(await client.listCases(query, cursor, call), (json) => toTicket(json, read())),
          query,
        );
      },
      async create(draft, call) {
        const body = fromTicketDraft(draft, account);
        const { value } = toTicket(await client.createCase(body.value, call), read());
        return written('tickets.create', value, body.warnings);
      },
      async update(id, patch, call) {
        const body = fromTicketPatch(patch);
        const { value } = toTicket(await client.updateCase(id, body.value, call), read());
        return written('tickets.update', value, body.warnings);
      },
    },
    messages: {
      list: (ticketId, query = {}, call) =>
        paginate(async (cursor) => {
          const nativeId = nativeIdOf(ticketId, { provider: 'paperdesk', account });
          return mapPage(await client.listEntries(ticketId, query, cursor, call), (json) =>
            toMessage(json, nativeId, read()),
          );
        }, query),
      create: createMessage,
      reply: (id, draft, call) => createMessage(id, { ...draft, visibility: 'public' }, call),
      note: (id, draft, call) => createMessage(id, { ...draft, visibility: 'internal' }, call),
    },
    imports: {
      async ticket(draft, { idempotencyKey: _unsupported, ...call } = {}) {
        const body = fromImportDraft(draft, account);
        const { value } = toTicket(await client.importCase(body.value, call), read());
        return written('imports.ticket', value, body.warnings);
      },
    },
    request: async <T>(...[request, call]: Parameters<PaperdeskAdapter['request']>) =>
      http.send<T>(request, call),
    on: http.on,
    rateBudgets: http.rateBudgets,
    close: http.close,
  };
}

const mapPage = <T>(page: Page<unknown>, translate: (json: unknown) => Mapped<T>): Page<T> => ({
  items: page.items.map((json) => translate(json).value),
  nextCursor: page.nextCursor,
});
