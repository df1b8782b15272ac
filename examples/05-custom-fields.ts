// Custom fields under your own names, typed and checked by a Standard Schema (zod here).
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import * as z from 'zod/mini';

const sandbox = createZendeskSandbox();
const plan = sandbox.seed.ticketField({ type: 'text', title: 'Plan' });
const seats = sandbox.seed.ticketField({ type: 'integer', title: 'Seats' });

const desk = createZendesk({
  subdomain: 'acme',
  credentials: sandbox.credentials,
  fetch: sandbox.fetch,
  customFields: {
    plan: { id: plan.id, schema: z.enum(['free', 'pro', 'enterprise']) },
    seats: { id: seats.id, schema: z.coerce.number() },
  },
});

const { value: created } = await desk.tickets.create({
  subject: 'More seats, please',
  requester: { email: 'lew@customer.example.com' },
  message: { body: { text: 'We are twelve now.' }, visibility: 'public' },
  customFields: { plan: 'pro', seats: 12 },
});

const ticket = await desk.tickets.get(created.id);
const value: 'free' | 'pro' | 'enterprise' | null = ticket.customFields.plan.value;
console.log('plan:', value, 'seats:', ticket.customFields.seats.value);

// A value that the schema does not know is null here, and the warning says so.
const odd = sandbox.seed.ticket({
  properties: { custom_fields: [{ id: plan.id, value: 'platinum' }] },
});
const read = await desk.tickets.get(String(odd.id));
console.log('plan:', read.customFields.plan.value);
for (const warning of read.provenance.warnings) {
  if (warning.field === 'customFields.plan') console.log('warning:', warning.type, warning.field);
}
