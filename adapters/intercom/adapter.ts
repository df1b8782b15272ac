import type { AnyFields, SupportAdapter } from '../../src/adapter/contract.ts';
import { keysOf, type CustomFieldsConfig, type FieldsOf } from '../../src/adapter/custom-fields.ts';
import { guardAdapter } from '../../src/adapter/guard/guard-adapter.ts';
import { adapterCalls } from '../../src/http/adapter-calls.ts';
import { connectionOf } from '../../src/http/connection-options.ts';
import { createHttp } from '../../src/http/create-http.ts';
import type { DefaultFields } from '../../src/model/custom-fields.ts';
import { intercomCapabilities } from './capabilities.ts';
import { createCatalog } from './client/catalog.ts';
import { createCore, type IntercomCore } from './client/core.ts';
import { lazyGroups } from './client/lazy.ts';
import { messageResource } from './client/messages.ts';
import { readBudgets } from './client/rate-limits.ts';
import { ticketResource } from './client/tickets.ts';
import { toSupportError } from './errors.ts';
import { contactFromDraft } from './from-unified/contacts.ts';
import { messageFromDraft } from './from-unified/messages.ts';
import { organizationFromDraft } from './from-unified/organizations.ts';
import { ticketFromDraft, ticketFromPatch } from './from-unified/tickets.ts';
import { type IntercomOptions, readOptions } from './options.ts';
import { contactToUnified } from './to-unified/contacts.ts';
import { messageToUnified } from './to-unified/messages.ts';
import { organizationToUnified } from './to-unified/organizations.ts';
import { ticketToUnified } from './to-unified/tickets.ts';
import { createIntercomWebhooks } from './webhook/index.ts';
import { setupOf } from './webhook/setup.ts';
import type { IntercomRaw } from './wire/index.ts';

/** An Intercom workspace behind the polydesk contract. */
export type IntercomAdapter<Fields = DefaultFields> = SupportAdapter<
  typeof intercomCapabilities,
  IntercomRaw,
  Fields
>;

type FieldsFor<Config> = CustomFieldsConfig extends Config ? DefaultFields : FieldsOf<Config>;

/**
 * Connects to an Intercom workspace. Nothing is sent until an operation is called.
 *
 * @throws {ConfigurationError} when an option is missing or wrong.
 * @example
 * const desk = createIntercom({
 *   workspaceId: 'abc123de',
 *   credentials: { accessToken: process.env.INTERCOM_TOKEN ?? '' },
 * });
 * const ticket = await desk.tickets.get('215474207061545');
 * ticket.id //=> 'intercom:abc123de:215474207061545'
 */
export function createIntercom<const Config extends CustomFieldsConfig = CustomFieldsConfig>(
  options: IntercomOptions<Config>,
): IntercomAdapter<FieldsFor<Config>>;
// The field map built from the same `Config` decides which keys and values appear.
export function createIntercom(
  options: IntercomOptions<CustomFieldsConfig>,
): IntercomAdapter<AnyFields> {
  const settings = readOptions(options);
  const { account } = settings;
  const connection = connectionOf(options);
  const { clock } = connection;
  const http = createHttp({
    ...connection,
    provider: 'intercom',
    baseUrl: settings.origin,
    auth: settings.auth,
    headers: { 'intercom-version': settings.apiVersion },
    budgets: readBudgets,
    onRefusal: toSupportError,
  });
  const core = createCore({
    http,
    settings,
    catalog: createCatalog(settings, http),
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  });
  const adapter: IntercomAdapter<AnyFields> = {
    specVersion: 1,
    provider: 'intercom',
    account,
    manifest: intercomCapabilities,
    ownFields: keysOf(settings.fieldMap, [
      settings.callerKeyAttribute,
      settings.categoryAttribute,
      settings.priorityAttribute,
    ]),
    translate: translators(core),
    webhooks: {
      ...createIntercomWebhooks({
        workspaceId: account,
        apiVersion: options.webhookVersion ?? settings.apiVersion,
        keepRaw: settings.keepRaw,
        statusMap: options.statusMap,
        priorityMap: options.priorityMap,
        callerKeyAttribute: options.callerKeyAttribute,
        priorityAttribute: options.priorityAttribute,
        categoryAttribute: options.categoryAttribute,
        fieldKeyOf: settings.fieldMap.keyOf,
        htmlToText: settings.htmlToText,
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

/** The pure translators, as the contract names them. A draft becomes the calls that write it. */
function translators(core: IntercomCore): IntercomAdapter<AnyFields>['translate'] {
  const { writing: write } = core;
  return {
    ticket: {
      toUnified: (json) => ticketToUnified(json, core.context()),
      fromUnified: (draft) => ticketFromDraft(draft, write),
      fromPatch: (patch) => ticketFromPatch(patch, write),
    },
    message: {
      toUnified: (json, ticketId) =>
        messageToUnified(json, { ...core.context(), ticketId: core.path(ticketId) }),
      fromUnified: (draft) => messageFromDraft(draft, write),
    },
    contact: {
      toUnified: (json) => contactToUnified(json, core.context()),
      fromUnified: (draft) => contactFromDraft(draft, write, { isNew: true }),
    },
    organization: {
      toUnified: (json) => organizationToUnified(json, core.context()),
      fromUnified: (draft) => organizationFromDraft(draft, { isNew: true }),
    },
  };
}
