import { requireBytes } from '../../../src/adapter/attachments.ts';
import type { AnyFields } from '../../../src/adapter/contract.ts';
import { requireMessageVisibility } from '../../../src/adapter/manifest.ts';
import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import type { MessageBody } from '../../../src/model/message.ts';
import type {
  FirstMessageDraft,
  RequesterDraft,
  TicketDraft,
  TicketFieldsDraft,
  TicketPatch,
} from '../../../src/model/ticket.ts';
import { intercomCapabilities } from '../capabilities.ts';
import {
  compact,
  drop,
  MOST_FILES,
  namedFields,
  NOBODY,
  optionalText,
  PROVIDER,
  providerOptionsOf,
  requireBody,
  requireText,
  requireVisibility,
  toAttachmentUrls,
  toNativeText,
  toTagNames,
  type WireBody,
  type WireCall,
  type WriteContext,
} from './common.ts';
import { ATTRIBUTE_FIELDS, attributesToWire, priorityToWire } from './ticket-fields.ts';
import { stateToWire } from './ticket-status.ts';

/** The calls that change a conversation; who acts is added when they are sent. */
export interface ConversationChange {
  /** `PUT /conversations/{id}`. */
  readonly conversation: WireCall | null;
  /** `PUT /tickets/{id}`: a state of the ticket that the conversation also is. */
  readonly ticket: WireCall | null;
  /** `POST /conversations/{id}/parts`, in this order. */
  readonly parts: readonly WireCall[];
}

/** The calls that make a conversation. */
export interface NewConversation extends ConversationChange {
  /** `POST /conversations`; `from` is left out while the requester is an address. */
  readonly message: WireBody;
}

const NEW_OPTIONS = ['attachmentUrls', 'read'];

type Draft = TicketFieldsDraft<AnyFields>;
interface Mode {
  readonly log: WarningLog;
  readonly isNew: boolean;
}

/**
 * A new conversation.
 *
 * @throws {UnsupportedError} for a first message that customers must not see.
 * @throws {ValidationError} when something that Intercom requires is missing, or when the first
 *   message is not the requester's own.
 */
export function conversationFromDraft(
  draft: TicketDraft<AnyFields>,
  context: WriteContext,
): Mapped<NewConversation> {
  const log = createWarningLog();
  const from = requesterToWire(draft.requester, context);
  checkFirstMessage(draft.message, draft.requester, context);
  toTagNames(draft.tags);
  requireText(draft.cc ?? [], 'cc');
  const message = compact({
    from,
    ...firstTextOf(draft.message.body, context, { log, path: 'message.body' }),
    ...openingToWire(draft, context, log),
  });
  if ((draft.message.attachments ?? []).length > 0) {
    log.add({
      type: 'coerced',
      field: 'message.attachments',
      reason: 'Intercom takes no files with a first message; they follow in a second one.',
    });
  }
  const change = changeToWire(draft, context, { log, isNew: true });
  return { value: { message, ...change }, warnings: log.list() };
}

/** What `POST /conversations` takes beside a text and whose it is. */
export function openingToWire(draft: Draft, context: WriteContext, log: WarningLog): WireBody {
  const options = providerOptionsOf(draft.providerOptions, PROVIDER, NEW_OPTIONS);
  return compact({
    subject: hasTitles(context) ? undefined : draft.subject,
    attachment_urls: toAttachmentUrls(options['attachmentUrls']),
    brand_id: brandToWire(draft, context, log),
  });
}

/** The change of a conversation, without tags, which have calls of their own. */
export function conversationFromPatch(
  patch: TicketPatch<AnyFields>,
  context: WriteContext,
): Mapped<ConversationChange> {
  const log = createWarningLog();
  toTagNames(patch.tags?.add, 'tags.add');
  if (patch.requesterId !== undefined) {
    drop(log, 'requesterId', 'A conversation in Intercom keeps the customer who began it.');
  }
  if (patch.brandId !== undefined) {
    drop(log, 'brandId', 'Intercom takes a brand for new conversations only.');
  }
  const value = changeToWire(patch, context, { log, isNew: false });
  return { value, warnings: log.list() };
}

// Titles can be written since 2.13, companies are on conversations since 2.15 (sheet section 2).
export const hasTitles = ({ version }: WriteContext): boolean => version >= 13;

/** What a draft changes in a conversation that is there. */
export function changeToWire(draft: Draft, context: WriteContext, mode: Mode): ConversationChange {
  const { log, isNew } = mode;
  if (draft.formId !== undefined && draft.formId !== null) {
    drop(log, 'formId', 'A conversation gets a ticket type through tickets.convert.');
  }
  const state = stateToWire(draft, context, mode);
  const body = conversationToWire(draft, context, mode);
  const { nativeStatusId } = draft;
  if (isNew && nativeStatusId !== undefined && /^\d+$/.test(nativeStatusId)) {
    throw new ValidationError('A new conversation is no ticket yet, whose state it could have.', {
      issues: [{ path: 'nativeStatusId', message: 'must be open, snoozed or closed' }],
      code: 'mapping_failed',
    });
  }
  const named = ['subject', 'organizationId', 'providerOptions', ...ATTRIBUTE_FIELDS];
  return {
    conversation:
      Object.keys(body).length === 0 ? null : { body, fields: namedFields(draft, named) },
    ticket:
      nativeStatusId !== undefined && /^\d+$/.test(nativeStatusId)
        ? { body: { ticket_state_id: nativeStatusId }, fields: ['nativeStatusId'] }
        : null,
    parts: [
      ...assignmentsToWire(draft, context, isNew),
      ...(state === null
        ? []
        : [
            {
              body: state,
              fields: namedFields(draft, ['status', 'nativeStatusId', 'snoozedUntil']),
            },
          ]),
    ],
  };
}

