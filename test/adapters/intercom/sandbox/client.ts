import {
  createIntercomSandbox,
  type IntercomSandbox,
  type IntercomSandboxOptions,
} from 'polydesk/intercom/sandbox';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined for an empty one. Test code reads it by path. */
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- provider bodies are read by path
}

export interface Client {
  readonly sandbox: IntercomSandbox;
  /** The teammate whose token it is; every write needs one to act. */
  readonly adminId: string;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  delete(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** A sandbox and the few lines that talk to it from outside. */
export function createClient(options: IntercomSandboxOptions = {}): Client {
  const sandbox = createIntercomSandbox(options);
  const call: Client['call'] = async (method, path, body, headers = {}) => {
    const url = path.startsWith('http') ? path : `${sandbox.url}${path}`;
    const response = await sandbox.fetch(url, {
      method,
      headers: {
        authorization: sandbox.authorization.bearer,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  };
  const admin = [...sandbox.state.admins.rows.values()].find((row) => !row.bot);
  return {
    sandbox,
    adminId: admin!.id,
    call,
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    put: (path, body, headers) => call('PUT', path, body, headers),
    delete: (path, body, headers) => call('DELETE', path, body, headers),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Makes a contact and a conversation of it through the API; answers both ids. */
export async function startConversation(
  client: Client,
  { body = 'Hello', email = 'cy@example.org', createdAt = undefined as number | undefined } = {},
): Promise<{ readonly id: string; readonly contactId: string }> {
  const contact = await client.post('/contacts', { email, name: 'Cy Customer' });
  const message = await client.post('/conversations', {
    from: { type: 'user', id: contact.body.id },
    body,
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
  });
  return { id: message.body.conversation_id, contactId: contact.body.id };
}

/** The part that a write appended. */
export const lastPart = (answer: Answer) =>
  answer.body.conversation_parts.conversation_parts.at(-1);
