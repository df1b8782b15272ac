import * as z from '../../../src/adapter/wire-schema.ts';
import { flag, id, nativeId, text } from './common.ts';
import { ticketStateWire } from './statuses.ts';

/**
 * An attribute of a ticket type, a conversation, a contact or a company. Predefined values are
 * words for people and companies, objects for conversations (sheet 7, 16; description).
 */
export const attributeWire = z.object({
  type: text,
  id,
  name: z.string(),
  full_name: text,
  label: text,
  data_type: text,
  model: text,
  custom: flag,
  archived: flag,
  required: flag,
  required_to_create: flag,
  visible_to_contacts: flag,
  multiline: flag,
  default: flag,
  // Where a list keeps its items here is not documented: any list inside is taken for them.
  input_options: z.nullish(z.looseObject({ multiline: flag })),
  options: z.nullish(z.array(z.union([z.string(), z.object({ id, label: text, archived: flag })]))),
});
export type IntercomAttribute = z.infer<typeof attributeWire>;

const attributeList = z.nullish(z.array(attributeWire));

/** A ticket type with its attributes and states. The list of attributes has two spellings. */
export const ticketTypeWire = z.object({
  id: nativeId,
  name: text,
  category: text,
  archived: flag,
  is_internal: flag,
  ticket_type_attributes: z.nullish(
    z.object({ data: attributeList, ticket_type_attributes: attributeList }),
  ),
  ticket_states: z.nullish(z.object({ data: z.nullish(z.array(ticketStateWire)) })),
});
export type IntercomTicketType = z.infer<typeof ticketTypeWire>;
