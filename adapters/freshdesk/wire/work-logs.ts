import * as z from '../../../src/adapter/wire-schema.ts';
import { count, flag, id, nativeId, text, time } from './common.ts';

/** A time entry. `time_spent` is `hh:mm`; newer app events give seconds there. */
export const timeEntryWire = z.object({
  id: nativeId,
  ticket_id: id,
  agent_id: id,
  billable: flag,
  note: text,
  timer_running: flag,
  time_spent: z.nullish(nativeId),
  time_spent_in_seconds: count,
  executed_at: time,
  start_time: time,
  created_at: time,
  updated_at: time,
});
export type FreshdeskTimeEntry = z.infer<typeof timeEntryWire>;
