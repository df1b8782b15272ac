import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import type { ImportDraft } from '../../../src/adapter/resources.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { TicketDraft, TicketFieldsDraft, TicketPatch } from '../../../src/model/ticket.ts';
import {
  compact,
  optionalNumber,
  toNativeNumber,
  toZendeskTags,
  toIsoSeconds,
  type WireBody,
  type WriteContext,
  providerOptionsOf,
  PROVIDER,
} from './common.ts';
import { toCustomFields } from './custom-fields.ts';
import { commentFromDraft, importComment } from './messages.ts';
import { statusToWire } from './ticket-status.ts';

const TICKET_OPTIONS = [
  'recipient',
  'submitter_id',
  'problem_id',
  'via_followup_source_id',
  'macro_id',
  'macro_ids',
  'metadata',
  'followers',
  'collaborators',
] as const;

/** Ticket types: the only categories that Zendesk has without a field of one's own. */
const TYPES: readonly string[] = ['problem', 'incident', 'question', 'task'];

/**
 * The body of `POST /tickets`.
 *
 * @throws {ValidationError} when something that Zendesk requires is missing.
 */
export function ticketFromDraft(
  draft: TicketDraft<AnyFields>,
  context: WriteContext,
): Mapped<WireBody> {
  const log = createWarningLog();
  const { requester } = draft;
  const ticket = compact({
    ...submitterToWire(draft, context, log),
    ...fieldsToWire(draft, context, { log, isNew: true }),
    ...requesterToWire(requester, context),
    comment: commentFromDraft(draft.message, context, 'message.body'),
    tags: draft.tags === undefined ? undefined : toZendeskTags(draft.tags, log),
    email_ccs: draft.cc?.map((address) => ({ user_email: address, action: 'put' })),
  });
  return { value: { ticket }, warnings: log.list() };
}

/** The body of `PUT /tickets/{id}`, without tags, which have calls of their own. */
export function ticketFromPatch(
  patch: TicketPatch<AnyFields>,
  context: WriteContext,
): Mapped<WireBody> {
  const log = createWarningLog();
  const ticket = compact({
    ...fieldsToWire(patch, context, { log, isNew: false }),
    ...versionToWire(patch.ifVersion),
  });
  return { value: { ticket }, warnings: log.list() };
}

/** The two properties that make a write refuse to overwrite a newer ticket; one alone does nothing. */
export function versionToWire(version: TicketPatch['ifVersion']): WireBody {
  return version === undefined
    ? {}
    : { safe_update: true, updated_stamp: toIsoSeconds(version.at, 'ifVersion.at') };
}

/** The body of `POST /imports/tickets`: dates, authors and a closed status are taken as they are. */
export function ticketFromImport(
  draft: ImportDraft<AnyFields>,
  context: WriteContext,
): Mapped<WireBody> {
  const log = createWarningLog();
  if (draft.messages.length === 0) {
    throw new ValidationError('An imported ticket needs at least one message.', {
      issues: [{ path: 'messages', message: 'at least one is required' }],
    });
  }
  const ticket = compact({
    ...fieldsToWire(draft, context, { log, isNew: true, isImport: true }),
    ...linksToWire(draft, context, log),
    requester_id: toNativeNumber(draft.requester.id, context),
    tags: draft.tags === undefined ? undefined : toZendeskTags(draft.tags, log),
    email_ccs: draft.cc?.map((address) => ({ user_email: address, action: 'put' })),
    comments: draft.messages.map((message, index) =>
      importComment(message, context, { index, log }),
    ),
    created_at: toIsoSeconds(draft.createdAt, 'createdAt'),
    updated_at:
      draft.updatedAt === undefined ? undefined : toIsoSeconds(draft.updatedAt, 'updatedAt'),
    solved_at:
      draft.resolvedAt === undefined ? undefined : toIsoSeconds(draft.resolvedAt, 'resolvedAt'),
  });
  return { value: { ticket }, warnings: log.list() };
}

/** Only incidents name a problem, and only tickets of that type are one (sheet section 6.1). */
function linksToWire(
  { links = [], category }: ImportDraft<AnyFields>,
  context: WriteContext,
  log: WarningLog,
): WireBody {
  const problems = links.flatMap(({ kind, ticketId }) =>
    kind === 'problem' ? (ticketId ?? []) : [],
  );
  const [problem] = problems;
  const isProblem = problem === undefined && links.some(({ kind }) => kind === 'incident');
  const others = links.filter(({ kind }) => kind !== 'problem' && kind !== 'incident');
  const lose = (type: 'dropped' | 'coerced', field: string, reason: string) =>
    log.add({ type, field, reason });
  if (others.length > 0 || problems.length > 1) {
    lose('dropped', 'links', 'Zendesk links an incident to one problem.');
  }
  if (problem === undefined && !isProblem) return {};
  const type = isProblem ? 'problem' : 'incident';
  if (category != null && category !== type && context.categoryFieldId === null) {
    lose('coerced', 'category', `The links make it a ticket of the type ${type}.`);
  }
  return compact({ type, problem_id: optionalNumber(problem, context) });
}

