// The desks of 41-migrate-script.ts: two accounts in memory. In life, these are yours.
import type { AnySupportAdapter } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

/** A Freshdesk with two tickets. */
export function oldDesk(): AnySupportAdapter {
  const { credentials, fetch, seed } = createFreshdeskSandbox();
  const customer = seed.contact({ name: 'Mira Haddad', email: 'mira@customer.example.com' });
  seed.ticket({ subject: 'Labels do not print', requesterId: customer.id });
  seed.ticket({ subject: 'Invoice of March', requesterId: customer.id });
  const { apiKey } = credentials;
  return createFreshdesk({ subdomain: 'acme', credentials: { apiKey }, fetch });
}

/** An empty Zendesk. */
export function newDesk(): AnySupportAdapter {
  const { credentials, fetch } = createZendeskSandbox();
  const { email, apiToken } = credentials;
  return createZendesk({ subdomain: 'acme', credentials: { email, apiToken }, fetch });
}
