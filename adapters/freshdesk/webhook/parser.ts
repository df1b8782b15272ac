import type { WebhookParser } from '../../../src/adapter/contract.ts';
import { createFieldMap, type FieldMap } from '../../../src/adapter/custom-fields.ts';
import { accountIds } from '../../../src/adapter/event-values.ts';
import {
  type PriorityMapOption,
  readPriorityMap,
  readStatusMap,
  type StatusMapOption,
} from '../../../src/adapter/native-maps.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import { idPrefix } from '../../../src/model/ids.ts';
import { bodyText, headerOf, rawBodyOf } from '../../../src/webhooks/request.ts';
import {
  API_VERSION,
  NO_LOOKUPS,
  PROVIDER,
  type TranslationContext,
} from '../to-unified/common.ts';
import { readAppEvent } from './app-events.ts';
import { readAutomation } from './automation.ts';
import { readBody } from './body.ts';
import type { NativeMaps, ParserContext } from './context.ts';
import { traitsOf } from './traits.ts';
import {
  DEFAULT_SECRET_HEADER,
  type FreshdeskWebhookAuthentication,
  verifyDelivery,
} from './verify.ts';

/** Which account deliveries come from, and how they are read. */
export interface FreshdeskWebhookOptions {
  /** The sub-domain, as in the adapter: the second part of every id. */
  readonly account: string;
  /**
   * Where a rule shows the secret: in a header of your choice, or as the password of this user.
   * @default { header: 'x-webhook-secret' }
   */
  readonly authentication?: FreshdeskWebhookAuthentication | undefined;
  /** Put the parsed payload on each event. @default true */
  readonly keepRaw?: boolean | undefined;
  /** As in the adapter's options. Rules send labels, so that labels match here, too. */
  readonly statusMap?: StatusMapOption | undefined;
  /** As in the adapter's options, by number or label. */
  readonly priorityMap?: PriorityMapOption | undefined;
  /** The key of a custom field by its name. */
  readonly fieldKeyOf?: ((name: string) => string) | undefined;
  /** As in the adapter's options: the custom field that holds the caller's own key. */
  readonly callerKeyField?: string | null | undefined;
  /** As in the adapter's options: the custom field that is the category. */
  readonly categoryField?: string | null | undefined;
}

function fieldMapOf(keyOf: NativeMaps['fieldKeyOf']): FieldMap {
  const plain = createFieldMap();
  return {
    ...plain,
    keyOf,
    readAll: (values, log) =>
      Object.fromEntries(
        Object.entries(plain.readAll(values, log)).map(([name, field]) => [keyOf(name), field]),
      ),
  };
}

function translationOf(account: string, maps: NativeMaps): TranslationContext {
  return {
    provider: PROVIDER,
    account,
    apiVersion: API_VERSION,
    idPrefix: idPrefix({ provider: PROVIDER, account }),
    // The event holds the payload; its parts need no copy of their own.
    keepRaw: false,
    fetchedAt: null,
    origin: `https://${account}.freshdesk.com`,
    fields: fieldMapOf(maps.fieldKeyOf),
    statusMap: maps.statusMap,
    priorityMap: maps.priorityMap,
    statusLabel: () => undefined,
    categoryField: maps.categoryField,
    callerKeyField: maps.callerKeyField,
    readProvenanceHeaders: false,
    lookups: NO_LOOKUPS,
  };
}

function readAuthentication(
  given: FreshdeskWebhookAuthentication | undefined,
): FreshdeskWebhookAuthentication {
  if (given === undefined) return { header: DEFAULT_SECRET_HEADER };
  const { header, basic } = given;
  // A header that is read for another purpose would be stored with the delivery, secret and all.
  const isFree = typeof header === 'string' && !/^content-type$/i.test(header);
  if (isFree && basic === undefined && /^[\w-]+$/.test(header)) {
    return { header: header.toLowerCase() };
  }
  if (typeof basic === 'string' && header === undefined && /^[^:\s]+$/.test(basic)) {
    return { basic };
  }
  throw new ConfigurationError(
    'authentication must be { header } with the name of a header, or { basic } with a user name.',
  );
}

/**
 * Proves and reads the deliveries of one Freshdesk account: automation rules (Simple and Advanced
 * content, JSON or form) and events that a marketplace app passes on. Needs no client.
 *
 * Freshdesk signs nothing, orders nothing and repeats what it likes, so read the ticket again before
 * acting on an event. Rules send neither an id nor a time: the id of such an event is made of what
 * its body says, the same at every repeat, but also the same for two happenings that are told in the
 * same words: two replies on one ticket are, by this library's own template. Such ids begin with
 * `automation-` behind the account. Take them for "look at this ticket again", which needs no
 * deduplication; where you deduplicate, remember them for two hours, not for ever (the last repeat
 * comes after 95 minutes), and accept that the second of two such happenings is then passed over.
 *
 * @throws {ConfigurationError} without an account, with an authentication that is neither a header
 *   nor a user, or with a map to words that are not unified.
 * @example
 * const webhooks = createFreshdeskWebhooks({ account: 'acme' });
 * await webhooks.verify(delivery, { secret, now: new Date() });
 * webhooks.parse(delivery)[0]?.type //=> 'ticket.created'
 */
export function createFreshdeskWebhooks(options: FreshdeskWebhookOptions): WebhookParser {
  const { keepRaw = true, fieldKeyOf = (name: string) => name } = options;
  const account = options.account.toLowerCase();
  if (account === '') {
    throw new ConfigurationError('createFreshdeskWebhooks needs `account`: the sub-domain.');
  }
  const verifying = { account, authentication: readAuthentication(options.authentication) };
  const maps: NativeMaps = {
    statusMap: readStatusMap(options.statusMap),
    priorityMap: readPriorityMap(options.priorityMap),
    fieldKeyOf,
    callerKeyField: options.callerKeyField ?? null,
    categoryField: options.categoryField ?? null,
  };
  const context: ParserContext = {
    account,
    ids: accountIds(PROVIDER, account),
    maps,
    keepRaw,
    translation: translationOf(account, maps),
  };
  return {
    verify: (delivery, verifyOptions) => verifyDelivery(delivery, verifyOptions, verifying),
    parse(delivery) {
      const contentType = headerOf(delivery.headers, 'content-type');
      const payload = readBody(bodyText(rawBodyOf(delivery)), contentType);
      return payload.kind === 'app'
        ? readAppEvent(payload.event, payload.json, context)
        : [readAutomation(payload.fields, payload.json, context)];
    },
    traits: traitsOf(account),
  };
}
