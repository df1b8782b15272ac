export { createZendesk, type ZendeskAdapter } from './adapter.ts';
export { zendeskCapabilities } from './capabilities.ts';
export { createZendeskTokens, type ZendeskTokensOptions } from './client/oauth.ts';
export type { ZendeskCredentials, ZendeskOptions } from './options.ts';
export {
  createZendeskWebhooks,
  type TriggerTemplateOptions,
  ZENDESK_TEST_SECRET,
  type ZendeskTriggerEvent,
  zendeskTriggerTemplate,
  type ZendeskWebhookOptions,
} from './webhook/index.ts';
export type { ZendeskRaw } from './wire/index.ts';
