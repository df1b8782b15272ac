// What happens with every event before your handlers hear of it: triage is written back, missed targets
// and customers in trouble are told, and what the application writes itself does not come back to it.
import { createHub, createWriteLog, healthAlertStage, slaWatchStage, triageStage } from 'polydesk';
import { createClock } from 'polydesk/sandbox';
import { toFetchHandler } from 'polydesk/webhooks';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const send = (request: Request): Promise<Response> => handle(request);
const sandbox = createZendeskSandbox({ clock: createClock({ real: true }), webhooks: { send } });
const { credentials } = sandbox;
const ada = sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
const success = sandbox.seed.group({ name: 'Customer success' });
const connect = () => createZendesk({ subdomain: 'acme', credentials, fetch: sandbox.fetch });

/** What billing knows, by the customer's id. */
const billing = new Map([[`zendesk:acme:${ada.id}`, { plan: 'enterprise', mrr: 8400 }]]);
let secret = '';
let echoes = 0;

const hub = createHub({
  adapters: [connect()],
  // Asked once for each customer, and again after five minutes.
  enrich: {
    find: async ({ requester }) => billing.get(requester?.id ?? '') ?? {},
    cache: {},
  },
  stages: [
    triageStage({
      groupOf: (team) => (team === 'customer-success' ? String(success.id) : null),
      onTriaged: ({ result, patch }) => {
        console.log('triage:', result.category, result.team, patch?.priority ?? 'as it was');
      },
    }),
    slaWatchStage({
      onBreach: ({ type, minutesOverdue }) => console.log('sla:', type, minutesOverdue, 'late'),
    }),
    healthAlertStage({
      coreFeatures: ['reports'],
      signals: ({ requester, metadata }) => ({
        customer: { id: requester?.id ?? 'unknown', mrr: metadata?.mrr ?? null },
        loginDaysLast30: 1,
        featuresUsed: [],
        ticketsLast90Days: 12,
        resolvedTicketsLast90Days: 3,
        currentMonthUsage: 10,
        previousMonthUsage: 90,
        failedPaymentsLast90Days: 2,
      }),
      onAlert: ({ score, customer }) => console.log('health:', score, customer.mrr),
    }),
  ],
  webhooks: {
    secrets: { 'zendesk:acme': () => secret },
    writeLog: createWriteLog(),
    onReport: ({ kind }) => void (echoes += kind === 'echo' ? 1 : 0),
  },
});
hub.on('message.created', async ({ ticket, message }, { desk }) => {
  if (message.author?.kind !== 'customer') return;
  console.log('message:', message.bodyText);
  await desk.messages.reply?.(ticket.id, { body: { text: 'We are on it.' } });
});
hub.on('ticket.updated', ({ changes }) => console.log('updated by somebody else:', changes));
const handle = toFetchHandler(hub.webhooks);

await hub.subscriptions.ensure(
  {
    'zendesk:acme': {
      url: 'https://app.example.com/webhooks/zendesk/acme',
      events: ['ticket.created', 'ticket.updated', 'message.created'],
    },
  },
  { onSecret: (_desk, told) => void (secret = told) },
);

// A customer, who does not go through the hub.
const customer = connect();
await customer.tickets.create({
  subject: 'Please cancel my subscription',
  requester: { id: String(ada.id) },
  message: { body: { text: 'It does not do what we need.' }, visibility: 'public' },
});
await sandbox.webhooks.drain();

const anHourAgo = new Date(Date.now() - 3_600_000);
const late = sandbox.seed.ticket({
  subject: 'Still waiting',
  requesterId: ada.id,
  createdAt: anHourAgo,
  properties: { priority: 'urgent' },
});
await customer.messages.reply(String(late.id), {
  body: { text: 'Is anybody there?' },
  authorId: String(ada.id),
});
await sandbox.webhooks.drain();

const thread = await customer.messages.list(String(late.id)).toArray({ limit: 10 });
console.log(thread.map(({ bodyText }) => bodyText).slice(1));
console.log('of our own writes came back, and were left alone:', echoes);
await hub.close();
