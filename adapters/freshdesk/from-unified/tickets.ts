import { requireBytes } from '../../../src/adapter/attachments.ts';
import type { AnyFields } from '../../../src/adapter/contract.ts';
import { requireMessageVisibility } from '../../../src/adapter/manifest.ts';
import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import type { TicketDraft, TicketFieldsDraft, TicketPatch } from '../../../src/model/ticket.ts';
import { freshdeskCapabilities } from '../capabilities.ts';
import { PRIORITY_FROM_UNIFIED } from '../enums.ts';
import {
  compact,
  drop,
  isSamePerson,
  LABEL,
  optionalNumber,
  PROVIDER,
  providerOptionsOf,
  requireVisibility,
  toFreshdeskTags,
  toHtmlBody,
  toIsoSeconds,
  toNativeNumber,
  type WireBody,
  withoutNulls,
  type WriteContext,
} from './common.ts';
import { toCustomFields } from './custom-fields.ts';
import { statusToWire } from './ticket-status.ts';

/** What a change can say beside the unified fields (sheet section 8.5). */
export const PATCH_OPTIONS = [
  'product_id',
  'email_config_id',
  'source',
  'parent_id',
  'internal_agent_id',
  'internal_group_id',
  'fr_due_by',
  'lookup_parameter',
] as const;

/** What a new ticket can say beside them; the identifiers stand in for `requester` (section 8.1). */
const CREATE_OPTIONS = [
  ...PATCH_OPTIONS,
  'related_ticket_ids',
  'phone',
  'twitter_id',
  'facebook_id',
  'unique_external_id',
] as const;

/**
 * The body of `POST /tickets`. Explicit nulls are left out: Freshdesk refuses them, and a new ticket
 * has nothing to empty.
 *
 * @throws {UnsupportedError} for an internal first message, which the requester would see.
 * @throws {ValidationError} when something that Freshdesk requires is missing.
 */
export function ticketFromDraft(
  draft: TicketDraft<AnyFields>,
  context: WriteContext,
): Mapped<WireBody> {
  const log = createWarningLog();
  const { message, requester } = draft;
  const visibility = requireVisibility(message.visibility, 'message.visibility');
  requireMessageVisibility(freshdeskCapabilities, 'tickets.create', visibility);
  const { authorId } = message;
  if (authorId !== undefined && !isSamePerson(authorId, requester.id, context)) {
    drop(log, 'message.authorId', 'The author of a new ticket is its requester.');
  }
  const fields = fieldsToWire(draft, context, { log, options: CREATE_OPTIONS, isNew: true });
  const ticket = compact({
    ...withoutNulls({ ...fields, custom_fields: withoutNullFields(fields['custom_fields']) }),
    ...requesterToWire(draft, context),
    description: toHtmlBody(message.body, 'message.body'),
    tags: draft.tags === undefined ? undefined : toFreshdeskTags(draft.tags, log),
    cc_emails: draft.cc,
    attachments: filesOf(message.attachments),
  });
  return { value: ticket, warnings: log.list() };
}

/**
 * The body of `PUT /tickets/{id}`, without tags: the whole list has to be known to write them.
 *
 * @throws {ValidationError} for a value that cannot be sent.
 */
export function ticketFromPatch(
  patch: TicketPatch<AnyFields>,
  context: WriteContext,
): Mapped<WireBody> {
  const log = createWarningLog();
  const ticket = fieldsToWire(patch, context, { log, options: PATCH_OPTIONS, isNew: false });
  return { value: ticket, warnings: log.list() };
}

/** Files as they go out; `undefined` when there are none, so that the body can be JSON. */
export function filesOf(
  attachments: TicketDraft['message']['attachments'],
): ReturnType<typeof requireBytes> | undefined {
  const files = requireBytes(attachments, LABEL);
  return files.length === 0 ? undefined : files;
}

const IDENTIFIERS = ['phone', 'twitter_id', 'facebook_id', 'unique_external_id'] as const;

