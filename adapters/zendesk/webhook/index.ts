export { createZendeskWebhooks, type ZendeskWebhookOptions } from './parser.ts';
export {
  type TriggerTemplateOptions,
  type ZendeskTriggerEvent,
  zendeskTriggerTemplate,
} from './template.ts';
export { ZENDESK_TEST_SECRET } from './verify.ts';
