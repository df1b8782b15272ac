export { FRESHDESK_EVENT_TYPES } from './native-events.ts';
export { createFreshdeskWebhooks, type FreshdeskWebhookOptions } from './parser.ts';
export {
  type AutomationRuleOptions,
  type AutomationTemplateOptions,
  type FreshdeskAutomationEvent,
  type FreshdeskAutomationRule,
  freshdeskAutomationRule,
  freshdeskAutomationTemplate,
} from './template.ts';
export type { FreshdeskWebhookAuthentication } from './verify.ts';
