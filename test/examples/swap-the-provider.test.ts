import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHub, type HubTicket, type Message } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createIntercom } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { serve } from 'polydesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { firstProgram, SWAPS, swapProvider } from '../support/swap-provider.ts';
import { finish, startProgram } from '../cli/support/run-cli.ts';

const page = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const program = firstProgram(page);
const folder = mkdtempSync(join(tmpdir(), 'polydesk-swap-'));

afterAll(() => rmSync(folder, { recursive: true }));

const SUBJECT = 'Label printing is down';

/** A desk of each provider with one urgent ticket among others, and how a program connects. */
const DESKS = {
  zendesk: () => {
    const sandbox = createZendeskSandbox();
    sandbox.seed.ticket({ subject: SUBJECT, properties: { priority: 'urgent' } });
    sandbox.seed.ticket({ subject: 'Where is the dark mode?', properties: { priority: 'low' } });
    sandbox.seed.ticket({
      subject: 'All is well again',
      properties: { priority: 'urgent', status: 'solved' },
    });
    const options = { subdomain: 'acme', credentials: sandbox.credentials };
    return { sandbox, options, adapter: createZendesk({ ...options, fetch: sandbox.fetch }) };
  },
  intercom: () => {
    const sandbox = createIntercomSandbox();
    const { accessToken, workspaceId } = sandbox.credentials;
    sandbox.seed.conversation({
      body: 'Nothing comes out of the printer.',
      properties: { title: SUBJECT, priority: 'urgent' },
    });
    sandbox.seed.conversation({
      properties: { title: 'Where is the dark mode?', priority: 'low' },
    });
    sandbox.seed.conversation({
      properties: { title: 'All is well again', priority: 'urgent', state: 'closed' },
    });
    const options = { workspaceId, credentials: { accessToken } };
    return { sandbox, options, adapter: createIntercom({ ...options, fetch: sandbox.fetch }) };
  },
  freshdesk: () => {
    const sandbox = createFreshdeskSandbox();
    const { apiKey } = sandbox.credentials;
    sandbox.seed.ticket({ subject: SUBJECT, properties: { priority: 4 } });
    sandbox.seed.ticket({ subject: 'Where is the dark mode?', properties: { priority: 1 } });
    sandbox.seed.ticket({ subject: 'All is well again', properties: { priority: 4, status: 4 } });
    const options = { subdomain: 'acme', credentials: { apiKey } };
    return { sandbox, options, adapter: createFreshdesk({ ...options, fetch: sandbox.fetch }) };
  },
} as const;

describe("the README's first program", () => {
  it.each(SWAPS)(
    'lists and notes urgent tickets of %s, once its import and credentials are changed',
    async (provider) => {
      const { sandbox, options, adapter } = DESKS[provider]();
      const served = await serve(sandbox);
      const file = join(folder, `${provider}.mts`);
      const connection = { ...options, baseUrl: served.url };
      writeFileSync(file, swapProvider(program, provider, JSON.stringify(connection)));
      const { exitCode, stdout, stderr } = await finish(startProgram(file));
      await served.close();
      expect(stderr).toBe('');
      expect(exitCode).toBe(0);
      const lines = stdout.trimEnd().split('\n');
      expect(lines).toHaveLength(1);
      const [urgent] = await urgentOf(adapter);
      expect(lines[0]).toContain(`${urgent?.id} ${SUBJECT}`);
      const notes = (await threadOf(adapter, urgent)).filter(
        ({ visibility }) => visibility === 'internal',
      );
      expect(notes.map(({ bodyText }) => bodyText)).toEqual(['Seen by the night shift.']);
    },
    60_000,
  );
});

type Adapter = Parameters<typeof createHub>[0]['adapters'][number];

/** Read apart from the program: the urgent ticket by its subject. */
async function urgentOf(adapter: Adapter): Promise<readonly HubTicket[]> {
  const all = await createHub({ adapters: [adapter] })
    .tickets.list()
    .toArray({ limit: 10 });
  return all.filter(({ subject }) => subject === SUBJECT);
}

const threadOf = (adapter: Adapter, ticket: HubTicket | undefined): Promise<Message[]> =>
  adapter.messages.list(ticket?.id ?? '').toArray({ limit: 10 });

describe('the swap', () => {
  it('changes the import and the credentials, and nothing else', () => {
    const swapped = swapProvider(program, 'freshdesk', '{}');
    const [, ...before] = program.split('\n');
    const [line, ...after] = swapped.split('\n');
    expect(line).toBe("import { createFreshdesk } from 'polydesk/freshdesk';");
    const loop = before.findIndex((text) => text.startsWith('for '));
    expect(loop).toBeGreaterThan(0);
    expect(after.slice(after.findIndex((text) => text.startsWith('for ')))).toEqual(
      before.slice(loop),
    );
  });

  it('refuses a program that names its provider anywhere else', () => {
    const stubborn = `${program}\nconsole.log('zendesk');`;
    expect(() => swapProvider(stubborn, 'freshdesk', '{}')).toThrow('more places');
  });
});
