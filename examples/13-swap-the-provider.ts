// The same program at three desks: only the line that connects knows the provider.
import type { AnySupportAdapter } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createIntercom } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

/** What you would write: it has never heard of a provider. */
async function nightShift(desk: AnySupportAdapter): Promise<void> {
  const created = await desk.tickets.create?.({
    subject: 'Label printing is down',
    requester: { email: 'ada@customer.example', name: 'Ada' },
    message: { body: { text: 'Nothing comes out.' }, visibility: 'public' },
  });
  if (created === undefined) return;
  const { id } = created.value;
  await desk.messages.note?.(id, { body: { text: 'Printer 3 again.' } });
  await desk.messages.reply?.(id, { body: { text: 'A technician is on the way.' } });
  const update = await desk.tickets.update?.(id, { status: 'in_progress' });
  const thread = await desk.messages.list(id).toArray({ limit: 10 });
  const seen = thread.map(({ visibility }) => visibility).join(', ');
  console.log(`${id}: ${seen}`);
  // What a desk cannot take is told, not lost.
  for (const { type, field, to } of update?.warnings ?? []) {
    console.log(`  ${type} ${field}: in_progress became ${to}`);
  }
}

const zendesk = createZendeskSandbox();
await nightShift(
  createZendesk({ subdomain: 'acme', credentials: zendesk.credentials, fetch: zendesk.fetch }),
);

const intercom = createIntercomSandbox({ botParts: false });
const { accessToken, workspaceId } = intercom.credentials;
await nightShift(
  createIntercom({ workspaceId, credentials: { accessToken }, fetch: intercom.fetch }),
);

const freshdesk = createFreshdeskSandbox();
await nightShift(
  createFreshdesk({
    subdomain: 'acme',
    credentials: freshdesk.credentials,
    fetch: freshdesk.fetch,
  }),
);
