import { lazyResource } from '../../../src/adapter/lazy-resource.ts';
import type { ZendeskCore, ZendeskGroups } from './core.ts';

/** The resource groups that load with their first use; tickets and messages are always there. */
export function lazyGroups(core: ZendeskCore): Omit<ZendeskGroups, 'tickets' | 'messages'> {
  return {
    contacts: lazyResource(async () => (await import('./more.ts')).contactResource(core), {
      calls: ['get', 'find', 'create', 'update', 'upsert', 'delete', 'purge', 'merge'],
      lists: ['list'],
      feeds: ['changes'],
    }),
    organizations: lazyResource(
      async () => (await import('./more.ts')).organizationResource(core),
      {
        calls: ['get', 'find', 'create', 'update', 'upsert', 'delete'],
        lists: ['list'],
        feeds: ['changes'],
      },
    ),
    agents: lazyResource(async () => (await import('./more.ts')).agentResource(core), {
      calls: ['get', 'me'],
      lists: ['list'],
    }),
    groups: lazyResource(async () => (await import('./more.ts')).groupResource(core), {
      calls: ['get'],
      lists: ['list', 'members'],
    }),
    tags: lazyResource(async () => (await import('./more.ts')).tagResource(core), {
      calls: ['add', 'remove', 'overwrite'],
      lists: ['list'],
    }),
    fields: lazyResource(async () => (await import('./more.ts')).fieldResource(core), {
      calls: ['list', 'forms'],
    }),
    statuses: lazyResource(async () => (await import('./more.ts')).statusResource(core), {
      calls: ['list'],
    }),
    attachments: lazyResource(async () => (await import('./more.ts')).attachmentResource(core), {
      calls: ['get', 'upload', 'download'],
    }),
    ratings: lazyResource(async () => (await import('./more.ts')).ratingResource(core), {
      lists: ['list'],
    }),
    articles: lazyResource(async () => (await import('./more.ts')).articleResource(core), {
      calls: [
        'get',
        'create',
        'update',
        'archive',
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
    slaPolicies: lazyResource(async () => (await import('./more.ts')).slaPolicyResource(core), {
      calls: ['list', 'schedules'],
    }),
    events: lazyResource(async () => (await import('./more.ts')).eventResource(core), {
      lists: ['list'],
    }),
    imports: lazyResource(async () => (await import('./more.ts')).importResource(core), {
      calls: ['ticket', 'tickets'],
    }),
    subscriptions: lazyResource(
      async () => (await import('./more.ts')).subscriptionResource(core),
      {
        calls: ['get', 'create', 'update', 'delete', 'secret', 'rotateSecret'],
        lists: ['list'],
      },
    ),
    search: lazyResource(async () => (await import('./more.ts')).searchResource(core), {
      calls: ['count'],
      lists: ['tickets', 'contacts', 'organizations'],
    }),
    sideConversations: lazyResource(
      async () => (await import('./more.ts')).sideConversationResource(core),
      { calls: ['get', 'create', 'reply'], lists: ['list'] },
    ),
    macros: lazyResource(async () => (await import('./more.ts')).macroResource(core), {
      calls: ['get'],
      lists: ['list'],
    }),
    products: lazyResource(async () => (await import('./more.ts')).productResource(core), {
      calls: ['list'],
    }),
  };
}
