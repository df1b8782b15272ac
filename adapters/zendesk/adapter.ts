import type { AnyFields, SupportAdapter } from '../../src/adapter/contract.ts';
import { keysOf, type CustomFieldsConfig, type FieldsOf } from '../../src/adapter/custom-fields.ts';
import { guardAdapter } from '../../src/adapter/guard/guard-adapter.ts';
import { adapterCalls } from '../../src/http/adapter-calls.ts';
import { connectionOf } from '../../src/http/connection-options.ts';
import { createHttp } from '../../src/http/create-http.ts';
import type { DefaultFields } from '../../src/model/custom-fields.ts';
import { zendeskCapabilities } from './capabilities.ts';
import { createCatalog } from './client/catalog.ts';
import { createCore, type ZendeskCore } from './client/core.ts';
import { lazyGroups } from './client/lazy.ts';
import { messageResource } from './client/messages.ts';
import { bucketsOf, readBudgets } from './client/rate-limits.ts';
import { ticketResource } from './client/tickets.ts';
import { toSupportError } from './errors.ts';
import { contactFromDraft } from './from-unified/contacts.ts';
import { messageFromDraft } from './from-unified/messages.ts';
import { organizationFromDraft } from './from-unified/organizations.ts';
import { ticketFromDraft, ticketFromPatch } from './from-unified/tickets.ts';
import { readOptions, type ZendeskOptions } from './options.ts';
import { userToContact } from './to-unified/contacts.ts';
import { commentToUnified } from './to-unified/messages.ts';
import { organizationToUnified } from './to-unified/organizations.ts';
import { ticketToUnified } from './to-unified/tickets.ts';
import { createZendeskWebhooks } from './webhook/index.ts';
import { setupOf } from './webhook/setup.ts';
import type { ZendeskRaw } from './wire/index.ts';

/** A Zendesk account behind the polydesk contract. */
export type ZendeskAdapter<Fields = DefaultFields> = SupportAdapter<
  typeof zendeskCapabilities,
  ZendeskRaw,
  Fields
>;

type FieldsFor<Config> = CustomFieldsConfig extends Config ? DefaultFields : FieldsOf<Config>;

/**
 * Connects to a Zendesk account. Nothing is sent until an operation is called.
 *
 * @throws {ConfigurationError} when an option is missing or wrong.
 * @example
 * const desk = createZendesk({
 *   subdomain: 'acme',
 *   credentials: { email: 'agent@acme.example', apiToken: process.env.ZENDESK_TOKEN ?? '' },
 * });
 * const ticket = await desk.tickets.get('35436');
 * ticket.id //=> 'zendesk:acme:35436'
 */
export function createZendesk<const Config extends CustomFieldsConfig = CustomFieldsConfig>(
  options: ZendeskOptions<Config>,
): ZendeskAdapter<FieldsFor<Config>>;
// The field map built from the same `Config` decides which keys and values appear.
export function createZendesk(
  options: ZendeskOptions<CustomFieldsConfig>,
): ZendeskAdapter<AnyFields> {
  const settings = readOptions(options);
  const { account } = settings;
  const connection = connectionOf(options);
  const { clock } = connection;
  const http = createHttp({
    ...connection,
    provider: 'zendesk',
    baseUrl: settings.origin,
    auth: settings.auth,
    budgets: readBudgets,
    bucketOf: bucketsOf,
    onRefusal: toSupportError,
  });
  const core = createCore({
    http,
    settings,
    catalog: createCatalog(settings, http),
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  });
  const adapter: ZendeskAdapter<AnyFields> = {
    specVersion: 1,
    provider: 'zendesk',
    account,
    manifest: zendeskCapabilities,
    ownFields: keysOf(settings.fieldMap, [settings.categoryFieldId]),
    translate: translators(core),
    webhooks: {
      ...createZendeskWebhooks({
        account,
        keepRaw: settings.keepRaw,
        statusMap: options.statusMap,
        priorityMap: options.priorityMap,
        fieldKeyOf: settings.fieldMap.keyOf,
      }),
      setup: setupOf,
    },
    tickets: ticketResource(core),
    messages: messageResource(core),
    ...lazyGroups(core),
    ...adapterCalls(http),
  };
  return guardAdapter(adapter);
}

/** The pure translators, as the contract names them. */
function translators(core: ZendeskCore): ZendeskAdapter<AnyFields>['translate'] {
  const { writing: write } = core;
  return {
    ticket: {
      toUnified: (json) => ticketToUnified(json, core.context()),
      fromUnified: (draft) => ticketFromDraft(draft, write),
      fromPatch: (patch) => ticketFromPatch(patch, write),
    },
    message: {
      toUnified: (json, ticketId) =>
        commentToUnified(json, {
          ...core.context(),
          ticketId: String(core.path(ticketId)),
          isFirst: false,
        }),
      fromUnified: (draft) => messageFromDraft(draft, write),
    },
    contact: {
      toUnified: (json) => userToContact(json, core.context()),
      fromUnified: (draft) => contactFromDraft(draft, write, { isNew: true }),
    },
    organization: {
      toUnified: (json) => organizationToUnified(json, core.context()),
      fromUnified: (draft) => organizationFromDraft(draft),
    },
  };
}
