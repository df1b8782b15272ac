import type { ImportDraft } from '../../../../src/adapter/resources.ts';
import type { FreshdeskSandboxOptions } from '../../../../adapters/freshdesk/sandbox/index.ts';
import { type Connection, connect } from './connect.ts';

export const at = (text: string): Date => new Date(text);
const file = (fileName: string, content: string) => ({
  fileName,
  contentType: 'text/plain',
  data: new TextEncoder().encode(content),
});

/** An account whose admin has switched its mails off, as the sheet advises for imports. */
export function account(sandbox: FreshdeskSandboxOptions = {}) {
  const connection = connect({
    sandbox: { notifications: false, ...sandbox },
    desk: { callerKeyField: 'cf_key' },
  });
  const { seed } = connection.sandbox;
  seed.field({ name: 'cf_key', label: 'Key', type: 'custom_text' });
  const ada = seed.contact({ name: 'Ada', email: 'ada@example.org' });
  const bo = seed.agent({ name: 'Bo', email: 'bo@example.org' });
  return { ...connection, ada: String(ada.id), bo: String(bo.id) };
}

export type Account = ReturnType<typeof account>;

export const history = ({ ada, bo }: Account): ImportDraft => ({
  subject: 'The export stops',
  requester: { id: ada },
  callerKey: 'zendesk:acme:42',
  status: 'closed',
  priority: 'high',
  tags: ['imported'],
  createdAt: at('2023-05-01T10:00:00Z'),
  updatedAt: at('2023-05-03T10:00:00Z'),
  resolvedAt: at('2023-05-03T10:00:00Z'),
  messages: [
    {
      body: { text: 'It stops\nat 50 %.' },
      visibility: 'public',
      authorId: ada,
      createdAt: at('2023-05-01T10:00:00Z'),
      attachments: [file('log.txt', 'boom')],
    },
    {
      body: { text: 'The old plan ends there.' },
      visibility: 'internal',
      authorId: bo,
      createdAt: at('2023-05-01T11:00:00Z'),
    },
    {
      body: { html: '<p>We <b>raised</b> it.</p>' },
      visibility: 'public',
      authorId: bo,
      createdAt: at('2023-05-02T10:00:00Z'),
      attachments: [file('proof.txt', 'yes')],
    },
    {
      body: { text: 'Thanks!' },
      visibility: 'public',
      authorId: ada,
      authorKind: 'customer',
      createdAt: at('2023-05-03T10:00:00Z'),
    },
  ],
});

export const writesOf = ({ sent }: Connection) =>
  sent()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body, parts }) => ({
      call: `${method} ${path.replace('/api/v2', '')}`,
      body,
      parts: parts?.map(({ name, value }) => [name, value]),
    }));
