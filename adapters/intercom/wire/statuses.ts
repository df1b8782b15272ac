import * as z from '../../../src/adapter/wire-schema.ts';
import { flag, id, text } from './common.ts';

/** A ticket's state: a name of the account's own in one of four categories (sheet section 11). */
export const ticketStateWire = z.object({
  id,
  category: text,
  internal_label: text,
  external_label: text,
  archived: flag,
});
