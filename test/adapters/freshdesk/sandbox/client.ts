import {
  createFreshdeskSandbox,
  type FreshdeskSandbox,
  type FreshdeskSandboxOptions,
} from 'polydesk/freshdesk/sandbox';

export type Body = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined for an empty one. Test code reads it by path. */

  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- provider bodies are read by path
}

export interface Client {
  readonly sandbox: FreshdeskSandbox;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** The headers of another agent's key. */
  as(apiKey: string): Record<string, string>;
}

/** A sandbox and the few lines that talk to it from outside; paths are those below `/api/v2`. */
export function createClient(options: FreshdeskSandboxOptions = {}): Client {
  const sandbox = createFreshdeskSandbox(options);
  const call: Client['call'] = async (method, path, body, headers = {}) => {
    const url = path.startsWith('http') ? path : `${sandbox.url}/api/v2${path}`;
    const form = body instanceof FormData;
    const response = await sandbox.fetch(url, {
      method,
      headers: {
        authorization: sandbox.authorization.basic,
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
      redirect: 'manual',
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  };
  return {
    sandbox,
    call,
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    put: (path, body) => call('PUT', path, body),
    delete: (path) => call('DELETE', path),
    as: (apiKey) => ({ authorization: `Basic ${btoa(`${apiKey}:X`)}` }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
