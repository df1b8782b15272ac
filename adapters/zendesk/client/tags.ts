import { createWarningLog } from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { TagResource } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { toZendeskTags } from '../from-unified/common.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { tagListWire, tagWire } from '../wire/tags.ts';
import type { ZendeskCore } from './core.ts';
import { cursorList } from './paging.ts';

/** Tags of tickets. Zendesk's verbs are easily swapped: PUT adds, POST replaces. */
export function tagResource(core: ZendeskCore): TagResource {
  const write = async (
    method: 'PUT' | 'POST' | 'DELETE',
    ticketId: string,
    tags: readonly string[],
    options?: RequestOptions,
  ): Promise<readonly string[]> => {
    const path = `/api/v2/tickets/${core.path(ticketId)}/tags`;
    const log = createWarningLog();
    const body = { tags: toZendeskTags(tags, log) };
    if (log.list().length > 0) core.http.warn(`${method} ${path}`, log.list());
    // All three name the tags they want there or gone, so repeating them does no harm.
    const data = await core.send({ method, path, body, idempotent: true }, options);
    // Removing answers 204 without a body, or 200 with the list: both occur.
    const current = 'tags' in data ? data : await core.send({ method: 'GET', path }, options);
    return parseWire(tagListWire, current, { provider: PROVIDER, what: 'tag list' }).tags;
  };
  return {
    list: (query, options) =>
      cursorList(core, {
        path: '/api/v2/tags',
        key: 'tags',
        page: query,
        options,
        translate: (items) =>
          items.map((json) => {
            const tag = parseWire(tagWire, json, { provider: PROVIDER, what: 'tag' });
            return { name: tag.name, count: tag.count ?? null };
          }),
      }),
    add: (ticketId, tags, options) => write('PUT', ticketId, tags, options),
    remove: (ticketId, tags, options) => write('DELETE', ticketId, tags, options),
    overwrite: (ticketId, tags, options) => write('POST', ticketId, tags, options),
  };
}