function requesterToWire(draft: TicketDraft<AnyFields>, context: WriteContext): WireBody {
  const { id, email, name } = draft.requester;
  if (id !== undefined) return { requester_id: toNativeNumber(id, context) };
  // Callers without types can leave both out; then one of the options must say who it is.
  if ((email ?? '').trim() !== '') return compact({ email, name });
  const options = providerOptionsOf(draft.providerOptions, PROVIDER, CREATE_OPTIONS);
  if (IDENTIFIERS.some((key) => options[key] !== undefined)) return compact({ name });
  throw new ValidationError('A new ticket needs a requester.', {
    issues: [{ path: 'requester.email', message: 'required without requester.id' }],
  });
}

interface FieldsMode {
  readonly log: WarningLog;
  /** Keys of `providerOptions.freshdesk` that are taken here. */
  readonly options: readonly string[];
  readonly isNew: boolean;
}

/** The fields that a new, a changed and an imported ticket share. */
export function fieldsToWire(
  draft: TicketFieldsDraft<AnyFields>,
  context: WriteContext,
  mode: FieldsMode,
): WireBody {
  const { log } = mode;
  const options = providerOptionsOf(draft.providerOptions, PROVIDER, mode.options);
  reportUnwritable(draft, log);
  const customFields = {
    ...toCustomFields(draft.customFields, context),
    ...callerKeyToWire(draft.callerKey, context, log),
    ...(draft.category === undefined || context.categoryField === null
      ? {}
      : { [context.categoryField]: draft.category }),
  };
  return compact({
    ...dueToWire(draft.dueAt, options, mode),
    ...options,
    subject: draft.subject,
    status: statusToWire(draft, context, log),
    priority: draft.priority === undefined ? undefined : PRIORITY_FROM_UNIFIED[draft.priority],
    type: context.categoryField === null ? draft.category : undefined,
    responder_id: optionalNumber(draft.assigneeId, context),
    group_id: optionalNumber(draft.groupId, context),
    company_id: optionalNumber(draft.organizationId, context),
    requester_id: optionalNumber(draft.requesterId, context),
    // An empty object is refused.
    custom_fields: Object.keys(customFields).length === 0 ? undefined : customFields,
  });
}

function reportUnwritable(draft: TicketFieldsDraft<AnyFields>, log: WarningLog): void {
  if (draft.snoozedUntil != null) {
    drop(log, 'snoozedUntil', 'Freshdesk tickets cannot be snoozed.');
  }
  if (draft.brandId != null) {
    drop(log, 'brandId', 'Freshdesk has products: set providerOptions.freshdesk.product_id.');
  }
  if (draft.formId != null) {
    drop(log, 'formId', 'Freshdesk chooses the form itself.');
  }
}

function callerKeyToWire(
  key: string | null | undefined,
  { callerKeyField }: WriteContext,
  log: WarningLog,
): WireBody {
  if (key === undefined) return {};
  if (callerKeyField !== null) return { [callerKeyField]: key };
  if (key !== null) drop(log, 'callerKey', 'Set callerKeyField to the field that shall hold it.');
  return {};
}

/**
 * Freshdesk takes the two due dates together (unconfirmed, sheet section 8.1): that of the first
 * response is the same unless the options name it.
 */
function dueToWire(
  dueAt: Date | null | undefined,
  options: WireBody,
  { log, isNew }: FieldsMode,
): WireBody {
  if (dueAt === undefined || (dueAt === null && isNew)) return {};
  if (dueAt === null) {
    drop(log, 'dueAt', 'Freshdesk tickets always have the due date of their SLA policy.');
    return {};
  }
  const due = toIsoSeconds(dueAt, 'dueAt');
  if (options['fr_due_by'] === undefined) {
    const reason = 'Freshdesk takes the due date of the first response with it; it is the same.';
    log.add({ type: 'derived', field: 'sla', reason });
  }
  return { due_by: due, fr_due_by: due };
}

export function withoutNullFields(fields: unknown): unknown {
  if (typeof fields !== 'object' || fields === null) return fields;
  // Safe: the custom fields that were built above, by name.
  const kept = withoutNulls(fields as WireBody);
  return Object.keys(kept).length === 0 ? undefined : kept;
}
