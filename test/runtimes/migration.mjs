import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Two tickets from a Freshdesk to a Zendesk, with the ledger in a file: SQLite where the runtime has
 * it, else a journal. Throws when not both are verified; answers what the file is.
 */
export async function migrate({ migration, zendesk, sandbox, freshdesk, freshdeskSandbox }) {
  const old = freshdeskSandbox.createFreshdeskSandbox();
  const customer = old.seed.contact({ name: 'Mira Haddad', email: 'mira@customer.example.com' });
  old.seed.ticket({ subject: 'Labels do not print', requesterId: customer.id });
  old.seed.ticket({ subject: 'Grüße 😀', requesterId: customer.id });
  const { apiKey } = old.credentials;
  const fresh = sandbox.createZendeskSandbox();
  const { email, apiToken } = fresh.credentials;
  const from = freshdesk.createFreshdesk({
    subdomain: 'acme',
    credentials: { apiKey },
    fetch: old.fetch,
  });
  const to = zendesk.createZendesk({
    subdomain: 'acme',
    credentials: { email, apiToken },
    fetch: fresh.fetch,
  });
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-smoke-'));
  try {
    const path = join(folder, 'ledger');
    const ledger = migration.createFileLedger({ path });
    const carried = migration.createMigration({ from, to, ledger });
    await carried.plan();
    for await (const _progress of carried.run());
    for await (const _progress of carried.verify());
    await ledger.close();
    const again = migration.createFileLedger({ path });
    const { ticket } = await again.counts();
    await again.close();
    const told = JSON.stringify(ticket);
    if (told !== '{"verified":2}') throw new Error(`the file says ${told}`);
    return readFileSync(path).subarray(0, 6).toString() === 'SQLite' ? 'SQLite' : 'a journal';
  } finally {
    rmSync(folder, { recursive: true });
  }
}
