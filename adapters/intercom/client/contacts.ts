import { type ChangeFeed, changeFeed, type ChangeQuery } from '../../../src/adapter/changes.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { requireFilters } from '../../../src/adapter/manifest.ts';
import type { Contact } from '../../../src/model/people.ts';
import { intercomCapabilities } from '../capabilities.ts';
import { contactToUnified } from '../to-unified/contacts.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { type FeedPlan, feedSizeOf, readPlace, searchChanges, startOfFeed } from './changes.ts';
import { createContact, updateContact, upsertContact } from './contact-writes.ts';
import type { IntercomCore, IntercomGroups } from './core.ts';
import { cursorList } from './paging.ts';
import { findContacts, requireOwn } from './requesters.ts';

type IntercomPerson = Contact<IntercomRaw['contact']>;

/** Customers: users and leads. */
export function contactResource(core: IntercomCore): IntercomGroups['contacts'] {
  const toContact = (json: unknown): IntercomPerson =>
    contactToUnified(requireOwn(core, json), core.context()).value;
  const pathOf = (id: string): string => `/contacts/${core.path(id)}`;
  const mark = async (id: string, word: string, options?: RequestOptions): Promise<void> => {
    // Done twice, it is done.
    const request = { method: 'POST', path: `${pathOf(id)}/${word}`, idempotent: true } as const;
    await core.send(request, options);
  };
  return {
    async get(id, options) {
      await core.ready(options);
      return toContact(await core.send({ method: 'GET', path: pathOf(id) }, options));
    },
    list(query = {}, options) {
      requireFilters(intercomCapabilities, 'contacts.list', query);
      const { organizationId } = query;
      return cursorList(core, {
        path:
          organizationId === undefined
            ? '/contacts'
            : `/companies/${core.path(organizationId)}/contacts`,
        key: 'data',
        page: query,
        options,
        translate: (items) => items.map(toContact),
        distinctBy: ({ id }) => id,
      });
    },
    async find(key, options) {
      await core.ready(options);
      if ('callerKey' in key) {
        // There is a path for it since 2.13, which would put the key into errors and logs.
        const [found] = await findContacts(core, 'external_id', key.callerKey, options);
        return found === undefined ? null : toContact(found);
      }
      const [field, value] =
        'email' in key ? (['email', key.email] as const) : (['phone', key.phone] as const);
      const [found] = await findContacts(core, field, value, options);
      return found === undefined ? null : toContact(found);
    },
    create: (draft, options) => createContact(core, draft, options),
    update: (id, draft, options) => updateContact(core, core.path(id), draft, options),
    upsert: (draft, options) => upsertContact(core, draft, options),
    delete: (id, options) => mark(id, 'archive', options),
    restore: (id, options) => mark(id, 'unarchive', options),
    async purge(id, options) {
      await core.send({ method: 'DELETE', path: pathOf(id) }, options);
    },
    async merge(target, source, options) {
      const ids = { from: core.path(source), into: core.path(target) };
      // Without the flag 2.16 merges only whom it takes for the same person; the caller knows.
      const flag = core.writing.version >= 16 ? { skip_duplicate_validation: true } : {};
      const request = {
        method: 'POST',
        path: '/contacts/merge',
        body: { ...ids, ...flag },
      } as const;
      return toContact(await core.send(request, options));
    },
    changes: (feed, options) => contactChanges(core, feed, options),
  };
}

// The search compares whole days of the workspace's zone, which is not known here: what begins two
// days earlier holds every zone and every change of clocks (sheet section 6).
const SLACK_SECONDS = 2 * 86_400;
// New contacts can stay out of the search for minutes.
const OVERLAP_SECONDS = 600;

function contactChanges(
  core: IntercomCore,
  feed: ChangeQuery,
  options?: RequestOptions,
): ChangeFeed<IntercomPerson> {
  const start = feed.cursor === undefined ? startOfFeed(feed, core.now()) : readPlace(feed.cursor);
  const pageSize = feedSizeOf(feed);
  const plan: FeedPlan<IntercomPerson> = {
    path: '/contacts/search',
    key: 'data',
    slackSeconds: SLACK_SECONDS,
    overlapSeconds: OVERLAP_SECONDS,
    options,
    translate: (items) => items.map((json) => contactToUnified(json, core.context()).value),
  };
  return changeFeed(async (cursor) => {
    await core.ready(options);
    const place = cursor === null ? start : readPlace(cursor);
    return searchChanges(core, plan, { place, pageSize });
  }, feed.cursor ?? null);
}
