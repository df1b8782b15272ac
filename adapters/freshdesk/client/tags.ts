import { createWarningLog } from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { toFreshdeskTags } from '../from-unified/common.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { overwriteTags, writeTags } from './ticket-update.ts';

/** Tags of tickets. Freshdesk only replaces all of them; there is no list of tags in use. */
export function tagResource(core: FreshdeskCore): FreshdeskGroups['tags'] {
  const read = (tags: readonly string[], ticketId: string): readonly string[] => {
    const log = createWarningLog();
    const native = toFreshdeskTags(tags, log);
    core.http.warn(`tags of ticket ${core.path(ticketId)}`, log.list());
    return native;
  };
  const write = async (
    ticketId: string,
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
    options?: RequestOptions,
  ): Promise<readonly string[]> => {
    const wanted = { add: [], remove: [], ...change };
    return (await writeTags(core, ticketId, { change: wanted, fields: {} }, options)).tags;
  };
  return {
    add: (ticketId, tags, options) => write(ticketId, { add: read(tags, ticketId) }, options),
    remove: (ticketId, tags, options) => write(ticketId, { remove: read(tags, ticketId) }, options),
    overwrite: async (ticketId, tags, options) =>
      (await overwriteTags(core, ticketId, read(tags, ticketId), options)).tags,
  };
}
