import type { CustomFieldsConfig } from '../../../../src/adapter/custom-fields.ts';
import { createZendesk, type ZendeskAdapter } from 'polydesk/zendesk';
import {
  createZendeskSandbox,
  type ZendeskSandbox,
  type ZendeskSandboxOptions,
} from 'polydesk/zendesk/sandbox';
import type { ZendeskOptions } from '../../../../adapters/zendesk/options.ts';

/** A request as it went over the wire. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; undefined without one. */
  readonly body: unknown;
  readonly status: number | null;
}

export interface Connection {
  readonly sandbox: ZendeskSandbox;
  readonly desk: ZendeskAdapter;
  /** Every request since the connection was made or `forget` was called. */
  sent(): readonly Sent[];
  forget(): void;
  /** How long the adapter slept so far, in milliseconds. */
  sleptMs(): number;
}

/** An adapter and the Zendesk it talks to, on one clock: sleeping moves the time on. */
export function connect(
  settings: {
    readonly sandbox?: ZendeskSandboxOptions;
    readonly desk?: Partial<ZendeskOptions<CustomFieldsConfig>>;
  } = {},
): Connection {
  const sandbox = createZendeskSandbox({ searchLagMs: 0, ...settings.sandbox });
  let slept = 0;
  const { email, apiToken } = sandbox.credentials;
  const desk = createZendesk({
    subdomain: 'acme',
    credentials: { email, apiToken },
    fetch: (input, init) => sandbox.fetch(input, init),
    random: () => 0,
    clock: {
      now: () => sandbox.clock.now(),
      async sleep(ms, signal) {
        signal?.throwIfAborted();
        slept += ms;
        sandbox.clock.advance(ms);
      },
    },
    ...settings.desk,
  });
  return {
    sandbox,
    desk,
    sent: () =>
      sandbox.requests.map(({ method, path, query, headers, body, status }) => ({
        method,
        path,
        query: new URLSearchParams(query),
        headers,
        body: parse(body),
        status,
      })),
    forget: () => sandbox.clearRequests(),
    sleptMs: () => slept,
  };
}

function parse(body: string | null): unknown {
  if (body === null) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