function conversationToWire(draft: Draft, context: WriteContext, mode: Mode): WireBody {
  const { log, isNew } = mode;
  const attributes = attributesToWire(draft, context, mode);
  const allowed = isNew ? NEW_OPTIONS : ['read'];
  const { read } = providerOptionsOf(draft.providerOptions, PROVIDER, allowed);
  const title = draft.subject === '' && isNew ? undefined : draft.subject;
  if (!isNew && title !== undefined && !hasTitles(context)) {
    drop(log, 'subject', 'Titles can be written from version 2.13 on.');
  }
  return compact({
    title: hasTitles(context) ? title : undefined,
    custom_attributes: Object.keys(attributes).length === 0 ? undefined : attributes,
    company_id: companyToWire(draft, context, mode),
    priority: priorityToWire(draft, context, mode),
    read,
  });
}

function companyToWire(
  { organizationId }: Draft,
  context: WriteContext,
  { log, isNew }: Mode,
): string | null | undefined {
  if (organizationId === undefined || (isNew && organizationId === null)) return undefined;
  if (context.version >= 15) return optionalText(organizationId, context);
  return drop(log, 'organizationId', 'Conversations have companies from version 2.15 on.');
}

function brandToWire(draft: Draft, context: WriteContext, log: WarningLog): string | undefined {
  if (draft.brandId === undefined || draft.brandId === null) return undefined;
  if (context.version >= 16) return toNativeText(draft.brandId, context);
  return drop(log, 'brandId', 'Intercom takes brands from version 2.16 on.');
}

/** Teammate and team are two fields that know nothing of each other (sheet section 7.2). */
function assignmentsToWire(draft: Draft, context: WriteContext, isNew: boolean): WireCall[] {
  return (['assigneeId', 'groupId'] as const).flatMap((field) => {
    const id = optionalText(draft[field], context);
    if (id === undefined || (isNew && id === null)) return [];
    const type = field === 'groupId' ? 'team' : 'admin';
    const body = { message_type: 'assignment', type, assignee_id: id ?? NOBODY };
    return [{ body, fields: [field] }];
  });
}

/**
 * Who a new case is for: `{ type, id }`, or nothing while he is an address.
 *
 * @throws {ValidationError} when the draft names nobody.
 */
export function requesterToWire(
  requester: RequesterDraft,
  context: WriteContext,
): { readonly type: string; readonly id: string } | undefined {
  if (requester.id !== undefined)
    return { type: 'contact', id: toNativeText(requester.id, context) };
  // Callers without types can leave both out.
  if ((requester.email ?? '').trim() !== '') return undefined;
  throw new ValidationError('A new ticket needs a requester.', {
    issues: [{ path: 'requester.email', message: 'required without requester.id' }],
  });
}

/** Refuses a first message that Intercom would show to others, or as somebody else's. */
export function checkFirstMessage(
  message: FirstMessageDraft,
  requester: RequesterDraft,
  context: WriteContext,
): void {
  const visibility = requireVisibility(message.visibility, 'message.visibility');
  requireMessageVisibility(intercomCapabilities, 'tickets.create', visibility);
  checkFiles(message.attachments, 'message');
  if (message.authorId === undefined) return;
  const author = toNativeText(message.authorId, context);
  if (requester.id !== undefined && author === toNativeText(requester.id, context)) return;
  throw new ValidationError('A case in Intercom begins with the words of its requester.', {
    issues: [{ path: 'message.authorId', message: 'must be left out, or be the requester' }],
  });
}

/** @throws {ValidationError} for files that were uploaded elsewhere, or for too many. */
export function checkFiles(files: FirstMessageDraft['attachments'], path: string): void {
  if (requireBytes(files, 'Intercom').length <= MOST_FILES) return;
  throw new ValidationError('The message has more files than Intercom takes.', {
    issues: [{ path: `${path}.attachments`, message: `at most ${MOST_FILES}` }],
    code: 'limit_exceeded',
  });
}

/** The plain text of a first message: HTML would be shown as it is written (sheet section 7.1). */
export function firstTextOf(
  body: MessageBody,
  context: Pick<WriteContext, 'htmlToText'>,
  { log, path }: { readonly log: WarningLog; readonly path: string },
): { readonly body: string } {
  const { kind, content } = requireBody(body, path);
  if (kind === 'text') return { body: content };
  log.add({ type: 'coerced', field: path, reason: 'Intercom takes this message as plain text.' });
  const text = (body.text ?? '').trim() === '' ? context.htmlToText(content) : (body.text ?? '');
  return { body: requireBody({ text }, path).content };
}
