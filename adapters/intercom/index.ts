export { createIntercom, type IntercomAdapter } from './adapter.ts';
export { intercomCapabilities } from './capabilities.ts';
export type {
  IntercomCredentials,
  IntercomOptions,
  IntercomRegion,
  IntercomVersion,
} from './options.ts';
export { createIntercomWebhooks, type IntercomWebhookOptions } from './webhook/index.ts';
export type { IntercomRaw } from './wire/index.ts';
