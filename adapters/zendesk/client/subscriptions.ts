import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { Subscription, SubscriptionResource } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { subscriptionFromDraft } from '../from-unified/subscriptions.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { webhookToUnified } from '../to-unified/subscriptions.ts';
import { signingSecretWire } from '../wire/subscriptions.ts';
import type { ZendeskCore } from './core.ts';
import { cursorList } from './paging.ts';

/** Webhooks. Creating one needs an administrator. */
export function subscriptionResource(core: ZendeskCore): SubscriptionResource {
  const pathOf = (id: string): string => `/api/v2/webhooks/${encodeURIComponent(id)}`;
  const get = async (id: string, options?: RequestOptions): Promise<Subscription> => {
    const data = await core.send({ method: 'GET', path: pathOf(id) }, options);
    return webhookToUnified(data['webhook'], core.context());
  };
  const secret = async (
    method: 'GET' | 'POST',
    id: string,
    options?: RequestOptions,
  ): Promise<string> => {
    const data = await core.send({ method, path: `${pathOf(id)}/signing_secret` }, options);
    return parseWire(signingSecretWire, data, { provider: PROVIDER, what: 'signing secret' })
      .signing_secret.secret;
  };
  return {
    list: (query, options) =>
      cursorList(core, {
        path: '/api/v2/webhooks',
        key: 'webhooks',
        page: query,
        options,
        translate: (items) => items.map((json) => webhookToUnified(json, core.context())),
      }),
    get,
    async create(draft, options) {
      const body = subscriptionFromDraft(draft, { isNew: true });
      const data = await core.send({ method: 'POST', path: '/api/v2/webhooks', body }, options);
      return webhookToUnified(data['webhook'], core.context());
    },
    async update(id, draft, options) {
      const body = subscriptionFromDraft(draft, { isNew: false });
      // Setting properties to given values: repeating it does no harm. The answer has no body.
      await core.send(
        { method: 'PATCH', path: pathOf(id), body, idempotent: true, expect: 'none' },
        options,
      );
      return get(id, options);
    },
    async delete(id, options) {
      await core.send({ method: 'DELETE', path: pathOf(id), expect: 'none' }, options);
    },
    secret: (id, options) => secret('GET', id, options),
    rotateSecret: (id, options) => secret('POST', id, options),
  };
}
