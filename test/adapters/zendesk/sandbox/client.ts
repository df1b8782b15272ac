import {
  createZendeskSandbox,
  type ZendeskSandbox,
  type ZendeskSandboxOptions,
} from 'polydesk/zendesk/sandbox';

export type Body = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined for an empty one. Test code reads it by path. */

  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- provider bodies are read by path
}

export interface Client {
  readonly sandbox: ZendeskSandbox;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  delete(path: string, body?: unknown): Promise<Answer>;
}

/** A sandbox and the few lines that talk to it from outside. */
export function createClient(options: ZendeskSandboxOptions = {}): Client {
  const sandbox = createZendeskSandbox(options);
  const call: Client['call'] = async (method, path, body, headers = {}) => {
    const url = path.startsWith('http') ? path : `${sandbox.url}${path}`;
    const response = await sandbox.fetch(url, {
      method,
      headers: {
        authorization: sandbox.authorization.basic,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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
    delete: (path, body) => call('DELETE', path, body),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
