import type { AnyFields } from '../../../src/adapter/contract.ts';
import { parseProvenanceHeader } from '../../../src/adapter/provenance-header.ts';
import { asImportRefusal, renamed } from '../../../src/adapter/import-refusal.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { ImportDraft } from '../../../src/adapter/resources.ts';
import { runWriteSteps } from '../../../src/adapter/write-steps.ts';
import { type Issue, ValidationError } from '../../../src/errors/classes.ts';
import type { MappingWarning } from '../../../src/model/provenance.ts';
import { type ImportedNote, type ImportPlan, ticketFromImport } from '../from-unified/imports.ts';
import { filesOf } from '../from-unified/tickets.ts';
import { idOf, PROVIDER } from '../to-unified/common.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { requireRoomFor } from './form.ts';
import { runJob } from './jobs.ts';
import { pageList } from './paging.ts';
import { getTicket } from './ticket-view.ts';
import { type Ticket, TICKETS, walkTickets } from './ticket-walk.ts';
import { BEGINNING } from './windows.ts';

/**
 * Tickets with their history. With `callerKeyField` an import can be run again after whatever
 * happened: it finds its ticket and writes what is missing.
 */
export function importResource(core: FreshdeskCore): FreshdeskGroups['imports'] {
  return {
    async ticket(draft, options) {
      await core.ready(options);
      const now = new Date(core.now());
      const { value: plan, warnings } = ticketFromImport(draft, core.writing, { now });
      requireRoomFor(draft.messages.flatMap(({ attachments }) => filesOf(attachments) ?? []));
      const known = await findImported(core, draft, options);
      const written = known === null ? null : await headersOf(core, known, options);
      const id = known ?? (await createTicket(core, plan, options));
      const losses: MappingWarning[] = [];
      const missing = plan.notes.filter((note) => written === null || !take(written, note));
      await runWriteSteps(
        missing.map((note) => ({
          fields: [`messages.${note.position}`],
          run: () => writeNote(core, id, note, { losses, options }),
        })),
        { provider: PROVIDER, id: idOf(core.context(), id), isWritten: true },
      );
      const isWritten = known === null || missing.length > 0;
      const value = await finish(core, id, { plan, isWritten, losses, options });
      const all = [...warnings, ...losses];
      core.http.warn('imports.ticket', all);
      return { value, warnings: all };
    },
  };
}

/**
 * The ticket that an earlier run has made. It is looked for among the requester's tickets, since the
 * search finds new ones minutes later only (sheet section 23).
 */
async function findImported(
  core: FreshdeskCore,
  { callerKey, requester }: ImportDraft<AnyFields>,
  options?: RequestOptions,
): Promise<string | null> {
  if (callerKey == null || core.settings.callerKeyField === null) return null;
  const theirs = walkTickets(core, {
    query: { requester_id: core.path(requester.id) },
    since: BEGINNING,
    keep: (ticket) => ticket.callerKey === callerKey,
    page: undefined,
    options,
  });
  for await (const { externalId } of theirs) return externalId;
  return null;
}

async function createTicket(
  core: FreshdeskCore,
  plan: ImportPlan,
  options?: RequestOptions,
): Promise<string> {
  const mapped = { value: plan.ticket, warnings: [] };
  try {
    const { data } = await core.write(mapped, { method: 'POST', path: TICKETS }, options);
    return String(data['id']);
  } catch (error) {
    throw asImportRefusal(error, LABEL, issuesOfTicket);
  }
}

const LABEL = 'Freshdesk';

const NAMES: ReadonlyMap<string, string> = new Map([
  ['message.attachments', 'messages.0.attachments'],
  ['message.body', 'messages.0.body'],
  ['parent_id', 'links'],
  ['related_ticket_ids', 'links'],
]);

/** What a refused ticket is refused for. That of a tracker names no field (sheet section 4.4). */
const issuesOfTicket = ({ issues, nativeCode }: ValidationError): readonly Issue[] =>
  nativeCode === 'cannot_create_tracker'
    ? [{ path: 'links', message: 'the tickets must exist and be free', code: nativeCode }]
    : renamed(issues, (path) => NAMES.get(path) ?? path);

type Headers = Map<string, number>;

