import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnySupportAdapter } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createIntercom } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { type Sandbox, serve } from 'polydesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { finish, startProgram } from '../cli/support/run-cli.ts';
import { firstProgram, SWAPS, type Swap, swapProvider } from '../support/swap-provider.ts';

const page = readFileSync(new URL('../../docs/getting-started.md', import.meta.url), 'utf8');
const program = firstProgram(page.slice(page.indexOf('\n## Write')));
const folder = mkdtempSync(join(tmpdir(), 'polydesk-write-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** A desk, and how a program connects to it. */
interface Desk {
  readonly sandbox: Sandbox;
  readonly options: object;
  readonly adapter: AnySupportAdapter;
}

const DESKS: Readonly<Record<Swap, () => Desk>> = {
  zendesk: () => {
    const sandbox = createZendeskSandbox();
    const options = { subdomain: 'acme', credentials: sandbox.credentials };
    return { sandbox, options, adapter: createZendesk({ ...options, fetch: sandbox.fetch }) };
  },
  intercom: () => {
    const sandbox = createIntercomSandbox();
    const { accessToken, workspaceId } = sandbox.credentials;
    for (const name of ['export', 'engineering']) sandbox.seed.tag(name);
    const options = { workspaceId, credentials: { accessToken } };
    return { sandbox, options, adapter: createIntercom({ ...options, fetch: sandbox.fetch }) };
  },
  freshdesk: () => {
    const sandbox = createFreshdeskSandbox();
    const options = { subdomain: 'acme', credentials: { apiKey: sandbox.credentials.apiKey } };
    return { sandbox, options, adapter: createFreshdesk({ ...options, fetch: sandbox.fetch }) };
  },
};

/** Every call takes time, as it does at a desk: a clock that stands still hides what moves a version. */
const withTime = (sandbox: Sandbox): Pick<Sandbox, 'exchange' | 'origins'> => ({
  origins: sandbox.origins,
  exchange(...call) {
    sandbox.clock.advance(1_500);
    return sandbox.exchange(...call);
  },
});

describe('the program of "Write" in getting-started', () => {
  it.each(SWAPS)(
    'writes all that it says to %s',
    async (provider) => {
      const { sandbox, options, adapter } = DESKS[provider]();
      const served = await serve(withTime(sandbox));
      const file = join(folder, `${provider}.mts`);
      writeFileSync(
        file,
        swapProvider(program, provider, JSON.stringify({ ...options, baseUrl: served.url })),
      );
      const { exitCode, stdout, stderr } = await finish(startProgram(file));
      await served.close();
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout).not.toContain('Somebody else');
      const [ticket] = await adapter.tickets.list().toArray({ limit: 2 });
      expect(ticket?.tags).toEqual(['engineering']);
      const thread = await adapter.messages.list(ticket?.id ?? '').toArray({ limit: 10 });
      expect(thread.map(({ bodyText }) => bodyText)).toEqual([
        'It stops at 50 %.',
        'We are looking into it.',
        'Looks like the batch limit.',
      ]);
    },
    120_000,
  );
});
