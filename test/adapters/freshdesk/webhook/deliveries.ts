import {
  createFreshdeskWebhooks,
  type FreshdeskAutomationEvent,
  freshdeskAutomationTemplate,
  type FreshdeskWebhookOptions,
} from '../../../../adapters/freshdesk/webhook/index.ts';
import type { SupportEvent } from '../../../../src/model/event.ts';
import { webhookBody } from '../support/rest-fixtures.ts';

export const secret = 'long-and-random-0f9e8d7c';
export const now = new Date('2026-03-02T09:31:00Z');

type Options = Partial<FreshdeskWebhookOptions>;

export const parser = (options: Options = {}) =>
  createFreshdeskWebhooks({ account: 'acme', ...options });

/** The events of a body as text. */
export const parse = (
  rawBody: string,
  options: Options = {},
  headers: Readonly<Record<string, string>> = {},
): readonly SupportEvent[] => parser(options).parse({ rawBody, headers });

/** The events of one of our own deliveries. */
export const parseFixture = (name: string, options: Options = {}): readonly SupportEvent[] =>
  parse(webhookBody(name), options);

/** The events of Simple content with these keys. */
export const parseSimple = (
  content: Readonly<Record<string, unknown>>,
  options: Options = {},
): readonly SupportEvent[] => parse(JSON.stringify({ freshdesk_webhook: content }), options);

/** The event of Simple content that says this in `triggered_event`. */
export const triggered = (text: string, options: Options = {}): SupportEvent | undefined =>
  parseSimple({ ticket_id: 11, triggered_event: text }, options)[0];

/** The events of an app's event with this object. */
export const parseApp = (
  event: string,
  data: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): readonly SupportEvent[] =>
  parse(
    JSON.stringify({
      data,
      timestamp: 1_770_364_800_123,
      account_id: '13',
      domain: 'acme.freshdesk.com',
      event,
      region: 'US',
      ...more,
    }),
  );

/** The library's own template as Freshdesk fills it in. */
export const filled = (event: FreshdeskAutomationEvent, happened: string, id = '4711') =>
  freshdeskAutomationTemplate({ event })
    .replace('{{triggered_event}}', happened)
    .replace('{{ticket.id}}', id)
    .replace('{{ticket.status}}', 'Resolved')
    .replace('{{ticket.priority}}', 'Low')
    .replace('{{ticket.source}}', 'Portal');