const headerKey = ({ at, source }: Pick<ImportedNote, 'at' | 'source'>): string =>
  `${at.getTime()} ${source ?? ''}`;

/** How often each provenance header stands in the thread already. */
async function headersOf(
  core: FreshdeskCore,
  ticketId: string,
  options?: RequestOptions,
): Promise<Headers> {
  const found: Headers = new Map();
  for await (const key of threadKeys(core, ticketId, options)) {
    if (key !== null) found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/** What each entry of the thread says in its header; `null` for one without. */
async function* threadKeys(
  core: FreshdeskCore,
  ticketId: string,
  options?: RequestOptions,
): AsyncGenerator<string | null, void, void> {
  const texts = pageList(core, {
    path: `${TICKETS}/${ticketId}/conversations`,
    options,
    translate: (items) =>
      items.map((json) => {
        // Safe: read by key only.
        const { body_text: text } = (json ?? {}) as { readonly body_text?: unknown };
        return typeof text === 'string' ? text : '';
      }),
  });
  for await (const text of texts) {
    const header = parseProvenanceHeader(text);
    yield header === null ? null : headerKey(header);
  }
}

/** Whether a note is there already; each header stands for one note. */
function take(written: Headers, note: ImportedNote): boolean {
  const key = headerKey(note);
  const count = written.get(key) ?? 0;
  if (count > 0) written.set(key, count - 1);
  return count > 0;
}

/** Whether a contact can be the author of a note differs by account (sheet section 23). */
async function writeNote(
  core: FreshdeskCore,
  ticketId: string,
  note: ImportedNote,
  context: { readonly losses: MappingWarning[]; readonly options: RequestOptions | undefined },
): Promise<void> {
  const request = { method: 'POST', path: `${TICKETS}/${ticketId}/notes` } as const;
  const write = (value: ImportedNote['body']) =>
    core.write({ value, warnings: [] }, request, context.options).catch((error: unknown) => {
      throw asImportRefusal(error, LABEL, ({ issues }) =>
        renamed(issues, (path) => (path === '' ? '' : `messages.${note.position}.${path}`)),
      );
    });
  const author = `messages.${note.position}.authorId`;
  try {
    await write(note.body);
  } catch (error) {
    const isAuthor =
      error instanceof ValidationError && error.issues.some(({ path }) => path === author);
    if (!isAuthor || note.body['user_id'] === undefined) throw error;
    context.losses.push({
      type: 'dropped',
      field: author,
      reason: 'Freshdesk does not take this author; the header of the message names him.',
    });
    await write(note.unsigned);
  }
}

/** What a run has done to a ticket. */
interface Run {
  readonly plan: ImportPlan;
  /** Whether this run made the ticket or wrote one of its notes. */
  readonly isWritten: boolean;
  readonly losses: MappingWarning[];
  readonly options: RequestOptions | undefined;
}

/**
 * The ticket as it is at the end. A note of this run that opened it again is undone, without a mail;
 * what people have made of the ticket since stays.
 */
async function finish(core: FreshdeskCore, id: string, run: Run): Promise<Ticket> {
  const { options } = run;
  const { status } = run.plan;
  const ticket = await getTicket(core, id, options);
  if (status === undefined || ticket.nativeStatus?.id === String(status)) return ticket;
  if (!run.isWritten || (await isContinued(core, id, run))) {
    const reason = 'The ticket has gone on since it was imported: its status stays as it is now.';
    run.losses.push({ type: 'dropped', field: 'status', reason });
    return ticket;
  }
  const properties = { status, skip_close_notification: true };
  const body = { bulk_action: { ids: [Number(id)], properties } };
  const request = { method: 'POST', path: `${TICKETS}/bulk_update`, body } as const;
  await runWriteSteps([{ fields: ['status'], run: () => runJob(core, request, options ?? {}) }], {
    provider: PROVIDER,
    id: idOf(core.context(), id),
    isWritten: true,
  });
  return getTicket(core, id, options);
}

/** Whether the thread holds anything that is not of this import. */
async function isContinued(core: FreshdeskCore, id: string, { plan, options }: Run) {
  const ours = new Set(plan.notes.map(headerKey));
  for await (const key of threadKeys(core, id, options)) {
    if (key === null || !ours.has(key)) return true;
  }
  return false;
}
