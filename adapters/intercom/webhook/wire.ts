import * as z from '../../../src/adapter/wire-schema.ts';
import { text, time } from '../wire/common.ts';

/**
 * What every notification has around its `item` (sheet section 18). The id is null for pings and was
 * null for reads; times are seconds whatever the version.
 */
export const notificationWire = z.looseObject({
  app_id: z.string(),
  topic: z.string(),
  id: text,
  created_at: time,
  data: z.looseObject({ item: z.looseObject({}) }),
});
export type IntercomNotification = z.infer<typeof notificationWire>;

/** Callbacks about the installation of an app: one names it `app_id`, the other `workspace_id`. */
export const lifecycleWire = z.looseObject({ app_id: text, workspace_id: text });

/** What Fin's own API tells; signed in a way of its own (sheet section 18). */
export const finEventWire = z.looseObject({
  event_name: z.string(),
  conversation_id: text,
  created_at_ms: time,
});
