import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId } from './common.ts';

const teamSchema = z.object({
  id: nativeId,
  name: z.string(),
  admin_ids: z.nullish(z.array(nativeId)),
});
export type IntercomTeam = z.infer<typeof teamSchema>;
export const teamWire = teamSchema;
