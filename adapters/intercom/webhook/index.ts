export {
  createIntercomWebhooks,
  INTERCOM_EVENT_TYPES,
  type IntercomWebhookOptions,
} from './parser.ts';
