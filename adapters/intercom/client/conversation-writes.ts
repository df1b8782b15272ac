import type { AnyFields } from '../../../src/adapter/contract.ts';
import {
  createWarningLog,
  type Mapped,
  type MappingWarning,
} from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { runWriteSteps, type WriteStep } from '../../../src/adapter/write-steps.ts';
import { WireFormatError } from '../../../src/errors/classes.ts';
import type { MessageAttachment } from '../../../src/model/message.ts';
import type { TicketDraft, TicketPatch } from '../../../src/model/ticket.ts';
import {
  type ConversationChange,
  conversationFromDraft,
  conversationFromPatch,
} from '../from-unified/conversations.ts';
import { ticketStateToWire } from '../from-unified/ticket-status.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { createdMessageWire } from '../wire/messages.ts';
import { type KnownContact, type Ticket, toTicket } from './cases.ts';
import type { IntercomCore, Json } from './core.ts';
import { withFiles } from './files.ts';
import { withoutRepeats } from './no-ops.ts';
import { resolveRequester } from './requesters.ts';
import { planTags, tagsIn } from './tags.ts';
import { stateToBody } from './ticket-types.ts';
import {
  changeSteps,
  createLatest,
  type Latest,
  onceVisible,
  readRaw,
  requireVersion,
  ticketStep,
  whenVisible,
} from './write-parts.ts';

/** A conversation of a contact, then everything that has a call of its own. */
export async function createConversation(
  core: IntercomCore,
  draft: TicketDraft<AnyFields>,
  options?: RequestOptions,
): Promise<Mapped<Ticket>> {
  const mapped = conversationFromDraft(draft, core.writing);
  const { message, ...change } = mapped.value;
  const { cc = [], tags = [] } = draft;
  await core.ready(options);
  if (isActedUpon(change) || cc.length + tags.length > 0) await core.actor(options);
  const { contact, warnings } = await resolveRequester(core, draft.requester, options);
  const from = { type: contact.role, id: contact.id };
  const request = { method: 'POST', path: '/conversations', body: { ...message, from } } as const;
  // A contact that was made just now may not be known here yet (sheet section 16).
  const made = await whenVisible(core, () => core.send(request, options), options);
  const nativeId = conversationIdIn(made);
  const latest = createLatest();
  const plan = await planTags(core, { nativeId, current: [], add: tags }, options);
  const files = { attachments: draft.message.attachments, contact, latest };
  const steps = [
    ...plan.steps,
    ...changeSteps(
      core,
      nativeId,
      { change: { ...change, parts: [], ticket: null }, latest },
      options,
    ),
    ...fileSteps(core, nativeId, files, options),
    ...participantSteps(core, nativeId, { cc, latest }, options),
    ...changeSteps(core, nativeId, { change: { ...change, conversation: null }, latest }, options),
  ];
  const record = { provider: PROVIDER, id: core.idOf(nativeId), isWritten: true };
  await runWriteSteps(onceVisible(core, steps, options), record);
  const data =
    latest.data() ?? (await whenVisible(core, () => readRaw(core, nativeId, options), options));
  const value = await toTicket(core, data, { ...options, known: contact, tags: plan.after() });
  return { value, warnings: [...mapped.warnings, ...warnings, ...plan.warnings()] };
}

const isActedUpon = ({ conversation, parts, ticket }: ConversationChange): boolean =>
  parts.length > 0 || ticket !== null || conversation?.body['priority'] !== undefined;

/** The answer is a message; its conversation is what matters (sheet section 7). */
export function conversationIdIn(data: Json): string {
  const wire = parseWire(createdMessageWire, data, { provider: PROVIDER, what: 'message' });
  if (wire.conversation_id !== null && wire.conversation_id !== undefined) {
    return String(wire.conversation_id);
  }
  throw new WireFormatError('Intercom took the first message, but does not say where it is.', {
    provider: PROVIDER,
    issues: [{ path: 'conversation_id', message: 'expected string' }],
  });
}

/** Files do not go with a first message: they follow in one that names them (sheet section 10). */
function fileSteps(
  core: IntercomCore,
  nativeId: string,
  files: {
    readonly attachments: readonly MessageAttachment[] | undefined;
    readonly contact: KnownContact;
    readonly latest: Latest;
  },
  options?: RequestOptions,
): WriteStep[] {
  const { attachments = [], contact, latest } = files;
  if (attachments.length === 0) return [];
  const path = `/conversations/${nativeId}/reply`;
  const text = attachments.map(({ fileName }) => fileName).join(', ');
  const reply = { message_type: 'comment', type: 'user', intercom_user_id: contact.id, body: text };
  const run = async (): Promise<void> => {
    const body = await withFiles(reply, attachments);
    latest.saw(await core.send({ method: 'POST', path, body }, options));
  };
  return [{ fields: ['message.attachments'], run }];
}

