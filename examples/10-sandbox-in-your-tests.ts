// Your own tests against an account that behaves, through msw: your code keeps its global fetch.
import { deepEqual } from 'node:assert/strict';
import { http } from 'msw';
import { setupServer } from 'msw/node';
import { toMswHandlers } from 'polydesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const sandbox = createZendeskSandbox();
const server = setupServer(...toMswHandlers(sandbox, http));
server.listen({ onUnhandledRequest: 'error' });

/** What you would test: it knows nothing of sandboxes. */
async function closeSpam(credentials: { email: string; apiToken: string }): Promise<number> {
  const desk = createZendesk({ subdomain: 'acme', credentials });
  let closed = 0;
  for await (const ticket of desk.tickets.list()) {
    if (!ticket.tags.includes('spam')) continue;
    await desk.tickets.update(ticket.id, { status: 'resolved' });
    closed += 1;
  }
  await desk.close();
  return closed;
}

sandbox.seed.ticket({ subject: 'Cheap watches', properties: { tags: ['spam'] } });
sandbox.seed.ticket({ subject: 'Login is broken' });

deepEqual(await closeSpam(sandbox.credentials), 1);
const statuses = [...sandbox.state.tickets.rows.values()].map(({ status }) => status);
deepEqual(statuses, ['solved', 'new']);
console.log('passed:', sandbox.requests.length, 'requests');
server.close();
