import type {
  AxiosHeaders,
  AxiosRequestConfig,
  AxiosResponse,
  InternalAxiosRequestConfig,
} from 'axios';
import { type StopSignal, toAbortSignal } from './deadline.ts';
import { plainHeaders } from './headers.ts';

/** One exchange with the network. */
export interface WireCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string | ArrayBuffer | undefined;
  readonly signal: StopSignal;
  readonly bytes: boolean;
  /** Longest body that is accepted, in bytes; -1 for any. */
  readonly maxBytes: number;
}

/** What came back: text, or bytes where they were asked for. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The one place that knows axios. */
export interface WireTransport {
  exchange(call: WireCall): Promise<WireAnswer>;
  close(): void;
}

interface Agent {
  destroy(): void;
}
interface AgentModule {
  readonly Agent: new (options: Readonly<Record<string, unknown>>) => Agent;
}
interface ProcessLike {
  readonly getBuiltinModule?: (name: string) => AgentModule | undefined;
}

// Shorter than the idle timeout of usual servers: a connection that the server is about to close
// must not carry a call that cannot be repeated.
const IDLE_SOCKET_MS = 15_000;

/** node:http's agents where they exist; found at run time so that bundles for the edge hold none. */
function createAgents(concurrency: number) {
  // globalThis.process is Node's; only this one method is used, and only if it is there.
  const { process } = globalThis as { readonly process?: ProcessLike };
  const http = process?.getBuiltinModule?.('node:http');
  const https = process?.getBuiltinModule?.('node:https');
  if (typeof http?.Agent !== 'function' || typeof https?.Agent !== 'function') return null;
  const options = { keepAlive: true, maxSockets: concurrency, timeout: IDLE_SOCKET_MS };
  return { httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) };
}

/** The body is longer than the caller accepts. */
export class BodyTooLong extends Error {}

const identity = (data: unknown): unknown => data;

/** axios's own settings with ours on top, and the adapter that does the work. */
interface Loaded {
  readonly adapter: (config: InternalAxiosRequestConfig) => Promise<AxiosResponse<unknown>>;
  readonly base: AxiosRequestConfig;
  readonly AxiosHeaders: typeof AxiosHeaders;
}

/** The network through axios, which is loaded with the first call and not before. */
export function createAxiosTransport(options: {
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly concurrency: number;
}): WireTransport {
  let agents: ReturnType<typeof createAgents> = null;
  let loading: Promise<Loaded> | null = null;
  let loaded: Loaded | null = null;

  async function load(): Promise<Loaded> {
    const { default: axios } = await import('axios');
    agents = options.fetch === undefined ? createAgents(options.concurrency) : null;
    // axios's defaults are a request configuration but for the form of their headers.
    const base = axios.mergeConfig(axios.defaults as AxiosRequestConfig, {
      maxRedirects: 0,
      maxBodyLength: Number.POSITIVE_INFINITY,
      validateStatus: () => true,
      transformRequest: [identity],
      transformResponse: [identity],
      ...(agents === null ? fetchSettings(options.fetch) : { adapter: 'http', ...agents }),
    });
    loaded = {
      // The adapter is asked directly: merging all settings anew for every call, which is all that
      // an instance would add here, costs a tenth of a call.
      adapter: axios.getAdapter(base.adapter, base),
      base,
      AxiosHeaders: axios.AxiosHeaders,
    };
    return loaded;
  }

  return {
    async exchange(call) {
      loading ??= load();
      const parts = loaded ?? (await loading);
      const response = await parts.adapter(toConfig(call, parts, agents === null)).catch(translate);
      return {
        status: response.status,
        // axios's header object enumerates exactly its headers.
        headers: plainHeaders(response.headers),
        body: toBody(response.data),
      };
    },
    close() {
      agents?.httpAgent.destroy();
      agents?.httpsAgent.destroy();
    },
  };
}

function toConfig(
  call: WireCall,
  { base, AxiosHeaders }: Loaded,
  overFetch: boolean,
): InternalAxiosRequestConfig {
  return {
    ...base,
    method: call.method,
    url: call.url,
    headers: new AxiosHeaders(call.headers),
    data: call.data,
    // axios derives a signal of its own for fetch, for which it needs a real one.
    signal: overFetch ? toAbortSignal(call.signal) : call.signal,
    responseType: call.bytes ? 'arraybuffer' : 'text',
    maxContentLength: call.maxBytes,
  };
}

function translate(error: unknown): never {
  // axios has no code of its own for this.
  if (error instanceof Error && error.message.startsWith('maxContentLength size of')) {
    throw new BodyTooLong();
  }
  throw error;
}

function fetchSettings(custom: typeof globalThis.fetch | undefined): AxiosRequestConfig {
  const fetch = custom ?? ((input, init) => globalThis.fetch(input, init));
  // Without a Request constructor axios calls fetch(url, init): plainer for callers' own fetch,
  // and free of the Request options that some edge runtimes reject.
  const env = { fetch, Request: null };
  // axios types Request as a constructor only, yet checks at run time whether it is one.
  return { adapter: 'fetch', env } as unknown as AxiosRequestConfig;
}

function toBody(data: unknown): string | Uint8Array {
  if (typeof data === 'string') return data;
  if (data instanceof Uint8Array) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return '';
}
