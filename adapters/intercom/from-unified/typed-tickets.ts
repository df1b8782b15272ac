import type { AnyFields } from '../../../src/adapter/contract.ts';
import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import type { TicketDraft, TicketFieldsDraft, TicketPatch } from '../../../src/model/ticket.ts';
import {
  compact,
  drop,
  namedFields,
  NOBODY,
  optionalText,
  PROVIDER,
  providerOptionsOf,
  toNativeText,
  toTagNames,
  type WireBody,
  type WireCall,
  type WriteContext,
} from './common.ts';
import { checkFirstMessage, firstTextOf, requesterToWire } from './conversations.ts';
import { ATTRIBUTE_FIELDS, attributesToWire, priorityToWire } from './ticket-fields.ts';
import { ticketStateToWire, type TicketStateWish } from './ticket-status.ts';

/** The calls that change a ticket of a ticket type. */
export interface TypedTicketChange {
  /** `PUT /tickets/{id}`, one after the other. */
  readonly tickets: readonly WireCall[];
  /** `POST /conversations/{id}/parts`, before all of these: takes an assignee away. */
  readonly parts: readonly WireCall[];
  /** The state, which has a number of its own in every ticket type; goes with the first call. */
  readonly state: { readonly wish: TicketStateWish; readonly fields: readonly string[] } | null;
}

/** The calls that make a ticket of a ticket type. */
export interface NewTypedTicket extends TypedTicketChange {
  /** `POST /tickets`. */
  readonly ticket: WireBody;
}

const TITLE = '_default_title_';
const DESCRIPTION = '_default_description_';
const CREATE_OPTIONS = ['skip_notifications', 'conversation_to_link_id'];
const UPDATE_OPTIONS = ['skip_notifications', 'is_shared'];

type Draft = TicketFieldsDraft<AnyFields>;
interface Mode {
  readonly log: WarningLog;
  readonly isNew: boolean;
}

/**
 * A new ticket of the ticket type that `formId` names.
 *
 * @throws {UnsupportedError} for a first message that customers must not see.
 * @throws {ValidationError} when something that Intercom requires is missing.
 */
export function typedTicketFromDraft(
  draft: TicketDraft<AnyFields>,
  context: WriteContext,
): Mapped<NewTypedTicket> {
  const log = createWarningLog();
  const requester = requesterToWire(draft.requester, context);
  checkFirstMessage(draft.message, draft.requester, context);
  toTagNames(draft.tags);
  if ((draft.message.attachments ?? []).length > 0) {
    throw new ValidationError('Intercom makes tickets without files.', {
      issues: [{ path: 'message.attachments', message: 'send them with a reply' }],
    });
  }
  const { body } = firstTextOf(draft.message.body, context, { log, path: 'message.body' });
  const { ticket, ...change } = newTicketToWire(draft, context, log);
  return {
    value: {
      ticket: {
        ...ticket,
        contacts: [
          requester === undefined ? { email: draft.requester.email } : { id: requester.id },
        ],
        ticket_attributes: {
          [TITLE]: draft.subject,
          [DESCRIPTION]: body,
          ...attributesToWire(draft, context, { log, isNew: true }),
        },
      },
      ...change,
    },
    warnings: log.list(),
  };
}

