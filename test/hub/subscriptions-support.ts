import type { AnySupportAdapter, SupportEventType } from 'polydesk';
import { createZendeskSandbox, type ZendeskSandboxOptions } from 'polydesk/zendesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';

export const URL_OF_HOOK = 'https://app.example.com/webhooks/zendesk';
export const native = (...names: readonly string[]) =>
  names.map((name) => `zen:event-type:${name}`);

/** A desk and its far side; sleeping costs nothing. */
export function zendesk(options: ZendeskSandboxOptions = {}) {
  const sandbox = createZendeskSandbox(options);
  const { email, apiToken } = sandbox.credentials;
  const desk = createZendesk({
    subdomain: options.subdomain ?? 'acme',
    credentials: { email, apiToken },
    fetch: (input, init) => sandbox.fetch(input, init),
    clock: {
      now: () => sandbox.clock.now(),
      sleep: async (ms) => void sandbox.clock.advance(ms),
    },
  });
  return {
    sandbox,
    desk,
    /** Method, path and status of each request since the last call. */
    log() {
      const lines = sandbox.requests.map(
        ({ method, path, status }) => `${method} ${path} ${status}`,
      );
      sandbox.clearRequests();
      return lines;
    },
    hooks: () =>
      [...sandbox.state.webhooks.values()].map(({ id, name, endpoint, status, subscriptions }) => ({
        id,
        name,
        endpoint,
        status,
        subscriptions: [...subscriptions].sort(),
      })),
  };
}

export const wishOf = (
  desk: AnySupportAdapter,
  events: readonly SupportEventType[] = ['ticket.created', 'ticket.status_changed'],
  more: { readonly name?: string; readonly url?: string } = {},
) => ({ desk, wish: { url: URL_OF_HOOK, events, ...more } });

/** The events of `wishOf` in Zendesk's words. */
export const WISHED = native(
  'ticket.created',
  'ticket.custom_status_changed',
  'ticket.status_changed',
);

/** A vault: it remembers what it was handed, desk by desk. */
export function vault() {
  const secrets: (readonly [string, string])[] = [];
  return {
    secrets,
    onSecret: async (desk: AnySupportAdapter, secret: string) => {
      await Promise.resolve();
      secrets.push([`${desk.provider}:${desk.account}`, secret]);
    },
  };
}
