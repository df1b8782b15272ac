import type { Connection } from './connect.ts';

export const limit = 5;
export const since = new Date('2026-01-01T00:00:00Z');
export const text = (body: string) => ({ body: { text: body } });
export const bytes = new TextEncoder().encode('text');

/** A workspace with something of everything. */
export function furnish({ sandbox, another, adminId }: Connection) {
  const { seed } = sandbox;
  const customer = seed.contact({ name: 'Cy', email: 'cy@example.org', external_id: 'c-1' });
  const lead = seed.lead({ name: 'Di', email: 'di@example.org' });
  const company = seed.company({ name: 'Initech', company_id: 'o-1', members: [customer.id] });
  const team = seed.team({ name: 'Tier 2', admin_ids: [adminId] });
  for (const name of ['Caller key', 'Urgency', 'plan']) seed.conversationAttribute({ name });
  const [type] = [...sandbox.state.ticketTypes.rows.values()];
  if (type === undefined) throw new Error('The workspace has no ticket type.');
  for (const name of ['Caller key', 'Urgency'])
    seed.ticketAttribute(type, { name, data_type: 'string' });
  seed.ticketAttribute(type, { name: 'Area', data_type: 'list', list_items: ['App', 'Web'] });
  const cases = seed.conversations(9, { contactId: customer.id }).map(({ id }) => id);
  const typed = another({
    callerKeyAttribute: 'Caller key',
    priorityAttribute: 'Urgency',
    read: 'tickets',
  });
  return { customer, lead, company, team, type, cases, typed };
}

export type Rooms = ReturnType<typeof furnish>;
