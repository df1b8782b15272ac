import type { SubscriptionDraft } from '../../../src/adapter/resources.ts';
import { compact, type WireBody } from './common.ts';

const PREFIX = 'zen:event-type:';

/** Event names may be given with or without Zendesk's prefix; the trigger kind has none. */
const toEventName = (name: string): string =>
  name === 'conditional_ticket_events' || name.startsWith(PREFIX) ? name : `${PREFIX}${name}`;

/** A webhook as Zendesk takes it: event subscriptions need POST and JSON. */
export function subscriptionFromDraft(
  draft: Partial<SubscriptionDraft>,
  mode: { readonly isNew: boolean },
): WireBody {
  const webhook = compact({
    name: draft.name,
    endpoint: draft.url,
    description: draft.description,
    status:
      draft.active === undefined
        ? mode.isNew
          ? 'active'
          : undefined
        : draft.active
          ? 'active'
          : 'inactive',
    subscriptions: draft.events?.map(toEventName),
    ...(mode.isNew ? { http_method: 'POST', request_format: 'json' } : {}),
  });
  return { webhook };
}
