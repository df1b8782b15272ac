// Lists urgent tickets. Against a real account only the credentials change, and `fetch` goes away.
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const sandbox = createZendeskSandbox();
sandbox.seed.ticket({ subject: 'Label printing is down', properties: { priority: 'urgent' } });
sandbox.seed.ticket({ subject: 'Where is the dark mode?', properties: { priority: 'low' } });

const desk = createZendesk({
  subdomain: 'acme',
  credentials: sandbox.credentials,
  fetch: sandbox.fetch,
});

for await (const ticket of desk.tickets.list({ status: ['open'], priority: ['urgent'] })) {
  console.log(ticket.id, ticket.priority, ticket.subject);
}
