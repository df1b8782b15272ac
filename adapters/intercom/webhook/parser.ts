import { isJson, type Json } from '../../../src/adapter/answers.ts';
import type { WebhookParser } from '../../../src/adapter/contract.ts';
import type { FieldMap } from '../../../src/adapter/custom-fields.ts';
import { htmlToText } from '../../../src/adapter/html-text.ts';
import { keyedFields } from '../../../src/adapter/keyed-fields.ts';
import {
  type PriorityMapOption,
  readPriorityMap,
  readStatusMap,
  type StatusMapOption,
} from '../../../src/adapter/native-maps.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import {
  ConfigurationError,
  WebhookVerificationError,
  WireFormatError,
} from '../../../src/errors/classes.ts';
import type { SupportEvent } from '../../../src/model/event.ts';
import { idPrefix } from '../../../src/model/ids.ts';
import { bodyText, rawBodyOf } from '../../../src/webhooks/request.ts';
import {
  API_VERSION,
  NO_LOOKUPS,
  optionalDateOf,
  PROVIDER,
  type TranslationContext,
} from '../to-unified/common.ts';
import { ARTICLE_RULES } from './article-rules.ts';
import { type EventFrame, type EventRule, unknownEvent } from './context.ts';
import { readCallback } from './other-callbacks.ts';
import { CONTACT_RULES, ORGANIZATION_RULES } from './people-rules.ts';
import { CONVERSATION_RULES, TICKET_RULES } from './ticket-rules.ts';
import { traitsOf } from './traits.ts';
import { idIn, listIn, objectIn } from './values.ts';
import { signatureSchemes, verifyDelivery } from './verify.ts';
import { type IntercomNotification, notificationWire } from './wire.ts';

/** Which workspace deliveries come from, and how they are read. */
export interface IntercomWebhookOptions {
  /**
   * The workspace's id, as in the adapter: the second part of every id. Deliveries of another
   * workspace are refused, since one app has one address and one secret for all that installed it.
   */
  readonly workspaceId: string;
  /** Put the parsed payload on each event. @default true */
  readonly keepRaw?: boolean | undefined;
  /** As in the adapter's options. */
  readonly statusMap?: StatusMapOption | undefined;
  /** As in the adapter's options. */
  readonly priorityMap?: PriorityMapOption | undefined;
  /** As in the adapter's options. */
  readonly callerKeyAttribute?: string | undefined;
  /** As in the adapter's options. */
  readonly priorityAttribute?: string | undefined;
  /** As in the adapter's options. */
  readonly categoryAttribute?: string | undefined;
  /** The key of a custom field by its attribute's name. */
  readonly fieldKeyOf?: ((nativeId: string) => string) | undefined;
  /**
   * The version that is set on the app, which deliveries come in whatever the adapter asks for.
   * Bodies are HTML before 2.15 and text from then on: with a newer version than the app's, tags
   * show as text; with an older one, what a customer types can pass for HTML. @default '2.16'
   */
  readonly apiVersion?: string | undefined;
  /** As in the adapter's options; webhooks are HTML before version 2.15. */
  readonly htmlToText?: ((html: string) => string) | undefined;
}

const ping: EventRule = ({ frame }) => [{ type: 'ping', ...frame }];

const rulesByTopic = (): ReadonlyMap<string, EventRule> =>
  new Map(
    Object.entries({
      ...CONVERSATION_RULES,
      ...TICKET_RULES,
      ...CONTACT_RULES,
      ...ORGANIZATION_RULES,
      ...ARTICLE_RULES,
      ping,
    }),
  );

function parseBody(text: string): Json {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, so it is not passed on.
    throw new WireFormatError('The webhook body is not JSON.', {
      provider: PROVIDER,
      issues: [{ path: '', message: 'expected JSON' }],
    });
  }
  if (isJson(json)) return json;
  throw new WireFormatError('The webhook body is not a JSON object.', {
    provider: PROVIDER,
    issues: [{ path: '', message: 'expected object' }],
  });
}

/** Ids are unique within a workspace only, so one of another must not get ours (sheet section 2). */
function requireWorkspace(sent: string | null, account: string): void {
  if (sent === null || sent === account) return;
  throw new WebhookVerificationError('The delivery comes from another Intercom workspace.', {
    reason: 'account_mismatch',
    provider: PROVIDER,
  });
}

/**
 * What a notification without an id is known by: the same at every attempt, since it is made of what
 * happened and when (sheet section 18).
 */
function derivedKey({ topic, created_at, data }: IntercomNotification): string {
  const { item } = data;
  const part =
    objectIn(item, 'ticket_part') ??
    listIn(objectIn(item, 'conversation_parts'), 'conversation_parts')[0];
  const keys = [
    topic,
    idIn(item, 'id') ?? idIn(item, 'conversation_id'),
    // What stands beside each other where the item itself has no id (sheet 18.2).
    ...['ticket', 'conversation', 'contact', 'tag', 'company'].map((key) => nestedId(item, key)),
    part === undefined ? null : idIn(part, 'id'),
    created_at,
  ];
  return keys.filter((key) => key !== null && key !== undefined).join('.');
}

/** The id of a record inside an item; that of a conversation can stand inside its model. */
function nestedId(item: Json, key: string): string | null {
  const record = objectIn(item, key);
  if (record === null) return null;
  return idIn(record, 'id') ?? idIn(objectIn(record, 'model') ?? {}, 'id');
}

