// Carries tickets from one desk to another, and proves it.
import { createMemoryLedger, createMigration, migrationReportHtml } from 'polydesk/migration';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const old = createFreshdeskSandbox();
const customer = old.seed.contact({ name: 'Mira Haddad', email: 'mira@customer.example.com' });
old.seed.ticket({ subject: 'Labels do not print', requesterId: customer.id });
old.seed.ticket({ subject: 'Invoice of March', requesterId: customer.id });
const from = createFreshdesk({
  subdomain: 'acme',
  credentials: { apiKey: old.credentials.apiKey },
  fetch: old.fetch,
});

const fresh = createZendeskSandbox();
const { email, apiToken } = fresh.credentials;
const to = createZendesk({
  subdomain: 'acme',
  credentials: { email, apiToken },
  fetch: fresh.fetch,
});

// In life: createFileLedger({ path: 'migration.sqlite' }), which survives whatever happens.
const ledger = createMemoryLedger();
const migration = createMigration({ from, to, ledger });

const { findings, unmapped } = await migration.plan();
console.log('findings:', findings.length, 'unmapped:', unmapped.length);
for await (const { done, total, phase } of migration.run()) {
  console.log(phase, done, 'of', total);
}
let verified = 0;
for await (const { counts } of migration.verify()) verified = counts.ticket?.verified ?? 0;
console.log('verified:', verified);
const { items } = await ledger.items({ kind: 'ticket', limit: 10, cursor: null });
for (const { source, target, differences } of items) {
  console.log(source, 'is', typeof target, 'with', differences.length, 'differences');
}
const report = await migration.report();
console.log('losses declared:', report.losses.items.map(({ field }) => field).join(', ') || 'none');
console.log('page for people:', migrationReportHtml(report).startsWith('<!doctype html>'));
console.log('messages to customers:', fresh.state.outbox.length);
