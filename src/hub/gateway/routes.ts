import type { HeadersLike } from '../../adapter/contract.ts';
import { headerOf } from '../../webhooks/request.ts';

/** What a route can look at; nothing of it is proven yet. */
export interface RoutedDelivery {
  readonly path: string;
  readonly headers: HeadersLike;
}

/** Names the desk that a delivery is for, as `provider:account` or either alone; `null` for none. */
export type WebhookRoute = (delivery: RoutedDelivery) => string | null;

/**
 * Routes by the end of the path: `/webhooks/zendesk/acme` is for zendesk:acme, and `/webhooks/zendesk` for
 * the only Zendesk desk. This is what a hub does by itself.
 *
 * @example routeByPath()({ path: '/webhooks/zendesk/acme', headers: {} }) //=> 'zendesk:acme'
 */
export const routeByPath = (): WebhookRoute => {
  return ({ path }) => {
    const segments = path.split('/').filter((segment) => segment !== '');
    const [provider, account] = segments.slice(-2).map(decoded);
    if (account === undefined) return provider ?? null;
    return `${provider}:${account}`;
  };
};

/**
 * Routes by a header that something in front of the hub sets, such as a proxy that knows its tenants.
 *
 * @param name in any case.
 * @example routeByHeader('x-desk')({ path: '/', headers: { 'X-Desk': 'zendesk:acme' } }) //=> 'zendesk:acme'
 */
export const routeByHeader = (name: string): WebhookRoute => {
  const lower = name.toLowerCase();
  return ({ headers }) => headerOf(headers, lower);
};

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment).toLowerCase();
  } catch {
    return segment.toLowerCase();
  }
}

/**
 * The desk that a name stands for, among those that take deliveries: its full name, its account, or its
 * provider, as long as only one fits. `null` for none, or several.
 */
export function deskNamed(name: string | null, names: readonly string[]): string | null {
  if (name === null) return null;
  const wanted = name.toLowerCase();
  const exact = names.find((one) => one.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  // `/webhooks/zendesk` reads as "webhooks:zendesk": its last part may be the provider alone.
  const last = wanted.slice(wanted.indexOf(':') + 1);
  const fitting = names.filter((one) => {
    const [provider, account] = one.toLowerCase().split(':');
    return provider === last || (account === last && !wanted.includes(':'));
  });
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
