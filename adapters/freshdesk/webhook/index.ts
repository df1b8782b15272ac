export {
  createFreshdeskWebhooks,
  FRESHDESK_EVENT_TYPES,
  type FreshdeskWebhookOptions,
} from './parser.ts';
export {
  type AutomationRuleOptions,
  type AutomationTemplateOptions,
  type FreshdeskAutomationEvent,
  type FreshdeskAutomationRule,
  freshdeskAutomationRule,
  freshdeskAutomationTemplate,
} from './template.ts';
export type { FreshdeskWebhookAuthentication } from './verify.ts';
