import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFreshdeskSandbox, type FreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createClock, type Sandbox, serve } from 'polydesk/sandbox';
import { createZendeskSandbox, type ZendeskSandbox } from 'polydesk/zendesk/sandbox';

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** The configuration of the recorded session, as the documentation shows it. */
export const CONFIG = `import { defineConfig } from 'polydesk/config';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createZendesk } from 'polydesk/zendesk';

const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(\`Set \${name}.\`);
  return value;
};

export default defineConfig({
  desks: {
    old: () =>
      createFreshdesk({
        subdomain: 'acme',
        baseUrl: env('OLD_URL'),
        credentials: { apiKey: env('FRESHDESK_API_KEY') },
      }),
    new: () =>
      createZendesk({
        subdomain: 'acme',
        baseUrl: env('NEW_URL'),
        credentials: { email: env('ZENDESK_EMAIL'), apiToken: env('ZENDESK_API_TOKEN') },
      }),
  },
  migration: { from: 'old', to: 'new', ledger: 'migration.sqlite' },
});
`;

/** A Freshdesk and a Zendesk that are served on loopback, and a folder whose configuration knows both. */
export interface TwoDesks {
  readonly folder: string;
  readonly old: FreshdeskSandbox;
  readonly fresh: ZendeskSandbox;
  /** The addresses, and the secrets. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called with each request to Zendesk that was answered; the answer leaves when that is done. */
  onAnswered: ((request: Request) => void | Promise<void>) | null;
  close(): Promise<void>;
}

/** Serves both, with some tickets at Freshdesk. */
export async function openTwoDesks({
  tickets = 24,
  files = { 'polydesk.config.ts': CONFIG },
  sqlite = true,
}: {
  readonly tickets?: number;
  readonly files?: Readonly<Record<string, string>>;
  readonly sqlite?: boolean;
} = {}): Promise<TwoDesks> {
  const clock = createClock({ real: true });
  const old = createFreshdeskSandbox({ clock, seed: 7 });
  const fresh = createZendeskSandbox({ clock, seed: 7 });
  fill(old, tickets);
  const servedOld = await serve(old);
  const answered: { on: TwoDesks['onAnswered'] } = { on: null };
  const exchange: Sandbox['exchange'] = async (request, origins) => {
    const outcome = await fresh.exchange(request, origins);
    await answered.on?.(request);
    return outcome;
  };
  const servedFresh = await serve({ exchange, origins: fresh.origins });
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-migrate-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  // better-sqlite3, as an application has it installed.
  if (sqlite) symlinkSync(NODE_MODULES, join(folder, 'node_modules'));
  return {
    folder,
    old,
    fresh,
    environment: {
      OLD_URL: servedOld.url,
      NEW_URL: servedFresh.url,
      FRESHDESK_API_KEY: old.credentials.apiKey,
      ZENDESK_EMAIL: fresh.credentials.email,
      ZENDESK_API_TOKEN: fresh.credentials.apiToken,
    },
    get onAnswered() {
      return answered.on;
    },
    set onAnswered(listener) {
      answered.on = listener;
    },
    async close() {
      await servedOld.close();
      await servedFresh.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function fill({ seed }: FreshdeskSandbox, tickets: number): void {
  const agent = seed.agent({ name: 'Ines Okafor', email: 'ines@support.example.com' });
  const customers = ['Mira Haddad', 'Jonas Lund', 'Chidi Obi'].map((name) =>
    seed.contact({ name, email: `${name.split(' ')[0]?.toLowerCase()}@customer.example.com` }),
  );
  for (let number = 1; number <= tickets; number += 1) {
    const at = (minute: number) => new Date(Date.UTC(2026, 1, number, 9, minute));
    seed.ticket({
      subject: `Label printer ${number} is down`,
      requesterId: customers[number % customers.length]?.id ?? 0,
      createdAt: at(0),
      properties: { responder_id: agent.id, tags: ['printer'] },
      conversations: [
        { body: 'Please turn it off and on.', userId: agent.id, createdAt: at(5) },
        { body: 'Roller 3 again.', userId: agent.id, private: true, createdAt: at(9) },
      ],
    });
  }
}