/** Copies go to participants; an unknown address becomes a lead (sheet section 7). */
function participantSteps(
  core: IntercomCore,
  nativeId: string,
  { cc, latest }: { readonly cc: readonly string[]; readonly latest: Latest },
  options?: RequestOptions,
): WriteStep[] {
  const path = `/conversations/${nativeId}/customers`;
  return cc.map((email) => ({
    fields: ['cc'],
    run: async () => {
      const body = { admin_id: await core.actor(options), customer: { email } };
      latest.saw(await core.send({ method: 'POST', path, body }, options));
    },
  }));
}

/** The calls of a change, after a look at what is there where the change depends on it. */
export async function updateConversation(
  core: IntercomCore,
  nativeId: string,
  patch: TicketPatch<AnyFields>,
  options?: RequestOptions,
): Promise<Mapped<Ticket>> {
  const { tags, ifVersion } = patch;
  const mapped = conversationFromPatch(patch, core.writing);
  await core.ready(options);
  if (isActedUpon(mapped.value)) await core.actor(options);
  const latest = createLatest();
  const wakes = isWaking(patch);
  const looks = tags !== undefined || ifVersion !== undefined || wakes;
  const current = looks ? await readRaw(core, nativeId, options) : null;
  if (current !== null) requireVersion(current, ifVersion);
  const { parts } = mapped.value;
  const change = {
    ...mapped.value,
    parts: current === null ? parts : withoutRepeats(parts, current, { wakes }),
  };
  const plan =
    current === null || tags === undefined
      ? null
      : await planTags(core, { nativeId, current: tagsIn(current), ...tags }, options);
  const steps = [
    ...(plan?.steps ?? []),
    ...changeSteps(core, nativeId, { change, latest }, options),
  ];
  const id = core.idOf(nativeId);
  await runWriteSteps(steps, { provider: PROVIDER, id, isWritten: false });
  const data =
    latest.data() ??
    (steps.length === 0 && current !== null ? current : await readRaw(core, nativeId, options));
  // A read right after a write can be older than it (sheet section 3).
  const known = { ...ticketIn(latest), ...(plan === null ? {} : { tags: plan.after() }) };
  const value = await toTicket(core, data, { ...options, ...known });
  const isWritten = steps.length > 0;
  const warnings = [
    ...mapped.warnings,
    ...(plan?.warnings() ?? []),
    ...(latest.isReopened() && patch.status === undefined ? [REOPENED] : []),
  ];
  return settleStatus(core, { value, data, patch, isWritten, warnings }, options);
}

const isWaking = ({ snoozedUntil, status, nativeStatusId }: TicketPatch<AnyFields>): boolean =>
  snoozedUntil === null && status === undefined && nativeStatusId === undefined;

const REOPENED: MappingWarning = {
  type: 'coerced',
  field: 'status',
  reason: 'The case was closed; assigning it has opened it again.',
};

function ticketIn(latest: Latest) {
  const ticket = latest.ticket();
  return ticket === undefined ? {} : { ticket };
}

/**
 * An open conversation that is a ticket stands where its ticket stands: where that is elsewhere, the
 * ticket's state is changed as well. Then it is known whether the status was kept.
 */
async function settleStatus(
  core: IntercomCore,
  written: {
    readonly value: Ticket;
    readonly data: Json;
    readonly patch: TicketPatch<AnyFields>;
    readonly isWritten: boolean;
    readonly warnings: readonly MappingWarning[];
  },
  options?: RequestOptions,
): Promise<Mapped<Ticket>> {
  const { patch, data, warnings } = written;
  const wanted = patch.nativeStatusId === undefined ? patch.status : undefined;
  let { value } = written;
  const typeId = value.ticketTypeId;
  if (wanted !== undefined && value.status !== wanted && typeId !== null && IS_ONGOING[wanted]) {
    const log = createWarningLog();
    const { wish } = ticketStateToWire(patch, core.writing, { log, isNew: false });
    const body = wish === null ? {} : await stateToBody(core, wish, typeId, options);
    const latest = createLatest();
    const call = { body, fields: ['status'] };
    const step = ticketStep(core, value.externalId, { call, latest }, options);
    const { isWritten } = written;
    await runWriteSteps([step], { provider: PROVIDER, id: value.id, isWritten });
    value = await toTicket(core, data, { ...options, ...ticketIn(latest), tags: value.tags });
  }
  if (wanted === undefined) return { value, warnings };
  if (value.status === wanted) {
    return { value, warnings: warnings.filter(({ field }) => field !== 'status') };
  }
  if (warnings.some(({ field }) => field === 'status')) return { value, warnings };
  const reason = 'The case has another state at Intercom than the one that was written.';
  const warning = {
    type: 'coerced',
    field: 'status',
    reason,
    from: wanted,
    to: value.status,
  } as const;
  return { value, warnings: [...warnings, warning] };
}

const IS_ONGOING = {
  open: true,
  in_progress: true,
  pending: true,
  resolved: false,
  closed: false,
} as const;
