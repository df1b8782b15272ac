import type { AnyFields } from '../../../src/adapter/contract.ts';
import { escapeHtml } from '../../../src/adapter/html-text.ts';
import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { formatProvenanceHeader } from '../../../src/adapter/provenance-header.ts';
import type { ImportDraft, ImportMessage } from '../../../src/adapter/resources.ts';
import { ConfigurationError, ValidationError } from '../../../src/errors/classes.ts';
import type { ProviderOptions } from '../../../src/model/ticket.ts';
import {
  compact,
  drop,
  isSamePerson,
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
import { fieldsToWire, filesOf, PATCH_OPTIONS, withoutNullFields } from './tickets.ts';

/** A message of an imported thread as the note that it becomes. */
export interface ImportedNote {
  /** Where it stands in the draft. */
  readonly position: number;
  /** What its provenance header says, to find it again. */
  readonly at: Date;
  readonly source: string | null;
  readonly body: WireBody;
  /** The same with its author in the header, for an author whom Freshdesk does not take. */
  readonly unsigned: WireBody;
}

/** An imported ticket: the call that makes it, and the notes that follow. */
export interface ImportPlan {
  readonly ticket: WireBody;
  /** The status at the end, which a note may have moved. */
  readonly status: number | undefined;
  readonly notes: readonly ImportedNote[];
}

/** What an import can say beside the unified fields; the last one is ours alone. */
const IMPORT_OPTIONS = [...PATCH_OPTIONS, 'privateThread'] as const;

/**
 * The calls of an import. Freshdesk takes neither dates nor authors of another time: each message
 * begins with a provenance header. Nothing here sends mail by itself (sheet section 23): what staff
 * said becomes public notes, never replies, and copies are left out. What the account itself sends
 * cannot be kept from here; private notes (`privateThread`) give it less occasion.
 *
 * @throws {ValidationError} for a ticket without messages, or a message without body or visibility.
 * @throws {ConfigurationError} for options that do not exist.
 */
export function ticketFromImport(
  draft: ImportDraft<AnyFields>,
  context: WriteContext,
  mode: { readonly now: Date },
): Mapped<ImportPlan> {
  const log = createWarningLog();
  const [first] = draft.messages;
  if (first === undefined) {
    throw new ValidationError('An imported ticket needs at least one message.', {
      issues: [{ path: 'messages', message: 'at least one is required' }],
    });
  }
  reportLosses(draft, log);
  const { dueAt, ...rest } = draft;
  const { isPrivate, providerOptions } = readThreadOption(draft);
  const isDue = dueAt != null && dueAt > mode.now;
  if (dueAt != null && !isDue) drop(log, 'dueAt', 'Freshdesk takes due dates to come only.');
  const fields = fieldsToWire({ ...rest, providerOptions, ...(isDue ? { dueAt } : {}) }, context, {
    log,
    options: PATCH_OPTIONS,
    isNew: true,
  });
  const opening = openingOf(draft, first, { context, log });
  const ticket = compact({
    ...withoutNulls({ ...fields, custom_fields: withoutNullFields(fields['custom_fields']) }),
    ...linksToWire(draft, context, log),
    requester_id: toNativeNumber(draft.requester.id, context),
    tags: draft.tags === undefined ? undefined : toFreshdeskTags(draft.tags, log),
    ...opening.content,
  });
  const notes = draft.messages
    .map((message, position) => ({ message, position }))
    .slice(opening.consumed)
    .map(({ message, position }) => noteOf(draft, message, { position, isPrivate, context, log }));
  const status = fields['status'];
  return {
    value: { ticket, status: typeof status === 'number' ? status : undefined, notes },
    warnings: log.list(),
  };
}

/** Our own option taken out of those that Freshdesk is told. */
function readThreadOption({ providerOptions }: ImportDraft<AnyFields>): {
  readonly isPrivate: boolean;
  readonly providerOptions: ProviderOptions;
} {
  const own = providerOptionsOf(providerOptions, PROVIDER, IMPORT_OPTIONS);
  const { privateThread: isPrivate = false, ...native } = own;
  if (typeof isPrivate === 'boolean') {
    return { isPrivate, providerOptions: { ...providerOptions, [PROVIDER]: native } };
  }
  throw new ConfigurationError('providerOptions.freshdesk.privateThread must be true or false.');
}

function reportLosses(draft: ImportDraft<AnyFields>, log: WarningLog): void {
  const loud =
    'No write is silent here: unless they are switched off, the account’s notifications and automations can write to people about it.';
  drop(log, 'notifications', loud);
  const reason = 'Freshdesk dates tickets itself; the header of the first message keeps the date.';
  drop(log, 'createdAt', reason);
  for (const field of ['updatedAt', 'resolvedAt'] as const) {
    if (draft[field] !== undefined) drop(log, field, 'Freshdesk dates tickets itself.');
  }
  if (draft.cc !== undefined && draft.cc.length > 0) {
    drop(log, 'cc', 'Freshdesk would write to everybody who is in copy.');
  }
  if (draft.archive === true) drop(log, 'archive', 'Freshdesk archives tickets itself.');
  draft.messages.forEach((message, position) => {
    const path = `messages.${position}`;
    drop(log, `${path}.createdAt`, 'Freshdesk dates messages itself; its header keeps the date.');
    if (message.cc !== undefined && message.cc.length > 0) {
      drop(log, `${path}.cc`, 'A note has no copies.');
    }
  });
}

/** A child names its parent, a tracker what it tracks; the account may lack either (sheet section 8.1). */
function linksToWire(
  { links = [] }: ImportDraft<AnyFields>,
  context: WriteContext,
  log: WarningLog,
): WireBody {
  const ids = (kind: string) =>
    links.flatMap((link) =>
      link.kind === kind && link.ticketId !== null ? [toNativeNumber(link.ticketId, context)] : [],
    );
  const [parent] = ids('parent');
  const tracked = ids('incident');
  const written = tracked.length + (parent === undefined ? 0 : 1);
  if (written < links.length) drop(log, 'links', 'Freshdesk takes one parent, or what is tracked.');
  return compact({ parent_id: parent, related_ticket_ids: tracked[0] && tracked });
}

/** The first message as the description; one that is internal cannot be, and follows as a note. */
function openingOf(
  draft: ImportDraft<AnyFields>,
  first: ImportMessage,
  { context, log }: { readonly context: WriteContext; readonly log: WarningLog },
): { readonly content: WireBody; readonly consumed: number } {
  if (requireVisibility(first.visibility, 'messages.0.visibility') === 'internal') {
    const reason = 'The ticket begins with an internal note, which a description cannot be.';
    log.add({ type: 'derived', field: 'description', reason });
    const at = draft.createdAt;
    const header = formatProvenanceHeader({ at, author: null, source: draft.callerKey ?? null });
    const text = 'This ticket began with an internal note.';
    return { content: { description: `${escapeHtml(header)}<br>${text}` }, consumed: 0 };
  }
  const description = withHeader(draft, first, 0, lostAuthorOf(draft, first, { context, log }));
  return {
    content: compact({ description, attachments: filesOf(first.attachments) }),
    consumed: 1,
  };
}

/** Who wrote the first message where that is not the requester, whom Freshdesk will show instead. */
function lostAuthorOf(
  { requester }: ImportDraft<AnyFields>,
  { authorId, authorKind = 'customer' }: ImportMessage,
  { context, log }: { readonly context: WriteContext; readonly log: WarningLog },
): string | null {
  if (authorId !== undefined) {
    if (isSamePerson(authorId, requester.id, context)) return null;
    drop(log, 'messages.0.authorId', 'The author of a description is the requester.');
    return authorId;
  }
  if (authorKind === 'customer') return null;
  const reason = 'Freshdesk shows a description as the requester’s words; the header says whose.';
  drop(log, 'messages.0.author', reason);
  return 'an agent';
}

function noteOf(
  draft: ImportDraft<AnyFields>,
  message: ImportMessage,
  place: {
    readonly position: number;
    /** Whether what staff said is kept from the customer, whom a public note can be mailed to. */
    readonly isPrivate: boolean;
    readonly context: WriteContext;
    readonly log: WarningLog;
  },
): ImportedNote {
  const { position, context, log } = place;
  const { authorId, authorKind } = message;
  const path = `messages.${position}`;
  const isCustomer = (authorKind ?? sideOf(authorId, draft, context)) === 'customer';
  const visibility = requireVisibility(message.visibility, `${path}.visibility`);
  const isHidden = visibility === 'public' && place.isPrivate && !isCustomer;
  if (isHidden) {
    const reason = 'privateThread asks for private notes, of which no customer hears.';
    const coerced = { from: visibility, to: 'internal' } as const;
    log.add({ type: 'coerced', field: `${path}.visibility`, reason, ...coerced });
  }
  const shared = compact({
    private: isHidden || visibility === 'internal',
    incoming: isCustomer ? true : undefined,
    attachments: filesOf(message.attachments),
  });
  return {
    position,
    at: message.createdAt,
    source: sourceOf(draft, message),
    body: compact({
      ...shared,
      body: withHeader(draft, message, position, null),
      user_id: optionalNumber(authorId, context),
    }),
    unsigned: { ...shared, body: withHeader(draft, message, position, authorId ?? null) },
  };
}

const sideOf = (
  authorId: string | undefined,
  { requester }: ImportDraft<AnyFields>,
  context: WriteContext,
): 'customer' | 'agent' =>
  authorId !== undefined && isSamePerson(authorId, requester.id, context) ? 'customer' : 'agent';

/** What only imports of messages take: who wrote it where it was before, and what it was there. */
const MESSAGE_OPTIONS = ['original_author', 'original_source'] as const;

/** The body with its header before it; `lostAuthor` is named where nobody else is. */
function withHeader(
  draft: ImportDraft<AnyFields>,
  message: ImportMessage,
  position: number,
  lostAuthor: string | null,
): string {
  const path = `messages.${position}`;
  toIsoSeconds(message.createdAt, `${path}.createdAt`);
  const { original_author: named } = optionsOf(message);
  const header = formatProvenanceHeader({
    at: message.createdAt,
    author: typeof named === 'string' ? named : lostAuthor,
    source: sourceOf(draft, message),
  });
  return `${escapeHtml(header)}<br>${toHtmlBody(message.body, `${path}.body`)}`;
}

function sourceOf(draft: ImportDraft<AnyFields>, message: ImportMessage): string | null {
  const { original_source: source } = optionsOf(message);
  return typeof source === 'string' ? source : (draft.callerKey ?? null);
}

const optionsOf = ({ providerOptions }: ImportMessage): WireBody =>
  providerOptionsOf(providerOptions, PROVIDER, MESSAGE_OPTIONS);
