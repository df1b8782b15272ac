import type { WebhookDelivery, WebhookParser } from '../../../src/adapter/contract.ts';
import {
  type PriorityMapOption,
  readPriorityMap,
  readStatusMap,
  type StatusMapOption,
} from '../../../src/adapter/native-maps.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { ConfigurationError, WireFormatError } from '../../../src/errors/classes.ts';
import type { SupportEvent } from '../../../src/model/event.ts';
import { createHmacSigner } from '../../../src/webhooks/hmac.ts';
import { bodyText, headerOf, rawBodyOf } from '../../../src/webhooks/request.ts';
import { ARTICLE_RULES } from './article-rules.ts';
import type { EventFrame, EventRule, EventRules, NativeMaps } from './context.ts';
import { MESSAGING_RULES } from './message-rules.ts';
import { EVENT_PREFIX } from './native-events.ts';
import { ORGANIZATION_RULES, USER_RULES } from './people-rules.ts';
import { TICKET_RULES } from './ticket-rules.ts';
import { INVOCATION_ID, traitsOf } from './traits.ts';
import { readTrigger } from './trigger.ts';
import { type AccountIds, accountIds, actorOf, readTime } from './values.ts';
import { verifyDelivery } from './verify.ts';
import { envelopeWire, eventWire, type ZendeskEvent } from './wire.ts';

/** Which account deliveries come from, and how they are read. */
export interface ZendeskWebhookOptions {
  /** The sub-domain, as in the adapter: the second part of every id. */
  readonly account: string;
  /** Zendesk's number of the account; when set, deliveries of other accounts are refused. */
  readonly accountId?: string | number | undefined;
  /** Put the parsed payload on each event. @default true */
  readonly keepRaw?: boolean | undefined;
  /** Believe the secret that Zendesk publishes for trying webhooks out. @default false */
  readonly allowTestSecret?: boolean | undefined;
  /** As in the adapter's options; labels cannot match here, since deliveries do not carry them. */
  readonly statusMap?: StatusMapOption | undefined;
  /** As in the adapter's options. */
  readonly priorityMap?: PriorityMapOption | undefined;
  /** The key of a custom field by its native id. */
  readonly fieldKeyOf?: ((nativeId: string) => string) | undefined;
}

const EVENT = { provider: 'zendesk', what: 'webhook event' } as const;

const FAMILIES: Readonly<Record<string, EventRules>> = {
  ticket: TICKET_RULES,
  messaging_ticket: MESSAGING_RULES,
  user: USER_RULES,
  organization: ORGANIZATION_RULES,
  article: ARTICLE_RULES,
};

/** All rules by the whole native name, `zen:event-type:ticket.created`. */
const rulesByType = (): ReadonlyMap<string, EventRule> =>
  new Map(
    Object.entries(FAMILIES).flatMap(([family, rules]) =>
      Object.entries(rules).map(([name, rule]) => [`${EVENT_PREFIX}${family}.${name}`, rule]),
    ),
  );

type JsonRecord = Readonly<Record<string, unknown>>;

/** `null` for an empty body, which GET and DELETE webhooks have. */
function parseBody(text: string): JsonRecord | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    if (text.trim() === '') return null;
    // The parser's own message quotes the body, so it is not passed on.
    throw new WireFormatError(
      'The webhook body is not JSON. If a trigger sends it, the likely cause is a placeholder with ' +
        'free text ({{ticket.title}}, {{ticket.latest_comment}}) whose quotes or line breaks are ' +
        'not escaped: use zendeskTriggerTemplate(), or Liquid’s json filter.',
      { provider: 'zendesk', issues: [{ path: '', message: 'expected JSON' }] },
    );
  }
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
    // Safe: just found to be an object; its values stay unknown.
    return json as JsonRecord;
  }
  throw new WireFormatError('The webhook body is not a JSON object.', {
    provider: 'zendesk',
    issues: [{ path: '', message: 'expected object' }],
  });
}

/** `event.meta.sequence` of newer events: `{ id, position }`. */
function sequenceOf({ event }: ZendeskEvent): number | null {
  const sequence = event.meta?.sequence;
  if (typeof sequence !== 'object' || sequence === null || !('position' in sequence)) return null;
  const position = Number(sequence.position ?? Number.NaN);
  return Number.isFinite(position) ? position : null;
}

