/** Tells a body of our template from whatever else an administrator may type. */
const TRIGGER_MARKER = 'zendesk-trigger-1';

/** What a trigger can announce with our template. */
export const TRIGGER_EVENTS = [
  'ticket.created',
  'ticket.updated',
  'ticket.status_changed',
  'ticket.assigned',
] as const;
/** One of them. */
export type ZendeskTriggerEvent = (typeof TRIGGER_EVENTS)[number];

/** What the template says. */
export interface TriggerTemplateOptions {
  /** What the trigger fires on. @default 'ticket.updated' */
  readonly event?: ZendeskTriggerEvent;
}

/**
 * The JSON body to paste into a trigger's or automation's "notify active webhook" action. It holds
 * no free text (title, comment, names): Zendesk does not escape placeholders reliably, so that a
 * quote or a line break in a comment would break the JSON. Fetch the ticket for the rest.
 *
 * @example zendeskTriggerTemplate({ event: 'ticket.created' })
 * //=> '{\n  "polydesk": "zendesk-trigger-1",\n  "event": "ticket.created",\n  "ticket_id": "{{ticket.id}}", …'
 */
export function zendeskTriggerTemplate(options: TriggerTemplateOptions = {}): string {
  const body = {
    polydesk: TRIGGER_MARKER,
    event: options.event ?? 'ticket.updated',
    ticket_id: '{{ticket.id}}',
    status: '{{ticket.status}}',
    priority: '{{ticket.priority}}',
    tags: '{{ticket.tags}}',
  };
  return JSON.stringify(body, null, 2);
}
