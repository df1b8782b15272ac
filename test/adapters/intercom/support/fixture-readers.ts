import { ConfigurationError } from 'polydesk';
import { parseWire, type WireSchema } from '../../../../src/adapter/wire.ts';
import { readBudgets } from '../../../../adapters/intercom/client/rate-limits.ts';
import { toSupportError } from '../../../../adapters/intercom/errors.ts';
import { agentToUnified } from '../../../../adapters/intercom/to-unified/agents.ts';
import { articleToUnified } from '../../../../adapters/intercom/to-unified/articles.ts';
import { contactToUnified } from '../../../../adapters/intercom/to-unified/contacts.ts';
import { historyToUnified } from '../../../../adapters/intercom/to-unified/events.ts';
import { fieldToUnified, formToUnified } from '../../../../adapters/intercom/to-unified/fields.ts';
import { messageToUnified } from '../../../../adapters/intercom/to-unified/messages.ts';
import { organizationToUnified } from '../../../../adapters/intercom/to-unified/organizations.ts';
import { statusToUnified } from '../../../../adapters/intercom/to-unified/statuses.ts';
import { threadToUnified } from '../../../../adapters/intercom/to-unified/thread.ts';
import { ticketToUnified } from '../../../../adapters/intercom/to-unified/tickets.ts';
import { createIntercomWebhooks } from '../../../../adapters/intercom/webhook/index.ts';
import { deletedConversationWire } from '../../../../adapters/intercom/wire/conversations.ts';
import { ticketTypeWire } from '../../../../adapters/intercom/wire/fields.ts';
import { jobWire } from '../../../../adapters/intercom/wire/jobs.ts';
import { createdMessageWire } from '../../../../adapters/intercom/wire/messages.ts';
import { noteWire } from '../../../../adapters/intercom/wire/notes.ts';
import { tagWire } from '../../../../adapters/intercom/wire/tags.ts';
import { readContext } from './contexts.ts';
import { listIn } from './reference-fixtures.ts';

type Json = Readonly<Record<string, unknown>>;

/** Reads a payload into whatever it means; throws when it cannot. */
export type FixtureReader = (json: Json) => unknown;

const context = readContext();

const each =
  (key: string, read: (json: unknown) => unknown): FixtureReader =>
  (json) =>
    listIn(json, key).map(read);

const wire =
  <T>(schema: WireSchema<T>, what: string) =>
  (json: unknown): T =>
    parseWire(schema, json, { provider: 'intercom', what });

/** The error for a refusal with this body. */
const refusal =
  (status: number, headers: Readonly<Record<string, string>> = {}): FixtureReader =>
  (json) =>
    toSupportError({
      method: 'GET',
      path: '/contacts/1',
      status,
      headers,
      data: json,
      requestId: null,
      retryAfterMs: null,
    });

// The recordings are HTML, as deliveries were before 2.15.
const webhooks = createIntercomWebhooks({ workspaceId: 'abc123de', apiVersion: '2.14' });

/** The events of a webhook body. */
export const deliver: FixtureReader = (json) =>
  webhooks.parse({ rawBody: JSON.stringify(json), headers: {} });

/** The events of the signed body in a vector, once it is proven. */
const deliverVector: FixtureReader = async (json) => {
  const { raw_body: rawBody, client_secret: secret, header, body_signature_header: other } = json;
  if (typeof rawBody !== 'string' || typeof secret !== 'string') {
    throw new ConfigurationError('the vector has no body or no secret');
  }
  const options = { secret, now: new Date('2026-03-02T09:30:00Z') };
  // Safe: the vector's headers are objects of texts.
  for (const headers of [header, other] as readonly Readonly<Record<string, string>>[]) {
    await webhooks.verify({ rawBody, headers }, options);
  }
  return webhooks.parse({ rawBody, headers: {} });
};

/** A case in all that is made of it. */
const caseOf = (json: unknown) => ({
  ...ticketToUnified(json, context),
  messages: threadToUnified(json, context).value,
  events: historyToUnified(json, context),
});

const contact = (json: unknown): unknown => contactToUnified(json, context).value;

