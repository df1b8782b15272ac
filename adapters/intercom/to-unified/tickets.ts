import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { CustomFields, CustomFieldValue } from '../../../src/model/custom-fields.ts';
import type { SupportTicket, TicketMetadata } from '../../../src/model/ticket.ts';
import { channelOf, LANGUAGE_TAGS } from '../enums.ts';
import { conversationWire, type IntercomConversation } from '../wire/conversations.ts';
import { type IntercomTicket, ticketWire } from '../wire/tickets.ts';
import { type CaseRecord, recordOfConversation, recordOfTicket } from './case-record.ts';
import {
  dateOf,
  entryOf,
  idOf,
  inboxUrlOf,
  NO_METADATA,
  nativeText,
  optionalDateOf,
  optionalIdOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';
import { ratingOf } from './ratings.ts';
import { isTicketPayload, warnOfCut } from './thread.ts';
import { threadFacts } from './thread-facts.ts';
import { assigneeOf, linksOf, participantsOf, peopleOf, requesterOf } from './ticket-people.ts';
import { slaOf } from './ticket-sla.ts';
import { priorityOf, statusOf } from './ticket-status.ts';
import { textsOf } from './ticket-texts.ts';
import { timesOf } from './ticket-times.ts';

type Fields = Readonly<Record<string, CustomFieldValue>>;
type Raw = IntercomConversation | IntercomTicket;

/**
 * A conversation or a ticket of Intercom as a SupportTicket. The two are forms of one case and
 * share its id, so a case is never two tickets; a conversation shows the ticket that it also is.
 *
 * @throws {WireFormatError} when the payload lacks what every case has.
 */
export function ticketToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<SupportTicket<Raw, Fields>> {
  const record = isTicketPayload(json)
    ? recordOfTicket(parseWire(ticketWire, json, { provider: PROVIDER, what: 'ticket' }), context)
    : recordOfConversation(
        parseWire(conversationWire, json, { provider: PROVIDER, what: 'conversation' }),
        context,
      );
  const log = createWarningLog();
  const value = caseToUnified(record, context, log);
  return { value, warnings: log.list() };
}

function caseToUnified(
  record: CaseRecord,
  context: TranslationContext,
  log: WarningLog,
): SupportTicket<Raw, Fields> {
  const { facet, nativeId, thread } = record;
  const people = peopleOf(record, context);
  const facts = threadFacts(thread, context);
  const isWhole = thread.complete === true;
  warnOfCut(thread, log);
  const attributes = attributesOf(record, log);
  const status = statusOf(record.state, facet, context, log);
  const kept = (name: string | null): unknown => (name === null ? null : attributes.get(name));
  const updatedAt = dateOf(record.updatedAt, 'updated_at');
  return {
    id: idOf(context, nativeId),
    externalId: nativeId,
    callerKey: wordOf(kept(context.callerKeyAttribute)),
    ...textsOf(record, facts, context, log),
    ...status,
    ...priorityOf(record.priority, kept(context.priorityAttribute), context, log),
    category:
      context.categoryAttribute === null
        ? (facet?.typeName ?? null)
        : wordOf(kept(context.categoryAttribute)),
    tags: tagsOf(record, log),
    requester: requesterOf(record, people, context),
    assignee: assigneeOf(record, people, context),
    groupId: optionalIdOf(context, record.teamId),
    organizationId: optionalIdOf(context, record.companyId),
    metadata: metadataOf(record),
    createdAt: dateOf(record.createdAt, 'created_at'),
    updatedAt,
    ...timesOf(record, facts, status.status === 'resolved' || status.status === 'closed', log),
    closedAt: null,
    dueAt: null,
    snoozedUntil: optionalDateOf(record.snoozedUntil, 'snoozed_until'),
    reopenCount: record.statistics?.count_reopens ?? null,
    replyCount: null,
    number: facet?.number ?? null,
    url: inboxUrlOf(context, nativeId),
    channel: channelOf(record.channel, log),
    brandId: null,
    productId: null,
    departmentId: null,
    formId: facet?.typeId ?? null,
    ticketTypeId: facet?.typeId ?? null,
    participants: participantsOf(record, people, context),
    customFields: customFieldsOf(attributes, context, log),
    satisfaction: record.rating === null ? null : ratingOf(record.rating, nativeId, context),
    sla: slaOf(record, log),
    links: linksOf(record, context, log),
    attachmentsCount: isWhole ? (facts?.attachments ?? null) : null,
    messagesCount: isWhole ? (facts?.messages ?? null) : null,
    threadComplete: thread.complete,
    isSpam: false,
    isDeleted: false,
    isPrivate: facet === null || facet.isShared === null ? null : !facet.isShared,
    language: languageOf(attributes.get(LANGUAGE), log),
    sentiment: null,
    version: { at: updatedAt, sequence: null },
    // Stands last on purpose: whatever logs a warning has run by now.
    provenance: provenanceOf(context, nativeId, log),
    ...rawOf(context, record.raw),
  };
}

/** The attributes of the conversation and of the ticket that it also is, by name. */
function attributesOf(record: CaseRecord, log: WarningLog): ReadonlyMap<string, unknown> {
  const values = new Map(Object.entries(record.attributes));
  for (const { id, value } of record.facet?.attributes ?? []) {
    const name = String(id);
    const other = values.get(name);
    if (other === undefined || other === null) values.set(name, value);
    else if (value !== null && value !== undefined && value !== other) {
      log.add({
        type: 'dropped',
        field: 'customFields',
        reason:
          'Conversation and ticket have an attribute of the same name with different values; the ticket’s is in raw only.',
      });
    }
  }
  return values;
}

const customFieldsOf = (
  attributes: ReadonlyMap<string, unknown>,
  context: TranslationContext,
  log: WarningLog,
): CustomFields<Fields> =>
  context.fields.readAll(
    [...attributes].map(([id, value]) => ({ id, value })),
    log,
  );

/** A ticket alone has no tags to show: that there are none is not said. */
function tagsOf({ tags }: CaseRecord, log: WarningLog): readonly string[] {
  if (tags !== null) return tags;
  const reason = 'Tags stand on the conversation that the ticket also is, which was not read.';
  log.add({ type: 'dropped', field: 'tags', reason });
  return [];
}

const wordOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? nativeText(value) : null;

/** What a company that came along says of its plan and of what it pays. */
const metadataOf = ({ company }: CaseRecord): TicketMetadata =>
  company === null
    ? NO_METADATA
    : {
        ...NO_METADATA,
        plan: company.plan?.name ?? null,
        mrr: company.monthly_spend ?? null,
      };

/** The attribute that Intercom's language detection fills, with a language's English name. */
const LANGUAGE = 'Language';

function languageOf(value: unknown, log: WarningLog): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const tag = entryOf<string>(LANGUAGE_TAGS, value);
  log.add(
    tag === undefined
      ? {
          type: 'dropped',
          field: 'language',
          reason: 'Intercom’s language detection names a language that polydesk has no tag for.',
        }
      : {
          type: 'derived',
          field: 'language',
          reason: 'From the attribute that Intercom’s language detection fills.',
          to: tag,
        },
  );
  return tag ?? null;
}
