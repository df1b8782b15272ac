import type { AnyFields } from '../../../src/adapter/contract.ts';
import { asImportRefusal, renamed } from '../../../src/adapter/import-refusal.ts';
import type { Mapped } from '../../../src/adapter/mapping.ts';
import type { CreateOptions, RequestOptions } from '../../../src/adapter/request-options.ts';
import type { ImportDraft } from '../../../src/adapter/resources.ts';
import { runWriteSteps, type WriteStep } from '../../../src/adapter/write-steps.ts';
import type { Issue, ValidationError } from '../../../src/errors/classes.ts';
import { ATTRIBUTE } from '../errors.ts';
import type { WireCall } from '../from-unified/common.ts';
import { ticketFromImport, type TicketImport } from '../from-unified/imports.ts';
import { PROVIDER } from '../to-unified/common.ts';
import type { IntercomTicketType } from '../wire/fields.ts';
import { type KnownContact, parseTicket, type Ticket, toTicket } from './cases.ts';
import { conversationIdIn } from './conversation-writes.ts';
import { type IntercomCore, type IntercomGroups, isJson } from './core.ts';
import { withFiles } from './files.ts';
import { replyRequest, signed } from './messages.ts';
import { resolveRequester } from './requesters.ts';
import { planTags } from './tags.ts';
import { readTicketType } from './ticket-types.ts';
import { callsOf, ticketSteps, withListItems } from './typed-ticket-writes.ts';
import {
  changeSteps,
  type Latest,
  createLatest,
  onceVisible,
  readRaw,
  whenVisible,
} from './write-parts.ts';

/** Cases with their history. Intercom has no call for it: every message is one, dated back. */
export function importResource(core: IntercomCore): IntercomGroups['imports'] {
  return {
    async ticket(draft, options) {
      const { value, warnings } = await importTicket(core, draft, options);
      return core.report('imports.ticket', value, warnings);
    },
  };
}

interface Running {
  readonly core: IntercomCore;
  readonly nativeId: string;
  readonly contact: KnownContact;
  readonly latest: Latest;
  readonly options: RequestOptions | undefined;
}

async function importTicket(
  core: IntercomCore,
  draft: ImportDraft<AnyFields>,
  options?: CreateOptions,
): Promise<Mapped<Ticket>> {
  const mapped = ticketFromImport(draft, core.writing);
  const { tags = [] } = draft;
  await core.ready(options);
  const actor = await core.actor(options);
  const { contact, warnings } = await resolveRequester(core, draft.requester, options);
  const type = await typeOfStart(core, mapped.value, options);
  const calls = await callsOfTicket(core, mapped.value, type, options);
  const start = startRequest(core, mapped.value, { contact, type, actor });
  const data = await inWordsOfDraft(core, () =>
    whenVisible(core, () => core.send(start, options), options),
  );
  const isTyped = mapped.value.start.by === 'ticket';
  const nativeId = isTyped ? String(parseTicket(data).id) : conversationIdIn(data);
  const latest = createLatest(isTyped ? data : null);
  const running: Running = { core, nativeId, contact, latest, options };
  const plan = await planTags(core, { nativeId, current: [], add: tags }, options);
  const { early, late } = changeStepsOf(running, mapped.value, calls);
  // Attributes go first, since they hold the key by which a lost import is found again; whatever
  // moves the case along goes last (sheet section 19).
  const steps = [
    ...early.map((step) => named(core, step)),
    ...plan.steps.map((step) => forgetting(latest, step)),
    ...replySteps(running, { draft, replies: mapped.value.replies }),
    ...late.map((step) => named(core, step)),
  ];
  const record = { provider: PROVIDER, id: core.idOf(nativeId), isWritten: true };
  await runWriteSteps(onceVisible(core, steps, options), record);
  const now =
    latest.data() ?? (await whenVisible(core, () => readRaw(core, nativeId, options), options));
  const value = await toTicket(core, now, { ...options, known: contact, tags: plan.after() });
  return { value, warnings: [...mapped.warnings, ...warnings, ...plan.warnings()] };
}

async function typeOfStart(
  core: IntercomCore,
  { start }: TicketImport,
  options?: RequestOptions,
): Promise<IntercomTicketType | null> {
  const typeId = start.body['ticket_type_id'];
  return typeof typeId === 'string' ? readTicketType(core, typeId, options) : null;
}

