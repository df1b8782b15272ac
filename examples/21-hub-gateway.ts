// Two accounts behind one handler: each delivery finds its desk by its path, and is proven with the secret
// of that desk alone. The sandboxes deliver for real, as the provider would.
import { createHub } from 'polydesk';
import { createClock } from 'polydesk/sandbox';
import { toFetchHandler } from 'polydesk/webhooks';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const clock = createClock({ real: true });
const accounts = ['acme', 'north'].map((subdomain, index) => {
  // The handler is made below; nothing is delivered before it.
  const send = (request: Request): Promise<Response> => handle(request);
  const sandbox = createZendeskSandbox({ subdomain, seed: index + 1, clock, webhooks: { send } });
  const { credentials, fetch } = sandbox;
  return { sandbox, connect: () => createZendesk({ subdomain, credentials, fetch }) };
});

/** Where secrets are kept; in an application, a vault. */
const vault = new Map<string, string>();
const secretOf = (account: string) => () => vault.get(account) ?? '';

const hub = createHub({
  adapters: accounts.map(({ connect }) => connect()),
  webhooks: {
    secrets: { 'zendesk:acme': secretOf('acme'), 'zendesk:north': secretOf('north') },
  },
});
hub.on('ticket.created', ({ ticket }, { desk, delivery }) =>
  console.log(desk.account, ticket.subject, ticket.priority, delivery?.order),
);

// In Next.js, Workers, Deno or Bun: export it. Express, Fastify and node:http have their own.
const handle = toFetchHandler(hub.webhooks);

const events = ['ticket.created'] as const;
const url = (account: string): string => `https://app.example.com/webhooks/zendesk/${account}`;
await hub.subscriptions.ensure(
  { 'zendesk:acme': { url: url('acme'), events }, 'zendesk:north': { url: url('north'), events } },
  { onSecret: ({ account }, secret) => void vault.set(account, secret) },
);

for (const { sandbox, connect } of accounts) {
  const desk = connect();
  await desk.tickets.create({
    subject: `Locked out of ${desk.account}`,
    requester: { email: 'ada@customer.example', name: 'Ada' },
    message: { body: { text: 'My password is not accepted.' }, visibility: 'public' },
    priority: 'high',
  });
  // Twice, as providers do at times: the second is known.
  sandbox.webhooks.duplicateNext();
  const [delivered] = await sandbox.webhooks.drain();
  console.log(delivered?.state, delivered?.attempts.at(-1)?.status);
}

// Nobody gets in with another desk's secret, or where no desk is.
const [first] = accounts[0]?.sandbox.webhooks.deliveries ?? [];
const forged = (path: string): Request =>
  new Request(`https://app.example.com${path}`, {
    method: 'POST',
    headers: first?.attempts[0]?.headers ?? {},
    body: first?.message.body ?? '',
  });
console.log('of another desk:', (await handle(forged('/webhooks/zendesk/north'))).status);
console.log('of no desk:', (await handle(forged('/webhooks/zendesk/south'))).status);
console.log(await hub.webhooks.counts());
await hub.close();
