import { createIntercom, type IntercomAdapter, type IntercomOptions } from 'polydesk/intercom';
import {
  createIntercomSandbox,
  type IntercomSandbox,
  type IntercomSandboxOptions,
} from 'polydesk/intercom/sandbox';
import type { CustomFieldsConfig } from '../../../../src/adapter/custom-fields.ts';

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
  readonly sandbox: IntercomSandbox;
  readonly desk: IntercomAdapter;
  /** Another adapter of the same workspace. */
  another(options: ConnectSettings['desk']): IntercomAdapter;
  /** The teammate whose token it is. */
  readonly adminId: string;
  /** Every request since the connection was made or `forget` was called. */
  sent(): readonly Sent[];
  /** The same as `POST /path`, in order. */
  calls(): readonly string[];
  forget(): void;
  /** How long the adapter slept so far, in milliseconds. */
  sleptMs(): number;
}

export interface ConnectSettings {
  readonly sandbox?: IntercomSandboxOptions;
  readonly desk?: Partial<IntercomOptions<CustomFieldsConfig>>;
}

/** An adapter and the Intercom it talks to, on one clock: sleeping moves the time on. */
export function connect(settings: ConnectSettings = {}): Connection {
  const sandbox = createIntercomSandbox({ searchLagMs: 0, botParts: false, ...settings.sandbox });
  let slept = 0;
  const another: Connection['another'] = (options) => createIntercom({ ...common, ...options });
  const common: IntercomOptions<CustomFieldsConfig> = {
    workspaceId: sandbox.credentials.workspaceId,
    credentials: { accessToken: sandbox.credentials.accessToken },
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
  };
  const desk = another(settings.desk);
  const sent = () =>
    sandbox.requests.map(({ method, path, query, headers, body, status }) => ({
      method,
      path,
      query: new URLSearchParams(query),
      headers,
      body: parse(body),
      status,
    }));
  const [adminId = ''] = [...sandbox.state.admins.rows.values()]
    .filter(({ bot }) => !bot)
    .map(({ id }) => id);
  return {
    sandbox,
    desk,
    another,
    adminId,
    sent,
    calls: () => sent().map(({ method, path }) => `${method} ${path}`),
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

/** Everything that a list gives. */
export async function read<T>(list: AsyncIterable<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}
