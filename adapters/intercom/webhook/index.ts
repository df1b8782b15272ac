export { INTERCOM_EVENT_TYPES } from './native-events.ts';
export { createIntercomWebhooks, type IntercomWebhookOptions } from './parser.ts';