function ticketType(json: unknown): unknown {
  const type = wire(ticketTypeWire, 'ticket type')(json);
  return {
    form: formToUnified(json, context),
    fields: (type.ticket_type_attributes?.data ?? []).map((field) =>
      fieldToUnified(field, context),
    ),
    statuses: (type.ticket_states?.data ?? []).map((state) => statusToUnified(state, context)),
  };
}

const MERGED_INTO = '</contacts/6762f0dd1bb69f9f2193bb83>; rel="canonical"';

/** Which part of the adapter reads which recorded payload. */
export const FIXTURE_READERS: Readonly<Record<string, FixtureReader>> = {
  'admin.list': each('admins', (json) => agentToUnified(json, context).value),
  'admin.me': (json) => agentToUnified(json, context).value,
  'article.create.draft': (json) => articleToUnified(json, context),
  'company.scroll.page1': each('data', (json) => organizationToUnified(json, context).value),
  'contact.create.user': contact,
  'contact.list.page1': each('data', contact),
  'contact.list.page2': each('data', contact),
  'conversation.convert.ticket': caseOf,
  'conversation.create': wire(createdMessageWire, 'message'),
  'conversation.deleted.list': each('conversations', wire(deletedConversationWire, 'deleted')),
  'conversation.manage.assign': caseOf,
  'conversation.manage.close': caseOf,
  'conversation.manage.snooze': caseOf,
  'conversation.redact': caseOf,
  'conversation.reply.user-reopens': caseOf,
  'conversation.retrieve.event-details': caseOf,
  'conversation.retrieve.plaintext': caseOf,
  'conversation.search.with-next': each('conversations', caseOf),
  'conversation.tag.add': wire(tagWire, 'tag'),
  'conversation.tag.remove': wire(tagWire, 'tag'),
  'error.400.invalid_json_body': refusal(400),
  'error.400.per_page_too_big': refusal(400),
  'error.401.unauthorized': refusal(401),
  'error.404.not_found': refusal(404),
  'error.406.media_type_not_acceptable': refusal(406),
  'error.409.contact_conflict': refusal(409),
  'error.410.contact_merged': refusal(410, { link: MERGED_INTO }),
  'error.429.rate_limited': refusal(429),
  'http.response-headers': (json) =>
    readBudgets(
      {
        method: 'POST',
        path: '/conversations/1/parts',
        status: 200,
        // Safe: recorded headers are an object of texts.
        headers: json as Readonly<Record<string, string>>,
      },
      0,
    ),
  'job.enqueued': wire(jobWire, 'job'),
  'message.send.inapp': wire(createdMessageWire, 'message'),
  'note.create': wire(noteWire, 'note'),
  'note.list.last': each('data', wire(noteWire, 'note')),
  'note.list.page1': each('data', wire(noteWire, 'note')),
  'tag.list': each('data', wire(tagWire, 'tag')),
  'ticket.create': caseOf,
  'ticket.reply.note': (json) => messageToUnified(json, { ...context, ticketId: '626' }).value,
  'ticket.search': each('tickets', caseOf),
  'ticket_states.list': each('data', (json) => statusToUnified(json, context)),
  'ticket_types.list': each('data', ticketType),
  'webhook.contact.deleted': deliver,
  'webhook.contact.merged': deliver,
  'webhook.contact.user.updated.retry': deliver,
  'webhook.conversation.admin.open.assigned': deliver,
  'webhook.conversation.deleted': deliver,
  'webhook.conversation.priority.updated': deliver,
  'webhook.derived.conversation.admin.closed': deliver,
  'webhook.derived.conversation.admin.noted': deliver,
  'webhook.derived.conversation.admin.replied': deliver,
  'webhook.derived.conversation.rating.added': deliver,
  'webhook.derived.conversation.user.created': deliver,
  'webhook.derived.conversation.user.replied': deliver,
  'webhook.derived.conversation.user.replied.reopens-closed': deliver,
  'webhook.legacy-v1.conversation.user.replied': deliver,
  'webhook.ping': deliver,
  'webhook.signature-vector': deliverVector,
  'webhook.ticket.admin.replied': deliver,
  'webhook.ticket.contact.replied': deliver,
  'webhook.ticket.note.created': deliver,
  'webhook.ticket.state.updated': deliver,
};
