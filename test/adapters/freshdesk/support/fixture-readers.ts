import { toSupportError } from '../../../../adapters/freshdesk/errors.ts';
import { agentToUnified } from '../../../../adapters/freshdesk/to-unified/agents.ts';
import { articleToUnified } from '../../../../adapters/freshdesk/to-unified/articles.ts';
import { contactToUnified } from '../../../../adapters/freshdesk/to-unified/contacts.ts';
import { fieldToUnified } from '../../../../adapters/freshdesk/to-unified/fields.ts';
import { groupToUnified } from '../../../../adapters/freshdesk/to-unified/groups.ts';
import { messageToUnified } from '../../../../adapters/freshdesk/to-unified/messages.ts';
import { organizationToUnified } from '../../../../adapters/freshdesk/to-unified/organizations.ts';
import { ratingToUnified } from '../../../../adapters/freshdesk/to-unified/ratings.ts';
import { slaPolicyToUnified } from '../../../../adapters/freshdesk/to-unified/sla-policies.ts';
import { ticketToUnified } from '../../../../adapters/freshdesk/to-unified/tickets.ts';
import { workLogToUnified } from '../../../../adapters/freshdesk/to-unified/work-logs.ts';
import { createFreshdeskWebhooks } from '../../../../adapters/freshdesk/webhook/index.ts';
import { peopleAutocompleteWire } from '../../../../adapters/freshdesk/wire/contacts.ts';
import { customObjectPageWire } from '../../../../adapters/freshdesk/wire/custom-objects.ts';
import { jobStartedWire, jobWire } from '../../../../adapters/freshdesk/wire/jobs.ts';
import { companyAutocompleteWire } from '../../../../adapters/freshdesk/wire/organizations.ts';
import { associatedTicketsWire, searchWire } from '../../../../adapters/freshdesk/wire/tickets.ts';
import { parseWire, type WireSchema } from '../../../../src/adapter/wire.ts';
import { readContext } from './read-context.ts';
import { listIn } from './reference-fixtures.ts';

/** Reads a payload into whatever it means; throws when it cannot. */
export type FixtureReader = (json: unknown) => unknown;

const context = readContext();

const each =
  (read: (json: unknown) => unknown): FixtureReader =>
  (json) =>
    listIn(json).map(read);

const wire =
  <T>(schema: WireSchema<T>, what: string) =>
  (json: unknown): T =>
    parseWire(schema, json, { provider: 'freshdesk', what });

/** The error for a refusal with this body. */
const refusal =
  (status: number, path = '/api/v2/tickets/1'): FixtureReader =>
  (json) =>
    toSupportError({
      method: 'GET',
      path,
      status,
      headers: {},
      data: json,
      requestId: null,
      retryAfterMs: null,
    });

/** The events of a delivery with this body. */
export const deliver: FixtureReader = (json) =>
  createFreshdeskWebhooks({ account: 'acme', keepRaw: false }).parse({
    rawBody: JSON.stringify(json),
    headers: {},
  });

const ticket = (json: unknown): unknown => ticketToUnified(json, context).value;
const conversation = (json: unknown): unknown =>
  messageToUnified(json, { ...context, ticketId: '7' }).value;

/** How every payload of the reference folder is read. */
export const FIXTURE_READERS: Readonly<Record<string, FixtureReader>> = {
  'agents.list': each((json) => agentToUnified(json, context).value),
  'companies.autocomplete.docs': wire(companyAutocompleteWire, 'companies'),
  'companies.list': each((json) => organizationToUnified(json, context).value),
  'contact.create.response': (json) => contactToUnified(json, context).value,
  'contact.view.docs': (json) => contactToUnified(json, context).value,
  'contacts.autocomplete.docs': wire(peopleAutocompleteWire, 'contacts'),
  'contacts.list': each((json) => contactToUnified(json, context).value),
  'contacts.list.preferred-source': each((json) => contactToUnified(json, context).value),
  'conversations.list': each(conversation),
  'conversations.list.without-delivery-details': each(conversation),
  'custom-objects.records.page': wire(customObjectPageWire, 'custom objects'),
  'error.400.cannot_create_tracker': refusal(400),
  'error.400.page-over-300': refusal(400),
  'error.400.search-invalid-status': refusal(400),
  'error.400.search-page-over-10': refusal(400),
  'error.400.validation.create-ticket': refusal(400),
  'error.401.invalid_credentials': refusal(401),
  'error.403.access_denied': refusal(403),
  'error.403.account_suspended': refusal(403),
  'forward.create.response.docs': conversation,
  'groups.list': each((json) => groupToUnified(json, context).value),
  'job.view.docs': wire(jobWire, 'job'),
  'note.create.response': conversation,
  'reply.create.response.docs': (json) =>
    messageToUnified(json, {
      ...context,
      ticketId: '141',
      written: { visibility: 'public', incoming: false, source: 0 },
    }).value,
  'satisfaction_ratings.list': each((json) => ratingToUnified(json, context)),
  'search.tickets': (json) => wire(searchWire, 'search')(json).results.map(ticket),
  'sla_policies.default': each((json) => slaPolicyToUnified(json, context)),
  'solutions.folder-articles.list': each((json) => articleToUnified(json, context).value),
  'ticket.create.child.response': ticket,
  'ticket.create.custom-fields.response': ticket,
  'ticket.create.response': ticket,
  'ticket.create.response.due-by-null': ticket,
  'ticket.create.tracker.response': ticket,
  'ticket.view.archived.docs': ticket,
  'ticket.view.include-stats': ticket,
  'ticket.view.include-stats-requester': ticket,
  'ticket.view.status-6-waiting-on-customer': ticket,
  'ticket.view.structured-description.docs': ticket,
  'ticket.view.with-attachments': ticket,
  'ticket_fields.list': each((json) => fieldToUnified(json, context)),
  'ticket_fields.nested-field.docs': each((json) => fieldToUnified(json, context)),
  'tickets.associated.docs': (json) =>
    wire(associatedTicketsWire, 'associated tickets')(json).tickets.map(ticket),
  'tickets.bulk_update.job.docs': wire(jobStartedWire, 'job'),
  'tickets.list': each(ticket),
  'tickets.list.include-description-requester-stats': each(ticket),
  'tickets.list.sentiment': each(ticket),
  'tickets.list.sla-escalated': each(ticket),
  'time_entries.list': each((json) => workLogToUnified(json, context)),
  'webhook.app.onContactUpdate': deliver,
  'webhook.app.onConversationCreate': deliver,
  'webhook.app.onConversationUpdate.v2': deliver,
  'webhook.app.onTicketCreate': deliver,
  'webhook.app.onTicketDelete': deliver,
  'webhook.app.onTicketUpdate': deliver,
  'webhook.app.onTimeEntryUpdate': deliver,
  'webhook.automation.simple.full': deliver,
  'webhook.automation.simple.latest-comment': deliver,
  'webhook.automation.simple.private-note': deliver,
  'webhook.automation.simple.status-changed': deliver,
  'webhook.automation.simple.ticket-created': deliver,
};
