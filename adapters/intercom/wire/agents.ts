import * as z from '../../../src/adapter/wire-schema.ts';
import { flag, nativeId, text } from './common.ts';

/** A teammate, or the bot, which stands in the same list (sheet section 14). */
const adminSchema = z.object({
  id: nativeId,
  name: text,
  email: text,
  away_mode_enabled: flag,
  has_inbox_seat: flag,
  team_ids: z.nullish(z.array(nativeId)),
  /** `GET /me` only. */
  app: z.nullish(z.object({ id_code: text, region: text })),
});
export type IntercomAdmin = z.infer<typeof adminSchema>;
export const adminWire = adminSchema;
