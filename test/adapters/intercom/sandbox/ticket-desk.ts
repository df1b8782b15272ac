import { createClient } from './client.ts';

/** A workspace with a ticket type that has a list, a number and files, and one customer. */
export function ticketDesk(options = {}) {
  const client = createClient({ botParts: false, ...options });
  const { seed, state } = client.sandbox;
  const contact = seed.contact({ email: 'cy@example.org', external_id: 'c-1' });
  const type = seed.ticketType({
    name: 'Bug',
    attributes: [
      { name: 'Severity', data_type: 'list', list_items: ['Low', 'High'] },
      { name: 'Count', data_type: 'integer' },
      { name: 'Log', data_type: 'files' },
    ],
  });
  const severity = type.attributes[2]!;
  const states = [...state.ticketStates.rows.values()];
  const kindOf = (category: string) =>
    [...state.ticketTypes.rows.values()].find((row) => row.category === category)!;
  const create = (body: object = {}, headers = {}) =>
    client.post(
      '/tickets',
      {
        ticket_type_id: type.id,
        contacts: [{ id: contact.id }],
        ticket_attributes: { _default_title_: 'Broken', _default_description_: 'It is' },
        ...body,
      },
      headers,
    );
  return { client, contact, type, severity, states, kindOf, create };
}

/** What happened to a ticket, in order. */
export const partTypes = (body: { ticket_parts: { ticket_parts: { part_type: string }[] } }) =>
  body.ticket_parts.ticket_parts.map((part) => part.part_type);
