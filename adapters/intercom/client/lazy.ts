import { lazyResource } from '../../../src/adapter/lazy-resource.ts';
import type { IntercomCore, IntercomGroups } from './core.ts';

const more = () => import('./more.ts');

/** The resource groups that load with their first use; tickets and messages are always there. */
export function lazyGroups(core: IntercomCore): Omit<IntercomGroups, 'tickets' | 'messages'> {
  return {
    contacts: lazyResource(async () => (await more()).contactResource(core), {
      calls: ['get', 'find', 'create', 'update', 'upsert', 'delete', 'restore', 'purge', 'merge'],
      lists: ['list'],
      feeds: ['changes'],
    }),
    organizations: lazyResource(async () => (await more()).organizationResource(core), {
      calls: ['get', 'find', 'create', 'update', 'upsert', 'delete'],
      lists: ['list'],
    }),
    agents: lazyResource(async () => (await more()).agentResource(core), {
      calls: ['get', 'me'],
      lists: ['list'],
    }),
    groups: lazyResource(async () => (await more()).groupResource(core), {
      calls: ['get'],
      lists: ['list', 'members'],
    }),
    tags: lazyResource(async () => (await more()).tagResource(core), {
      calls: ['add', 'remove'],
      lists: ['list'],
    }),
    fields: lazyResource(async () => (await more()).fieldResource(core), {
      calls: ['list', 'forms'],
    }),
    statuses: lazyResource(async () => (await more()).statusResource(core), { calls: ['list'] }),
    attachments: lazyResource(async () => (await more()).attachmentResource(core), {
      calls: ['download'],
    }),
    ratings: lazyResource(async () => (await more()).ratingResource(core), { lists: ['list'] }),
    articles: lazyResource(async () => (await more()).articleResource(core), {
      calls: [
        'get',
        'create',
        'update',
        'archive',
        'delete',
        'translations',
        'translate',
        'createSection',
        'createCategory',
        'deleteSection',
        'deleteCategory',
        'locales',
      ],
      lists: ['list', 'search', 'sections', 'categories'],
    }),
    events: lazyResource(async () => (await more()).eventResource(core), { lists: ['list'] }),
    imports: lazyResource(async () => (await more()).importResource(core), { calls: ['ticket'] }),
    search: lazyResource(async () => (await more()).searchResource(core), {
      calls: ['count'],
      lists: ['tickets', 'contacts'],
    }),
    sideConversations: lazyResource(async () => (await more()).sideConversationResource(core), {
      lists: ['list'],
    }),
    macros: lazyResource(async () => (await more()).macroResource(core), {
      calls: ['get'],
      lists: ['list'],
    }),
    products: lazyResource(async () => (await more()).productResource(core), { calls: ['list'] }),
  };
}
