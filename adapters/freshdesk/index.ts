export { createFreshdesk, type FreshdeskAdapter } from './adapter.ts';
export { freshdeskCapabilities } from './capabilities.ts';
export {
  type FreshdeskRange,
  type FreshdeskTerm,
  type FreshdeskValue,
  freshdeskQuery,
} from './client/query.ts';
export type { FreshdeskCredentials, FreshdeskOptions } from './options.ts';
export {
  type AutomationRuleOptions,
  type AutomationTemplateOptions,
  createFreshdeskWebhooks,
  type FreshdeskAutomationEvent,
  type FreshdeskAutomationRule,
  freshdeskAutomationRule,
  freshdeskAutomationTemplate,
  type FreshdeskWebhookAuthentication,
  type FreshdeskWebhookOptions,
} from './webhook/index.ts';
export type { FreshdeskRaw } from './wire/index.ts';
