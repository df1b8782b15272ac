import * as z from '../../../src/adapter/wire-schema.ts';
import { text } from './common.ts';

export const webhookWire = z.object({
  id: z.string(),
  name: text,
  endpoint: z.string(),
  status: text,
  subscriptions: z.nullish(z.array(z.string())),
});
export type ZendeskWebhook = z.infer<typeof webhookWire>;

export const signingSecretWire = z.object({
  signing_secret: z.object({ secret: z.string(), algorithm: text }),
});
