import { ConfigurationError } from 'polydesk';
import { createZendeskWebhooks } from 'polydesk/zendesk';
import { parseWire, type WireSchema } from '../../../../src/adapter/wire.ts';
import { toSupportError } from '../../../../adapters/zendesk/errors.ts';
import { ticketFromImport } from '../../../../adapters/zendesk/from-unified/tickets.ts';
import { userToAgent } from '../../../../adapters/zendesk/to-unified/agents.ts';
import { articleToUnified } from '../../../../adapters/zendesk/to-unified/articles.ts';
import { uploadToUnified } from '../../../../adapters/zendesk/to-unified/attachments.ts';
import { userToContact } from '../../../../adapters/zendesk/to-unified/contacts.ts';
import { auditToUnified } from '../../../../adapters/zendesk/to-unified/events.ts';
import { fieldToUnified, formToUnified } from '../../../../adapters/zendesk/to-unified/fields.ts';
import { groupToUnified } from '../../../../adapters/zendesk/to-unified/groups.ts';
import { commentToUnified } from '../../../../adapters/zendesk/to-unified/messages.ts';
import { organizationToUnified } from '../../../../adapters/zendesk/to-unified/organizations.ts';
import { sideConversationToUnified } from '../../../../adapters/zendesk/to-unified/side-conversations.ts';
import {
  scheduleToUnified,
  slaPolicyToUnified,
} from '../../../../adapters/zendesk/to-unified/sla-policies.ts';
import { customStatusToUnified } from '../../../../adapters/zendesk/to-unified/statuses.ts';
import { webhookToUnified } from '../../../../adapters/zendesk/to-unified/subscriptions.ts';
import { ticketToUnified } from '../../../../adapters/zendesk/to-unified/tickets.ts';
import { jobWire } from '../../../../adapters/zendesk/wire/jobs.ts';
import { macroWire } from '../../../../adapters/zendesk/wire/macros.ts';
import { signingSecretWire } from '../../../../adapters/zendesk/wire/subscriptions.ts';
import { suspendedTicketWire } from '../../../../adapters/zendesk/wire/suspended-tickets.ts';
import { tagWire } from '../../../../adapters/zendesk/wire/tags.ts';
import { readContext, writeContext } from './contexts.ts';
import { deskAnswering } from './desk.ts';
import { listIn } from './reference-fixtures.ts';

type Json = Readonly<Record<string, unknown>>;

/** Reads a payload into whatever it means; rejects or throws when it cannot. */
export type FixtureReader = (json: Json) => unknown;

const context = readContext();

const one =
  (key: string, read: (json: unknown) => unknown): FixtureReader =>
  (json) =>
    read(json[key]);

const each =
  (key: string, read: (json: unknown) => unknown): FixtureReader =>
  (json) =>
    listIn(json, key).map(read);

const wire =
  <T>(schema: WireSchema<T>, what: string) =>
  (json: unknown): T =>
    parseWire(schema, json, { provider: 'zendesk', what });

/** The error for a refusal with this body. */
export const refusal =
  (status: number): FixtureReader =>
  (json) =>
    toSupportError({
      method: 'GET',
      path: '/api/v2/tickets/1',
      status,
      headers: {},
      data: json,
      requestId: null,
      retryAfterMs: null,
    });

/** The events of a webhook body. */
export const deliver: FixtureReader = (json) =>
  createZendeskWebhooks({ account: 'acme' }).parse({
    rawBody: JSON.stringify(json),
    headers: { 'x-zendesk-webhook-invocation-id': '01HANA2B5D5W9XSJS3NE5SQA1J' },
  });

/** The events of a recorded delivery: headers and the exact body. */
export const deliverRecorded: FixtureReader = (json) => {
  const { raw_body: rawBody, headers = {} } = json;
  if (typeof rawBody !== 'string') throw new ConfigurationError('the envelope has no raw_body');
  // Safe: recorded headers are an object of texts.
  const named = headers as Readonly<Record<string, string>>;
  return createZendeskWebhooks({ account: 'acme' }).parse({ rawBody, headers: named });
};

const ticket = (json: unknown): unknown => ticketToUnified(json, context).value;
const audit = (json: unknown): unknown => auditToUnified(json, context);
const user = (json: unknown): unknown => userToContact(json, context).value;
const comment = (json: unknown): unknown =>
  commentToUnified(json, { ...context, ticketId: '33', isFirst: true }).value;

const ticketAndAudit: FixtureReader = (json) => [ticket(json['ticket']), audit(json['audit'])];

