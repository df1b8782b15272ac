import type { AnyFields, SupportAdapter } from '../../src/adapter/contract.ts';
import { keysOf, type CustomFieldsConfig, type FieldsOf } from '../../src/adapter/custom-fields.ts';
import { guardAdapter } from '../../src/adapter/guard/guard-adapter.ts';
import { adapterCalls } from '../../src/http/adapter-calls.ts';
import { connectionOf } from '../../src/http/connection-options.ts';
import { createHttp } from '../../src/http/create-http.ts';
import type { DefaultFields } from '../../src/model/custom-fields.ts';
import { freshdeskCapabilities } from './capabilities.ts';
import { createCatalog } from './client/catalog.ts';
import { createCore, type FreshdeskCore } from './client/core.ts';
import { lazyGroups } from './client/lazy.ts';
import { messageResource } from './client/messages.ts';
import { bucketsOf, readBudgets } from './client/rate-limits.ts';
import { ticketResource } from './client/tickets.ts';
import { toSupportError } from './errors.ts';
import { contactFromDraft } from './from-unified/contacts.ts';
import { messageFromDraft } from './from-unified/messages.ts';
import { organizationFromDraft } from './from-unified/organizations.ts';
import { ticketFromDraft, ticketFromPatch } from './from-unified/tickets.ts';
import { type FreshdeskOptions, type FreshdeskSettings, readOptions } from './options.ts';
import { contactToUnified } from './to-unified/contacts.ts';
import { messageToUnified } from './to-unified/messages.ts';
import { organizationToUnified } from './to-unified/organizations.ts';
import { ticketToUnified } from './to-unified/tickets.ts';
import { createFreshdeskWebhooks } from './webhook/index.ts';
import { setupOf } from './webhook/setup.ts';
import type { FreshdeskRaw } from './wire/index.ts';

/** A Freshdesk account behind the polydesk contract. */
export type FreshdeskAdapter<Fields = DefaultFields> = SupportAdapter<
  typeof freshdeskCapabilities,
  FreshdeskRaw,
  Fields
>;

type FieldsFor<Config> = CustomFieldsConfig extends Config ? DefaultFields : FieldsOf<Config>;

/**
 * Connects to a Freshdesk account. Nothing is sent until an operation is called.
 *
 * @throws {ConfigurationError} when an option is missing or wrong.
 * @example
 * const desk = createFreshdesk({
 *   subdomain: 'acme',
 *   credentials: { apiKey: process.env.FRESHDESK_API_KEY ?? '' },
 * });
 * const ticket = await desk.tickets.get('42');
 * ticket.id //=> 'freshdesk:acme:42'
 */
export function createFreshdesk<const Config extends CustomFieldsConfig = CustomFieldsConfig>(
  options: FreshdeskOptions<Config>,
): FreshdeskAdapter<FieldsFor<Config>>;
// The field map built from the same `Config` decides which keys and values appear.
export function createFreshdesk(
  options: FreshdeskOptions<CustomFieldsConfig>,
): FreshdeskAdapter<AnyFields> {
  const settings = readOptions(options);
  const { account } = settings;
  const connection = connectionOf(options);
  const { clock } = connection;
  const pathOfField = fieldPaths(settings);
  const http = createHttp({
    ...connection,
    provider: 'freshdesk',
    baseUrl: settings.origin,
    auth: settings.auth,
    dedupeHeader: null,
    // The ids of Freshworks organisations are above 2^53 (sheet section 5); `raw` keeps them.
    largeIntegersAsText: true,
    budgets: readBudgets,
    bucketOf: bucketsOf,
    onRefusal: (refusal) => toSupportError(refusal, pathOfField),
  });
  const core = createCore({
    http,
    settings,
    catalog: createCatalog(settings, http),
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  });
  const adapter: FreshdeskAdapter<AnyFields> = {
    specVersion: 1,
    provider: 'freshdesk',
    account,
    manifest: manifestOf(settings),
    ownFields: keysOf(settings.fieldMap, [settings.callerKeyField, settings.categoryField]),
    translate: translators(core),
    webhooks: {
      ...createFreshdeskWebhooks({
        account,
        authentication: options.webhookAuthentication,
        keepRaw: settings.keepRaw,
        statusMap: options.statusMap,
        priorityMap: options.priorityMap,
        fieldKeyOf: settings.fieldMap.keyOf,
        callerKeyField: settings.callerKeyField,
        categoryField: settings.categoryField,
      }),
      setup: setupOf(options.webhookAuthentication),
    },
    tickets: ticketResource(core),
    messages: messageResource(core),
    ...lazyGroups(core),
    ...adapterCalls(http),
  };
  return guardAdapter(adapter);
}

/** Without a field for keys nothing finds the ticket of an import again. */
function manifestOf({ callerKeyField }: FreshdeskSettings): typeof freshdeskCapabilities {
  if (callerKeyField !== null) return freshdeskCapabilities;
  const { resources } = freshdeskCapabilities;
  const { imports } = resources;
  const { lookup: _, ...ticket } = imports.operations.ticket;
  const operations = { ...imports.operations, ticket };
  const manifest = {
    ...freshdeskCapabilities,
    resources: { ...resources, imports: { ...imports, operations } },
  };
  // Safe: `lookup` may be missing from every operation, as all that reads a manifest knows.
  return manifest as typeof freshdeskCapabilities;
}

/** Where a custom field that Freshdesk complains of stands in the unified model. */
const fieldPaths =
  ({ callerKeyField, categoryField, fieldMap }: FreshdeskSettings) =>
  (name: string): string =>
    name === callerKeyField
      ? 'callerKey'
      : name === categoryField
        ? 'category'
        : `customFields.${fieldMap.keyOf(name)}`;

/** The pure translators, as the contract names them. */
function translators(core: FreshdeskCore): FreshdeskAdapter<AnyFields>['translate'] {
  const { writing: write } = core;
  return {
    ticket: {
      toUnified: (json) => ticketToUnified(json, core.context()),
      fromUnified: (draft) => ticketFromDraft(draft, write),
      fromPatch: (patch) => ticketFromPatch(patch, write),
    },
    message: {
      toUnified: (json, ticketId) =>
        messageToUnified(json, { ...core.context(), ticketId: String(core.path(ticketId)) }),
      fromUnified: (draft) => messageFromDraft(draft, write),
    },
    contact: {
      toUnified: (json) => contactToUnified(json, core.context()),
      fromUnified: (draft) => contactFromDraft(draft, write, { isNew: true }),
    },
    organization: {
      toUnified: (json) => organizationToUnified(json, core.context()),
      fromUnified: (draft) => organizationFromDraft(draft),
    },
  };
}
