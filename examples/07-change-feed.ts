// Keeps a copy of the desk up to date: store the cursor, go on from it the next time.
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const sandbox = createZendeskSandbox();
sandbox.seed.tickets(5);
const desk = createZendesk({
  subdomain: 'acme',
  credentials: sandbox.credentials,
  fetch: sandbox.fetch,
});

/** In an application this is a row of a database. */
const store = { cursor: null as string | null, subjects: new Map<string, string | null>() };

async function synchronize(): Promise<void> {
  const since = new Date('2026-01-01T00:00:00Z');
  const start = store.cursor === null ? { since } : { cursor: store.cursor };
  for await (const page of desk.tickets.changes(start).pages()) {
    for (const change of page.changes) {
      if (change.kind === 'deleted') store.subjects.delete(change.externalId);
      else store.subjects.set(change.record.externalId, change.record.subject);
    }
    // Stored after the page was handled: a crash repeats the page and loses nothing.
    store.cursor = page.cursor;
  }
}

await synchronize();
console.log('first run:', store.subjects.size, 'tickets');

sandbox.clock.advance(60_000);
await desk.tickets.update('2', { subject: 'A better subject' });
await desk.tickets.delete('3');
// Zendesk holds back the last minute of its export.
sandbox.clock.advance(120_000);

await synchronize();
console.log('second run:', store.subjects.size, 'tickets;', store.subjects.get('2'));