/** What a new ticket has beside its texts and people. */
function newTicketToWire(
  draft: TicketDraft<AnyFields>,
  context: WriteContext,
  log: WarningLog,
): NewTypedTicket {
  const mode = { log, isNew: true };
  if (draft.formId === undefined || draft.formId === null) {
    throw new ValidationError('A new ticket in Intercom needs a ticket type.', {
      issues: [{ path: 'formId', message: 'must be the id of a ticket type (fields.forms)' }],
    });
  }
  priorityToWire(draft, context, mode);
  if (draft.cc !== undefined) drop(log, 'cc', 'A ticket in Intercom has one contact.');
  if (draft.brandId !== undefined && draft.brandId !== null) {
    drop(log, 'brandId', 'Tickets in Intercom have no brand.');
  }
  const assignee = optionalText(draft.assigneeId, context) ?? undefined;
  const team = optionalText(draft.groupId, context) ?? undefined;
  // Before 2.14 an assignment is a change of its own (sheet section 2).
  const assignsAtOnce = context.version >= 14 && (assignee !== undefined || team !== undefined);
  const { wish, body } = ticketStateToWire(draft, context, mode);
  const isSubmitted = wish?.category === 'submitted';
  return {
    ticket: compact({
      ...providerOptionsOf(draft.providerOptions, PROVIDER, CREATE_OPTIONS),
      ticket_type_id: toNativeText(draft.formId, context),
      company_id: optionalText(draft.organizationId, context) ?? undefined,
      assignment: assignsAtOnce
        ? compact({ admin_assignee_id: assignee, team_assignee_id: team })
        : undefined,
    }),
    parts: [],
    state: isSubmitted ? null : stateOf(wish, draft),
    tickets: [
      ...callOf(body, draft, ['status', 'nativeStatusId', 'snoozedUntil']),
      ...(assignsAtOnce ? [] : assignmentsToWire(draft, context)),
    ],
  };
}

/** The change of a ticket, without tags, which have calls of their own. */
export function typedTicketFromPatch(
  patch: TicketPatch<AnyFields>,
  context: WriteContext,
): Mapped<TypedTicketChange> {
  const log = createWarningLog();
  const mode: Mode = { log, isNew: false };
  toTagNames(patch.tags?.add, 'tags.add');
  for (const field of ['requesterId', 'brandId', 'formId'] as const) {
    if (patch[field] === undefined || patch[field] === null) continue;
    drop(log, field, 'A ticket in Intercom keeps its contact and its ticket type.');
  }
  priorityToWire(patch, context, mode);
  const attributes = {
    ...(patch.subject === undefined ? {} : { [TITLE]: patch.subject }),
    ...attributesToWire(patch, context, mode),
  };
  const { wish, body } = ticketStateToWire(patch, context, mode);
  const first = compact({
    ...providerOptionsOf(patch.providerOptions, PROVIDER, UPDATE_OPTIONS),
    ...body,
    ticket_attributes: Object.keys(attributes).length === 0 ? undefined : attributes,
    company_id: optionalText(patch.organizationId, context),
  });
  const named = ['subject', 'organizationId', ...STATE_FIELDS, ...ATTRIBUTE_FIELDS];
  const value = {
    parts: releasesToWire(patch),
    state: stateOf(wish, patch),
    tickets: [...callOf(first, patch, named), ...assignmentsToWire(patch, context)],
  };
  return { value, warnings: log.list() };
}

const stateOf = (wish: TicketStateWish | null, draft: Draft): TypedTicketChange['state'] =>
  wish === null ? null : { wish, fields: namedFields(draft, ['status', 'nativeStatusId']) };

const STATE_FIELDS = ['status', 'nativeStatusId', 'snoozedUntil', 'providerOptions'];

const callOf = (body: WireBody, draft: Draft, names: readonly string[]): WireCall[] =>
  Object.keys(body).length === 0 ? [] : [{ body, fields: namedFields(draft, names) }];

/** One assignee a call, teammate or team; before 2.14 inside an object (sheet section 2). */
function assignmentsToWire(draft: Draft, context: WriteContext): WireCall[] {
  return (['assigneeId', 'groupId'] as const).flatMap((field) => {
    const id = optionalText(draft[field], context);
    if (id === undefined || id === null) return [];
    const assignee = { assignee_id: id };
    return [{ body: context.version < 14 ? { assignment: assignee } : assignee, fields: [field] }];
  });
}

/**
 * Nobody in place of a teammate or of a team. A ticket's own call has one word for both, so this
 * goes through its conversation, which tells them apart (sheet section 7.2).
 */
function releasesToWire(draft: Draft): WireCall[] {
  return (['assigneeId', 'groupId'] as const)
    .filter((field) => draft[field] === null)
    .map((field) => {
      const type = field === 'groupId' ? 'team' : 'admin';
      const body = { message_type: 'assignment', type, assignee_id: NOBODY };
      return { body, fields: [field] };
    });
}
