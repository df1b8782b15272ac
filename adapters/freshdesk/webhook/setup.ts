import type { WebhookSetup, WebhookTemplate, WebhookWish } from '../../../src/adapter/contract.ts';
import { nativeEventsOf } from '../../../src/adapter/native-events.ts';
import { AUTOMATION_EVENTS, freshdeskAutomationRule } from './template.ts';
import { DEFAULT_SECRET_HEADER, type FreshdeskWebhookAuthentication } from './verify.ts';

/** What rules can tell: by the template, in the unified words. */
const TOLD_BY_RULES = Object.fromEntries(AUTOMATION_EVENTS.map((event) => [event, [event]]));

/**
 * The automation rules to enter by hand, one for each event (sheet section 20). There is nothing to
 * subscribe to by name, so that there are no native events.
 */
export const setupOf =
  (authentication: FreshdeskWebhookAuthentication = { header: DEFAULT_SECRET_HEADER }) =>
  ({ url, events, name = 'polydesk' }: WebhookWish): WebhookSetup => {
    const { unavailable } = nativeEventsOf(TOLD_BY_RULES, events);
    const templates = AUTOMATION_EVENTS.filter((event) => events.includes(event)).map(
      (event): WebhookTemplate => {
        const ruleName = `${name}: ${event}`;
        const rule = freshdeskAutomationRule({ url, event, authentication, name: ruleName });
        return {
          title: `Automation rule "${ruleName}"`,
          body: rule.webhook.body,
          steps: rule.steps,
        };
      },
    );
    return { nativeEvents: [], unavailable, templates };
  };
