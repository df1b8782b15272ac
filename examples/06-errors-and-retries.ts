// Failures of the network and of the provider: what is repeated, what is not, and what you catch.
import { hasCode, SupportError } from 'polydesk';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const sandbox = createZendeskSandbox();
const ticket = sandbox.seed.ticket({ subject: 'Late parcel' });
const desk = createZendesk({
  subdomain: 'acme',
  credentials: sandbox.credentials,
  fetch: sandbox.fetch,
});
desk.on('retry', ({ method, error, attempt }) => {
  console.log(`retry ${attempt}: ${method} after ${error.code}`);
});

// Reading is safe to repeat: a 503 is over before you notice.
sandbox.faults.inject({ method: 'GET', fault: { kind: 'status', status: 503 } });
console.log('read:', (await desk.tickets.get(String(ticket.id))).subject);

// A reply whose answer got lost may have reached the customer. It is never sent twice blindly.
sandbox.faults.inject({ method: 'PUT', fault: { kind: 'commit-then-drop' } });
try {
  await desk.messages.reply(String(ticket.id), { body: { text: 'It arrives tomorrow.' } });
} catch (error) {
  if (!hasCode(error, 'outcome_unknown')) throw error;
  const thread = await desk.messages.list(String(ticket.id)).toArray({ limit: 100 });
  console.log('reply:', error.code, '- the thread has', thread.length, 'messages');
}

// What the provider refuses is one family of errors, with a code and a page that explains it.
try {
  await desk.tickets.get('999');
} catch (error) {
  if (!SupportError.isInstance(error)) throw error;
  console.log('missing:', error.name, error.code, error.docs);
}
