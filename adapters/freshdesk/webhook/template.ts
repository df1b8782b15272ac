import { DEFAULT_SECRET_HEADER, type FreshdeskWebhookAuthentication } from './verify.ts';

/** Tells a body of our template from whatever else an administrator may type. */
const AUTOMATION_MARKER = 'freshdesk-automation-1';

/** What a rule can announce with our template. */
export const AUTOMATION_EVENTS = [
  'ticket.created',
  'ticket.updated',
  'ticket.status_changed',
  'ticket.assigned',
  'message.created',
  'note.created',
] as const;
/** One of them. */
export type FreshdeskAutomationEvent = (typeof AUTOMATION_EVENTS)[number];

/** What the template says. */
export interface AutomationTemplateOptions {
  /** What the rule fires on. @default 'ticket.updated' */
  readonly event?: FreshdeskAutomationEvent;
}

/**
 * The JSON to paste into the "Advanced" content of a rule's "Trigger webhook" action. It holds no
 * text that customers write: Freshdesk does not escape placeholders reliably, so that a quote or a
 * line break in a subject would break the JSON. Fetch the ticket for the rest. No placeholder is known
 * that differs from one reply to the next, so two replies on a ticket arrive in the same words.
 *
 * @example freshdeskAutomationTemplate({ event: 'ticket.created' })
 * //=> '{\n  "polydesk": "freshdesk-automation-1",\n  "event": "ticket.created",\n  "triggered_event": "{{triggered_event}}", …'
 */
export function freshdeskAutomationTemplate(options: AutomationTemplateOptions = {}): string {
  const body = {
    polydesk: AUTOMATION_MARKER,
    event: options.event ?? 'ticket.updated',
    triggered_event: '{{triggered_event}}',
    ticket_id: '{{ticket.id}}',
    ticket_status: '{{ticket.status}}',
    ticket_priority: '{{ticket.priority}}',
    ticket_source: '{{ticket.source}}',
  };
  return JSON.stringify(body, null, 2);
}

/** What a rule needs to know. */
export interface AutomationRuleOptions extends AutomationTemplateOptions {
  /** Where your application listens. */
  readonly url: string;
  /** As in `createFreshdeskWebhooks`. @default { header: 'x-webhook-secret' } */
  readonly authentication?: FreshdeskWebhookAuthentication;
  /** What the rule is called in the list. */
  readonly name?: string;
}

/** A rule as a person enters it. It never holds the secret. */
export interface FreshdeskAutomationRule {
  readonly name: string;
  /** 1: rules that run on ticket creation; 4: rules that run on ticket updates. */
  readonly type: 1 | 4;
  /** What to choose as the event of an update rule; empty for a rule on creation. */
  readonly triggers: readonly string[];
  readonly webhook: {
    readonly method: 'POST';
    readonly url: string;
    readonly encoding: 'JSON';
    readonly content: 'Advanced';
    readonly body: string;
    /** Custom headers; each value is the place for the secret. */
    readonly headers: Readonly<Record<string, string>>;
    readonly basicUser: string | null;
  };
  /** What to do, one sentence each. */
  readonly steps: readonly string[];
}

// Freshdesk words its triggers a little differently from account to account; the sense is the same.
const TRIGGERS: Readonly<Record<FreshdeskAutomationEvent, readonly string[]>> = {
  'ticket.created': [],
  'ticket.updated': ['Ticket is updated'],
  'ticket.status_changed': ['Status is changed, from any status to any status'],
  'ticket.assigned': ['Agent is changed', 'Group is changed'],
  'message.created': ['Reply is sent', 'Note is added: public'],
  'note.created': ['Note is added: private'],
};

const SECRET_PLACE = '<your secret>';

/**
 * The automation rule that sends what this library reads: as data, and as steps for whoever sets it
 * up in Freshdesk. One rule tells one kind of event.
 *
 * @example
 * freshdeskAutomationRule({ url: 'https://example.com/hooks', event: 'ticket.created' }).type //=> 1
 */
export function freshdeskAutomationRule(options: AutomationRuleOptions): FreshdeskAutomationRule {
  const {
    url,
    event = 'ticket.updated',
    authentication = { header: DEFAULT_SECRET_HEADER },
  } = options;
  const { header, basic } = authentication;
  const name = options.name ?? `polydesk: ${event}`;
  const type = event === 'ticket.created' ? 1 : 4;
  const body = freshdeskAutomationTemplate({ event });
  const triggers = TRIGGERS[event];
  return {
    name,
    type,
    triggers,
    webhook: {
      method: 'POST',
      url,
      encoding: 'JSON',
      content: 'Advanced',
      body,
      headers: header === undefined ? {} : { [header]: SECRET_PLACE },
      basicUser: basic ?? null,
    },
    steps: [
      `In Freshdesk, open Admin, Automations, the tab for ${type === 1 ? 'ticket creation' : 'ticket updates'}, and make a new rule named "${name}".`,
      ...(type === 1
        ? ['Let it run for every ticket: no conditions.']
        : [`Let it run for actions of anybody, when: ${triggers.join('; or ')}.`]),
      `Add the action "Trigger webhook" with method POST and the URL ${url}.`,
      basic === undefined
        ? `Add a custom header named ${header} with a long random secret for its value.`
        : `Choose authentication with user name and password: user ${basic}, and a long random secret for the password.`,
      'Choose JSON as the encoding and Advanced as the content, and paste the body.',
      'Save the rule, and give the same secret to the receiver.',
    ],
  };
}
