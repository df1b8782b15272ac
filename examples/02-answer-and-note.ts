// Opens a ticket, answers the customer and leaves a note that only the staff can see.
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const sandbox = createZendeskSandbox();
const desk = createZendesk({
  subdomain: 'acme',
  credentials: sandbox.credentials,
  fetch: sandbox.fetch,
});

const { value: ticket } = await desk.tickets.create({
  subject: 'Charged twice',
  requester: { email: 'dana@customer.example.com', name: 'Dana Okafor' },
  message: { body: { text: 'My card was charged twice in May.' }, visibility: 'public' },
});

await desk.messages.reply(ticket.id, { body: { text: 'The second payment is on its way back.' } });
await desk.messages.note(ticket.id, { body: { text: 'Refund 4711, approved by finance.' } });

// Tags are added and removed, never replaced; `ifVersion` refuses to overwrite a newer ticket.
const current = await desk.tickets.get(ticket.id);
await desk.tickets.update(ticket.id, {
  status: 'resolved',
  tags: { add: ['refund'] },
  ifVersion: current.version,
});

for await (const message of desk.messages.list(ticket.id)) {
  console.log(message.visibility.padEnd(8), message.bodyText);
}
const resolved = await desk.tickets.get(ticket.id);
console.log(resolved.status, resolved.tags);
