import * as z from '../../../src/adapter/wire-schema.ts';
import {
  attributes,
  contactsSchema,
  flag,
  id,
  linkedObjectsSchema,
  moment,
  nativeId,
  text,
  time,
} from './common.ts';
import { partWire } from './messages.ts';
import { ticketStateWire } from './statuses.ts';

const ticketType = z.nullish(
  z.union([
    z.string(),
    z.object({
      id,
      name: text,
      category: text,
      // Where its list stands is spelled in two ways, and only one flag in it matters here.
      ticket_type_attributes: z.nullish(z.looseObject({})),
    }),
  ]),
);
const ticketState = z.nullish(z.union([z.string(), ticketStateWire]));

/**
 * What the old and the new form of a ticket have in common. The old one stands inside conversations
 * and in webhooks about participants (sheet 8.1, 18.2): names instead of objects, values as
 * `{ value, type }`.
 */
const facet = {
  ticket_id: id,
  ticket_attributes: attributes,
  custom_attributes: attributes,
  ticket_state: ticketState,
  // Before 2.12 the state was a word with its labels beside it.
  ticket_state_internal_label: text,
  state: text,
  ticket_custom_state_admin_label: text,
  ticket_type: ticketType,
  category: text,
  is_shared: flag,
  company_id: id,
};

export const embeddedTicketSchema = z.object({ id, ...facet });
export type IntercomEmbeddedTicket = z.infer<typeof embeddedTicketSchema>;

/** A ticket as `/tickets` gives it. Below it is a conversation of the same id (sheet section 11). */
const ticketSchema = z.object({
  id: nativeId,
  ...facet,
  contacts: contactsSchema,
  admin_assignee_id: id,
  team_assignee_id: id,
  created_at: moment,
  updated_at: moment,
  open: flag,
  snoozed_until: time,
  channel: text,
  linked_objects: linkedObjectsSchema,
  ticket_parts: z.nullish(
    z.object({
      ticket_parts: z.nullish(z.array(partWire)),
      total_count: z.nullish(z.number()),
    }),
  ),
});
export type IntercomTicket = z.infer<typeof ticketSchema>;
export const ticketWire = ticketSchema;