interface ParserContext {
  readonly account: string;
  readonly ids: AccountIds;
  readonly maps: NativeMaps;
  readonly keepRaw: boolean;
  readonly rules: ReadonlyMap<string, EventRule>;
}

type Envelope = Pick<ZendeskEvent, 'type' | 'id' | 'time'>;

const frameOf = (
  wire: Envelope,
  { account, ids, keepRaw }: ParserContext,
  known: Pick<EventFrame, 'sequence' | 'actor'>,
): EventFrame => ({
  id: ids.of(wire.id),
  provider: 'zendesk',
  account,
  occurredAt: readTime(wire.time),
  sequence: known.sequence,
  actor: known.actor,
  nativeType: wire.type,
  ...(keepRaw ? { raw: wire } : {}),
});

function readEvent(json: JsonRecord, type: string, context: ParserContext): SupportEvent {
  const { ids, maps } = context;
  const rule = context.rules.get(type);
  if (rule === undefined) {
    const frame = frameOf(parseWire(envelopeWire, json, EVENT), context, {
      sequence: null,
      actor: null,
    });
    return { type: 'unknown', ...frame };
  }
  const wire = parseWire(eventWire, json, EVENT);
  const actor = actorOf(wire.detail.actor_id, ids, 'unknown');
  const frame = frameOf(wire, context, { sequence: sequenceOf(wire), actor });
  return rule({ frame, wire, ids, maps });
}

function readOther(
  json: JsonRecord | null,
  delivery: WebhookDelivery,
  { account, ids, maps, keepRaw }: ParserContext,
): SupportEvent {
  const invocationId = headerOf(delivery.headers, INVOCATION_ID);
  if (!invocationId) {
    throw new WireFormatError(`The delivery has no ${INVOCATION_ID} header to deduplicate on.`, {
      provider: 'zendesk',
      issues: [{ path: `headers.${INVOCATION_ID}`, message: 'expected string' }],
    });
  }
  const id = ids.of(invocationId);
  const frame = {
    id,
    provider: 'zendesk',
    account,
    occurredAt: null,
    sequence: null,
    actor: null,
  } as const;
  if (json === null) return { type: 'unknown', ...frame, nativeType: 'empty' };
  return readTrigger(json, { frame, ids, maps, raw: keepRaw ? { raw: json } : {} });
}

/**
 * Proves and reads the deliveries of one Zendesk account: event subscriptions and trigger webhooks
 * alike. Needs no client and no credentials.
 *
 * @throws {ConfigurationError} without an account, or with a map to words that are not unified.
 * @example
 * const webhooks = createZendeskWebhooks({ account: 'acme' });
 * await webhooks.verify(delivery, { secret, now: new Date() });
 * webhooks.parse(delivery)[0]?.type //=> 'ticket.created'
 */
export function createZendeskWebhooks(options: ZendeskWebhookOptions): WebhookParser {
  const { accountId, keepRaw = true, allowTestSecret = false, fieldKeyOf } = options;
  const account = options.account.toLowerCase();
  if (account === '') {
    throw new ConfigurationError('createZendeskWebhooks needs `account`: the sub-domain.');
  }
  const sign = createHmacSigner({ algorithm: 'sha256', encoding: 'base64' });
  const verifying = {
    sign,
    accountId: accountId === undefined ? null : String(accountId),
    allowTestSecret,
  };
  const context = {
    account,
    ids: accountIds('zendesk', account),
    maps: {
      statusMap: readStatusMap(options.statusMap),
      priorityMap: readPriorityMap(options.priorityMap),
      fieldKeyOf,
    },
    keepRaw,
    rules: rulesByType(),
  };
  return {
    verify: (delivery, verifyOptions) => verifyDelivery(delivery, verifyOptions, verifying),
    parse(delivery) {
      const json = parseBody(bodyText(rawBodyOf(delivery)));
      const type = json?.['type'];
      return json !== null && typeof type === 'string' && type.startsWith(EVENT_PREFIX)
        ? [readEvent(json, type, context)]
        : [readOther(json, delivery, context)];
    },
    traits: traitsOf(account),
  };
}
