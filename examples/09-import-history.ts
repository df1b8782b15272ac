// Brings an old ticket in with its authors and dates. Nobody is written to.
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const sandbox = createZendeskSandbox();
const customer = sandbox.seed.user({ name: '花村 千尋', email: 'hanamura@customer.example.com' });
const agent = sandbox.seed.agent({ name: 'Piet Holloway', email: 'piet@support.example.com' });
const desk = createZendesk({
  subdomain: 'acme',
  credentials: sandbox.credentials,
  fetch: sandbox.fetch,
});

const { value: ticket, warnings } = await desk.imports.ticket({
  subject: '送り状の印刷',
  callerKey: 'old-desk-8841',
  requester: { id: String(customer.id) },
  status: 'closed',
  createdAt: new Date('2024-03-04T01:15:00Z'),
  resolvedAt: new Date('2024-03-04T02:40:00Z'),
  messages: [
    {
      authorId: String(customer.id),
      visibility: 'public',
      body: { text: '送り状が印刷できません。' },
      createdAt: new Date('2024-03-04T01:15:00Z'),
    },
    {
      authorId: String(agent.id),
      visibility: 'internal',
      body: { text: 'Known fault of the old printer driver.' },
      createdAt: new Date('2024-03-04T02:10:00Z'),
    },
  ],
});

console.log(ticket.callerKey, ticket.status, ticket.createdAt.toISOString());
for await (const message of desk.messages.list(ticket.id)) {
  console.log(message.createdAt.toISOString(), message.visibility, message.author.name);
}
console.log('warnings:', warnings.length, 'messages to customers:', sandbox.state.outbox.length);