/** Every event of a delivery has an id of its own; the first that is not about a part has its. */
function numbered(events: readonly SupportEvent[]): readonly SupportEvent[] {
  const seen = new Map<string, number>();
  return events.map((event) => {
    const count = (seen.get(event.id) ?? 0) + 1;
    seen.set(event.id, count);
    return count === 1 ? event : { ...event, id: `${event.id}.${count}` };
  });
}

interface ParserContext {
  readonly reading: TranslationContext;
  readonly keepRaw: boolean;
  readonly rules: ReadonlyMap<string, EventRule>;
}

type Known = Pick<EventFrame, 'occurredAt' | 'nativeType'>;

const frameOf = (key: string, json: Json, known: Known, context: ParserContext): EventFrame => ({
  id: context.reading.idPrefix + key,
  provider: PROVIDER,
  account: context.reading.account,
  sequence: null,
  actor: null,
  ...known,
  ...(context.keepRaw ? { raw: json } : {}),
});

function readNotification(json: Json, context: ParserContext): readonly SupportEvent[] {
  const { reading, rules } = context;
  const wire = parseWire(notificationWire, json, { provider: PROVIDER, what: 'notification' });
  requireWorkspace(wire.app_id, reading.account);
  const known = {
    occurredAt: optionalDateOf(wire.created_at, 'created_at'),
    nativeType: wire.topic,
  };
  const frame = frameOf(wire.id || derivedKey(wire), json, known, context);
  const rule = rules.get(wire.topic) ?? unknownEvent;
  return numbered(rule({ frame, item: wire.data.item, reading }));
}

function readOther(json: Json, context: ParserContext): readonly SupportEvent[] {
  const { key, workspaceId, ...known } = readCallback(json);
  requireWorkspace(workspaceId, context.reading.account);
  return [{ type: 'unknown', ...frameOf(key, json, known, context) }];
}

/** Fields by configured keys; deliveries say nothing of types, and schemas are the adapter's. */
const fieldMapOf = (keyOf: (nativeId: string) => string): FieldMap => ({
  keyOf,
  nativeIdOf: (key) => key,
  readAll: (values) =>
    Object.fromEntries(
      [...values].flatMap(({ id, value }) =>
        Object.values(keyedFields({ [String(id)]: value })).map((field) => [
          keyOf(String(id)),
          field,
        ]),
      ),
    ),
});

/** Text from 2.15 on (sheet section 9); apps can be set to any version that Intercom ever had. */
function hasTextBodies(version: string = API_VERSION): boolean {
  if (version === 'Preview') return true;
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(version) ?? [];
  if (major === undefined || minor === undefined) {
    throw new ConfigurationError('apiVersion must be a version of the API, as 2.16 or Preview.');
  }
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 15);
}

function readingOf(options: IntercomWebhookOptions): TranslationContext {
  const { workspaceId } = options;
  return {
    provider: PROVIDER,
    account: workspaceId,
    apiVersion: API_VERSION,
    idPrefix: idPrefix({ provider: PROVIDER, account: workspaceId }),
    keepRaw: false,
    fetchedAt: null,
    // Snapshots hold no address.
    inboxOrigin: '',
    fields: fieldMapOf(options.fieldKeyOf ?? ((nativeId) => nativeId)),
    statusMap: readStatusMap(options.statusMap),
    priorityMap: readPriorityMap(options.priorityMap),
    callerKeyAttribute: options.callerKeyAttribute ?? null,
    priorityAttribute: options.priorityAttribute ?? null,
    categoryAttribute: options.categoryAttribute ?? null,
    htmlToText: options.htmlToText ?? htmlToText,
    hasTextBodies: hasTextBodies(options.apiVersion),
    lookups: NO_LOOKUPS,
  };
}

/**
 * Proves and reads the deliveries of one Intercom workspace: notifications in the form of any
 * version that an app can be set to, and the callbacks beside them. Needs no client and no
 * credentials. Proof is in `verify`; a delivery of another workspace is refused in `parse`, since
 * only the body names it.
 *
 * @throws {ConfigurationError} without a workspace, with a version that is none, or with a map to
 *   words that are not unified.
 * @example
 * const webhooks = createIntercomWebhooks({ workspaceId: 'abc123de' });
 * await webhooks.verify(delivery, { secret: clientSecret, now: new Date() });
 * webhooks.parse(delivery).map(({ type }) => type) //=> ['ticket.created', 'message.created']
 */
export function createIntercomWebhooks(options: IntercomWebhookOptions): WebhookParser {
  if (typeof options.workspaceId !== 'string' || options.workspaceId === '') {
    throw new ConfigurationError(
      'createIntercomWebhooks needs `workspaceId`: the app_id of its webhooks.',
    );
  }
  const schemes = signatureSchemes();
  const context: ParserContext = {
    reading: readingOf(options),
    keepRaw: options.keepRaw ?? true,
    rules: rulesByTopic(),
  };
  return {
    verify: (delivery, verifyOptions) => verifyDelivery(delivery, verifyOptions, schemes),
    parse(delivery) {
      const json = parseBody(bodyText(rawBodyOf(delivery)));
      return 'topic' in json ? readNotification(json, context) : readOther(json, context);
    },
    traits: traitsOf(options.workspaceId),
  };
}
