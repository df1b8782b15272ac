import type { AgentResource } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { AuthenticationError } from '../../../src/errors/classes.ts';
import { userToAgent } from '../to-unified/agents.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { userWire } from '../wire/contacts.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import type { ZendeskCore } from './core.ts';
import { cursorList } from './paging.ts';

/** The support staff: users whose role is agent or admin. */
export function agentResource(core: ZendeskCore): AgentResource<ZendeskRaw> {
  return {
    async get(id, options) {
      const data = await core.send(
        { method: 'GET', path: `/api/v2/users/${core.path(id)}` },
        options,
      );
      return userToAgent(data['user'], core.context()).value;
    },
    list: (query, options) =>
      cursorList(core, {
        path: '/api/v2/users',
        key: 'users',
        query: { 'role[]': ['agent', 'admin'] },
        page: query,
        options,
        translate: (items) => items.map((json) => userToAgent(json, core.context()).value),
      }),
    async me(options) {
      const { data, status } = await core.http.send<{ readonly user?: unknown }>(
        { method: 'GET', path: '/api/v2/users/me' },
        options,
      );
      const user = parseWire(userWire, data.user, { provider: PROVIDER, what: 'user' });
      // Wrong credentials answer 200 with an anonymous user.
      if (user.id === null) {
        throw new AuthenticationError(
          'Zendesk does not know these credentials: it answers as to an anonymous visitor.',
          { provider: PROVIDER, status },
        );
      }
      if (user.role === 'end-user') {
        throw new AuthenticationError('These credentials belong to a customer, not to an agent.', {
          provider: PROVIDER,
          status,
        });
      }
      // This call alone brings a session token along; a record that is kept must not hold it.
      const kept = Object.entries(user).filter(([key]) => key !== 'authenticity_token');
      return userToAgent(Object.fromEntries(kept), core.context()).value;
    },
  };
}