/** The call that makes the case, with what only the workspace tells. */
function startRequest(
  core: IntercomCore,
  { start }: TicketImport,
  known: {
    readonly contact: KnownContact;
    readonly type: IntercomTicketType | null;
    readonly actor: string;
  },
) {
  const { contact, type, actor } = known;
  const customer = { type: contact.role, id: contact.id };
  const { by, body } = start;
  if (by === 'customer') {
    return { method: 'POST', path: '/conversations', body: { ...body, from: customer } } as const;
  }
  if (by === 'staff') {
    const named = isJson(body['from']) ? body['from']['id'] : undefined;
    const from = { type: 'admin', id: named ?? Number(actor) };
    return { method: 'POST', path: '/messages', body: { ...body, from, to: customer } } as const;
  }
  const ticket = { ...body, contacts: [{ id: contact.id }] };
  const filled = type === null ? ticket : withListItems(core, ticket, type);
  return { method: 'POST', path: '/tickets', body: filled } as const;
}

/** The changes of a ticket, silent; looked up before anything is written. */
async function callsOfTicket(
  core: IntercomCore,
  { change }: TicketImport,
  type: IntercomTicketType | null,
  options?: RequestOptions,
): Promise<readonly WireCall[]> {
  return 'tickets' in change ? (await callsOf(core, change, type, options)).map(quietly) : [];
}

/** The change of a case, in what comes before its replies and what after. */
function changeStepsOf(
  { core, nativeId, latest, options }: Running,
  { change }: TicketImport,
  calls: readonly WireCall[],
): { readonly early: readonly WriteStep[]; readonly late: readonly WriteStep[] } {
  if ('tickets' in change) {
    return { early: [], late: ticketSteps(core, nativeId, { calls, latest }, options) };
  }
  const first = { ...change, parts: [], ticket: null };
  const last = { ...change, conversation: null };
  return {
    early: changeSteps(core, nativeId, { change: first, latest }, options),
    late: changeSteps(core, nativeId, { change: last, latest }, options),
  };
}

/** Nobody is told of what an import changes. */
const quietly = ({ body, fields }: WireCall): WireCall => ({
  body: { ...body, skip_notifications: true },
  fields,
});

/** Fields of a refusal as the draft has them. */
async function inWordsOfDraft<T>(core: IntercomCore, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw asImportRefusal(error, LABEL, ({ issues }) => renamed(issues, nameIn(core)));
  }
}

const LABEL = 'Intercom';

const nameIn =
  ({ writing }: IntercomCore) =>
  (path: string): string => {
    if (!path.startsWith(ATTRIBUTE)) return path;
    const name = path.slice(ATTRIBUTE.length);
    if (name === writing.categoryAttribute) return 'category';
    if (name === writing.callerKeyAttribute) return 'callerKey';
    return name === writing.priorityAttribute
      ? 'priority'
      : `customFields.${writing.fields.keyOf(name)}`;
  };

const named = (core: IntercomCore, step: WriteStep): WriteStep => ({
  ...step,
  run: () => inWordsOfDraft(core, step.run),
});

/**
 * Intercom does not say what of a reply it refuses (sheet section 4). Its words are what every reply has: where there
 * are files, those are named.
 */
const issuesOfFiles =
  (path: string) =>
  ({ issues }: ValidationError): readonly Issue[] =>
    issues.length === 0
      ? [{ path, message: 'were refused' }]
      : renamed(issues, (name) => (/^$|^attachment_files/.test(name) ? path : name));

/** A tag's answer shows no case: what was known of it before is old now. */
const forgetting = (latest: Latest, step: WriteStep): WriteStep => ({
  ...step,
  run: async () => {
    await step.run();
    latest.saw(null);
  },
});

function replySteps(
  { core, nativeId, contact, latest, options }: Running,
  {
    draft,
    replies,
  }: { readonly draft: ImportDraft<AnyFields>; readonly replies: TicketImport['replies'] },
): readonly WriteStep[] {
  const requester = core.path(draft.requester.id);
  return replies.map(({ index, body, attachments }) => ({
    fields: [`messages.${index}`],
    run: async () => {
      // A requester who was merged writes as the contact that he became.
      const isRequester = body['intercom_user_id'] === requester;
      const written = isRequester ? { ...body, intercom_user_id: contact.id } : body;
      const reply = await withFiles(await signed(core, written, options), attachments);
      const sent = core.send(replyRequest(core, nativeId, reply), options);
      const data = await sent.catch((error: unknown) => {
        if (attachments.length === 0) throw error;
        throw asImportRefusal(error, LABEL, issuesOfFiles(`messages.${index}.attachments`));
      });
      // Replies on tickets answer the part alone.
      latest.saw(data['conversation_parts'] === undefined ? null : data);
    },
  }));
}
