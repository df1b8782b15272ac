import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { SupportError } from '../../../src/errors/base.ts';
import { ConflictError, hasCode, ProviderError } from '../../../src/errors/classes.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { Json } from './answers.ts';
import type { FreshdeskCore } from './core.ts';
import { type Ticket, TICKETS } from './ticket-walk.ts';

/** What comes along with a ticket that is read alone. */
const VIEW_INCLUDES = 'stats,requester,company';

/**
 * A ticket as it is, wherever it is: closed tickets move to an archive of their own after a while
 * (sheet section 8.8). What their usual path answers then is not documented: both "not found" and a
 * redirection send us there.
 */
export async function viewTicket(
  core: FreshdeskCore,
  id: string,
  view: { readonly include: string; readonly options: RequestOptions | undefined },
): Promise<Json> {
  const nativeId = core.path(id);
  const query = { include: view.include };
  try {
    return await core.get(`${TICKETS}/${nativeId}`, view.options, query);
  } catch (error) {
    if (!isElsewhere(error)) throw error;
    try {
      return await readArchived(core, nativeId, view);
    } catch (second) {
      // It is nowhere: the first answer speaks of the path that the caller knows.
      throw hasCode(second, 'not_found') ? error : second;
    }
  }
}

/** Whether the archive knows `include` is not documented; without it names are missing. */
async function readArchived(
  core: FreshdeskCore,
  nativeId: number,
  { include, options }: { readonly include: string; readonly options: RequestOptions | undefined },
): Promise<Json> {
  try {
    return await core.get(archivePath(nativeId), options, { include });
  } catch (error) {
    if (!hasCode(error, 'validation_failed')) throw error;
    return core.get(archivePath(nativeId), options);
  }
}

/**
 * Runs a write to a ticket. Of an archived ticket Freshdesk says that there is none; whoever has just
 * read it is told what is the matter.
 *
 * @throws {ConflictError} when the ticket is in the archive, where nothing can be changed.
 */
export async function writeTicket<T>(
  core: FreshdeskCore,
  id: string,
  write: () => Promise<T>,
  options?: RequestOptions,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!hasCode(error, 'not_found') || !(await isArchived(core, id, options))) throw error;
    throw new ConflictError(
      'The ticket is archived: Freshdesk neither changes nor answers it any more. Nothing was written.',
      { provider: PROVIDER, status: 404, cause: error },
    );
  }
}

async function isArchived(core: FreshdeskCore, id: string, options?: RequestOptions) {
  try {
    await core.get(archivePath(core.path(id)), options);
    return true;
  } catch (error) {
    if (SupportError.isInstance(error) && error.code !== 'request_aborted') return false;
    throw error;
  }
}

export const archivePath = (nativeId: number | string): string => `${TICKETS}/archived/${nativeId}`;

/** Whether an answer sends us to look in the archive. */
export const isElsewhere = (error: unknown): boolean =>
  hasCode(error, 'not_found') ||
  (error instanceof ProviderError && error.status >= 300 && error.status < 400);

/** A ticket with everything that Freshdesk tells of it. */
export async function getTicket(
  core: FreshdeskCore,
  id: string,
  options?: RequestOptions,
): Promise<Ticket> {
  await core.ready(options);
  const data = await viewTicket(core, id, { include: VIEW_INCLUDES, options });
  return ticketToUnified(data, core.context()).value;
}
