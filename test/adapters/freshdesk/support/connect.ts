import type { CustomFieldsConfig } from '../../../../src/adapter/custom-fields.ts';
import { createFreshdesk, type FreshdeskAdapter } from 'polydesk/freshdesk';
import {
  createFreshdeskSandbox,
  type FreshdeskSandbox,
  type FreshdeskSandboxOptions,
} from 'polydesk/freshdesk/sandbox';
import type { FreshdeskOptions } from '../../../../adapters/freshdesk/options.ts';

/** A part of a form as it went over the wire. */
export interface SentPart {
  readonly name: string;
  /** The value, or the text of a file. */
  readonly value: string;
  readonly fileName: string | null;
  readonly contentType: string | null;
}

/** A request as it went over the wire. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** The parsed JSON body; undefined without one. */
  readonly body: unknown;
  /** The parts of a form; undefined for other bodies. */
  readonly parts: readonly SentPart[] | undefined;
  readonly status: number;
}

type Fault = 'drop' | 'drop-after' | Response | undefined;

export interface Connection {
  readonly sandbox: FreshdeskSandbox;
  readonly desk: FreshdeskAdapter;
  /** Every request since the connection was made or `forget` was called. */
  sent(): readonly Sent[];
  forget(): void;
  /** Decides on each request before it gets to Freshdesk; `undefined` lets it pass. */
  intercept(fault: (request: Sent) => Fault | Promise<Fault>): void;
  /** How long the adapter slept so far, in milliseconds. */
  sleptMs(): number;
}

/** An adapter and the Freshdesk it talks to, on one clock: sleeping moves the time on. */
export function connect(
  settings: {
    readonly sandbox?: FreshdeskSandboxOptions;
    readonly desk?: Partial<FreshdeskOptions<CustomFieldsConfig>>;
  } = {},
): Connection {
  const sandbox = createFreshdeskSandbox({ searchLagMs: 0, ...settings.sandbox });
  const sent: Sent[] = [];
  let slept = 0;
  let fault: Parameters<Connection['intercept']>[0] = () => undefined;
  const desk = createFreshdesk({
    subdomain: 'acme',
    credentials: { apiKey: sandbox.credentials.apiKey },
    random: () => 0,
    async fetch(input, init) {
      const request = new Request(input, init);
      const seen = await record(request.clone());
      const failure = await fault(seen);
      if (failure === 'drop') throw new TypeError('fetch failed');
      const response = failure instanceof Response ? failure : await sandbox.fetch(request);
      sent.push({ ...seen, status: response.status });
      if (failure === 'drop-after') throw new TypeError('fetch failed');
      return response;
    },
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
    sent: () => [...sent],
    forget() {
      sent.length = 0;
    },
    intercept(next) {
      fault = next;
    },
    sleptMs: () => slept,
  };
}

async function record(request: Request): Promise<Sent> {
  const url = new URL(request.url);
  const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') === true;
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    headers: new Headers(request.headers),
    parts: isForm ? await partsOf(await request.clone().formData()) : undefined,
    body: isForm ? undefined : parse(await request.text()),
    status: 0,
  };
}

const partsOf = (form: FormData): Promise<readonly SentPart[]> =>
  Promise.all(
    [...form.entries()].map(async ([name, value]) =>
      typeof value === 'string'
        ? { name, value, fileName: null, contentType: null }
        : { name, value: await value.text(), fileName: value.name, contentType: value.type },
    ),
  );

function parse(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** `METHOD /path` of each request, without the API's prefix. */
export const callsOf = ({ sent }: Pick<Connection, 'sent'>): readonly string[] =>
  sent().map(({ method, path }) => `${method} ${path.replace('/api/v2', '')}`);
