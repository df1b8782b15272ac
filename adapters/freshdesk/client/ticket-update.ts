import type { AnyFields } from '../../../src/adapter/contract.ts';
import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { SupportError } from '../../../src/errors/base.ts';
import { ConflictError, ValidationError } from '../../../src/errors/classes.ts';
import type { TagChange, TicketPatch, TicketVersion } from '../../../src/model/ticket.ts';
import { toFreshdeskTags, type WireBody } from '../from-unified/common.ts';
import { ticketFromPatch } from '../from-unified/tickets.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { FreshdeskCore } from './core.ts';
import { getTicket, writeTicket } from './ticket-view.ts';
import { type Ticket, TICKETS } from './ticket-walk.ts';

const MOST_ATTEMPTS = 3;

/**
 * Fields go in one call. Freshdesk knows no guarded writes and replaces all tags, so `ifVersion` and
 * changes of tags read the ticket first; a write of somebody else in between goes unnoticed.
 *
 * @throws {ConflictError} `stale_write` when the ticket has moved on since `ifVersion`.
 */
export async function updateTicket(
  core: FreshdeskCore,
  id: string,
  patch: TicketPatch<AnyFields>,
  options?: RequestOptions,
): Promise<Mapped<Ticket>> {
  const path = `${TICKETS}/${core.path(id)}`;
  await core.ready(options);
  const { tags, ifVersion, ...rest } = patch;
  const mapped = ticketFromPatch(rest, core.writing);
  const isEmpty = Object.keys(mapped.value).length === 0;
  if (tags !== undefined) {
    const log = createWarningLog();
    const change = readTags(tags, log);
    const warnings = [...mapped.warnings, ...log.list()];
    core.http.warn(`PUT ${path}`, warnings);
    return {
      value: await writeTags(core, id, { change, fields: mapped.value, ifVersion }, options),
      warnings,
    };
  }
  const current = ifVersion === undefined ? null : await readVersion(core, id, ifVersion, options);
  // Nothing to say: Freshdesk would refuse an empty change.
  if (isEmpty) {
    core.http.warn(`PUT ${path}`, mapped.warnings);
    return { value: current ?? (await getTicket(core, id, options)), warnings: mapped.warnings };
  }
  const put = () => core.write(mapped, { method: 'PUT', path }, options);
  const { data, warnings } = await writeTicket(
    core,
    id,
    () => orEmptying(mapped.value, put),
    options,
  );
  return { value: ticketToUnified(data, core.context()).value, warnings };
}

/**
 * Creates refuse explicit nulls (sheet section 4.4), and whether a change may empty a field with one
 * is not documented: a refusal of such a change says so.
 */
async function orEmptying<T>(body: WireBody, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const emptied = Object.keys(body).filter((key) => body[key] === null);
    if (!(error instanceof ValidationError) || emptied.length === 0) throw error;
    throw new ValidationError(
      `Freshdesk refused the change. It would empty ${emptied.join(', ')}; whether Freshdesk lets a field be emptied is not documented.`,
      { provider: PROVIDER, status: error.status, issues: error.issues, cause: error },
    );
  }
}

interface WantedTags {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

const readTags = (tags: TagChange, log: ReturnType<typeof createWarningLog>): WantedTags => ({
  add: toFreshdeskTags(tags.add ?? [], log),
  remove: toFreshdeskTags(tags.remove ?? [], log),
});

/**
 * Reads the tags, writes them with the change, and reads the ticket again: when somebody else's
 * write has undone the change in between, it is made once more.
 */
export async function writeTags(
  core: FreshdeskCore,
  id: string,
  write: {
    readonly change: WantedTags;
    readonly fields: WireBody;
    readonly ifVersion?: TicketVersion | undefined;
  },
  options?: RequestOptions,
): Promise<Ticket> {
  const path = `${TICKETS}/${core.path(id)}`;
  let fields = write.fields;
  let ticket =
    write.ifVersion === undefined
      ? await getTicket(core, id, options)
      : await readVersion(core, id, write.ifVersion, options);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const tags = changed(ticket.tags, write.change);
    const body = sameTags(tags, ticket.tags) ? fields : { ...fields, tags };
    if (Object.keys(body).length === 0) return ticket;
    // A list of tags that waited out a refusal would be old: after one, the ticket is read anew.
    const put = () => core.send({ method: 'PUT', path, body }, { ...options, maxRetries: 0 });
    const failure = await writeTicket(core, id, put, options).then(
      () => null,
      (error: unknown) => {
        if (!isPassing(error) || options?.maxRetries === 0 || attempt === MOST_ATTEMPTS)
          throw error;
        return error;
      },
    );
    if (failure === null) fields = {};
    ticket = await getTicket(core, id, options);
    const isThere = sameTags(changed(ticket.tags, write.change), ticket.tags);
    if (isThere && Object.keys(fields).length === 0) return ticket;
  }
  throw new ConflictError(
    'Somebody else changes the tags of this ticket at the same time; the change did not last.',
    { provider: PROVIDER, status: 0, retryable: true },
  );
}

/** Whether the same call may get through a moment later, and may even have got through. */
const isPassing = (error: unknown): boolean =>
  SupportError.isInstance(error) && (error.retryable || error.code === 'outcome_unknown');

/** Replaces all tags. */
export async function overwriteTags(
  core: FreshdeskCore,
  id: string,
  tags: readonly string[],
  options?: RequestOptions,
): Promise<Ticket> {
  const path = `${TICKETS}/${core.path(id)}`;
  const put = () => core.send({ method: 'PUT', path, body: { tags } }, options);
  const data = await writeTicket(core, id, put, options);
  return ticketToUnified(data, core.context()).value;
}

const lowerCase = (text: string): string => text.toLowerCase();

/** Whether Freshdesk tells tags apart by case is not certain, so a tag is there in any case. */
function changed(tags: readonly string[], { add, remove }: WantedTags): readonly string[] {
  const removed = remove.map(lowerCase);
  const kept = tags.filter((tag) => !removed.includes(lowerCase(tag)));
  const there = new Set(kept.map(lowerCase));
  return [...kept, ...add.filter((tag) => !there.has(lowerCase(tag)))];
}

const sameTags = (one: readonly string[], two: readonly string[]): boolean =>
  one.length === two.length && one.every((tag, index) => tag === two[index]);

async function readVersion(
  core: FreshdeskCore,
  id: string,
  version: TicketVersion,
  options?: RequestOptions,
): Promise<Ticket> {
  const ticket = await getTicket(core, id, options);
  // Freshdesk's dates are whole seconds.
  const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
  if (seconds(ticket.updatedAt) === seconds(version.at)) return ticket;
  throw new ConflictError(
    'The ticket has changed since it was read; read it again and decide anew. Nothing was written.',
    { provider: PROVIDER, status: 0, code: 'stale_write' },
  );
}