/** A request body, read as the draft that asks for it and written again. */
function importAgain(json: unknown): unknown {
  // Safe: the documented request body; a key that is missing fails the assertion on the result.
  const body = json as {
    readonly subject: string;
    readonly tags: readonly string[];
    readonly requester_id: number;
    readonly assignee_id: number;
    readonly comments: readonly {
      readonly author_id: number;
      readonly value: string;
      readonly public?: boolean;
      readonly created_at?: string;
    }[];
  };
  const opened = new Date(body.comments[0]?.created_at ?? '');
  return ticketFromImport(
    {
      subject: body.subject,
      tags: body.tags,
      requester: { id: String(body.requester_id) },
      assigneeId: String(body.assignee_id),
      createdAt: opened,
      messages: body.comments.map((entry) => ({
        body: { text: entry.value },
        authorId: String(entry.author_id),
        visibility: entry.public === false ? ('internal' as const) : ('public' as const),
        createdAt: new Date(entry.created_at ?? opened),
      })),
    },
    writeContext(),
  ).value;
}

/** Which part of the adapter reads which recorded payload. */
export const FIXTURE_READERS: Readonly<Record<string, FixtureReader>> = {
  'custom_statuses.list': each('custom_statuses', (json) => customStatusToUnified(json, context)),
  'error.400.pagination_depth': refusal(400),
  'error.400.too_many_values': refusal(400),
  'error.404.no_help_desk': refusal(404),
  'error.404.record_not_found': refusal(404),
  'error.422.closed_ticket': refusal(422),
  'error.422.required_field': refusal(422),
  'error.429.incremental': refusal(429),
  'groups.list': each('groups', (json) => groupToUnified(json, context).value),
  'help_center.article.create': one('article', (json) => articleToUnified(json, context).value),
  'help_center.articles.list': each('articles', (json) => articleToUnified(json, context).value),
  'import.ticket.request': one('ticket', (json) => importAgain(json)),
  'incremental.tickets.cursor': each('tickets', ticket),
  'incremental.tickets.time_based': each('tickets', ticket),
  'incremental.users.cursor.exhausted': async (json) => {
    for await (const page of deskAnswering(json).contacts.changes({ cursor: 'kept' }).pages()) {
      return page;
    }
    return null;
  },
  'job_status.completed.create': wire(jobWire, 'job status'),
  'job_status.completed.update': wire(jobWire, 'job status'),
  'job_status.working': wire(jobWire, 'job status'),
  'list.empty.cursor': (json) => deskAnswering(json).contacts.list().toArray({ limit: 10 }),
  'macros.list': each('macros', wire(macroWire, 'macro')),
  'organization.show': one('organization', (json) => organizationToUnified(json, context).value),
  'schedules.list': each('schedules', (json) => scheduleToUnified(json, [], context)),
  'search.export.users': each('results', user),
  'search.tickets': each('results', ticket),
  'side_conversations.list': each('side_conversations', (json) =>
    sideConversationToUnified(json, '1', context),
  ),
  'sla_policies.list': each('sla_policies', (json) => slaPolicyToUnified(json, context)),
  'suspended_tickets.list': each('suspended_tickets', wire(suspendedTicketWire, 'suspended')),
  'tags.list.cursor': each('tags', wire(tagWire, 'tag')),
  'ticket.comments.list': each('comments', comment),
  'ticket.create': ticketAndAudit,
  'ticket.create.with_rules': ticketAndAudit,
  'ticket.show.custom_field_values': one('ticket', ticket),
  'ticket.show.email_channel': one('ticket', ticket),
  'ticket.show': one('ticket', ticket),
  'ticket.show.sideloaded': (json) => deskAnswering(json).tickets.get('1017'),
  'ticket.update': ticketAndAudit,
  'ticket_audits.list': each('audits', audit),
  'ticket_fields.list': each('ticket_fields', (json) => fieldToUnified(json, context)),
  'ticket_forms.list': each('ticket_forms', (json) => formToUnified(json, context)),
  'tickets.list.cursor': each('tickets', ticket),
  'tickets.show_many': each('tickets', ticket),
  'upload.create': (json) => uploadToUnified(json, 'README.md'),
  'user.delete': one('user', user),
  'user.me': one('user', (json) => userToAgent(json, context).value),
  'users.list.cursor': each('users', user),
  'webhook.article.author_changed': deliver,
  'webhook.messaging_ticket.message_added': deliver,
  'webhook.signature_vector': deliverRecorded,
  'webhook.ticket.agent_assignment_changed': deliver,
  'webhook.ticket.comment_added': deliver,
  'webhook.ticket.created': deliver,
  'webhook.ticket.custom_field_changed': deliver,
  'webhook.ticket.merged': deliver,
  'webhook.ticket.status_changed': deliver,
  'webhook.ticket.tags_changed': deliver,
  'webhook.trigger_template.ticket_update': deliver,
  'webhook.user.active_changed': deliver,
  'webhook.user.deleted.delivery': deliverRecorded,
  'webhooks.list': each('webhooks', (json) => webhookToUnified(json, context)),
  'webhooks.signing_secret': wire(signingSecretWire, 'signing secret'),
};
