// A bot that answers customers and does not answer itself: what the application writes comes back as a
// webhook like anything else, and is recognised.
import { createHub, createWriteLog } from 'polydesk';
import { createClock } from 'polydesk/sandbox';
import { toFetchHandler } from 'polydesk/webhooks';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const send = (request: Request): Promise<Response> => handle(request);
const sandbox = createZendeskSandbox({ clock: createClock({ real: true }), webhooks: { send } });
const { credentials } = sandbox;
const connect = () => createZendesk({ subdomain: 'acme', credentials, fetch: sandbox.fetch });
const ada = sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
const ticket = sandbox.seed.ticket({ subject: 'Locked out', requesterId: ada.id });

let secret = '';
let echoes = 0;
const hub = createHub({
  adapters: [connect()],
  webhooks: {
    secrets: { 'zendesk:acme': () => secret },
    // Give it the store of the receivers when several processes write.
    writeLog: createWriteLog(),
    onReport: ({ kind }) => void (echoes += kind === 'echo' ? 1 : 0),
  },
});
hub.on('message.created', async ({ ticket: { id }, message }, { desk }) => {
  console.log('heard:', message.bodyText);
  await desk.messages.reply?.(id, { body: { text: 'We are on it.' } });
});
const handle = toFetchHandler(hub.webhooks);
const url = 'https://app.example.com/webhooks/zendesk/acme';
await hub.subscriptions.ensure(
  { 'zendesk:acme': { url, events: ['message.created'] } },
  { onSecret: (_desk, told) => void (secret = told) },
);

// The customer, who does not go through the hub.
await connect().messages.reply(String(ticket.id), {
  body: { text: 'Is anybody there?' },
  authorId: String(ada.id),
});
await sandbox.webhooks.drain();

const thread = await connect().messages.list(String(ticket.id)).toArray({ limit: 10 });
console.log(thread.map(({ bodyText }) => bodyText).slice(1));
console.log('came back and left alone:', echoes);
await hub.close();
