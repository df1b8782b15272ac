// Events of a desk that sends no webhooks: it is asked what changed, and tells it once.
import { createHub, createMemorySnapshots, createPollingSource } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';

const sandbox = createFreshdeskSandbox();
const desk = createFreshdesk({
  subdomain: 'acme',
  credentials: sandbox.credentials,
  fetch: sandbox.fetch,
});
const hub = createHub({ adapters: [desk] });
hub.on('ticket.created', (event) => console.log('new:', event.ticket.subject));
hub.on('message.created', (event) => console.log('message:', event.message.bodyText));
hub.on('note.created', (event) => console.log('note:', event.message.bodyText));
hub.on('ticket.updated', (event) => console.log('changed:', event.changes[0]));

/** In an application both are in a database: the cursor a row, the snapshots a table of JSON. */
const store = { cursor: null as string | null, snapshots: createMemorySnapshots() };
const since = new Date(sandbox.clock.now());

/** One round, as a timer or a serverless job would call it. */
async function poll(): Promise<void> {
  const { cursor, snapshots } = store;
  const clock = { now: () => sandbox.clock.now(), sleep: async () => undefined };
  const source = createPollingSource({ adapter: desk, cursor, since, snapshots, clock });
  await hub.poll(source, {
    once: true,
    // Called when all handlers of a page are done: a crash repeats the page and loses nothing.
    onCursor: (next) => {
      store.cursor = next;
    },
  });
}

sandbox.clock.advance(60_000);
const mail = { from: 'ada@customer.example', name: 'Ada', subject: 'Label printing is down' };
const { id } = sandbox.actors.customerEmails({ ...mail, body: 'Nothing comes out.' });
sandbox.clock.advance(60_000);
await poll();

await desk.messages.note(String(id), { body: { text: 'Printer 3 again.' } });
await desk.tickets.update(String(id), { priority: 'urgent' });
sandbox.clock.advance(60_000);
await poll();

await poll();
console.log('nothing new, nothing told');
await hub.close();
