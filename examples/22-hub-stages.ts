// What happens with every event before your handlers hear of it: triage is written back, missed targets
// and customers in trouble are told.
import { createHub, healthAlertStage, slaWatchStage, triageStage } from 'polydesk';
import { createClock } from 'polydesk/sandbox';
import { toFetchHandler } from 'polydesk/webhooks';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const send = (request: Request): Promise<Response> => handle(request);
const sandbox = createZendeskSandbox({ clock: createClock({ real: true }), webhooks: { send } });
const ada = sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
const success = sandbox.seed.group({ name: 'Customer success' });
const { credentials, fetch } = sandbox;
const desk = createZendesk({ subdomain: 'acme', credentials, fetch });

// Asked once for each customer, and again after five minutes.
const billing = new Map([[`zendesk:acme:${ada.id}`, { plan: 'enterprise', mrr: 8400 }]]);
const find = async (id: string | null | undefined) => billing.get(id ?? '') ?? {};
let secret = '';

const hub = createHub({
  adapters: [desk],
  enrich: { find: ({ requester }) => find(requester?.id), cache: {} },
  stages: [
    triageStage({
      groupOf: (team) => (team === 'customer-success' ? String(success.id) : null),
      onTriaged: ({ result }) => console.log('triage:', result.category, result.priority),
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
  webhooks: { secrets: { 'zendesk:acme': () => secret } },
});
const handle = toFetchHandler(hub.webhooks);
const url = 'https://app.example.com/webhooks/zendesk/acme';
await hub.subscriptions.ensure(
  { 'zendesk:acme': { url, events: ['ticket.created', 'message.created'] } },
  { onSecret: (_desk, told) => void (secret = told) },
);

const made = await desk.tickets.create({
  subject: 'Please cancel my subscription',
  requester: { id: String(ada.id) },
  message: { body: { text: 'It does not do what we need.' }, visibility: 'public' },
});
await sandbox.webhooks.drain();
const { priority, tags } = await desk.tickets.get(made.value.id);
console.log('written back:', priority, tags);

const createdAt = new Date(Date.now() - 3_600_000);
const { id } = sandbox.seed.ticket({ createdAt, properties: { priority: 'urgent' } });
await desk.messages.note(String(id), { body: { text: 'Who has this?' } });
await sandbox.webhooks.drain();
await hub.close();
