import { fingerprint } from '../../../src/adapter/fingerprint.ts';
import { readNativeId } from '../../../src/adapter/event-values.ts';
import type { SupportEvent } from '../../../src/model/event.ts';
import type { Lookups } from '../to-unified/common.ts';
import { actorOf, namesOther, timeOf } from './app-envelope.ts';
import { conversationTold } from './app-messages.ts';
import { companyTold, contactTold } from './app-people.ts';
import { ticketCreated, ticketDeleted, ticketUpdated } from './app-tickets.ts';
import {
  type EventFrame,
  frameOf,
  isRecord,
  type JsonRecord,
  type ParserContext,
} from './context.ts';

/** An app's event on its way into the unified model. */
interface AppEvent {
  readonly data: JsonRecord;
  readonly object: JsonRecord;
  readonly frame: EventFrame;
  readonly context: ParserContext;
}

/** Which object of `data` an event is about, and how it is told. */
interface AppRule {
  readonly object: string;
  readonly tell: (event: AppEvent) => readonly SupportEvent[];
}

/**
 * The events that a unified name fits. Time entries, agents, groups, surveys, fields, articles and
 * the app's own life are `unknown`, and so is a deleted entry of a thread.
 */
const RULES: ReadonlyMap<string, AppRule> = /* @__PURE__ */ new Map<string, AppRule>([
  [
    'onTicketCreate',
    about('ticket', ({ object, frame, context }) => ticketCreated(object, frame, context)),
  ],
  [
    'onTicketUpdate',
    about('ticket', ({ data, object, frame, context }) =>
      ticketUpdated(data, object, frame, context),
    ),
  ],
  [
    'onTicketDelete',
    about('ticket', ({ object, frame, context }) => ticketDeleted(object, frame, context)),
  ],
  ['onConversationCreate', conversation('created')],
  ['onConversationUpdate', conversation('updated')],
  ['onContactCreate', contact('created')],
  ['onContactUpdate', contact('updated')],
  ['onContactDelete', contact('deleted')],
  ['onCompanyCreate', company('created')],
  ['onCompanyUpdate', company('updated')],
  ['onCompanyDelete', company('deleted')],
]);

function about(object: string, tell: AppRule['tell']): AppRule {
  return { object, tell };
}

function conversation(happened: 'created' | 'updated'): AppRule {
  return about('conversation', ({ object, frame, context }) =>
    conversationTold(happened, object, frame, context),
  );
}

function contact(happened: 'created' | 'updated' | 'deleted'): AppRule {
  return about('contact', ({ data, object, frame, context }) =>
    contactTold(happened, data, object, frame, context),
  );
}

function company(happened: 'created' | 'updated' | 'deleted'): AppRule {
  return about('company', ({ data, object, frame, context }) =>
    companyTold(happened, data, object, frame, context),
  );
}

/** People who come along in an event: whoever caused it, and the requester. */
function lookupsOf(data: JsonRecord): Lookups {
  const known = [data['actor'], data['requester'], data['agent']].filter(isRecord);
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  return {
    groupName: () => undefined,
    person(id) {
      const found = known.find((person) => readNativeId(person['id']) === id);
      if (found === undefined) return undefined;
      const isAgent = found['type'] === 'agent' || found['helpdesk_agent'] === true;
      return {
        name: text(found['name']),
        email: text(found['email']),
        kind: isAgent ? 'agent' : 'contact',
        locale: text(found['language']),
      };
    },
  };
}

/**
 * What tells an event from every other: its name and time, its object and what changed. Of an object
 * that is not known, or without a time, all that was said.
 */
function identityOf(json: JsonRecord, data: JsonRecord, object: unknown): unknown {
  const { event, timestamp, account_id } = json;
  if (!isRecord(object) || timestamp === undefined || timestamp === null) return json;
  const { id, model_id, changes } = object;
  return [event, timestamp, account_id, id, model_id, changes, data['changes']];
}

/** Reads an app's event, in its older and its newer form. */
export function readAppEvent(
  event: string,
  json: JsonRecord,
  context: ParserContext,
): readonly SupportEvent[] {
  const data = isRecord(json['data']) ? json['data'] : {};
  const rule = RULES.get(event);
  const object = rule === undefined ? undefined : data[rule.object];
  const frame = frameOf(context, {
    id: `app-${fingerprint(identityOf(json, data, object))}`,
    nativeType: event,
    occurredAt: timeOf(json),
    actor: actorOf(data, context),
    raw: json,
  });
  // Ids of another account must not pass for ids of this one.
  const isOther = namesOther(json, context.account);
  if (rule === undefined || !isRecord(object) || isOther) return [{ type: 'unknown', ...frame }];
  const isNamed = readNativeId(object['id']) !== null || event === 'onTicketDelete';
  if (!isNamed) return [{ type: 'unknown', ...frame }];
  const translation = { ...context.translation, lookups: lookupsOf(data) };
  return rule.tell({ data, object, frame, context: { ...context, translation } });
}