/**
 * A public first message is the requester's own unless the draft says otherwise: its author is the
 * submitter (sheet section 6.2), who would be whoever the credentials belong to.
 */
function submitterToWire(
  { message, requester, providerOptions }: TicketDraft<AnyFields>,
  context: WriteContext,
  log: WarningLog,
): WireBody {
  const options = providerOptionsOf(providerOptions, PROVIDER, TICKET_OPTIONS);
  const isNamed = message.authorId !== undefined || options['submitter_id'] !== undefined;
  if (isNamed || message.visibility !== 'public') return {};
  if (requester.id !== undefined) return { submitter_id: toNativeNumber(requester.id, context) };
  log.add({
    type: 'defaulted',
    field: 'message.authorId',
    reason:
      'Zendesk takes the author of a first message by id only: this one is by whoever the credentials belong to. Give the requester by id (contacts.upsert tells it).',
  });
  return {};
}

function requesterToWire(requester: TicketDraft['requester'], context: WriteContext): WireBody {
  if (requester.id !== undefined) return { requester_id: toNativeNumber(requester.id, context) };
  // Callers without types can leave both out.
  if ((requester.email ?? '').trim() === '') {
    throw new ValidationError('A new ticket needs a requester.', {
      issues: [{ path: 'requester.email', message: 'required without requester.id' }],
    });
  }
  // Zendesk refuses an unknown address without a name; the local part is what mail clients show.
  const name = requester.name ?? requester.email.split('@')[0] ?? requester.email;
  return { requester: { name, email: requester.email } };
}

function fieldsToWire(
  draft: TicketFieldsDraft<AnyFields>,
  context: WriteContext,
  mode: { readonly log: WarningLog; readonly isNew: boolean; readonly isImport?: boolean },
): WireBody {
  const { log } = mode;
  const category = categoryToWire(draft.category, context, log);
  const customFields = [
    ...toCustomFields(draft.customFields, context, log),
    ...(category.field === null ? [] : [category.field]),
  ];
  if (draft.snoozedUntil !== undefined && draft.snoozedUntil !== null) {
    log.add({
      type: 'dropped',
      field: 'snoozedUntil',
      reason: 'Zendesk tickets cannot be snoozed.',
    });
  }
  return compact({
    ...providerOptionsOf(draft.providerOptions, PROVIDER, TICKET_OPTIONS),
    subject: draft.subject,
    ...statusToWire(draft, context, mode),
    priority: draft.priority,
    type: category.type,
    assignee_id: optionalNumber(draft.assigneeId, context),
    group_id: optionalNumber(draft.groupId, context),
    organization_id: optionalNumber(draft.organizationId, context),
    requester_id: optionalNumber(draft.requesterId, context),
    external_id: draft.callerKey,
    due_at: dueToWire(draft.dueAt, category.type, mode),
    ticket_form_id: optionalNumber(draft.formId, context),
    brand_id: optionalNumber(draft.brandId, context),
    custom_fields: customFields.length === 0 ? undefined : customFields,
  });
}

/** Only tasks have a due date; on a change that does not name the type, Zendesk decides. */
function dueToWire(
  dueAt: Date | null | undefined,
  type: string | null | undefined,
  mode: { readonly log: WarningLog; readonly isNew: boolean },
): string | null | undefined {
  if (dueAt === undefined || dueAt === null) return dueAt;
  if (type !== 'task' && (mode.isNew || type !== undefined)) {
    mode.log.add({
      type: 'dropped',
      field: 'dueAt',
      reason: 'In Zendesk only tickets of the type "task" have a due date.',
    });
    return undefined;
  }
  return toIsoSeconds(dueAt, 'dueAt');
}

function categoryToWire(
  category: string | null | undefined,
  context: WriteContext,
  log: WarningLog,
): { readonly type?: string | null; readonly field: { id: number; value: string | null } | null } {
  if (category === undefined) return { field: null };
  if (context.categoryFieldId !== null) {
    return { field: { id: Number(context.categoryFieldId), value: category } };
  }
  if (category === null || TYPES.includes(category)) return { type: category, field: null };
  log.add({
    type: 'dropped',
    field: 'category',
    reason:
      'Zendesk ticket types are problem, incident, question and task; set categoryFieldId to use a field.',
  });
  return { field: null };
}
