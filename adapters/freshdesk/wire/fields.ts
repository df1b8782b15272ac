import * as z from '../../../src/adapter/wire-schema.ts';
import { count, flag, nativeId, text } from './common.ts';

/** A lower level of a nested field. It has a name, and so values, of its own. */
const nestedField = z.looseObject({
  id: z.nullish(nativeId),
  name: text,
  label: text,
  level: count,
});
export type FreshdeskNestedField = z.infer<typeof nestedField>;

/**
 * A ticket field. `choices` has five forms, by the field's type and by the endpoint (sheet
 * section 11); it is read where it is used. `dependent_fields` is the admin endpoint's word for
 * `nested_ticket_fields`.
 */
export const fieldWire = z.object({
  id: nativeId,
  name: z.string(),
  label: text,
  type: z.string(),
  default: flag,
  archived: flag,
  customers_can_edit: flag,
  required_for_agents: flag,
  required_for_closure: flag,
  choices: z.optional(z.unknown()),
  nested_ticket_fields: z.nullish(z.array(nestedField)),
  dependent_fields: z.nullish(z.array(nestedField)),
});
export type FreshdeskField = z.infer<typeof fieldWire>;

/** A ticket form. Only the path is documented: whatever else comes is taken as far as it goes. */
export const formWire = z.object({
  id: nativeId,
  name: text,
  title: text,
  default: flag,
  active: flag,
  fields: z.nullish(z.array(z.looseObject({ id: z.nullish(nativeId), name: text }))),
});
export type FreshdeskForm = z.infer<typeof formWire>;
