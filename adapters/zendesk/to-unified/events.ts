import { parseWire } from '../../../src/adapter/wire.ts';
import type { TicketEventKind } from '../../../src/model/enums.ts';
import type { FieldChange, TicketEvent } from '../../../src/model/event.ts';
import { auditWire, type ZendeskAudit, type ZendeskAuditEvent } from '../wire/events.ts';
import {
  authorOf,
  dateOf,
  entryOf,
  idOf,
  optionalIdOf,
  PROVIDER,
  rawOf,
  type TranslationContext,
} from './common.ts';

const KIND_OF_TYPE: Readonly<Record<string, TicketEventKind>> = {
  Create: 'created',
  CommentPrivacyChange: 'redacted',
  CommentRedactionEvent: 'redacted',
  AttachmentRedactionEvent: 'redacted',
  SatisfactionRating: 'rated',
  SurveyResponseSubmitted: 'rated',
};

const KIND_OF_FIELD: Readonly<Record<string, TicketEventKind>> = {
  status: 'status_changed',
  custom_status_id: 'status_changed',
  priority: 'priority_changed',
  assignee_id: 'assigned',
  group_id: 'assigned',
  tags: 'tags_changed',
  sla_policy: 'sla_changed',
};

/** Unified names of the fields that audits speak of. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  type: 'category',
  assignee_id: 'assignee.id',
  group_id: 'groupId',
  organization_id: 'organizationId',
  requester_id: 'requester.id',
  brand_id: 'brandId',
  ticket_form_id: 'formId',
  custom_status_id: 'nativeStatus.id',
  external_id: 'callerKey',
  due_at: 'dueAt',
};

/**
 * An audit as ticket events. All that the opening update set becomes one `created` event; after
 * that every change, comment and rating is an event of its own. Values are Zendesk's own words.
 *
 * @throws {WireFormatError} when the payload is not an audit.
 */
export function auditToUnified(
  json: unknown,
  context: TranslationContext,
): readonly TicketEvent<ZendeskAudit>[] {
  const wire = parseWire(auditWire, json, { provider: PROVIDER, what: 'audit' });
  const created = wire.events.filter((event) => event.type === 'Create');
  const events = wire.events.filter((event) => event.type !== 'Create');
  return [
    ...(created.length === 0
      ? []
      : [
          eventOf(wire, context, {
            kind: 'created',
            nativeType: 'Create',
            entries: created,
            suffix: 'create',
          }),
        ]),
    ...events.map((entry, position) =>
      eventOf(wire, context, {
        kind: kindOf(entry, wire),
        nativeType: entry.type,
        entries: [entry],
        suffix: String(entry.id ?? position),
      }),
    ),
  ];
}

function kindOf(entry: ZendeskAuditEvent, audit: ZendeskAudit): TicketEventKind {
  if (/Comment$/.test(entry.type)) return entry.public === true ? 'message_added' : 'note_added';
  if (entry.type === 'Change') {
    if (audit.via?.channel === 'merge' && entry.field_name === 'status') return 'merged';
    return entryOf(KIND_OF_FIELD, entry.field_name) ?? 'field_changed';
  }
  return entryOf(KIND_OF_TYPE, entry.type) ?? 'other';
}

function eventOf(
  audit: ZendeskAudit,
  context: TranslationContext,
  part: {
    readonly kind: TicketEventKind;
    readonly nativeType: string;
    readonly entries: readonly ZendeskAuditEvent[];
    readonly suffix: string;
  },
): TicketEvent<ZendeskAudit> {
  const first = part.entries[0];
  const isMessage = part.kind === 'message_added' || part.kind === 'note_added';
  const id = idOf<'event'>(context, `${audit.id}.${part.suffix}`);
  return {
    id,
    ticketId: idOf(context, audit.ticket_id),
    kind: part.kind,
    actor: audit.author_id == null ? null : authorOf(context, audit.author_id),
    at: dateOf(audit.created_at ?? '', 'created_at'),
    changes: part.entries.flatMap((entry) => changeOf(entry, context)),
    messageId: optionalIdOf(context, isMessage ? first?.id : first?.comment_id),
    nativeType: part.nativeType,
    dedupeKey: id,
    sequence: null,
    ...rawOf(context, audit),
  };
}

function changeOf(entry: ZendeskAuditEvent, context: TranslationContext): readonly FieldChange[] {
  const name = entry.field_name;
  if (name === null || name === undefined) return [];
  const field = /^\d+$/.test(name)
    ? `customFields.${context.fields.keyOf(name)}`
    : (entryOf(FIELD_NAMES, name) ?? name);
  const to = entry.value ?? null;
  return entry.type === 'Change'
    ? [{ field, from: entry.previous_value ?? null, to }]
    : [{ field, to }];
}
